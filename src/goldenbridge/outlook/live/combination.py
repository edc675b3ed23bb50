"""Several forecasts made one, by how good each has been.

The combined quantiles are weighted means of the members' quantiles (Lichtendahl, Grushka-Cockayne &
Winkler 2013, Management Science 59(7)). The weights, none below 0, add up to 1 and would have made
the least absolute error over the outcomes of the last weeks (Granger & Ramanathan 1984, Journal of
Forecasting 3(2)). Once a whole window has been judged, the level is corrected by the factor that
would have made it less still. Then the spread is scaled so that 80 % of those outcomes would have
fallen inside the central 80 % (conformal prediction over a moving window; Vovk, Gammerman & Shafer
2005).
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np

from goldenbridge.outlook.live.baselines import MIDDLE
from goldenbridge.outlook.live.readings import DAY, Floats, Ints
from goldenbridge.outlook.live.scores import HIGH, LOW

STEPS = 10
"""Weights are multiples of one part in so many."""
WINDOW_DAYS = 56
"""How far back forecasts are judged for their weight."""
FEWEST = 50
"""With fewer judged forecasts all members weigh the same and the spread stays."""
LEVEL_FACTORS = np.arange(80, 126, 5) / 100
_WIDEST = 4.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each member counts; factors on the spread and on the level of the mixture."""

    members: tuple[float, ...]
    scale: float = 1.0
    level: float = 1.0

    def of(self, told: Floats) -> Floats:
        """Combine quantiles `told` [members, n, levels] to [n, levels]; none is below 0."""
        mixed = self.level * np.tensordot(np.array(self.members), told, axes=1)
        middle = mixed[:, [MIDDLE]]
        return np.maximum(middle + self.scale * (mixed - middle), 0.0)


def weights(told: Floats, came: Floats, spread: Floats, *, leveled: bool = False) -> Weights:
    """The weights that past forecasts earn: quantiles [members, n, levels], outcomes [n].

    `spread` [n] is the spread of each outcome's series; errors count in it. `leveled` corrects the
    level too.
    """
    count = told.shape[0]
    if came.size < FEWEST:
        return Weights((1 / count,) * count)
    candidates = _simplex(count)
    middles = told[:, :, MIDDLE] / spread
    errors = np.abs(candidates @ middles - came / spread).mean(axis=1)
    best = candidates[int(np.argmin(errors))]
    found = Weights(tuple(float(w) for w in best))
    if leveled:
        errors = np.abs(LEVEL_FACTORS[:, None] * (best @ middles) - came / spread).mean(axis=1)
        found = replace(found, level=float(LEVEL_FACTORS[int(np.argmin(errors))]))
    return replace(found, scale=_scale(found.of(told), came))


def window(told: Floats, came: Floats, targets: Ints, spread: Floats, end: int) -> Weights:
    """The weights earned on outcomes of the 56 days before `end`, seconds since 1970 UTC."""
    start = end - WINDOW_DAYS * DAY
    past = (targets < end) & (targets >= start)
    whole = bool(targets.size) and int(targets.min()) < start
    return weights(told[:, past], came[past], spread[past], leveled=whole)


def rolling(told: Floats, came: Floats, targets: Ints, spread: Floats, horizon_h: float) -> Floats:
    """Combine forecasts day by day with weights earned before they were made, [n, levels].

    `told` [members, n, levels] in any order of time; the weights of a day (UTC) use outcomes of
    the 56 days that end one horizon before the day begins, which every origin of the day knows.
    """
    days = targets // DAY
    found = np.empty(told.shape[1:])
    for day in np.unique(days):
        end = int(day) * DAY - int(horizon_h * 3600)
        mine = days == day
        found[mine] = window(told, came, targets, spread, end).of(told[:, mine])
    return found


def _scale(told: Floats, came: Floats) -> float:
    """The factor on the spread with which 80 % of `came` is inside the central 80 %."""
    middle = told[:, MIDDLE]
    side = np.where(came > middle, told[:, HIGH] - middle, middle - told[:, LOW])
    off = np.abs(came - middle)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(off > 0, off / side, 0.0)
    return float(np.clip(np.quantile(ratio, 0.8), 1 / _WIDEST, _WIDEST))


@cache
def _simplex(count: int) -> Floats:
    """All weights of `count` members in steps, [candidates, count]."""
    bars = list(combinations(range(STEPS + count - 1), count - 1))
    edges = np.array([(-1, *bar, STEPS + count - 1) for bar in bars])
    return np.asarray((np.diff(edges, axis=1) - 1) / STEPS)
