"""The baselines by hand."""

import numpy as np
from tests.outlook.live.queues import MONDAY, made

from goldenbridge.outlook.live.baselines import MIDDLE, Climatology, Persistence, last_known
from goldenbridge.outlook.live.readings import HOUR

WEEK = 168 * HOUR


def test_the_last_reading_known_is_one_horizon_old_at_least() -> None:
    one = made([MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR], [1, 2, 3])
    assert last_known(one, one.at, 1).tolist()[1:] == [1, 2]
    assert np.isnan(last_known(one, one.at, 1)[0])
    # for now, what was read this very moment is not known yet
    assert last_known(one, one.at, 0).tolist()[1:] == [1, 2]


def test_persistence_spreads_as_the_series_has_changed() -> None:
    one = made(MONDAY + np.arange(100) * HOUR, [0.0, 10.0] * 50)
    told = Persistence.of_readings(one, 1).quantiles(one, one.at[-1:], 1)
    assert told[0, MIDDLE] == 0.0
    assert told.max() <= 20.0


def test_climatology_takes_the_cell_and_falls_back_to_hours() -> None:
    one = made([MONDAY, MONDAY + WEEK, MONDAY + HOUR, MONDAY + 25 * HOUR], [10, 30, 7, 9])
    usual = Climatology.of_readings(one)
    assert usual.mean(np.array([MONDAY + 2 * WEEK])).tolist() == [20]
    # a Wednesday at 1:00 was never read: Monday's and Tuesday's hour is
    assert usual.mean(np.array([MONDAY + 49 * HOUR])).tolist() == [8]
    # nor was 5:00 on any day
    assert usual.mean(np.array([MONDAY + 5 * HOUR])).tolist() == [14]
    # 3 August 2026 is a Monday too, of another month
    assert usual.quantiles(np.array([MONDAY + 9 * WEEK]))[0, MIDDLE] == 20
