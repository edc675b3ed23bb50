"""From water to fields to tonnes that can be sold abroad, month by month."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.model import benefit_blocks
from goldenbridge.nexus.plans import Plan
from goldenbridge.nexus.water import MONTHS, Crop

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Harvest:
    """A crop after a season; arrays are by inflow member, `exportable` by member and month.

    `supplied` is water given / full need, `area_ha` what is watered, `tonnes` the harvest,
    `exportable_t` tonnes that can be sold abroad by calendar month from January, closures counted
    by their probability.
    """

    crop: str
    side: str
    supplied: Floats
    area_ha: Floats
    tonnes: Floats
    exportable_t: Floats


def harvests(plan: Plan) -> tuple[Harvest, ...]:
    """The harvest of each crop under a plan."""
    found, first = [], 0
    for crop in plan.basin.crops:
        rows = range(first, first + len(benefit_blocks(crop)))
        first = rows.stop
        need = plan.needed[rows].sum()
        water = plan.given[:, rows].sum(axis=(1, 2))
        supplied = water / need if need > 0 else np.ones(len(water))
        found.append(harvest(crop, supplied, open_share(plan.basin, crop.id)))
    return tuple(found)


def harvest(crop: Crop, supplied: Floats, opened: Floats) -> Harvest:
    """What a crop yields when `supplied` (share of its full need, by member) comes.

    Ky ≥ 1: fields are watered in full or not at all. Ky < 1: all of them go short together down to
    half, 1 − Ky (1 − supplied) (Doorenbos and Kassam, 1979), and below that fewer are watered.
    `opened` is the share of each calendar month in which the border is open to it.
    """
    share = np.clip(supplied, 0.0, 1.0)
    area = share if crop.ky >= 1 else np.minimum(share / 0.5, 1.0)
    each = np.where(area > 0, share / np.maximum(area, 1e-12), 0.0)
    response = 1 - min(crop.ky, 1.0) * (1 - each) if crop.ky < 1 else np.ones_like(share)
    tonnes = crop.area_ha * crop.yield_t_ha * area * response
    weights = np.array(crop.harvest or [1.0] * MONTHS)
    abroad = (crop.export_share or 0.0) * weights / weights.sum() * opened
    return Harvest(crop.id, crop.side, share, crop.area_ha * area, tonnes, tonnes[:, None] * abroad)


def open_share(basin: Basin, crop: str) -> Floats:
    """The chance that the border is open to a crop, by calendar month from January."""
    opened = np.ones(MONTHS)
    for closure in (c for c in basin.closures if c.crop == crop):
        opened[[int(month) - 1 for month in closure.months]] *= 1 - closure.probability
    return opened


def area_lost_ha(short_mm3: float, norm_m3_ha: float) -> float:
    """The area that a shortage leaves dry at a norm of water, ha."""
    return short_mm3 * 1e6 / norm_m3_ha
