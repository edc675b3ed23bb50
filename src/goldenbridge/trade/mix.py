"""The numbers that turn value into trucks: as given, or drawn together from their ranges."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from goldenbridge.errors import FreightError
from goldenbridge.site.figures import Figure
from goldenbridge.trade.goods import Freight, Good
from goldenbridge.trade.goods_check import ends, freight_flaws

Array = NDArray[np.float64]
Read = Callable[[Figure, str], Array]

TOGETHER = 0.5
"""Correlation of the prices a tonne with each other, and of the loads: assumed.

What moves them moves them all: goods declared below their value, prices, rules for axle loads. Were
they drawn apart, their errors would cancel out and the range of the trucks would be too narrow.
"""


@dataclass(frozen=True, slots=True)
class Mix:
    """A mix of goods over two ways, as arrays; a leading axis [draw] where it was drawn.

    `way` [good] is the place of a good's direction in `directions`; `share` [..., good] is of the
    turnover of both ways and sums to 1. `usd_per_tonne` and `tonnes_per_truck` [..., good] are
    infinite for goods that no vehicle carries. `road` and `rail` [..., good] are shares of value,
    `transit` [..., way] loaded trucks on the average day, `loaded_both_ways` [...] a share;
    `months` [good, month] and `transit_months` [way, month] are weights.
    """

    directions: tuple[str, ...]
    goods: tuple[Good, ...]
    way: NDArray[np.intp]
    share: Array
    usd_per_tonne: Array
    tonnes_per_truck: Array
    road: Array
    rail: Array
    transit: Array
    loaded_both_ways: Array
    months: Array
    transit_months: Array


def as_given(freight: Freight, goods: Sequence[Good], figures: Sequence[Figure]) -> Mix:
    """The mix with the value of every figure, no axis of draws.

    Raises FreightError, naming the first flaw, for what `goldenbridge check` would refuse.
    """
    return _mix(freight, goods, figures, lambda figure, _: np.array(figure.value))


def drawn(  # noqa: PLR0913 - what is drawn, how often, and how
    freight: Freight,
    goods: Sequence[Good],
    figures: Sequence[Figure],
    *,
    draws: int,
    seed: int,
    together: float = TOGETHER,
) -> Mix:
    """The mix with every figure drawn from its range, [draw] first.

    A figure has its own stream of random numbers, from the seed and its id: draw i of it is the
    same whatever else is in the mix, however many draws are made, and in every scenario; a scenario
    that moves its range moves the draw to the same quantile. Goods that name the same figure share
    it. Shares of a direction are drawn each for itself and divided by their sum. `together` is the
    correlation of the normal scores of prices, and of loads (0 to below 1).

    Raises FreightError as `as_given`.
    """
    if draws < 1 or not 0 <= together < 1:
        raise FreightError(
            f"found {draws} draws, correlation {together:g}; allowed: 1 or more, 0 to below 1"
        )

    def read(figure: Figure, field: str) -> Array:
        place = uniform(figure.id, draws=draws, seed=seed)
        if field in ("usd_per_tonne", "tonnes_per_truck"):
            common = ndtri(uniform(f"common {field}", draws=draws, seed=seed))
            place = ndtr(together**0.5 * common + (1 - together) ** 0.5 * ndtri(place))
        return triangular(figure, place)

    return _mix(freight, goods, figures, read)


def draw_figure(figure: Figure, *, draws: int, seed: int) -> Array:
    """Draw a figure from its range, [draw], from the stream `drawn` takes for its id."""
    return triangular(figure, uniform(figure.id, draws=draws, seed=seed))


def uniform(name: str, *, draws: int, seed: int) -> Array:
    """Numbers between 0 and 1, [draw], that depend on the seed and the name alone."""
    return np.random.default_rng((seed, zlib.crc32(name.encode()))).random(draws)


def triangular(figure: Figure, place: Array) -> Array:
    """The quantiles of a figure at `place`, any shape: triangular from low over value to high.

    A lowest, a likely and a highest value are all that is known of a figure; the triangle is the
    simplest shape that has them (Johnson 1997), and gives what lies beyond them no chance.
    """
    low, high = ends(figure)
    if high <= low:
        return np.full(np.shape(place), figure.value)
    turn = (figure.value - low) / (high - low)
    rising = low + np.sqrt(place * (high - low) * (figure.value - low))
    falling = high - np.sqrt((1 - place) * (high - low) * (high - figure.value))
    return np.where(place < turn, rising, falling)


def _mix(freight: Freight, goods: Sequence[Good], figures: Sequence[Figure], read: Read) -> Mix:
    known = {figure.id: figure for figure in figures}
    directions = tuple(way.direction for way in freight.ways)
    _check(freight, goods, known, directions)
    way = np.array([directions.index(good.direction) for good in goods], np.intp)

    def columns(field: str, absent: float) -> Array:
        names = [getattr(good, field) for good in goods]
        read_ones = {name: read(known[name], field) for name in dict.fromkeys(names) if name}
        shape = np.shape(next(iter(read_ones.values()), 0.0))
        return np.stack([read_ones.get(name, np.full(shape, absent)) for name in names], axis=-1)

    share = columns("share", 0.0)
    road = columns("road", 0.0)
    transit = [read(known[w.transit], "transit") if w.transit else 0.0 for w in freight.ways]
    return Mix(
        directions,
        tuple(goods),
        way,
        _whole(share, way) * _ways(freight, known, read)[..., way],
        columns("usd_per_tonne", np.inf),
        columns("tonnes_per_truck", np.inf),
        road,
        (1 - road) * [good.rest == "rail" for good in goods],
        np.stack(np.broadcast_arrays(*transit), axis=-1),
        read(known[freight.loaded_both_ways], "loaded_both_ways"),
        np.array([good.months or [1.0] * 12 for good in goods]),
        np.array([one.months or [1.0] * 12 for one in freight.ways]),
    )


def _check(
    freight: Freight,
    goods: Sequence[Good],
    known: Mapping[str, Figure],
    directions: tuple[str, ...],
) -> None:
    named = [freight.loaded_both_ways]
    named += [name for way in freight.ways for name in (way.share, way.transit)]
    fields = ("share", "usd_per_tonne", "tonnes_per_truck", "road")
    named += [getattr(good, field) for good in goods for field in fields]
    for name in named:
        if name and name not in known:
            raise FreightError(f"found {name!r}, unknown as figure; allowed: {', '.join(known)}")
    if not goods:
        raise FreightError("found no goods; allowed: goods for both ways")
    for flaw in freight_flaws([freight], goods, list(known.values()), directions):
        raise FreightError(str(flaw))


def _ways(freight: Freight, known: Mapping[str, Figure], read: Read) -> Array:
    """The share of the turnover of each way, [..., way]."""
    first = next(way for way in freight.ways if way.share)
    share = read(known[first.share], "share")
    both = [share, 1 - share]
    return np.stack(both if freight.ways[0] is first else both[::-1], axis=-1)


def _whole(share: Array, way: NDArray[np.intp]) -> Array:
    """Shares that sum to one in each way."""
    member = (way[:, np.newaxis] == np.arange(2)).astype(np.float64)
    return np.asarray(share / (share @ member)[..., way])
