"""The record only grows, shows any change, and judges each forecast once."""

import numpy as np
import pytest
from tests.outlook.live.queues import MONDAY, daily, made

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.forecast import Forecast, forecast, prepare
from goldenbridge.outlook.live.readings import HOUR
from goldenbridge.outlook.live.record import (
    Line,
    read,
    scores,
    with_forecasts,
    with_outcomes,
)


def one(series: str = "one", middle: float = 50.0) -> Forecast:
    told = middle + np.arange(-49, 50.0)
    return Forecast(series, "min", MONDAY, 3.0, MONDAY + 3 * HOUR, told, {"boosting": 1.0})


def text(lines: tuple[Line, ...]) -> str:
    return "".join(f"{line.text()}\n" for line in lines)


def test_a_record_reads_back_as_written_and_takes_a_forecast_once() -> None:
    lines = with_forecasts((), [one(), one("two")])
    assert read(text(lines), "record") == lines
    assert with_forecasts(lines, [one()]) == lines


@pytest.mark.parametrize(("old", "new"), [("50.0", "51.0"), ('"seq": 2', '"seq": 3'), ("{", "")])
def test_a_changed_line_is_found(old: str, new: str) -> None:
    told = text(with_forecasts((), [one(), one("two")]))
    first, second = told.splitlines()
    with pytest.raises(LogError, match="record:2: found"):
        read(f"{first}\n{second.replace(old, new, 1)}", "record")


def test_a_line_taken_out_is_found() -> None:
    told = text(with_forecasts((), [one(), one("two")])).splitlines()
    with pytest.raises(LogError, match="record:1"):
        read(told[1], "record")


def test_a_forecast_is_judged_once_by_the_first_reading_after_its_time() -> None:
    lines = with_forecasts((), [one()])
    early = made([MONDAY + 2 * HOUR], [99.0])
    assert with_outcomes(lines, [early]) == lines
    came = made([MONDAY + 2 * HOUR, MONDAY + 3 * HOUR + 60, MONDAY + 4 * HOUR], [99.0, 53.0, 99.0])
    judged = with_outcomes(lines, [came])
    assert judged[-1].body == {"of": 1, "read": MONDAY + 3 * HOUR + 60, "came": 53.0}
    assert with_outcomes(judged, [came]) == judged
    assert scores(judged)[3.0].mae == 3.0


def test_a_forecast_whose_time_nobody_read_stays_open() -> None:
    late = made([MONDAY, MONDAY + 30 * HOUR], [1.0, 2.0])
    at_hours = made(MONDAY + np.array([0, 1, 2, 30]) * HOUR, [1.0, 2.0, 3.0, 4.0])
    lines = with_forecasts((), [one()])
    assert with_outcomes(lines, [at_hours]) == lines
    # readings a day apart judge up to two days after
    assert len(with_outcomes(lines, [late])) == 2


def test_forecasts_of_a_log_are_whole_and_leave_out_what_is_stale() -> None:
    short = daily(9, seed=3, series="gone").until(MONDAY + 7 * 24 * HOUR)
    made_now = forecast([daily(12), short], horizons_h=(3.0,))
    assert [(f.series, f.horizon_h) for f in made_now] == [("one", 3.0)]
    for f in made_now:
        low, high = f.interval80
        assert 0 <= low <= f.median <= high
        assert sum(f.weights.values()) == pytest.approx(1)
        assert f.target - f.made == f.horizon_h * HOUR


def test_what_was_learnt_once_forecasts_later_and_looks_at_nothing_past_its_time() -> None:
    whole, day = daily(14), 24 * HOUR
    ready = prepare([whole], MONDAY + 12 * day, horizons_h=(3.0,))
    at = MONDAY + 13 * day
    said = [ready.forecast([one], at)[0] for one in (whole, whole.until(at))]
    assert np.array_equal(*(one.quantiles for one in said))
    assert said[0].target == at + 3 * HOUR
    assert ready.forecast([whole], MONDAY + 20 * day) == ()
    with pytest.raises(LogError, match="before the fit's end"):
        ready.forecast([whole], MONDAY + 11 * day)
