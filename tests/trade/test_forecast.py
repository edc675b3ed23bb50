"""goldenbridge.trade.forecast: closed forms, a slow twin, laws, and draws against distribution."""

import math
import subprocess
import sys
import time
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from goldenbridge.errors import SeriesError
from goldenbridge.trade.forecast import TUNED, Array, Tuning, draw_paths, pool, predict

# Kyrgyz turnover with Kazakhstan 1994-2008, USD mn
TURNOVER = np.array(
    [154, 179, 252, 157, 161, 118, 91, 121, 161, 228, 290, 291, 362, 517, 561], dtype=np.float64
)
SHARES = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
DRAWS = 100_000

series = st.lists(st.floats(1e-3, 1e6), min_size=3, max_size=40)
horizons = st.integers(1, 12)


def slow_pool(values: Array, horizon: int) -> dict[str, Array]:
    """The pool of one series again, forecaster by forecaster, as the equations are written."""
    logs = np.log(values)
    years = len(logs)
    step = np.abs(np.diff(logs)).mean()
    y = (logs - logs[-1]) / step
    levels = (0.1, 0.3, 0.5, 0.7, 0.9, 1.1)
    families = [
        [(a, 0.0, 1.0, 0.5) for a in levels],
        [
            (a, b, phi, 1.0)
            for a, b, phi in product(levels, (0, 0.1, 0.2, 0.4, 0.8), (0.6, 0.8, 0.9, 1))
            if b <= a
        ],
    ]
    said, stands, misses, weights, lasting = [], [], [], [], []

    def follow(a: float, b: float, phi: float, start: Array, data: Array) -> tuple[Array, Array]:
        level, slope = start
        errors = []
        for value in data:
            error = value - (level + phi * slope)
            level, slope = level + phi * slope + a * error, phi * slope + b * error
            errors.append(error)
        return np.array(errors), np.array([level, slope])

    for family in families:
        family_misses = []
        for a, b, phi, kept in family:
            zero = follow(a, b, phi, np.zeros(2), y)[0]
            units = [follow(a, b, phi, unit, np.zeros(years))[0] for unit in np.eye(2)]
            design = np.vstack([-np.array(units).T, [0, 2.0]])
            start = np.linalg.lstsq(design, np.append(zero, 0.0))[0]
            errors, (level, slope) = follow(a, b, phi, start, y)
            reach = [sum(phi**j for j in range(1, h + 1)) for h in range(1, horizon + 1)]
            said.append(level + kept * slope * np.array(reach))
            stands.append(level)
            lasting.append(a)
            family_misses.append(np.abs(errors).mean())
        share = (min(family_misses) / np.array(family_misses)) ** (years / 2)
        weights.extend(share / share.sum() / 2)
        misses.extend(family_misses)
    weight, forecasts = np.array(weights), np.array(said)
    middle, stand = weight @ forecasts, weight @ np.array(stands)
    short = 1 + 3 / years
    return {
        "level": logs[-1:] + step * stand,
        "trend": step * (middle - stand),
        "disagreement": short * step * (weight @ np.abs(forecasts - middle)),
        "noise": np.array([short * step * (weight @ np.array(misses)) * years / (years - 2)]),
        "lasting": np.array([weight @ np.array(lasting)]),
        "drift_error": np.array([step / math.sqrt(years)]),
    }


def streams(seed: int, horizon: int) -> list[np.random.Generator]:
    return [np.random.default_rng((seed, year)) for year in range(horizon + 1)]


@pytest.mark.parametrize("years", [3, 4, 7, 15])
def test_the_pool_is_what_the_equations_say(years: int) -> None:
    fast, slow = pool(TURNOVER[-years:], 6), slow_pool(TURNOVER[-years:], 6)
    for name, expected in slow.items():
        np.testing.assert_allclose(getattr(fast, name), expected, rtol=1e-9, err_msg=name)


def test_a_constant_series_keeps_its_value_and_a_small_spread() -> None:
    said = predict([5.0] * 10, 4)
    np.testing.assert_allclose(said.quantile(0.5), 5.0)
    lasting = pool([5.0] * 10, 4).lasting
    noise = 0.005 * TUNED.noise
    np.testing.assert_allclose(said.scale, noise * np.sqrt(1 + np.arange(4) * lasting**2))


def test_steady_growth_goes_on_and_noisy_growth_is_shrunk() -> None:
    steady = predict(np.exp(0.05 * np.arange(20)), 1)
    zigzag = 0.6 * (-1.0) ** np.arange(20)
    noisy = predict(np.exp(0.05 * np.arange(20) + zigzag), 1)
    assert 0.03 < steady.location[0] - 0.95 < 0.05
    assert noisy.scale[0] > 5 * steady.scale[0]
    loose, tight = (Tuning(sd, TUNED.noise, TUNED.disagreement, TUNED.df) for sd in (9.0, 0.001))
    free, held = (predict(TURNOVER, 6, tuning=tuning).location for tuning in (loose, tight))
    assert held[-1] - held[0] < 0.01 * (free[-1] - free[0])


def test_quantiles_and_distribution_invert_each_other() -> None:
    said = predict(TURNOVER, 5)
    several = said.quantile(SHARES)
    assert several.shape == (len(SHARES), 5)
    for share, values in zip(SHARES, several, strict=True):
        np.testing.assert_allclose(said.cdf(values), share)
        np.testing.assert_array_equal(said.quantile(share), values)
    np.testing.assert_allclose(said.quantile(0.5), np.exp(said.location))
    assert said.cdf(0.0).tolist() == said.cdf(-3.0).tolist() == [0.0] * 5


def test_an_unsure_last_value_adds_its_variance_to_every_year() -> None:
    sure, unsure = predict(TURNOVER, 6), predict(TURNOVER, 6, last_error=0.2)
    np.testing.assert_array_equal(sure.location, unsure.location)
    added = (unsure.scale**2 - sure.scale**2) * TUNED.df / (TUNED.df - 2)
    np.testing.assert_allclose(added, 0.2**2)


@pytest.mark.parametrize("last_error", [0.0, 0.15])
def test_every_year_of_the_paths_is_distributed_as_predicted(last_error: float) -> None:
    paths = draw_paths(TURNOVER, 12, draws=DRAWS, rngs=streams(20, 12), last_error=last_error)
    bounds = predict(TURNOVER, 12, last_error=last_error).quantile(SHARES)
    below = (paths <= bounds[:, None]).mean(axis=1)
    z = (below - SHARES[:, None]) / np.sqrt(SHARES * (1 - SHARES) / DRAWS)[:, None]
    assert paths.shape == (DRAWS, 12)
    assert np.abs(z).max() < 4


def test_the_years_of_a_path_belong_together() -> None:
    """A change over k years is a Student-t too: its shocks cumulate, its trend error is one."""
    paths = np.log(draw_paths(TURNOVER, 8, draws=DRAWS, rngs=streams(21, 8)))
    said, known = predict(TURNOVER, 8), pool(TURNOVER, 8)
    kept = TUNED.drift_sd**2 / (TUNED.drift_sd**2 + known.drift_error**2)
    shared = TUNED.disagreement * kept * known.disagreement
    for first, last in [(0, 1), (2, 7), (0, 7)]:
        # the last shock in full, those between by their lasting part, the first less what it left
        lasts = 1 + (last - first - 1) * known.lasting[0] ** 2 + (1 - known.lasting[0]) ** 2
        scale = np.sqrt(
            (TUNED.noise * known.noise[0]) ** 2 * lasts + (shared[last] - shared[first]) ** 2
        )
        change = paths[:, last] - paths[:, first] - (said.location[last] - said.location[first])
        bounds = scale * special.stdtrit(TUNED.df, SHARES)
        below = (change <= bounds[:, None]).mean(axis=1)
        z = (below - SHARES) / np.sqrt(SHARES * (1 - SHARES) / DRAWS)
        assert np.abs(z).max() < 4


def test_the_same_state_gives_the_same_bytes_and_a_longer_horizon_continues_them() -> None:
    one, two = (draw_paths(TURNOVER, 5, draws=99, rngs=streams(3, 5)) for _ in range(2))
    longer = draw_paths(TURNOVER, 9, draws=99, rngs=streams(3, 9))
    assert one.tobytes() == two.tobytes()
    np.testing.assert_allclose(longer[:, :5], one, rtol=1e-12)


def test_a_hundred_thousand_paths_take_a_moment() -> None:
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        draw_paths(TURNOVER, 12, draws=DRAWS, rngs=streams(0, 12))
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.15


def test_drawing_needs_no_scipy() -> None:
    probe = "import goldenbridge.trade.forecast, sys; sys.exit('scipy' in sys.modules)"
    subprocess.run([sys.executable, "-c", probe], check=True)


@given(series, horizons, st.floats(1e-6, 1e6))
def test_the_unit_does_not_matter(values: list[float], horizon: int, unit: float) -> None:
    plain = predict(values, horizon)
    scaled = predict([unit * value for value in values], horizon)
    np.testing.assert_allclose(scaled.location, plain.location + math.log(unit), atol=1e-5)
    np.testing.assert_allclose(scaled.scale, plain.scale, rtol=1e-5)


@given(series, horizons, st.floats(0, 2))
def test_any_series_gives_ordered_quantiles_that_never_narrow(
    values: list[float], horizon: int, last_error: float
) -> None:
    said = predict(values, horizon, last_error=last_error)
    assert np.isfinite(said.location).all()
    assert (said.scale > 0).all()
    assert (np.diff(said.scale) > 0).all()
    assert (np.diff(said.quantile(SHARES), axis=0) >= 0).all()
    assert (said.scale >= predict(values, horizon).scale).all()


@settings(max_examples=30)
@given(series, horizons)
def test_paths_are_never_negative(values: list[float], horizon: int) -> None:
    paths = draw_paths(values, horizon, draws=50, rngs=streams(1, horizon), last_error=0.1)
    assert paths.shape == (50, horizon)
    assert not np.isnan(paths).any()
    assert (paths >= 0).all()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0, 2.0], "found 2 yearly values; allowed: 3 or more"),
        ([], "found 0 yearly values; allowed: 3 or more"),
        ([1.0, 0.0, 2.0], "found 0.0 as value 2 of 3; allowed: positive, finite numbers"),
        ([1.0, 2.0, -4.0, 2.0], "found -4.0 as value 3 of 4; allowed: positive, finite numbers"),
        ([math.nan, 2.0, 1.0], "found nan as value 1 of 3; allowed: positive, finite numbers"),
        ([1.0, 2.0, math.inf], "found inf as value 3 of 3; allowed: positive, finite numbers"),
        (np.ones((3, 3)), "found an array of 2 dimensions; allowed: one row of values"),
    ],
)
def test_what_cannot_be_forecast_is_refused(values: Array, message: str) -> None:
    with pytest.raises(SeriesError) as refused:
        predict(values, 3)
    assert str(refused.value) == message
    with pytest.raises(SeriesError):
        draw_paths(values, 3, draws=1, rngs=streams(0, 3))


def test_arguments_out_of_range_are_refused() -> None:
    with pytest.raises(SeriesError, match="found a horizon of 0 years; allowed: 1 or more"):
        predict(TURNOVER, 0)
    for wrong in (-0.1, math.nan, math.inf):
        with pytest.raises(SeriesError, match=f"found last_error {wrong}; allowed: a number from"):
            predict(TURNOVER, 3, last_error=wrong)
    for share in (0.0, 1.0, math.nan):
        with pytest.raises(ValueError, match="allowed: above 0 and below 1"):
            predict(TURNOVER, 3).quantile([0.5, share])
