"""Shifts and closures become one row of changes of staff and lanes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goldenbridge.border.tables import UNLIMITED, WEEK_H, Floats, Ints
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS, Closure, Station

WEEK_MIN = 10080
_DAY_MIN = 1440


class Span(NamedTuple):
    """Minutes of the week from `start` to `end`; `end` may lie in the week after."""

    start: float
    end: float


class Timeline(NamedTuple):
    """What is open at the start, the changes in order of time, and the means by hour of week."""

    start: Ints  # [S + pools]
    most: Ints  # [S + pools]
    at: Floats
    of: Ints
    to: Ints
    mean: Floats  # [S + pools, 168]


def spans(days: Sequence[str], from_h: float, to_h: float) -> list[Span]:
    """The hours from `from_h` to `to_h` on each of `days` (all when empty), in minutes of week."""
    length = (to_h - from_h) * 60 if to_h > from_h else (to_h - from_h + 24) * 60
    starts = [_DAY_MIN * DAYS.index(day) + from_h * 60 for day in (days or DAYS)]
    return [Span(start, start + length) for start in starts]


class Now(NamedTuple):
    """The minute a run begins at in the middle of the week, and who is on duty then by pool."""

    begin: float
    staff: Mapping[str, int]


def timeline(
    site: Site, first: date, minutes: float, *, shared: bool, now: Now | None = None
) -> Timeline:
    """Lanes of each station, then staff of each pool, over `minutes` from midnight of `first`.

    Unless pools are `shared`, the staff of its pool limits each station and no pool is listed. With
    `now` all is told as a change at its minute, and nothing before it.
    """
    begin = now.begin if now else 0.0
    marks = _marks(site, first, minutes, begin)
    at = int(np.searchsorted(marks, begin))
    staff = {pool.id: _staff(site, pool.id, first, marks) for pool in site.pools}
    for pool, number in (now.staff if now else {}).items():
        _hold(staff[pool], at, number)
    rows = []
    for station in site.stations:
        lanes = np.full(marks.size, UNLIMITED if station.lanes is None else station.lanes)
        if not shared:
            lanes = np.minimum(lanes, staff[station.pool])
        lanes[_closed(site, station, first, marks)] = 0
        rows.append(lanes)
    levels = np.array(rows + list(staff.values()) if shared else rows, dtype=np.int64)
    changed = np.zeros(levels.shape, bool)
    changed[:, 1:] = levels[:, 1:] != levels[:, :-1]
    changed[:, : at + 1] = False
    changed[:, at] = now is not None
    when, what = np.nonzero(changed.T)
    return Timeline(
        start=levels[:, at].copy(),
        most=levels.max(axis=1),
        at=np.append(marks[when], np.inf),
        of=np.append(what, 0),
        to=np.append(levels[what, when], 0),
        mean=_by_hour(levels[:, at:], marks[at:], minutes, first.weekday()),
    )


def _hold(level: Ints, at: int, number: int) -> None:
    """Let `number` hold in `level` from the mark `at` to the next change."""
    changes = np.flatnonzero(level[at:] != level[at])
    level[at : at + changes[0] if changes.size else None] = number


def _marks(site: Site, first: date, minutes: float, begin: float) -> Floats:
    """Every time at which something could change, in minutes from the start; 0 is the first."""
    edges = [
        edge % WEEK_MIN
        for span in [*_shift_spans(site), *_closure_spans(site.closures)]
        for edge in span
    ]
    monday = -first.weekday() * _DAY_MIN
    weeks = np.arange(monday, minutes, WEEK_MIN)
    dated = [edge for closure in site.closures for edge in _dated(closure, first)]
    marks = np.unique([0.0, begin, *(weeks[:, None] + np.unique(edges)).ravel(), *dated])
    return marks[(marks >= 0) & (marks < minutes)]


def _shift_spans(site: Site) -> Iterable[Span]:
    for pool in site.pools:
        for shift in pool.shifts:
            yield from spans(shift.days, shift.from_h, shift.to_h)


def _closure_spans(closures: Iterable[Closure]) -> Iterable[Span]:
    for closure in closures:
        if closure.from_h is not None and closure.to_h is not None:
            yield from spans(closure.days, closure.from_h, closure.to_h)


def _dated(closure: Closure, first: date) -> list[float]:
    if closure.dates is None:
        return []
    start = (closure.dates.start - first).days
    return [float(start * _DAY_MIN), float(((closure.dates.end - first).days + 1) * _DAY_MIN)]


def _staff(site: Site, pool: str, first: date, marks: Floats) -> Ints:
    level = np.zeros(marks.size)
    for shift in site.pool(pool).shifts:
        level[_within(shift.days, shift.from_h, shift.to_h, first, marks)] += shift.staff
    for closure in site.closures:
        if pool in closure.pools:
            level[_shut(closure, first, marks)] = 0
    return level.astype(np.int64)


def _closed(site: Site, station: Station, first: date, marks: Floats) -> NDArray[np.bool_]:
    closed = np.zeros(marks.size, bool)
    for closure in site.closures:
        if station.id in closure.stations:
            closed |= _shut(closure, first, marks)
    return closed


def _shut(closure: Closure, first: date, marks: Floats) -> NDArray[np.bool_]:
    shut = np.zeros(marks.size, bool)
    if closure.from_h is not None and closure.to_h is not None:
        shut |= _within(closure.days, closure.from_h, closure.to_h, first, marks)
    for start, end in [_dated(closure, first)] if closure.dates else []:
        shut |= (marks >= start) & (marks < end)
    return shut


def _within(
    days: Sequence[str], from_h: float, to_h: float, first: date, marks: Floats
) -> NDArray[np.bool_]:
    """Which marks lie in one of the `spans` of their week, or in one that began the week before."""
    span = spans(DAYS[:1], from_h, to_h)[0]
    # shifted marks are compared, so that a span over midnight of Sunday is one
    day, past = np.divmod((marks + first.weekday() * _DAY_MIN - span.start) % WEEK_MIN, _DAY_MIN)
    open_on = np.isin(DAYS, days or DAYS)
    return np.asarray(open_on[day.astype(np.int64)] & (past < span.end - span.start))


def _by_hour(levels: Ints, marks: Floats, minutes: float, weekday: int) -> Floats:
    """Mean level in each hour of the week, over the hours of the run."""
    hours = np.arange(0.0, minutes, 60.0)
    edges = np.unique(np.concatenate([marks, hours[hours > marks[0]]]))
    lengths = np.diff(np.append(edges, minutes))
    slot = (edges // 60).astype(np.int64) + weekday * 24
    level = levels[:, np.searchsorted(marks, edges, side="right") - 1]
    total = np.bincount(slot % WEEK_H, lengths, WEEK_H)
    sums = [np.bincount(slot % WEEK_H, row * lengths, WEEK_H) for row in level]
    return np.array(sums) / np.maximum(total, 1e-9)
