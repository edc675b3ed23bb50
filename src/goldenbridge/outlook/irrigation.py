"""What the water of a basin does to what its fields sell across the border."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.harvest import harvest
from goldenbridge.nexus.water import MONTHS, Closure, Crop
from goldenbridge.trade.mix import uniform

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Farm:
    """A crop sold across the border: its water by inflow member as a share of its need."""

    crop: Crop
    supplied: tuple[float, ...]
    closures: tuple[Closure, ...]


def farms(basin: Basin, supplied: Mapping[str, Sequence[float]]) -> tuple[Farm, ...]:
    """The crops of a basin whose exports are among the goods of the border."""
    return tuple(
        Farm(crop, tuple(supplied[crop.id]), closures)
        for crop in basin.crops
        if crop.good and crop.id in supplied
        for closures in [tuple(c for c in basin.closures if c.crop == crop.id)]
    )


def sold_t(farm: Farm, water: Floats, *, seed: int) -> Floats:
    """Tonnes sold across the border [draw, month] where the fields get `water` [draw] times theirs.

    Draw i takes the same inflow member and the same closed months whatever the water, so that two
    waters differ in nothing else. A closure shuts all its months in the years that have it.
    """
    draws = len(water)
    place = uniform(f"member {farm.crop.id}", draws=draws, seed=seed)
    member = (place * len(farm.supplied)).astype(np.intp)
    opened = np.ones((draws, MONTHS))
    for number, closure in enumerate(farm.closures):
        name = f"closure {farm.crop.id} {number}"
        shut = uniform(name, draws=draws, seed=seed) < closure.probability
        months = np.isin(np.arange(1, MONTHS + 1), closure.months)
        opened[np.ix_(shut, months)] = 0.0
    return harvest(farm.crop, np.array(farm.supplied)[member] * water, opened).exportable_t


def moved_t(some: Iterable[Farm], water: Floats, *, seed: int) -> dict[str, Floats]:
    """Tonnes sold more than with the water as it is, [draw] a year by good."""
    found: dict[str, Floats] = {}
    as_it_is = np.ones(len(water))
    for farm in some:
        tonnes = sold_t(farm, water, seed=seed) - sold_t(farm, as_it_is, seed=seed)
        found[farm.crop.good] = found.get(farm.crop.good, 0.0) + tonnes.sum(axis=1)
    return found
