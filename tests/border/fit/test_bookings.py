"""No-shows and lateness of booked trucks."""

import math

import numpy as np
import pytest

from goldenbridge.border.fit.bookings import bookings
from goldenbridge.errors import LogError


def test_shares_and_lateness_come_back() -> None:
    rng = np.random.default_rng(1)
    due = np.arange(5000) * 10.0
    arrived = np.where(rng.random(5000) < 0.12, np.nan, due + rng.normal(-20, 45, 5000))
    found = bookings(due, arrived)
    assert abs(found.no_show - 0.12) < 4 * math.sqrt(0.12 * 0.88 / 5000)
    assert abs(found.late_min + 20) < 4 * 45 / math.sqrt(4400)
    assert abs(found.spread_min - 45) < 4 * 45 / math.sqrt(2 * 4400)
    assert found.low < 0.12 < found.high


def test_the_interval_is_wilson_s() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263 and 0 of 20, without correction
    for missed, n, low, high in ((81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611)):
        due = np.zeros(n)
        found = bookings(due, np.where(np.arange(n) < missed, np.nan, due))
        assert (found.low, found.high) == (
            pytest.approx(low, abs=5e-5),
            pytest.approx(high, abs=5e-5),
        )


def test_what_cannot_be_fitted_is_said() -> None:
    with pytest.raises(LogError, match="bookings: found 0"):
        bookings(np.empty(0), np.empty(0))
    assert math.isnan(bookings(np.zeros(3), np.full(3, np.nan)).late_min)
