"""What only the full answer follows: growth of trade, and the power that comes back."""

from collections.abc import Iterator

from goldenbridge.language.messages import Own, tell
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.power import Swap
from goldenbridge.programme.model import Programme
from goldenbridge.report.simulated import Plan
from goldenbridge.web.pages.planner.knob import GROWTH, SWAP, Knob


def growth(programme: Programme, plan: Plan) -> Iterator[Knob]:
    """Growth of trade, where the site of `plan` is the crossing of the scenarios."""
    if moves_trade(programme, plan):
        yield Knob(
            id=GROWTH,
            group="full",
            name=tell("Growth of trade, beyond the forecast"),
            start=0.0,
            least=-5.0,
            most=10.0,
            step=0.5,
            unit=tell("points a year"),
        )


def swapped(programme: Programme) -> Iterator[Knob]:
    """The coefficient of each swap of the first basin that has any."""
    basin = swapping(programme)
    if basin is None:
        return
    for swap in swaps(basin):
        yield Knob(
            id=SWAP + swap.id,
            group="full",
            name=tell("Power back for each GWh given, {basin}", basin=Own(basin.name)),
            start=swap.coefficient,
            least=0.5,
            most=max(2.0, swap.coefficient),
            step=0.05,
            unit=tell("GWh"),
        )


def moves_trade(programme: Programme, plan: Plan) -> bool:
    """Whether the site of `plan` is the crossing that trade is reckoned with."""
    grounds = bool(programme.freight and programme.scenarios and plan.demand.turnover)
    return grounds and plan.site.id == programme.sites[0].id


def swapping(programme: Programme) -> Basin | None:
    """The first basin whose sides swap power."""
    return next((basin for basin in programme.basins if swaps(basin)), None)


def swaps(basin: Basin) -> list[Swap]:
    """The swaps between sides that sit at the table in any case."""
    table = basin.at_table()
    return [one for one in basin.swaps if {one.giver, one.taker} <= set(table)]
