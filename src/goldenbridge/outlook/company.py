"""The company that would run a designed site: its fees, rents and costs drawn together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from goldenbridge.border.design.costs import Prices, dollars
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.outlook import bankability as money
from goldenbridge.outlook.parameters import drawn
from goldenbridge.site.designs import Fee
from goldenbridge.site.figures import Figure
from goldenbridge.site.traffic import entering_per_day, traffic

Floats = money.Floats
_DAYS = 365


class Spread(NamedTuple):
    """Median and 80 % interval over draws."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Bid:
    """What a bidder sees, USD: value, chance of loss, payback, what it would take to bid.

    `break_even_fee` and `break_even_let` are factors on fees and on what is let, infinite where no
    factor is enough. `guarantee` is a yearly revenue, `guarantee_cost` its present value.
    """

    built: Spread
    revenue: Spread
    running: Spread
    value: Spread
    mean_value: float
    loss: float
    payback: float
    break_even_fee: float
    break_even_let: float
    guarantee: float
    guarantee_cost: float
    grant: float
    rational: bool


class Drawn:
    """The figures a design names, in USD where they are money, [draw] each."""

    def __init__(self, space: Space, figures: Iterable[Figure], draws: int, seed: int) -> None:
        known = {figure.id: figure for figure in figures}
        rate = known.get(space.design.rate)
        usable = [f for f in known.values() if f.low is None or f.high is None or f.low <= f.high]
        self.draws, self.zero = draws, np.zeros(draws)
        self.values: Mapping[str, Floats] = {
            name: one * dollars(known[name].unit, rate)
            for name, one in drawn(usable, draws=draws, seed=seed).items()
        }

    def __getitem__(self, name: str) -> Floats:
        return self.values[name] if name else self.zero

    def one(self, draw: int) -> Prices:
        """The figures of one draw."""
        return Prices({name: float(values[draw]) for name, values in self.values.items()})


def costs(space: Space, levels: Levels, figures: Drawn) -> tuple[Spread, Spread]:
    """What a design costs to build and a year, building as an even payment, whoever pays."""
    bills = [replace(space, prices=figures.one(n)).bill(levels) for n in range(figures.draws)]
    built, yearly = (
        np.array([getattr(bill, name) for bill in bills]) for name in ("investment", "yearly")
    )
    return _spread(built), _spread(yearly)


def case(space: Space, levels: Levels, figures: Drawn, growth: Floats) -> money.Case:
    """The case of the company for a design; `growth` [draw, year] is traffic over the demand's."""
    design = space.design
    built = np.zeros(figures.draws)
    running = figures[design.overhead].copy()
    for one in design.resources:
        if one.owner == "company":
            open_ = space.posts(levels, one.pool)
            built += max(open_) * figures[one.unit_cost]
            if one.crew and one.pay:
                heads = space.roster_of(one, open_).heads
                running += heads * figures[one.pay] / (1 - figures[design.absence])
    axes = dict(zip((axis.of for axis in space.axes), levels, strict=True))
    for ground in design.grounds:
        built += (ground.owner == "company") * axes[ground.yard] * figures[ground.unit_cost]
    for part in design.parts:
        many = figures[part.quantity] if part.quantity else 1.0
        built += (part.owner == "company") * many * figures[part.cost]
    running += figures[design.upkeep] * built
    fees, rents = (np.zeros((figures.draws, growth.shape[1])) for _ in range(2))
    for fee in design.fees:
        if fee.per == "rent":
            let = figures[fee.amount] * figures[fee.quantity] * figures[fee.occupancy]
            rents += let[:, np.newaxis] * _ramp(fee, growth.shape[1])
        else:
            paid = figures[fee.amount] * _DAYS * _passing(space, fee)
            fees += paid[:, np.newaxis] * growth
    return money.Case(built, fees, rents, running, figures[design.tax], figures[design.discount])


def bid(of: money.Case, loss_borne: float) -> Bid:
    """What a bidder sees who bears a loss with probability `loss_borne`."""
    worth = money.value(of)
    guarantee = money.least_guarantee(of, loss_borne)
    return Bid(
        built=_spread(of.built),
        revenue=_spread(of.revenue.mean(axis=1)),
        running=_spread(of.running),
        value=_spread(worth),
        mean_value=float(worth.mean()),
        loss=float((worth < 0).mean()),
        payback=float(np.median(money.payback(of))),
        break_even_fee=money.break_even(of, fees=True),
        break_even_let=money.break_even(of, fees=False),
        guarantee=guarantee,
        guarantee_cost=money.cost_of(of, guarantee) if guarantee else 0.0,
        grant=money.least_grant(of, loss_borne),
        rational=money.rational(of, loss_borne),
    )


def with_built(of: money.Case, usd: float) -> money.Case:
    """The same case where building costs `usd`, with running costs as they were."""
    return replace(of, built=np.full_like(of.built, usd))


def _ramp(fee: Fee, years: int) -> Floats:
    """The share of the occupancy reached in each year."""
    if not fee.ramp_years:
        return np.ones(years)
    return np.minimum(np.arange(1, years + 1) / fee.ramp_years, 1.0)


def _passing(space: Space, fee: Fee) -> float:
    """Trucks a day that pay: all that come, or those that visit a station."""
    site, demand = space.site, space.coming()
    ways = [direction.id for direction in site.directions]
    if fee.per == "truck":
        return sum(entering_per_day(demand, way, one.id) for way in ways for one in site.classes)
    legs = (item for way in ways for item in traffic(site, demand, way).items())
    return sum(trucks for (_, to), trucks in legs if to == fee.station)


def _spread(values: Floats) -> Spread:
    low, middle, high = (float(v) for v in np.quantile(values, (0.1, 0.5, 0.9)))
    return Spread(low, middle, high)
