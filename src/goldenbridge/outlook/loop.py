"""The loop of trade and border time for one programme: what all scenarios of it share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goldenbridge.errors import LoopError
from goldenbridge.outlook.equilibrium import Border, OneCrossing, at_load, cost_at
from goldenbridge.outlook.parameters import drawn
from goldenbridge.outlook.surface import Surface
from goldenbridge.outlook.times import ByGroup, Times
from goldenbridge.outlook.trade_costs import Trade
from goldenbridge.site.figures import Figure
from goldenbridge.trade.freight import average, trucks
from goldenbridge.trade.goods import Freight, Good
from goldenbridge.trade.mix import Mix, as_given
from goldenbridge.trade.mix import drawn as drawn_mix

Floats = NDArray[np.float64]

ELASTICITY, SERVICE, RELIABILITY = "trade-elasticity", "service-factor", "reliability"
TIME_COST, TIME_COST_FARM = "time-cost", "time-cost-farm"
TRUCK_HOUR, FEES = "truck-hour", "border-fees"
FIGURES = (ELASTICITY, SERVICE, RELIABILITY, TIME_COST, TIME_COST_FARM, TRUCK_HOUR, FEES)
"""The figures of border.toml that the loop needs besides those of the goods."""
MOST_TODAY = "most-hours-today"
"""The figure that says how long trucks wait on average today at most, see `believed`."""
FARM = "agriculture"
_YEAR = 365
_DRAWN = (
    "share", "usd_per_tonne", "tonnes_per_truck", "road", "rail", "transit", "loaded_both_ways"
)  # fmt: skip


class Plan(NamedTuple):
    """A site as some border scenario leaves it: its surfaces by direction, its trucks a day.

    `trucks` are those of the demand the surfaces were made for.
    """

    surfaces: Mapping[str, Surface]
    trucks: float


class Effects(NamedTuple):
    """What measures change: factors and additions by group of goods, [draw, group] or numbers."""

    trade: Floats
    add_usd: Floats
    trucks: Floats
    service: Floats
    truck_hour: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RoundTrips:
    """Trucks a day at a crossing from trade [draw, group]: loaded, empty and in transit.

    Every truck that comes goes back (see `trade.freight.empties`): with L₁, L₂ the loaded trucks of
    both ways, transit among them, there are 2 (L₁ + L₂) - 2 s min(L₁, L₂) of them, s the share of
    the lesser flow that is loaded both ways. `per_usd` [draw, group] loaded trucks a day for a USD
    a year, `transit` [draw, 2] a day, `both` [draw] is s; `share` is the crossing's of all trucks.
    """

    per_usd: Floats
    way: NDArray[np.intp]
    transit: Floats
    both: Floats
    share: float

    def __call__(self, trade_usd: Floats) -> Floats:
        """Trucks a day, [draw]."""
        loaded = self.per_usd * trade_usd
        ways = [loaded[:, self.way == w].sum(axis=-1) + self.transit[:, w] for w in (0, 1)]
        lesser = self.both * np.minimum(*ways)
        return np.asarray(self.share * 2 * (ways[0] + ways[1] - lesser))


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """What is drawn once for all scenarios and offices; arrays [draw] or as in `Mix`.

    `all_trucks` is the number a day over all crossings with the likely figures, at the trade that
    the demands of the plans stand for.
    """

    mix: Mix
    values: Mapping[str, Floats]
    all_trucks: float
    draws: int


def world(  # noqa: PLR0913 - what is drawn, from what, how often
    freight: Freight,
    goods: Sequence[Good],
    figures: Sequence[Figure],
    turnover_usd: float,
    *,
    draws: int,
    seed: int,
) -> World:
    """Draw goods and parameters; `turnover_usd` is what the demands of the plans stand for.

    Raises LoopError for a figure of FIGURES that the folder lacks, FreightError as `mix.drawn`.
    """
    known = {figure.id: figure for figure in figures}
    missing = [name for name in FIGURES if name not in known]
    if missing:
        raise LoopError(f"[[figures]]: found no {missing[0]}; allowed: {', '.join(FIGURES)}")
    likely = trucks(turnover_usd, as_given(freight, goods, figures))
    kinds = (likely.bilateral, likely.transit, likely.empty)
    total = sum(float(average(kind.sum(axis=0))) for kind in kinds)
    values = drawn((known[name] for name in FIGURES), draws=draws, seed=seed)
    mix = drawn_mix(freight, goods, figures, draws=draws, seed=seed)
    return World(mix, values, total, draws)


def believed(made: World, plan: Plan, turnover_usd: float, most_h: float, draws: int) -> World:
    """The first `draws` draws in which today's trucks wait no longer than was seen.

    `plan` is the site as it is, `turnover_usd` the trade its demand stands for; in a draw that is
    kept the mean hours of every direction are at most `most_h`. Ranges of several numbers hold
    draws that no day has shown, say the heaviest traffic together with the slowest service: what a
    measure then brings would be the end of a queue that does not exist (conditioning by rejection,
    von Neumann 1951).

    Raises LoopError where fewer draws are left.
    """
    none_yet = none(made)
    trips = traffic(made, 1.0, plan, none_yet)(turnover_usd * made.mix.share)
    hours = at_load(border(made, plan, none_yet), trips).mean_h
    kept = np.flatnonzero(hours.max(axis=-1) <= most_h)[:draws]
    if kept.size < draws:
        raise LoopError(
            f"found {kept.size} of {made.draws} draws in which trucks wait at most {most_h:g} h "
            f"on average at {plan.trucks:.4g} trucks a day; allowed: ranges of which "
            f"{draws / made.draws:.0%} agree with what was seen"
        )
    mix = replace(made.mix, **{name: getattr(made.mix, name)[kept] for name in _DRAWN})
    values = {name: value[kept] for name, value in made.values.items()}
    return World(mix, values, made.all_trucks, draws)


def traffic(made: World, dollar: float, plan: Plan, effects: Effects) -> RoundTrips:
    """The trucks at the crossing of `plan` by the trade that one office measures.

    The same trucks carry what two offices value differently: `dollar` is what one USD of the office
    is in those of the mix.
    """
    mix = made.mix
    per_usd = mix.road / (mix.usd_per_tonne * mix.tonnes_per_truck) / _YEAR
    scaled = per_usd * dollar * effects.trucks
    share = plan.trucks / made.all_trucks
    return RoundTrips(scaled, mix.way, mix.transit, mix.loaded_both_ways, share)


def border(made: World, plan: Plan, effects: Effects) -> Border:
    """The crossing of `plan`: hours by direction at its load."""
    factor = made.values[SERVICE] * effects.service
    times: list[Times] = [plan.surfaces[name].at(factor) for name in made.mix.directions]
    return OneCrossing(ByGroup(tuple(times), made.mix.way))


def trade(made: World, base_usd: float, growth: Floats, effects: Effects) -> Trade:
    """Trade by goods: base shares, the growth drawn by the forecast [draw], and the measures."""
    mix, values = made.mix, made.values
    base = base_usd * mix.share
    wanted = np.maximum(base * growth[:, np.newaxis] * effects.trade + effects.add_usd, 0.0)
    farm = np.array([good.sector == FARM for good in mix.goods])
    days = np.where(farm, values[TIME_COST_FARM][:, np.newaxis], values[TIME_COST][:, np.newaxis])
    return Trade.of(
        tuple(good.id for good in mix.goods),
        draws=made.draws,
        base_usd=base,
        growth=wanted / base,
        elasticity=values[ELASTICITY][:, np.newaxis],
        time_cost=days,
        truck_hour_usd=(values[TRUCK_HOUR] * effects.truck_hour)[:, np.newaxis],
        fees_usd=values[FEES][:, np.newaxis],
        usd_per_tonne=mix.usd_per_tonne,
        tonnes_per_truck=mix.tonnes_per_truck,
        reliability=values[RELIABILITY][:, np.newaxis],
    )


def none(made: World) -> Effects:
    """No measure at work."""
    groups = np.ones((made.draws, len(made.mix.goods)))
    one = np.ones(made.draws)
    return Effects(groups, 0 * groups, groups, one, one)


def base_cost(made: World, base_usd: float, dollar: float, plan: Plan) -> Floats:
    """τ⁰ [draw, group]: what the border costs at the base trade as it is now."""
    effects = none(made)
    still = trade(made, base_usd, np.ones(made.draws), effects)
    return cost_at(still, border(made, plan, effects), traffic(made, dollar, plan, effects))
