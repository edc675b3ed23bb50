"""Scores against closed forms."""

import math

import numpy as np
import pytest
from scipy import stats

from goldenbridge.outlook.live.baselines import LEVELS
from goldenbridge.outlook.live.scores import crps, score, together


def test_crps_of_a_normal_is_the_closed_form() -> None:
    # Gneiting & Raftery 2007, eq. 23; 99 levels leave out a little of the tails
    came = np.array([0.0, 1.0, -0.5])
    told = np.tile(stats.norm.ppf(LEVELS), (3, 1))
    exact = (
        came * (2 * stats.norm.cdf(came) - 1) + 2 * stats.norm.pdf(came) - 1 / math.sqrt(math.pi)
    )
    assert crps(told, came) == pytest.approx(exact, abs=0.01)


def test_a_forecast_that_is_sure_scores_its_error() -> None:
    one = score(np.full((2, 99), 5.0), np.array([5.0, 8.0]))
    assert (one.n, one.mae, one.crps, one.coverage80) == (2, 1.5, pytest.approx(1.5), 0.5)


def test_rows_without_a_forecast_are_not_scored() -> None:
    told = np.full((2, 99), 5.0)
    told[0] = np.nan
    assert score(told, np.array([0.0, 8.0])).n == 1
    assert score(told[:1], np.array([0.0])).n == 0


def test_sets_together_weigh_by_their_size() -> None:
    one, two = score(np.zeros((3, 99)), np.ones(3)), score(np.zeros((1, 99)), np.full(1, 5.0))
    assert together([one, two]).mae == 2.0
    assert together([]).n == 0
