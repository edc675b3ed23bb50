"""What comes next in every queue of a log, from what has been read up to now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.baselines import MIDDLE, Climatology, Persistence
from goldenbridge.outlook.live.combination import Weights, window
from goldenbridge.outlook.live.features import Holidays, origins_of
from goldenbridge.outlook.live.forecaster import FEWEST_LEARNT, HORIZONS_H, Fitted, fit
from goldenbridge.outlook.live.readings import HOUR, Floats, Ints, Readings
from goldenbridge.outlook.live.scores import HIGH, LOW

PROVING = 0.25
"""The last part of the past, on which members earn their first weights."""
MEMBERS = ("boosting", "climatology", "persistence", "week")
STALE_H = 24.0
"""A series whose last reading is older than this is not forecast (assumed)."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A queue at `target`, forecast at `made` (both seconds since 1970 UTC); `weights` by member.

    `quantiles` at the levels 0.01 to 0.99, [99], in `unit`.
    """

    series: str
    unit: str
    made: int
    horizon_h: float
    target: int
    quantiles: Floats
    weights: dict[str, float]

    @property
    def median(self) -> float:
        """The value that is passed as likely as not."""
        return float(self.quantiles[MIDDLE])

    @property
    def interval80(self) -> tuple[float, float]:
        """Where the queue will be with a chance of 80 %."""
        return float(self.quantiles[LOW]), float(self.quantiles[HIGH])


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Forecasts of every member for one horizon and what came, n in all series together.

    `quantiles` [members, n, levels], `mean` [n] of the climatology, `spread` [n] of the series.
    """

    quantiles: Floats
    mean: Floats
    came: Floats
    targets: Ints
    spread: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """What is learnt once and then says forecasts in a moment: a fit and weights by horizon."""

    fitted: Fitted
    weights: Mapping[float, Weights]

    def forecast(self, series: Sequence[Readings], at: int) -> tuple[Forecast, ...]:
        """Forecast every series read in the day before `at` (seconds since 1970 UTC).

        Nothing read after `at` is looked at; `at` may be any time from the end of the fit on.
        """
        if at < self.fitted.until:
            raise LogError(f"at: found {at}, before the fit's end; allowed: {self.fitted.until} up")
        fresh = [
            past
            for past in (one.until(at) for one in series)
            if past.at.size and at - past.at[-1] <= STALE_H * HOUR
        ]
        return tuple(self._of(past, at, hours) for hours in self.weights for past in fresh)

    def _of(self, past: Readings, at: int, horizon_h: float) -> Forecast:
        earned = self.weights[horizon_h]
        target = np.array([at + int(horizon_h * HOUR)])
        told = earned.of(says(self.fitted, past, past, target, horizon_h))[0]
        shares = dict(zip(MEMBERS, earned.members, strict=True))
        return Forecast(past.series, past.unit, at, horizon_h, int(target[0]), told, shares)


def forecast(
    series: Sequence[Readings],
    *,
    at: int | None = None,
    holidays: Holidays | None = None,
    horizons_h: Sequence[float] = HORIZONS_H,
) -> tuple[Forecast, ...]:
    """Forecast every series that was read in the last day, at `at` (seconds since 1970 UTC).

    `at` is just after the last reading if left out; nothing later is looked at. What is learnt is
    thrown away: see `prepare`, whose result says many forecasts.
    """
    moment = max(int(one.at[-1]) for one in series) + 1 if at is None else at
    ready = prepare(series, moment, holidays=holidays, horizons_h=horizons_h)
    return ready.forecast(series, moment)


def prepare(
    series: Sequence[Readings],
    until: int,
    *,
    holidays: Holidays | None = None,
    horizons_h: Sequence[float] = HORIZONS_H,
) -> Ready:
    """Learn from what was read before `until` (seconds since 1970 UTC), and weigh the members.

    Horizons that the log is too short for are left out. Raises LogError for a log without readings
    before `until`, ExtraError where scikit-learn is not installed.
    """
    known = [one for one in (one.until(until - 1) for one in series) if one.at.size]
    hours = possible(known, until, horizons_h)
    earned = {one: earned_weights(known, until, one, holidays) for one in hours}
    return Ready(fit(known, until, holidays=holidays, horizons_h=hours), earned)


def possible(
    series: Sequence[Readings], until: int, horizons_h: Sequence[float]
) -> tuple[float, ...]:
    """Those of `horizons_h` that the past up to `until` is long enough to learn, and to prove."""
    cut = proving(series, until)
    return tuple(
        hours
        for hours in horizons_h
        if sum(int(_learnable(one, cut, hours).sum()) for one in series) >= FEWEST_LEARNT
    )


def _learnable(one: Readings, until: int, horizon_h: float) -> NDArray[np.bool_]:
    """Which readings before `until` have a past of one horizon."""
    if not one.at.size:
        return np.zeros(0, dtype=bool)
    return np.asarray((one.at < until) & (origins_of(one.at, horizon_h) >= one.at[0]))


def earned_weights(
    known: Sequence[Readings], moment: int, horizon_h: float, holidays: Holidays | None
) -> Weights:
    """What the members earn on the last quarter of the past, which they had not seen."""
    proved = members(
        fit(known, proving(known, moment), holidays=holidays, horizons_h=(horizon_h,)),
        known,
        horizon_h,
        moment,
    )
    return window(proved.quantiles, proved.came, proved.targets, proved.spread, moment)


def proving(series: Sequence[Readings], until: int) -> int:
    """When the last quarter of the time from the first reading to `until` begins."""
    start = min((int(one.at[0]) for one in series), default=until)
    return until - int(PROVING * (until - start))


def members(fitted: Fitted, series: Sequence[Readings], horizon_h: float, end: int) -> Told:
    """What each member says of the readings after the fit and before `end`; it may be nothing."""
    rows = []
    for one in series:
        mine = (one.at >= fitted.until) & (one.at < end)
        targets, past = one.at[mine], one.until(fitted.until - 1)
        if targets.size and past.at.size:
            usual = Climatology.of_readings(past).mean(targets)
            spread = np.full(targets.size, fitted.spread(one.series))
            told = says(fitted, one, past, targets, horizon_h)
            known = ~np.isnan(told).any(axis=(0, 2))
            rows.append(
                (
                    told[:, known],
                    usual[known],
                    one.value[mine][known],
                    targets[known],
                    spread[known],
                )
            )
    if not rows:
        nothing = np.empty(0)
        targets = nothing.astype(np.int64)
        return Told(np.empty((len(MEMBERS), 0, 99)), nothing, nothing, targets, nothing)
    told, *others = zip(*rows, strict=True)
    return Told(np.concatenate(told, axis=1), *(np.concatenate(other) for other in others))


def says(fitted: Fitted, one: Readings, past: Readings, targets: Ints, horizon_h: float) -> Floats:
    """Quantiles of each of MEMBERS for `one` at `targets` [n], [members, n, 99].

    `past`: the readings the baselines may learn from. A member that has nothing to go by says what
    the boosting says.
    """
    weeks = max(int(np.ceil(horizon_h / 168)), 1) * 168.0
    boosted = fitted.quantiles(one, targets, horizon_h)
    others = (
        Climatology.of_readings(past).quantiles(targets),
        Persistence.of_readings(past, horizon_h).quantiles(one, targets, horizon_h),
        Persistence.of_readings(past, weeks).quantiles(one, targets, weeks),
    )
    return np.array([boosted, *(np.where(np.isnan(other), boosted, other) for other in others)])
