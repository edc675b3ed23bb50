"""From counts of trucks to a flow: a Poisson process whose rate changes from hour to hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from goldenbridge.border.tables import Floats
from goldenbridge.errors import SeriesError
from goldenbridge.site.demand import Profile

_ROUNDS = 500
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class Fit:
    """The rates that make the counts likeliest, and whether a Poisson process is believable.

    `dispersion`: Pearson's chi-square over its degrees of freedom, 1 for a Poisson process, above
    it where trucks come in bunches; `p_value`: how often a Poisson process is dispersed that much.
    """

    profile: Profile
    trucks_per_day: float
    dispersion: float
    p_value: float


def fit(counts: Sequence[float] | Floats, first: date, *, id: str = "fitted") -> Fit:  # noqa: A002 - the field of a profile
    """Fit hourly `counts`, [hours] from the midnight of `first`; nan where nobody counted.

    The rate is the product of one factor for the hour, one for the day of the week and, from 60
    days on, one for the month (the log-linear Poisson model; its likelihood is maximised by
    proportional fitting, Deming & Stephan 1940). Bunching is tested by Pearson's statistic.

    Raises SeriesError for less than one week, negative counts, or no truck at all.
    """
    seen = np.asarray(counts, dtype=np.float64)
    if seen.ndim != 1 or seen.size < 168:
        raise SeriesError(f"found {seen.size} hours; allowed: one row of at least 168")
    known = ~np.isnan(seen)
    if np.any(seen[known] < 0) or not seen[known].sum() > 0:
        raise SeriesError("found negative counts or none above 0; allowed: counts of trucks")
    slots = _slots(seen.size, first)
    factors = _proportional(seen[known], [slot[known] for slot in slots])
    expected = np.prod([f[s] for f, s in zip(factors, slots, strict=True)], axis=0)[known]
    level = float(np.prod([_mean(factor) for factor in factors]))
    shapes = [tuple(float(x) for x in factor / _mean(factor)) for factor in factors]
    fitted = expected > 0
    squares = float(((seen[known] - expected)[fitted] ** 2 / expected[fitted]).sum())
    freedom = int(fitted.sum()) - sum(int((factor > 0).sum()) - 1 for factor in factors) - 1
    months = shapes[2] if len(shapes) > 2 else ()
    return Fit(
        Profile(id=id, hours=shapes[0], weekdays=shapes[1], months=months),
        24 * level,
        squares / freedom,
        _chi_square_tail(squares, freedom),
    )


def _slots(hours: int, first: date) -> list[NDArray[np.int64]]:
    """The hour, the weekday and, for long counts, the month of each hour counted."""
    hour = np.arange(hours)
    slots = [hour % 24, (hour // 24 + first.weekday()) % 7]
    if hours >= 60 * 24:
        days = [(first + timedelta(day)).month - 1 for day in range(hours // 24 + 1)]
        slots.append(np.array(days)[hour // 24])
    return slots


def _proportional(seen: Floats, slots: list[NDArray[np.int64]]) -> list[Floats]:
    sizes = (24, 7, 12)[: len(slots)]
    totals = [np.bincount(s, seen, size) for s, size in zip(slots, sizes, strict=True)]
    factors = [np.ones(size) for size in sizes]
    for _ in range(_ROUNDS):
        moved = 0.0
        for i, (slot, total) in enumerate(zip(slots, totals, strict=True)):
            expected = np.prod([f[s] for f, s in zip(factors, slots, strict=True)], axis=0)
            now = np.bincount(slot, expected, sizes[i])
            ratio = np.divide(total, now, out=np.ones(sizes[i]), where=now > 0)
            factors[i] = factors[i] * ratio
            moved = max(moved, float(np.abs(ratio - 1).max()))
        if moved < _CLOSE:
            break
    # a month nobody counted keeps the mean of the others
    for i, (slot, size) in enumerate(zip(slots, sizes, strict=True)):
        empty = np.bincount(slot, minlength=size) == 0
        factors[i][empty] = factors[i][~empty].mean()
    return factors


def _mean(factor: Floats) -> float:
    return float(factor.mean())


def _chi_square_tail(x: float, freedom: int) -> float:
    from scipy.special import chdtrc  # noqa: PLC0415 - takes 0.1 s, which an import can do without

    return float(chdtrc(freedom, x))
