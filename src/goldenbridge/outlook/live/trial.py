"""A forecaster on trial: fitted up to a day, scored on what came after, beside the baselines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.baselines import LEVELS
from goldenbridge.outlook.live.combination import rolling
from goldenbridge.outlook.live.features import Holidays
from goldenbridge.outlook.live.forecast import MEMBERS, Told, members, possible, proving
from goldenbridge.outlook.live.forecaster import HORIZONS_H, fit
from goldenbridge.outlook.live.readings import Readings
from goldenbridge.outlook.live.scores import Score, score

OWN, MEAN = "combined", "climatology mean"
BASELINES = ("persistence", "climatology", MEAN)


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores at one horizon by method: OWN, each of MEMBERS, the mean of the climatology."""

    horizon_h: float
    scores: dict[str, Score]

    @property
    def better(self) -> str:
        """The baseline with the least absolute error."""
        return min(BASELINES, key=lambda name: self.scores[name].mae)

    @property
    def gain(self) -> float:
        """How far the absolute error is below that of the better baseline, as a share of it."""
        return 1 - self.scores[OWN].mae / self.scores[self.better].mae


Progress = Callable[[int, int], None]


def trial(  # noqa: PLR0913 - what is fitted, when it ends, what it is scored on
    series: Sequence[Readings],
    until: int,
    end: int,
    *,
    holidays: Holidays | None = None,
    horizons_h: Sequence[float] = HORIZONS_H,
    progress: Progress | None = None,
) -> tuple[Judged, ...]:
    """Fit before `until`, score on the readings from then to `end` (both seconds since 1970 UTC).

    A reading at time s is forecast from what was read up to s minus the horizon. The members'
    first weights come from the last quarter of the fit, forecast by a fit of the first three.
    Horizons that the fit is too short for are left out. Raises LogError where nothing is left to
    score, ExtraError where scikit-learn is not installed.
    """
    if not any(((one.at >= until) & (one.at < end)).any() for one in series):
        raise LogError("found no reading in the time to score; allowed: a fit that ends before it")
    judged = []
    hours_left = possible(series, until, horizons_h)
    for done, hours in enumerate(hours_left):
        parts = [
            members(fit(series, cut, holidays=holidays, horizons_h=(hours,)), series, hours, to)
            for cut, to in ((proving(series, until), until), (until, end))
        ]
        judged.append(_judge(hours, *parts))
        if progress is not None:
            progress(done + 1, len(hours_left))
    return tuple(judged)


def _judge(horizon_h: float, proved: Told, told: Told) -> Judged:
    n = told.came.size
    combined = rolling(
        np.concatenate([proved.quantiles, told.quantiles], axis=1),
        np.concatenate([proved.came, told.came]),
        np.concatenate([proved.targets, told.targets]),
        np.concatenate([proved.spread, told.spread]),
        horizon_h,
    )[-n:]
    scores = {OWN: score(combined, told.came)}
    scores |= {
        name: score(one, told.came) for name, one in zip(MEMBERS, told.quantiles, strict=True)
    }
    scores[MEAN] = score(np.repeat(told.mean[:, None], LEVELS.size, axis=1), told.came)
    return Judged(horizon_h, scores)
