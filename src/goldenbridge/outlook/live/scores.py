"""How good forecasts were: mean absolute error, CRPS and coverage."""

from dataclasses import dataclass

import numpy as np

from goldenbridge.outlook.live.baselines import LEVELS, MIDDLE
from goldenbridge.outlook.live.readings import Floats

LOW, HIGH = 9, 89


@dataclass(frozen=True, slots=True)
class Score:
    """Scores over `n` forecasts, in the unit of the series.

    `mae` of the median, `crps`, and `coverage80`: the share of outcomes inside the central 80 %.
    """

    n: int
    mae: float
    crps: float
    coverage80: float


def score(told: Floats, came: Floats) -> Score:
    """Score quantiles at LEVELS, `told` [n, 99], on what came, [n]; rows without a forecast out."""
    known = ~np.isnan(told).any(axis=1) & ~np.isnan(came)
    told, came = told[known], came[known]
    if not came.size:
        return Score(0, np.nan, np.nan, np.nan)
    inside = (told[:, LOW] <= came) & (came <= told[:, HIGH])
    return Score(
        int(came.size),
        float(np.abs(came - told[:, MIDDLE]).mean()),
        float(crps(told, came).mean()),
        float(inside.mean()),
    )


def crps(told: Floats, came: Floats) -> Floats:
    """Twice the mean pinball loss at LEVELS, [n] (Gneiting & Raftery 2007, eq. 21)."""
    error = came[:, None] - told
    return np.asarray(2 * np.maximum(LEVELS * error, (LEVELS - 1) * error).mean(axis=1))


def together(scores: list[Score]) -> Score:
    """The scores of several sets of forecasts as one."""
    some = [one for one in scores if one.n]
    n = sum(one.n for one in some)
    if not n:
        return Score(0, np.nan, np.nan, np.nan)
    mae, crps_, inside = (
        sum(getattr(one, name) * one.n for one in some) / n
        for name in ("mae", "crps", "coverage80")
    )
    return Score(n, mae, crps_, inside)
