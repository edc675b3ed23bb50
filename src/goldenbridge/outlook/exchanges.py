"""What an agreement on water and power would bring in each basin, in a few numbers."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.deal import Deal
from goldenbridge.nexus.harvest import harvests
from goldenbridge.nexus.model import benefit_blocks
from goldenbridge.nexus.physics import gwh_per_mm3, seconds
from goldenbridge.programme.model import Programme


class Schedule(NamedTuple):
    """The first reservoir of a basin through the year, by month: m³/s, and GWh of power.

    `release` is agreed, `apart` the mean of the holder's own play, `fields` the need of each side's
    crops, `power` the flow that would serve what the holder's demand leaves to its plants, nothing
    where it has none; `out` and `back` are the power swapped.
    """

    reservoir: str
    months: list[int]
    release: list[float]
    apart: list[float]
    fields: dict[str, list[float]]
    power: list[float]
    out: list[float]
    back: list[float]


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
    schedule: Schedule


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
        schedule(deal),
    )


def schedule(deal: Deal) -> Schedule:
    """The schedule of a negotiation beside what both sides need."""
    plan, basin = deal.plan, deal.basin
    reservoir = basin.reservoirs[0]
    flow = 1e6 / np.array([seconds(month) for month in plan.months])
    owners = [crop.side for crop in basin.crops for _ in benefit_blocks(crop)]
    needed = {
        side: plan.needed[[i for i, owner in enumerate(owners) if owner == side]].sum(axis=0) * flow
        for side in deal.table
    }
    holder = next(side for side in basin.sides if side.id == reservoir.side)
    middle = np.median(plan.volume[:, 0], axis=0)
    each = gwh_per_mm3(reservoir, (middle[1:] + middle[:-1]) / 2)
    power: list[float] = []
    if holder.demand_gwh and each.min() > 0:
        other = holder.other_gwh or (0.0,) * len(holder.demand_gwh)
        left = [max(holder.demand_gwh[m - 1] - other[m - 1], 0.0) for m in plan.months]
        power = (np.array(left) / each * flow).tolist()
    release, apart = plan.agreed[0] * flow, deal.apart.plan.release[:, 0].mean(axis=0) * flow
    swapped = [sum(part.values(), np.zeros(len(flow))) for part in (plan.out, plan.back)]
    return Schedule(
        reservoir.id,
        list(plan.months),
        release.tolist(),
        apart.tolist(),
        {side: flows.tolist() for side, flows in needed.items() if flows.any()},
        power,
        *(part.tolist() for part in swapped),
    )
