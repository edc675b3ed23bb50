"""The trucks of a crossing under another trade of the two states, and another transit."""

from collections.abc import Sequence
from dataclasses import replace

from goldenbridge.errors import FreightError
from goldenbridge.site.demand import Demand, Flow
from goldenbridge.site.figures import Figure
from goldenbridge.trade.freight import trucks
from goldenbridge.trade.goods import Freight, Good
from goldenbridge.trade.mix import as_given


def loaded(  # noqa: PLR0913 - what the trucks are reckoned from
    demand: Demand,
    freight: Freight,
    goods: Sequence[Good],
    figures: Sequence[Figure],
    *,
    turnover_bn: float,
    transit: float,
) -> Demand:
    """`demand` at a turnover in USD bn a year and `transit` times its transit.

    Each flow grows as the trucks of its direction and kind do over all crossings: bilateral ones
    with the turnover, transit ones by `transit`, empty ones by the balance of both (see
    `freight.empties`). Booked trucks stay. Raises FreightError where the demand says no turnover.
    """
    if not demand.turnover:
        raise FreightError(f"demand {demand.id}: found no turnover; allowed: USD bn a year")
    mix = as_given(freight, goods, figures)
    old = trucks(demand.turnover * 1e9, mix)
    new = trucks(turnover_bn * 1e9, replace(mix, transit=mix.transit * transit))

    def scaled(flow: Flow) -> Flow:
        before, after = (float(one.day(flow.direction, flow.kind)) for one in (old, new))
        return replace(flow, trucks_per_day=flow.trucks_per_day * (after / before if before else 1))

    return replace(demand, flows=tuple(scaled(flow) for flow in demand.flows))
