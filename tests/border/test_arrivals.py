"""Rates are found again in the counts they made, and bunches are told from chance."""

from datetime import date

import numpy as np
import pytest

from goldenbridge.border.arrivals import fit
from goldenbridge.errors import SeriesError

MONDAY = date(2018, 1, 1)


def made(hours: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    hour = 2 + np.sin(np.arange(24) * np.pi / 12)
    week = np.array([1.2, 1.1, 1.0, 1.0, 1.1, 0.9, 0.7])
    at = np.arange(hours)
    rate = 6 * (hour / hour.mean())[at % 24] * week[at // 24 % 7] / week.mean()
    return np.random.default_rng(seed).poisson(rate).astype(float), hour, week


def test_weights_are_found_again() -> None:
    counts, hour, week = made(24 * 364, 1)
    fitted = fit(counts, MONDAY)
    assert fitted.trucks_per_day == pytest.approx(144, rel=0.01)
    assert fitted.profile.hours == pytest.approx(hour / hour.mean(), rel=0.1)
    assert fitted.profile.weekdays == pytest.approx(week / week.mean(), rel=0.05)
    assert fitted.profile.months == pytest.approx([1] * 12, rel=0.06)
    assert fitted.dispersion == pytest.approx(1, abs=0.05)
    assert fitted.p_value > 1e-4


def test_bunches_are_seen() -> None:
    counts, _, _ = made(24 * 56, 2)
    fitted = fit(counts * 3, MONDAY)
    assert fitted.dispersion == pytest.approx(3, rel=0.15)
    assert fitted.p_value < 1e-9
    assert not fitted.profile.months


def test_hours_nobody_counted_are_left_out() -> None:
    counts, hour, _ = made(24 * 364, 3)
    counts[::5] = np.nan
    counts[24 * 31 : 24 * 59] = np.nan
    fitted = fit(counts, MONDAY)
    assert fitted.trucks_per_day == pytest.approx(144, rel=0.02)
    assert fitted.profile.hours == pytest.approx(hour / hour.mean(), rel=0.12)


@pytest.mark.parametrize("counts", [[1.0] * 100, [-1.0] * 200, [0.0] * 200])
def test_what_cannot_be_fitted(counts: list[float]) -> None:
    with pytest.raises(SeriesError):
        fit(counts, MONDAY)
