"""How booked trucks keep their slots: who never comes, and how early or late the others are."""

from dataclasses import dataclass

import numpy as np

from goldenbridge.border.tables import Floats
from goldenbridge.errors import LogError

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class BookingFit:
    """The share of `n` bookings whose truck never came, with its 95 % interval (Wilson 1927).

    `late_min` and `spread_min`: mean and standard deviation of minutes after the slot of those who
    came, nan where nobody did; a site's appointment book takes all three as they stand.
    """

    n: int
    no_show: float
    low: float
    high: float
    late_min: float
    spread_min: float


def bookings(due: Floats, arrived: Floats) -> BookingFit:
    """Fit bookings due at `due` [n] minutes whose trucks arrived at `arrived` [n], nan for never.

    Bookings that are still open must be left out. Raises LogError where there is none, or where a
    slot has no time.
    """
    if not due.size or np.isnan(due).any():
        raise LogError(f"bookings: found {due.size}, some without a time; allowed: 1 or more, due")
    came = ~np.isnan(arrived)
    n, late = int(due.size), (arrived - due)[came]
    share = 1 - float(came.mean())
    middle = (share + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
    half = _Z95 * np.sqrt(share * (1 - share) / n + _Z95**2 / (4 * n**2)) / (1 + _Z95**2 / n)
    return BookingFit(
        n,
        share,
        max(float(middle - half), 0.0),
        min(float(middle + half), 1.0),
        float(late.mean()) if late.size else np.nan,
        float(late.std(ddof=1)) if late.size > 1 else np.nan,
    )
