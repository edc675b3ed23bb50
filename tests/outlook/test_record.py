"""The replay of past forecasts and its scores."""

import math

import numpy as np
import pytest

from goldenbridge.language.periods import read_period
from goldenbridge.outlook.record import FEWEST_YEARS, HORIZON, drift, naive, replay
from goldenbridge.statistics.series import Point, Series

VINTAGE = read_period("2024")


def series(values: list[float], first: int = 1994) -> Series:
    points = tuple(
        Point(year, value, "final", "stated", 0.0, VINTAGE, ("s",))
        for year, value in enumerate(values, start=first)
    )
    return Series("turnover", "kg", "USD bn", points)


def walk(years: int, seed: int) -> list[float]:
    rng = np.random.default_rng(seed)
    return list(np.exp(np.cumsum(rng.normal(0.0, 0.2, years))))


def test_naive_is_a_normal_walk_from_the_last_value() -> None:
    values = [1.0, 2.0, 1.0, 2.0]
    forecast = naive(values, 4)
    sd = np.diff(np.log(values)).std(ddof=1)
    assert forecast.location == pytest.approx([math.log(2)] * 4)
    assert forecast.scale == pytest.approx(sd * np.sqrt([1, 2, 3, 4]))
    assert forecast.cdf(2.0) == pytest.approx([0.5] * 4)


def test_drift_continues_the_mean_growth() -> None:
    assert np.exp(drift([1.0, 2.0, 4.0, 8.5], 1).location) == pytest.approx([8.5 * 8.5 ** (1 / 3)])


def test_every_origin_from_the_twelfth_year_is_scored() -> None:
    years = 30
    record = replay(series(walk(years, 1)))
    assert record is not None
    assert record.first_origin == 1994 + FEWEST_YEARS - 1
    assert record.last_origin == 1994 + years - 2
    assert record.forecasts == sum(
        min(HORIZON, years - origin) for origin in range(FEWEST_YEARS, years)
    )
    assert sum(b.n for b in record.reliability) == 3 * record.forecasts


def test_a_short_series_has_no_record() -> None:
    assert replay(series(walk(FEWEST_YEARS, 1))) is None


def test_the_crps_of_a_normal_forecast_is_that_of_its_closed_form() -> None:
    """Quantile scores against the energy form of Gneiting and Raftery (2007, eq. 21)."""
    values = walk(FEWEST_YEARS + 1, 3)
    record = replay(series(values))
    assert record is not None
    forecast = naive(values[:-1], 1)
    rng = np.random.default_rng(0)
    draws = np.exp(forecast.location[0] + forecast.scale[0] * rng.standard_normal((2, 400_000)))
    energy = np.abs(draws - values[-1]).mean() - np.abs(draws[0] - draws[1]).mean() / 2
    assert record.crps_naive == pytest.approx(energy, rel=0.02)
