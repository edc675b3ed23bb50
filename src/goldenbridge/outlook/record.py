"""The tool's own record: past forecasts replayed and scored.

True vintages of the early years do not exist, so the replay truncates one later file at each past
year: pseudo-real-time (Croushore 2011, Journal of Economic Literature 49). Events scored are the
value after one to five years being at least 1, 1.25 and 1.5 times the last one known.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from goldenbridge.statistics.series import Series
from goldenbridge.trade.forecast import Predictive, predict

HORIZON = 5
MULTIPLES = (1.0, 1.25, 1.5)
FEWEST_YEARS = 12
_LEVELS = np.arange(1, 100) / 100
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts whose probability fell in a band: what was said and what came."""

    low: float
    high: float
    said: float
    came: float
    n: int


@dataclass(frozen=True, slots=True)
class Record:
    """Scores of the replay of one series; lower is better, CRPS in `unit`.

    `coverage80` is the share of outcomes inside the 80 % interval.
    """

    indicator: str
    reporter: str
    unit: str
    first_origin: int
    last_origin: int
    forecasts: int
    brier: float
    brier_naive: float
    brier_drift: float
    crps: float
    crps_naive: float
    crps_drift: float
    coverage80: float
    reliability: tuple[Bin, ...]


def naive(values: Sequence[float], horizon: int) -> Predictive:
    """Normal random walk in logs without drift."""
    return _walk(values, horizon, with_drift=False)


def drift(values: Sequence[float], horizon: int) -> Predictive:
    """Normal random walk in logs with the mean growth of the past."""
    return _walk(values, horizon, with_drift=True)


def _walk(values: Sequence[float], horizon: int, *, with_drift: bool) -> Predictive:
    logs = np.log(np.asarray(values, dtype=float))
    steps, ahead = np.diff(logs), np.arange(1, horizon + 1)
    mean = steps.mean() if with_drift else 0.0
    return Predictive(logs[-1] + mean * ahead, steps.std(ddof=1) * np.sqrt(ahead), math.inf)


def replay(series: Series) -> Record | None:
    """Forecast each past year from what stood before it, and score what came.

    The first origin has twelve years of data; None when none has.
    """
    values = np.asarray(series.values)
    origins = range(FEWEST_YEARS, len(values))
    if not origins:
        return None
    scored = {
        name: [_score(values, origin, model) for origin in origins]
        for name, model in (("own", predict), ("naive", naive), ("drift", drift))
    }
    chances = np.concatenate([s.chances for s in scored["own"]])
    came = np.concatenate([s.came for s in scored["own"]])
    inside = np.concatenate([s.inside for s in scored["own"]])
    return Record(
        indicator=series.indicator,
        reporter=series.reporter,
        unit=series.unit,
        first_origin=series.points[FEWEST_YEARS - 1].year,
        last_origin=series.points[-2].year,
        forecasts=len(inside),
        brier=_brier(scored["own"]),
        brier_naive=_brier(scored["naive"]),
        brier_drift=_brier(scored["drift"]),
        crps=_crps(scored["own"]),
        crps_naive=_crps(scored["naive"]),
        crps_drift=_crps(scored["drift"]),
        coverage80=float(inside.mean()),
        reliability=_reliability(chances, came),
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    """One origin: probabilities and outcomes of its events [h x 3], CRPS and hits [h]."""

    chances: NDArray[np.float64]
    came: NDArray[np.bool_]
    crps: NDArray[np.float64]
    inside: NDArray[np.bool_]


def _score(
    values: NDArray[np.float64], origin: int, model: Callable[[Sequence[float], int], Predictive]
) -> _Scored:
    after = values[origin : origin + HORIZON]
    forecast = model(list(values[:origin]), len(after))
    bars = [values[origin - 1] * multiple for multiple in MULTIPLES]
    quantiles = forecast.quantile(_LEVELS)
    error = after[None, :] - quantiles
    pinball = np.where(error >= 0, _LEVELS[:, None] * error, (_LEVELS[:, None] - 1) * error)
    low, high = forecast.quantile(np.array([0.1, 0.9]))
    return _Scored(
        chances=np.concatenate([1 - forecast.cdf(bar) for bar in bars]),
        came=np.concatenate([after >= bar for bar in bars]),
        crps=2 * pinball.mean(axis=0),
        inside=(low <= after) & (after <= high),
    )


def _brier(scored: Sequence[_Scored]) -> float:
    """Mean squared distance of probability and outcome (Brier 1950)."""
    return float(np.concatenate([(s.chances - s.came) ** 2 for s in scored]).mean())


def _crps(scored: Sequence[_Scored]) -> float:
    """Twice the mean pinball loss over 99 quantiles (Gneiting and Raftery 2007, eq. 21)."""
    return float(np.concatenate([s.crps for s in scored]).mean())


def _reliability(chances: NDArray[np.float64], came: NDArray[np.bool_]) -> tuple[Bin, ...]:
    bins = []
    for low, high in pairwise(_BINS):
        chosen = (chances >= low) & ((chances < high) | (high == 1.0))
        if chosen.any():
            bins.append(
                Bin(
                    low,
                    high,
                    float(chances[chosen].mean()),
                    float(came[chosen].mean()),
                    int(chosen.sum()),
                )
            )
    return tuple(bins)
