"""When reality leaves the model: a two-sided CUSUM on residuals, with a stated false-alarm rate."""

from dataclasses import dataclass
from math import exp

import numpy as np

from goldenbridge.border.tables import Floats

_CORRECTION = 1.166


@dataclass(frozen=True, slots=True)
class Alarm:
    """The residual at which the sum left its bounds, and to which side (-1 or 1)."""

    at: int
    side: int


def alarms(residuals: Floats, *, every: float, shift: float = 1.0) -> tuple[Alarm, ...]:
    """Where `residuals` [n], standard normal while the model holds, say that it no longer does.

    A false alarm comes on average once in `every` residuals; the sums are tuned to find a shift of
    `shift` standard deviations soonest (Page 1954, Biometrika 41) and start again after an alarm.
    Raises ValueError unless `every` is at least 20 and `shift` above 0.
    """
    if every < 20 or shift <= 0:
        raise ValueError(f"found every {every}, shift {shift}; allowed: 20 or more, above 0")
    slack, bound = shift / 2, threshold(every, shift)
    up = down = 0.0
    found = []
    for i, residual in enumerate(np.asarray(residuals).tolist()):
        up, down = max(0.0, up + residual - slack), max(0.0, down - residual - slack)
        if max(up, down) > bound:
            found.append(Alarm(i, 1 if up >= down else -1))
            up = down = 0.0
    return tuple(found)


def threshold(every: float, shift: float) -> float:
    """The bound at which two sums raise a false alarm once in `every` (Siegmund 1985, eq. 2.57)."""
    slack, low, high = shift / 2, 0.0, 200.0
    for _ in range(100):
        middle = (low + high) / 2
        reach = 2 * slack * (middle + _CORRECTION)
        run = (exp(min(reach, 700.0)) - reach - 1) / (2 * slack**2)
        low, high = (middle, high) if run < 2 * every else (low, middle)
    return high
