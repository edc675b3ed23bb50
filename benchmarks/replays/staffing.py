"""Who was on duty? Rules that turn the calls of a week into shifts, as no roster was recorded.

They read who talked from when to when and nothing of the queue, which is what a replay must find.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.replays.call_log import DAY, DAYS, Floats, Week, by_agent
from goldenbridge.site.stations import DAYS as NAMES
from goldenbridge.site.stations import Shift

Shifts = tuple[Shift, ...]
INTERVALS = (15, 30, 60)
"""Minutes; all divide an hour."""
SHARES = tuple(percent / 100 for percent in range(60, 101, 5))
GAPS = (5, 10, 15, 20, 30)
_STEPS = 6  # looks a minute at who talks


@dataclass(frozen=True)
class Rule:
    """A rule and its name."""

    name: str
    shifts: Callable[[Week], Shifts]


CHOSEN = Rule("most at once in 15 min × 0.95", lambda week: peak(week, 15, 0.95))
"""The rule that fits days 1 to 7 best (`python -m benchmarks.border_replays` finds it again)."""


def rules() -> tuple[Rule, ...]:
    """Every candidate."""
    found = []
    for minutes in INTERVALS:
        for share in SHARES:
            given = {"minutes": minutes, "share": share}
            found += [
                Rule(f"most at once in {minutes} min × {share:.2f}", partial(peak, **given)),
                Rule(f"seen in {minutes} min × {share:.2f}", partial(seen, **given)),
                Rule(f"mean of {minutes} min / {share:.2f}", partial(occupancy, **given)),
            ]
    found += [
        Rule(f"from call to call, gaps to {gap} min", partial(present, gap=gap)) for gap in GAPS
    ]
    return tuple(found)


def peak(week: Week, minutes: int, share: float = 1.0) -> Shifts:
    """A share of the most who talked at once in each interval."""
    return _levels(_talking(week, minutes).max(axis=1) * share, minutes)


def occupancy(week: Week, minutes: int, share: float) -> Shifts:
    """As many as are busy that share of the time with what was talked in each interval."""
    return _levels(_talking(week, minutes).mean(axis=1) / share, minutes)


def seen(week: Week, minutes: int, share: float = 1.0) -> Shifts:
    """A share of the agents who talked at some time of each interval."""
    level = np.zeros(int(DAYS * DAY / minutes) + 1)
    start = week.arrived + week.waited
    first, last = start // minutes, (start + week.talked) // minutes
    for calls in by_agent(week).values():
        spans = zip(first[calls], last[calls], strict=True)
        at = {i for a, b in spans for i in range(int(a), int(b) + 1)}
        level[np.minimum(list(at), level.size - 1)] += 1
    return _levels(level[:-1] * share, minutes)


def present(week: Week, gap: float) -> Shifts:
    """Each agent from call to call, away where no call came for longer than `gap` minutes."""
    spans = []
    start = week.arrived + week.waited
    for calls in by_agent(week).values():
        end = np.maximum.accumulate((start + week.talked)[calls])
        cut = np.flatnonzero(start[calls][1:] - end[:-1] > gap)
        first, last = np.append(0, cut + 1), np.append(cut, end.size - 1)
        spans += zip(start[calls][first], end[last], strict=True)
    return tuple(_shift(a, b, 1) for a, b in spans if b > a)


def _talking(week: Week, minutes: int) -> Floats:
    """How many talked at each look, [intervals, looks]."""
    steps = int(DAYS * DAY * _STEPS)
    start = week.arrived + week.waited
    begun, ended = (
        np.bincount(np.minimum(at * _STEPS, steps).round().astype(int), minlength=steps + 1)
        for at in (start, start + week.talked)
    )
    return np.cumsum(begun - ended)[:steps].reshape(-1, minutes * _STEPS)


def _levels(level: Floats, minutes: int) -> Shifts:
    """Whole numbers of agents; what rounding leaves is carried to the next interval."""
    whole = np.diff(np.floor(np.cumsum(level) + 0.5), prepend=0)
    return tuple(
        _shift(i * minutes, (i + 1) * minutes, staff) for i, staff in enumerate(whole) if staff > 0
    )


def _shift(start: float, end: float, staff: float) -> Shift:
    day = NAMES[int(start // DAY)]
    return Shift(days=(day,), from_h=start % DAY / 60, to_h=end % DAY / 60, staff=float(staff))
