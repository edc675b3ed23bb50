"""Weights come from the past, add up, and make intervals hold what they promise."""

import math

import numpy as np
from scipy import stats
from tests.outlook.live.queues import MONDAY

from goldenbridge.outlook.live.baselines import LEVELS
from goldenbridge.outlook.live.combination import rolling, weights
from goldenbridge.outlook.live.readings import HOUR, Floats
from goldenbridge.outlook.live.scores import score


def said(middle: Floats, sd: float) -> Floats:
    return np.asarray(middle[:, None] + sd * stats.norm.ppf(LEVELS))


def test_the_better_member_gets_the_weight() -> None:
    rng = np.random.default_rng(1)
    came = rng.normal(100, 10, 400)
    told = np.array([said(came + rng.normal(0, 1, 400), 1), said(np.full(400, 50.0), 10)])
    earned = weights(told, came, np.ones(400))
    assert earned.members[0] >= 0.9
    assert sum(earned.members) == 1


def test_two_members_that_err_apart_are_mixed() -> None:
    rng = np.random.default_rng(2)
    came = rng.normal(100, 10, 2000)
    told = np.array([said(came + rng.normal(0, 5, 2000), 5) for _ in range(2)])
    assert 0.4 <= weights(told, came, np.ones(2000)).members[0] <= 0.6


def test_a_level_that_has_moved_is_followed_once_a_whole_window_is_judged() -> None:
    rng = np.random.default_rng(5)
    n = 24 * 80
    came = rng.normal(120, 5, n)
    told = np.array([said(np.full(n, 100.0), 5)])
    at = MONDAY + np.arange(n) * HOUR
    mixed = rolling(told, came, at, np.ones(n), 1)[:, 49]
    assert np.unique(mixed[: 24 * 56]).tolist() == [100]
    assert np.unique(mixed[24 * 58 :]).tolist() == [120]


def test_with_nothing_judged_all_weigh_the_same() -> None:
    earned = weights(np.empty((4, 0, 99)), np.empty(0), np.empty(0))
    assert earned.members == (0.25,) * 4


def test_intervals_too_narrow_by_half_come_to_hold_80_percent() -> None:
    rng = np.random.default_rng(3)
    n = 24 * 150
    came = 500 + rng.normal(0, 10, n)
    told = np.array([said(np.full(n, 500.0), 5)])
    at = MONDAY + np.arange(n) * HOUR
    mixed = rolling(told, came, at, np.ones(n), 1)
    late = slice(24 * 60, None)
    found = score(mixed[late], came[late])
    # the window's own quantile varies too: its error adds to that of the count
    error = math.sqrt(0.16 / found.n + 0.16 / (24 * 56))
    assert abs(found.coverage80 - 0.8) < 4 * error


def test_what_comes_later_changes_no_combination() -> None:
    rng = np.random.default_rng(4)
    n = 24 * 20
    came = rng.normal(100, 10, n)
    told = np.array([said(came + rng.normal(0, 5, n), 5), said(came + rng.normal(0, 9, n), 5)])
    at = MONDAY + np.arange(n) * HOUR
    before = rolling(told, came, at, np.ones(n), 6)
    changed = came.copy()
    changed[-30:] += 1000
    after = rolling(told, changed, at, np.ones(n), 6)
    # a day's weights are fixed one horizon before it begins
    assert np.array_equal(before[: -30 + 6], after[: -30 + 6])
