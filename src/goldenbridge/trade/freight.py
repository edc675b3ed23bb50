"""From the value of trade to trucks on the road: value, tonnes, loaded trucks, empty trucks."""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import FreightError
from goldenbridge.site.demand import FLOW_KINDS
from goldenbridge.trade.mix import Mix

Array = NDArray[np.float64]

DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.float64)
"""Days of each month of a common year."""
YEAR = 365


@dataclass(frozen=True, slots=True)
class Trucks:
    """Trucks a day over all road crossings of two states, by month of a common year.

    `directions` [way] and `goods` [good] name the axes, `way` [good] is the direction of a good.
    `bilateral` [..., good, month], `transit` and `empty` [..., way, month] are trucks a day;
    `road_tonnes` and `rail_tonnes` [..., good] are tonnes a year of bilateral trade. A leading axis
    [draw] is there where turnover or mix had one.
    """

    directions: tuple[str, ...]
    goods: tuple[str, ...]
    way: NDArray[np.intp]
    bilateral: Array
    transit: Array
    empty: Array
    road_tonnes: Array
    rail_tonnes: Array

    def of(self, direction: str, kind: str) -> Array:
        """Trucks a day, [..., month], of one kind (bilateral, transit, empty) in one direction.

        Raises FreightError for an unknown kind or direction.
        """
        for found, known in ((direction, self.directions), (kind, FLOW_KINDS)):
            if found not in known:
                raise FreightError(f"found {found!r}; allowed: {', '.join(known)}")
        way = self.directions.index(direction)
        if kind == "bilateral":
            return np.asarray(self.bilateral[..., self.way == way, :].sum(axis=-2))
        array = self.transit if kind == "transit" else self.empty
        return np.asarray(array[..., way, :])

    def day(self, direction: str, kind: str) -> Array:
        """Trucks on the average day of the year, [...], as `of`."""
        return average(self.of(direction, kind))

    def one(self, draw: int) -> Self:
        """One draw, without the axis of draws. Raises FreightError where there is none such."""
        draws = self.bilateral.shape[0] if self.bilateral.ndim > 2 else 0
        if not 0 <= draw < draws:
            raise FreightError(f"found draw {draw}; allowed: from 0 to below {draws}")
        names = [f.name for f in fields(self)][3:]
        return replace(self, **{name: getattr(self, name)[draw] for name in names})


def trucks(turnover_usd: ArrayLike, mix: Mix) -> Trucks:
    """Turn a year's turnover of both ways, USD, one number or [draw], into trucks.

    Tonnes by road of a good are turnover x share x road / usd_per_tonne; its loaded trucks on the
    average day tonnes / tonnes_per_truck / 365, spread over the months by its weights so that the
    year's sum holds. Transit comes on top and does not follow the turnover. Empty trucks: see
    `empties`.

    Raises FreightError for a turnover that is negative or not finite, or whose draws are not as
    many as those of the mix.
    """
    turnover = np.asarray(turnover_usd, np.float64)
    if turnover.ndim > 1 or not np.all(np.isfinite(turnover)) or np.any(turnover < 0):
        raise FreightError("found a turnover that is no amount; allowed: USD a year, 0 or more")
    drawn = {a.shape[0] for a in (turnover, mix.loaded_both_ways) if a.ndim}
    if len(drawn) > 1:
        raise FreightError(f"found {turnover.size} turnovers for {mix.loaded_both_ways.size} draws")
    value = turnover[..., np.newaxis] * mix.share
    road = value * mix.road / mix.usd_per_tonne
    loaded = road / mix.tonnes_per_truck / YEAR
    bilateral = loaded[..., np.newaxis] * season(mix.months)
    transit = mix.transit[..., np.newaxis] * season(mix.transit_months)
    member = (np.arange(len(mix.directions))[:, np.newaxis] == mix.way).astype(np.float64)
    empty = empties(member @ bilateral + transit, mix.loaded_both_ways)
    return Trucks(
        mix.directions,
        tuple(good.id for good in mix.goods),
        mix.way,
        bilateral,
        np.broadcast_to(transit, empty.shape),
        empty,
        road,
        value * mix.rail / mix.usd_per_tonne,
    )


def empties(loaded: ArrayLike, loaded_both_ways: ArrayLike) -> Array:
    """Empty trucks a day in each of two ways, [..., way, month], from the loaded ones, same shape.

    Every truck that goes comes back, loaded or empty. Of the trucks of the lesser loaded flow the
    share `loaded_both_ways` [...] finds a load back; these make one round trip of two loads, and
    all others go one way empty: empty in a way are the loaded of the other way less those loaded
    both ways. So as many trucks go as come, and the way with the lesser flow has more empties.

    Limits: a truck returns in the month and over the border it came by (those that go home by a
    third state, in another month, or over another border are not seen); a load back counts the same
    for bilateral and transit trucks; which of the crossings the empty ones take is for the
    crossing to say, not for this balance.

    Raises FreightError for anything but two ways, or a share outside 0 to 1.
    """
    flows, share = np.asarray(loaded, np.float64), np.asarray(loaded_both_ways, np.float64)
    if flows.ndim < 2 or flows.shape[-2] != 2:
        raise FreightError(f"found loaded flows of shape {flows.shape}; allowed: [..., 2, month]")
    if not np.all((share >= 0) & (share <= 1)):
        raise FreightError("found a share of trucks loaded both ways outside 0 to 1")
    both = share[..., np.newaxis] * flows.min(axis=-2)
    return np.asarray(flows[..., ::-1, :] - both[..., np.newaxis, :])


def season(months: ArrayLike) -> Array:
    """Factors [..., month] of the average day of a year from weights of the months' days.

    Weighted with the days of the months they have mean 1, so that a year's sum holds.
    """
    weights = np.asarray(months, np.float64)
    return np.asarray(weights / average(weights)[..., np.newaxis])


def average(by_month: ArrayLike) -> Array:
    """The average day of a year, [...], from the days of its months, [..., month]."""
    return np.asarray(np.asarray(by_month, np.float64) @ DAYS / YEAR)
