"""What a short yearly series will do next, as a calibrated distribution.

Everything happens on the logarithm of the values. A pool of forecasters is run side by side and
weighted by how well each has followed the series so far:

- the Theta method (Assimakopoulos & Nikolopoulos 2000, International Journal of Forecasting 16(4))
  in the form of Hyndman & Billah (2003, ibid. 19(2)): exponential smoothing whose drift is half
  the fitted one;
- damped-trend exponential smoothing (Gardner & McKenzie 1985, Management Science 31(10); error
  form of Hyndman, Koehler, Ord & Snyder 2008, Forecasting with Exponential Smoothing, ch. 3).

The pooled trend is then shrunk towards none, the more so the noisier the series. The uncertainty
is a Student-t: yearly shocks, as large as the pool's errors one year ahead and as lasting as its
smoothing says, and one error shared by all years, as large as the disagreement inside the pool.
Two factors on these, the shrinkage and the degrees of freedom are the only tuned constants, see
`Tuning`; benchmarks/forecast_calibration.py tells how they are found and how well they do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import SeriesError

Array = NDArray[np.float64]
Values = Sequence[float] | Array

_FEWEST = 3
# A series that never moved still moves in future: 0.5 % a year is less than official revisions.
_LEAST_NOISE = 0.005
# Prior standard deviation of a forecaster's first slope, in mean absolute yearly changes.
_SLOPE_PRIOR = 0.5

# Members are chosen by the errors they made, which flatters them in a short history: widths grow by
# this over the number of values. Series cut to their last 4 to 8 values are then covered as well.
_SHORT_HISTORY = 3.0

_LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9, 1.1)
_SLOPES = (0.0, 0.1, 0.2, 0.4, 0.8)
_DAMPINGS = (0.6, 0.8, 0.9, 1.0)
_THETA = [(level, 0.0, 1.0, 0.5) for level in _LEVELS]
_TREND = [(a, b, phi, 1.0) for a, b, phi in product(_LEVELS, _SLOPES, _DAMPINGS) if b <= a]
_ALPHA, _BETA, _PHI, _KEPT = np.array(_THETA + _TREND).T


@dataclass(frozen=True, slots=True)
class Tuning:
    """The constants learnt from many series.

    `drift_sd`: how large a yearly drift is plausible a priori, in log points. `noise` and
    `disagreement`: factors on the pool's own error and on its inner disagreement. `df`: degrees
    of freedom of the Student-t, above 2.
    """

    drift_sd: float
    noise: float
    disagreement: float
    df: float


# Least CRPS, then 80 and 95 % coverage (conformal), on the yearly series of M1, M3 and Tourism
# together: `tune` in benchmarks/forecast_calibration.py gives these again.
TUNED = Tuning(drift_sd=0.0796, noise=0.656, disagreement=1.915, df=3.94)


@dataclass(frozen=True, slots=True)
class Predictive:
    """A Student-t on the log scale for each of the years 1..h ahead.

    `location` [h]: log of the median; `scale` [h]: its scale in log points; `df` > 2.
    """

    location: Array
    scale: Array
    df: float

    def quantile(self, p: ArrayLike) -> Array:
        """Quantiles at the shares `p`: [h] for one share, [len(p), h] for several.

        In the unit of the series. Raises ValueError for a share that is not between 0 and 1.
        """
        from scipy.special import stdtrit  # noqa: PLC0415 - takes 0.1 s, which drawing can do without

        share = np.asarray(p, dtype=np.float64)
        if not np.all((share > 0) & (share < 1)):
            raise ValueError(f"found the share {p!r}; allowed: above 0 and below 1")
        t = stdtrit(self.df, share).reshape(share.shape + (1,) * self.location.ndim)
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(self.location + self.scale * t))

    def cdf(self, value: ArrayLike) -> Array:
        """Probability, [h], of staying at or below `value` (one, or one per year), in the unit."""
        from scipy.special import stdtr  # noqa: PLC0415 - see quantile

        with np.errstate(divide="ignore"):
            log = np.log(np.maximum(np.asarray(value, dtype=np.float64), 0.0))
        return np.asarray(stdtr(self.df, (log - self.location) / self.scale), np.float64)


@dataclass(frozen=True, slots=True)
class Pool:
    """What the forecasters say before anything tuned touches it, in log points.

    `level` [1]: log of where the series stands; `trend` [h]: change from there; `disagreement` [h]:
    mean absolute distance of the forecasters from both together; `noise` [1]: mean absolute error
    one year ahead (both widened for a short history); `lasting` [1]: share of a yearly shock that
    stays; `drift_error` [1]: standard error of the mean yearly change. Pools of one horizon may be
    stacked on a leading axis.
    """

    level: Array
    trend: Array
    disagreement: Array
    noise: Array
    lasting: Array
    drift_error: Array


def predict(
    values: Values, horizon: int, *, last_error: float = 0.0, tuning: Tuning = TUNED
) -> Predictive:
    """Forecast the `horizon` years after the positive yearly `values`, oldest first, no gaps.

    `last_error` is the standard deviation, in log points, of the last value while it is spoken,
    preliminary or extrapolated from part of a year; it widens every year ahead.

    Raises SeriesError for fewer than 3 values, for values that are not positive and finite or not
    in one row, for a horizon below 1 and for a `last_error` that is negative or not finite.
    """
    return predictive(pool(values, horizon), tuning=tuning, last_error=last_error)


def draw_paths(  # noqa: PLR0913 - what is drawn, how often, from what
    values: Values,
    horizon: int,
    *,
    draws: int,
    rngs: Sequence[np.random.Generator],
    last_error: float = 0.0,
    tuning: Tuning = TUNED,
) -> Array:
    """Draw whole futures, [draws, horizon], in the unit of `values`; arguments as in `predict`.

    Every year by itself is distributed as `predict` says. Along a path the lasting part of the
    yearly shocks adds up, while the errors of the trend, of the last value and of the variance (a
    chi-square: the paths are multivariate Student-t) are drawn once. `rngs` are 1 + horizon sources
    of randomness: one for what is drawn once, then one for each year. A longer horizon continues
    the same paths. Raises SeriesError as `predict` does.
    """
    known = pool(values, horizon)
    location, shock, shared = _parts(known, tuning)
    once, *yearly = rngs
    size = np.sqrt(tuning.df / once.chisquare(tuning.df, draws))
    trend, start = once.standard_normal((2, draws))
    paths = np.stack([rng.standard_normal(draws) for rng in yearly])
    paths *= shock
    stayed = _last_scale(last_error, tuning) * start
    for year in range(horizon):
        stays = known.lasting * paths[year]
        paths[year] += stayed + shared[year] * trend
        stayed += stays
    paths *= size
    paths += location[:, None]
    with np.errstate(over="ignore"):
        return np.exp(paths, out=paths).T


def predictive(known: Pool, *, tuning: Tuning = TUNED, last_error: float = 0.0) -> Predictive:
    """Turn a pool, or a stack of pools, into its calibrated distribution."""
    location, shock, shared = _parts(known, tuning)
    years = np.arange(1, location.shape[-1] + 1)
    # variance of class 1 models: Hyndman et al. 2008, table 6.1, for ETS(A,N,N)
    shocks = shock**2 * (1 + (years - 1) * known.lasting**2)
    scale = np.sqrt(shocks + shared**2 + _last_scale(last_error, tuning) ** 2)
    return Predictive(location, scale, tuning.df)


def pool(values: Values, horizon: int) -> Pool:
    """Run every forecaster over `values` and weigh what they say about the next `horizon` years.

    The state of all forecasters is linear in the series, the first level and the first slope, so
    one pass carries those three responses, [3, forecaster], and least squares finds the best start.
    The weight is the square root of a Laplace likelihood, half of it to each of the two families.
    """
    logs = np.log(_checked(values, horizon))
    years = logs.size
    step = max(float(np.abs(np.diff(logs)).mean()), _LEAST_NOISE)
    level, slope = np.zeros((2, 3, _ALPHA.size))
    level[1] = slope[2] = 1.0
    errors = np.empty((years, 3, _ALPHA.size))
    for error, value in zip(errors, (logs - logs[-1]) / step, strict=True):
        slope *= _PHI
        level += slope
        np.negative(level, out=error)
        error[0] += value
        level += _ALPHA * error
        slope += _BETA * error
    start = _start(errors)
    miss = np.abs((errors * start).sum(axis=1)).mean(axis=0)
    weight = np.concatenate(
        [_weights(miss[: len(_THETA)], years), _weights(miss[len(_THETA) :], years)]
    )
    reach = np.cumsum(_PHI ** np.arange(1, horizon + 1)[:, None], axis=0)
    levels = (level * start).sum(axis=0)
    trends = _KEPT * (slope * start).sum(axis=0) * reach
    pooled, trend = levels @ weight, trends @ weight
    apart = np.abs(levels - pooled + trends - trend[:, None]) @ weight
    short = 1 + _SHORT_HISTORY / years
    # two degrees of freedom went into the start
    noise = short * step * (miss @ weight) * years / (years - 2)
    return Pool(
        level=logs[-1:] + step * pooled,
        trend=step * trend,
        # what is unsure about one year is not surer about the next
        disagreement=short * step * np.maximum.accumulate(apart),
        noise=np.array([max(noise, _LEAST_NOISE)]),
        lasting=np.array([min(_ALPHA @ weight, 1.0)]),
        drift_error=np.array([step / np.sqrt(years)]),
    )


def _parts(known: Pool, tuning: Tuning) -> tuple[Array, Array, Array]:
    """Location [h], scale of one year's shock [1] and of the error shared by all years [h]."""
    kept = tuning.drift_sd**2 / (tuning.drift_sd**2 + known.drift_error**2)
    return (
        known.level + kept * known.trend,
        tuning.noise * known.noise,
        tuning.disagreement * kept * known.disagreement,
    )


def _last_scale(last_error: float, tuning: Tuning) -> float:
    """The scale that gives a Student-t the standard deviation `last_error`."""
    if not 0 <= last_error < np.inf:
        raise SeriesError(f"found last_error {last_error}; allowed: a number from 0")
    return last_error * float(np.sqrt(1 - 2 / tuning.df))


def _start(errors: Array) -> Array:
    """Weights [3, forecaster] of the responses: 1, best first level, best first slope (ridge)."""
    data, level, slope = errors.transpose(1, 0, 2)
    ll, ls = (level * level).sum(axis=0), (level * slope).sum(axis=0)
    ss = (slope * slope).sum(axis=0) + _SLOPE_PRIOR**-2
    dl, ds = (data * level).sum(axis=0), (data * slope).sum(axis=0)
    determinant = ll * ss - ls * ls
    first_level = (ls * ds - ss * dl) / determinant
    first_slope = (ls * dl - ll * ds) / determinant
    return np.stack([np.ones_like(ll), first_level, first_slope])


def _weights(miss: Array, years: int) -> Array:
    """Share of each forecaster in a family that holds half of the pool."""
    # a floor, because a series that never moved is followed without any error
    floored = np.maximum(miss, 1e-9)
    likelihood = (floored.min() / floored) ** (years / 2)
    return np.asarray(likelihood / (2 * likelihood.sum()))


def _checked(values: Values, horizon: int) -> Array:
    """The values as an array; SeriesError where they or the horizon cannot be used."""
    if horizon < 1:
        raise SeriesError(f"found a horizon of {horizon} years; allowed: 1 or more")
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise SeriesError(f"found an array of {array.ndim} dimensions; allowed: one row of values")
    if array.size < _FEWEST:
        raise SeriesError(f"found {array.size} yearly values; allowed: {_FEWEST} or more")
    wrong = np.flatnonzero(~((array > 0) & (array < np.inf)))
    if wrong.size:
        place = f"value {wrong[0] + 1} of {array.size}"
        raise SeriesError(f"found {array[wrong[0]]} as {place}; allowed: positive, finite numbers")
    return array
