"""What an agreement on water and power would bring in each basin, in a few numbers."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.deal import Deal
from goldenbridge.nexus.harvest import harvests
from goldenbridge.programme.model import Programme


class Bargain(NamedTuple):
    """One basin: gain of all, release from April to September with and without, power, cash.

    `supplied` is the water of each crop under the agreement, as a share of its need, by inflow.
    """

    basin: str
    gain_musd: float
    agreed_mm3: float
    apart_mm3: float
    out_gwh: float
    back_gwh: float
    cash_musd: dict[str, float]
    supplied: dict[str, list[float]]


Run = Callable[[Basin], Bargain]


def bargains(programme: Programme, run: Run) -> Iterator[Bargain]:
    """The agreement of each basin of the folder."""
    yield from (run(basin) for basin in programme.basins)


def bargain(deal: Deal) -> Bargain:
    """A negotiation in a few numbers."""
    plan = deal.plan
    summer = [t for t, month in enumerate(plan.months) if 4 <= month <= 9]
    return Bargain(
        deal.basin.id,
        deal.gain if deal.worthwhile else 0.0,
        float(np.nansum(plan.agreed[:, summer])),
        float(deal.apart.plan.release.mean(axis=0)[:, summer].sum()),
        sum(float(power.sum()) for power in plan.out.values()),
        sum(float(power.sum()) for power in plan.back.values()),
        {side: amount if deal.worthwhile else 0.0 for side, amount in deal.cash.items()},
        {one.crop: one.supplied.tolist() for one in harvests(plan)},
    )
