"""A forecast looks at nothing later than its origin, beats the naive ones, and knows its error."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.outlook.live.queues import MONDAY, daily, made

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.features import features, names, origins_of
from goldenbridge.outlook.live.forecaster import Fitted, fit
from goldenbridge.outlook.live.readings import HOUR, Readings
from goldenbridge.outlook.live.trial import trial

DAYS = 28
UNTIL = MONDAY + 21 * 24 * HOUR


@pytest.fixture(scope="module")
def queue() -> Readings:
    return daily(DAYS)


@pytest.fixture(scope="module")
def fitted(queue: Readings) -> Fitted:
    return fit([queue], UNTIL, horizons_h=(3.0,))


def test_features_have_names_and_the_origin_s_reading(queue: Readings) -> None:
    rows = features(queue, queue.at[-5:], 3, {"kz": ()})
    assert rows.shape == (5, len(names({"kz": ()})))
    now = rows[:, names({"kz": ()}).index("now")]
    assert now.tolist() == queue.value[-8:-3].tolist()


@settings(max_examples=30)
@given(
    cut=st.integers(1, DAYS * 24 - 1),
    horizon=st.sampled_from((0.0, 1.0, 3.0, 24.0, 168.0)),
    later=st.floats(0, 10_000),
)
def test_changing_any_later_reading_changes_no_earlier_forecast(
    fitted: Fitted, queue: Readings, cut: int, horizon: float, later: float
) -> None:
    value = queue.value.copy()
    value[cut:] = later
    paused = queue.paused.copy()
    paused[cut:] = True
    changed = replace(queue, value=value, paused=paused)
    earlier = origins_of(queue.at, horizon) < queue.at[cut]
    targets = queue.at[earlier]
    before, after = (features(one, targets, horizon) for one in (queue, changed))
    assert np.array_equal(before, after, equal_nan=True)
    mine = targets[origins_of(targets, 3.0) < queue.at[cut]][-50:]
    told = [fitted.quantiles(one, mine, 3.0) for one in (queue, changed)]
    assert np.array_equal(*told, equal_nan=True)


def test_a_fit_sees_nothing_from_its_end_on(fitted: Fitted, queue: Readings) -> None:
    late = queue.at >= UNTIL
    other = fit([replace(queue, value=np.where(late, 7e3, queue.value))], UNTIL, horizons_h=(3.0,))
    targets = queue.at[~late][-100:]
    told = [one.quantiles(queue, targets, 3.0) for one in (fitted, other)]
    assert np.array_equal(*told)


def test_it_beats_the_baselines_and_covers_what_it_says() -> None:
    end = MONDAY + 42 * 24 * HOUR
    (judged,) = trial([daily(42)], MONDAY + 28 * 24 * HOUR, end, horizons_h=(3.0,))
    own = judged.scores["combined"]
    assert own.n == 14 * 24
    assert own.mae < judged.scores["persistence"].mae
    assert own.mae < judged.scores["climatology"].mae * 0.95
    # the best that can be done from 3 h before: what shocks of the last 3 h add, normal
    sd = 10 * math.sqrt(1 + 0.6**2 + 0.6**4)
    assert own.mae < 1.3 * sd * math.sqrt(2 / math.pi)
    # neighbouring errors share two of three shocks, so a third of them count
    assert abs(own.coverage80 - 0.8) < 4 * math.sqrt(0.16 / (own.n / 3))


def test_a_series_the_fit_has_not_seen_is_forecast_from_the_others(fitted: Fitted) -> None:
    new = daily(3, seed=5, series="new")
    told = fitted.quantiles(new, new.at[-10:], 3.0)
    assert np.isfinite(told).all()
    assert (np.diff(told, axis=1) >= 0).all()
    assert np.isnan(fitted.quantiles(new, new.at[:1], 3.0)).all()


def test_what_cannot_be_fitted_or_asked_is_said(fitted: Fitted, queue: Readings) -> None:
    with pytest.raises(LogError, match=r"horizon 0 h: found 11 readings .*allowed: 100"):
        fit([queue], MONDAY + 12 * HOUR)
    with pytest.raises(LogError, match=r"horizon: found 5 h; allowed: 3"):
        fitted.quantiles(queue, queue.at, 5.0)
    with pytest.raises(LogError, match="no reading in the time to score"):
        trial([queue], queue.at[-1] + 1, queue.at[-1] + 2)
    with pytest.raises(LogError, match="found no reading"):
        fit([made([], [])], UNTIL)
