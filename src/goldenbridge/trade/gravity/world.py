"""What the countries of a world buy from each other before anything changes, checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import GravityError

Array = NDArray[np.float64]

_DOMESTIC = "positive domestic sales (output less exports) on the diagonal"
_WHOLE = "flows in which every country is linked to every other, through third ones or directly"


@dataclass(frozen=True, slots=True)
class World:
    """Base flows of n countries in one or more sectors; make one with `world`.

    `flows` [sector, n, n], seller by row and buyer by column, in any one unit of value; `income`
    [n], what a country sells to all countries; `spending` [n], what it buys from all.
    """

    countries: tuple[str, ...]
    flows: Array
    income: Array
    spending: Array

    def index(self, country: str) -> int:
        """The place of a country in every array. Raises GravityError for an unknown one."""
        if country not in self.countries:
            known = ", ".join(self.countries)
            raise GravityError(f"found the country {country!r}; allowed: {known}")
        return self.countries.index(country)


def world(flows: ArrayLike, countries: Sequence[str] = ()) -> World:
    """Check base flows, [n, n] or [sector, n, n], domestic sales on the diagonal.

    A flow of 0 is allowed and stays 0. `countries` names the rows; without them a country is called
    by its place from 1.

    Raises GravityError for fewer than two countries, names that do not fit, flows that are missing
    (NaN), negative or infinite, a country without domestic sales in any sector, and countries that
    fall into blocks with no trade between them, whose relative wages nothing would determine.
    """
    # a copy, so that what was checked cannot change afterwards
    array = np.array(flows, dtype=np.float64)
    if array.ndim == 2:
        array = array[np.newaxis]
    if array.ndim != 3 or array.shape[1] != array.shape[2] or not len(array):
        shape = " by ".join(map(str, np.shape(flows)))
        raise GravityError(
            f"found flows of shape {shape or 'one number'}; allowed: n by n, or sectors by n by n"
        )
    if array.shape[1] < 2:
        raise GravityError(f"found {array.shape[1]} countries; allowed: 2 or more")
    names = _names(countries, array.shape[1])
    _check_values(array, names)
    total = array.sum(axis=0)
    _check_links(total, names)
    return World(names, array, total.sum(axis=1), total.sum(axis=0))


def place(names: Sequence[str], index: Sequence[int], sectors: int) -> str:
    """Name one cell of an array [sector, n, n] by its `index` in it."""
    sector, seller, buyer = index
    where = f"from {names[seller]} to {names[buyer]}"
    return where if sectors == 1 else f"{where} in sector {sector + 1}"


def _names(countries: Sequence[str], size: int) -> tuple[str, ...]:
    names = tuple(countries) or tuple(f"country {number}" for number in range(1, size + 1))
    if len(names) != size:
        raise GravityError(f"found {len(names)} names for {size} countries; allowed: one for each")
    for one, following in pairwise(sorted(names)):
        if one == following:
            raise GravityError(f"found the country {one!r} twice; allowed: each name once")
    return names


def _check_values(flows: Array, names: tuple[str, ...]) -> None:
    wrong = np.argwhere(~((flows >= 0) & (flows < np.inf)))
    if len(wrong):
        value, where = flows[tuple(wrong[0])], place(names, wrong[0], len(flows))
        found = f"no flow {where}" if np.isnan(value) else f"a flow of {value:g} {where}"
        more = f" and {len(wrong) - 1} more such pairs" if len(wrong) > 1 else ""
        raise GravityError(f"found {found}{more}; allowed: finite numbers from 0 for every pair")


def _check_links(total: Array, names: tuple[str, ...]) -> None:
    closed = np.flatnonzero(np.diagonal(total) == 0)
    if closed.size:
        raise GravityError(f"found no domestic sales of {names[closed[0]]}; allowed: {_DOMESTIC}")
    linked = (total > 0) | (total.T > 0)
    reached = linked[0]
    while (further := linked[reached].any(axis=0)).sum() > reached.sum():
        reached = further
    if not reached.all():
        apart = names[int(np.argmin(reached))]
        raise GravityError(
            f"found no trade, direct or through others, of {names[0]} with {apart} "
            f"({(~reached).sum()} of {len(names)} countries are cut off); allowed: {_WHOLE}"
        )
