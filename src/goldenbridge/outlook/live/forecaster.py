"""A statistical forecaster for queues of which only readings are known.

The change from the last reading (with a year of history or more: the reading itself) is learnt by
gradient boosting on absolute error (Friedman 2001, Annals of Statistics 29(5)), in units of each
series' own spread, so that all series of a log teach each other. A second boosting learns how large
the errors are. Errors of blocks of time left out, divided by that size, give the quantiles (split
conformal prediction with normalised residuals; Lei, G'Sell, Rinaldo, Tibshirani & Wasserman 2018,
JASA 113(523)).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goldenbridge.errors import ExtraError, LogError
from goldenbridge.outlook.live.baselines import LEVELS
from goldenbridge.outlook.live.features import Holidays, features, names
from goldenbridge.outlook.live.readings import Floats, Ints, Readings

if TYPE_CHECKING:
    from numpy.typing import NDArray

HORIZONS_H = (0.0, 1.0, 3.0, 6.0, 24.0, 168.0)
BLOCKS = 4
"""Blocks of time that take turns in being left out."""
YEAR = 365
FEWEST_LEARNT = 100
"""Readings with a past of one horizon that a fit needs in all series together."""
_SMALLEST = 0.02
"""The least size of an error, in spreads of the series: rounding hides smaller ones."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """The sizes of the boosting; `level`: learn the reading itself, not its change."""

    rounds: int
    leaves: int
    level: bool
    rate: float
    least: int = 40
    share: float = 0.5


SHORT = Tuning(rounds=80, leaves=10, level=False, rate=0.07)
LONG = Tuning(rounds=200, leaves=31, level=True, rate=0.05)
"""For less than a year of history, and for more; chosen on 4-10 July 2026 and on 2015 and 2016."""


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What was learnt for one horizon; `errors`: quantiles at LEVELS of error over its size."""

    horizon_h: float
    middle: "Boosted"
    size: "Boosted"
    errors: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Boosted:
    """A boosting and the columns it uses: those that told anything apart where it was fitted."""

    used: "NDArray[np.bool_]"
    model: Any

    def predict(self, x: Floats) -> Floats:
        """What it says for each row of `x` [n, columns], [n]."""
        with _one_thread():
            return np.asarray(self.model.predict(x[:, self.used]))


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A forecaster fitted to all series of a log up to `until` (seconds since 1970 UTC)."""

    until: int
    spreads: Mapping[str, float]
    holidays: Holidays
    learnt: Mapping[float, Learnt]
    tuning: Tuning

    def spread(self, series: str) -> float:
        """The spread of a series in its unit; the median of all for one the fit has not seen."""
        return self.spreads.get(series) or float(np.median(list(self.spreads.values())))

    def quantiles(self, one: Readings, targets: Ints, horizon_h: float) -> Floats:
        """Quantiles at LEVELS of `one` at `targets` [n], forecast `horizon_h` before, [n, 99].

        nan where nothing had been read. Raises LogError for a horizon that was not fitted.
        """
        if horizon_h not in self.learnt:
            allowed = ", ".join(f"{hours:g}" for hours in self.learnt)
            raise LogError(f"horizon: found {horizon_h:g} h; allowed: {allowed}")
        mine = self.learnt[horizon_h]
        spread = self.spread(one.series)
        known = features(one, targets, horizon_h, self.holidays)
        now = known[:, names(self.holidays).index("now")]
        rows = lesson(known, spread, self.holidays, level=self.tuning.level)
        told = np.full((len(targets), LEVELS.size), np.nan)
        some = ~np.isnan(now)
        if some.any():
            base = 0.0 if self.tuning.level else now[some] / spread
            middle = base + mine.middle.predict(rows[some])
            size = np.maximum(mine.size.predict(rows[some]), _SMALLEST)
            told[some] = spread * (middle[:, None] + size[:, None] * mine.errors)
        return np.asarray(np.maximum(told, 0.0))


def fit(
    series: Sequence[Readings],
    until: int,
    *,
    holidays: Holidays | None = None,
    horizons_h: Sequence[float] = HORIZONS_H,
) -> Fitted:
    """Fit all `series` on what was read before `until` (seconds since 1970 UTC), that excluded.

    Raises LogError for fewer than 100 readings with a past as long as the horizon, ExtraError
    where scikit-learn is not installed.
    """
    known = [one.until(until - 1) for one in series]
    known = [one for one in known if one.at.size > 1]
    if not known:
        raise LogError("found no reading before the end of the fit")
    spreads = {one.series: spread_of(one) for one in known}
    of = holidays or {}
    days = max(one.at[-1] - one.at[0] for one in known) / 86_400
    tuning = SHORT if days < YEAR else LONG
    learnt = {hours: _learn(known, hours, spreads, of, tuning) for hours in horizons_h}
    return Fitted(until, spreads, of, learnt, tuning)


def spread_of(one: Readings) -> float:
    """Mean absolute distance from the median, in the unit of the series, at least 1."""
    return max(float(np.abs(one.value - np.median(one.value)).mean()), 1.0)


def lesson(known: Floats, spread: float, holidays: Holidays, *, level: bool) -> Floats:
    """Features in spreads of the series; past values as distances from the last unless `level`."""
    columns = names(holidays)
    changes = [i for i, name in enumerate(columns) if name.startswith("change")]
    levels = [
        i
        for i, name in enumerate(columns)
        if name.startswith(("mean", "usual")) or (name.endswith("before") and i not in changes)
    ]
    now = columns.index("now")
    rows = known.copy()
    if not level:
        rows[:, levels] -= known[:, [now]]
    rows[:, [now, *levels, *changes]] /= spread
    return rows


def _learn(
    known: Sequence[Readings],
    horizon_h: float,
    spreads: Mapping[str, float],
    holidays: Holidays,
    tuning: Tuning,
) -> Learnt:
    parts, wanted, at, weight = [], [], [], []
    now = names(holidays).index("now")
    for one in known:
        rows, spread = features(one, one.at, horizon_h, holidays), spreads[one.series]
        some = ~np.isnan(rows[:, now])
        base = 0.0 if tuning.level else rows[some, now]
        parts.append(lesson(rows[some], spread, holidays, level=tuning.level))
        wanted.append((one.value[some] - base) / spread)
        at.append(one.at[some])
        weight.append(np.full(int(some.sum()), spread))
    x, y, when, w = (np.concatenate(part) for part in (parts, wanted, at, weight))
    if y.size < FEWEST_LEARNT:
        raise LogError(
            f"horizon {horizon_h:g} h: found {y.size} readings with a past that long; "
            f"allowed: {FEWEST_LEARNT} or more"
        )
    return _calibrated(horizon_h, (x, y, w), when, tuning)


def _calibrated(
    horizon_h: float, learning: tuple[Floats, Floats, Floats], when: Ints, tuning: Tuning
) -> Learnt:
    """Learn the middle on all, the size of errors and their quantiles on blocks left out."""
    x, y, w = learning
    edges = np.quantile(when, np.linspace(0, 1, BLOCKS + 1)[1:-1])
    block = np.searchsorted(edges, when, side="right")
    missed = np.empty_like(y)
    for one in range(BLOCKS):
        out = block == one
        missed[out] = y[out] - _boosted(x[~out], y[~out], w[~out], tuning).predict(x[out])
    size = _boosted(x, np.abs(missed), w, tuning, loss="squared_error")
    scaled = missed / np.maximum(size.predict(x), _SMALLEST)
    middle = _boosted(x, y, w, tuning)
    return Learnt(horizon_h, middle, size, np.quantile(scaled, LEVELS))


def _boosted(
    x: Floats, y: Floats, w: Floats, tuning: Tuning, loss: str = "absolute_error"
) -> Boosted:
    """One boosting."""
    try:
        from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"forecast: found no {error.name}; pip install 'goldenbridge[live]'"
        ) from error
    model = HistGradientBoostingRegressor(
        loss=loss,
        max_iter=tuning.rounds,
        learning_rate=tuning.rate,
        max_leaf_nodes=tuning.leaves,
        min_samples_leaf=tuning.least,
        max_features=tuning.share,
        early_stopping=False,
        random_state=1,
    )
    known = np.isfinite(x)
    used = np.where(known, x, np.inf).min(axis=0) < np.where(known, x, -np.inf).max(axis=0)
    with _one_thread():
        return Boosted(used, model.fit(x[:, used], y, sample_weight=w))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep scikit-learn to one thread: its helpers wait for each other on a busy machine."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with scikit-learn

    with threadpool_limits(1):
        yield
