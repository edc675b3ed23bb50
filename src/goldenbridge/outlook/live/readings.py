"""What a log of a queue says: readings in order of time, and everything that was wrong with them.

Nothing is filled in. What cannot be a reading is left out, what may be one is kept, and both are
told as findings.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from goldenbridge.language.messages import Message, tell

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LONGEST_MIN = 30 * 1440.0
"""A wait above this is impossible (assumed; the longest of 40,000 real readings is 5.8 days)."""
STUCK_H = 24.0
"""A sensor that says the same number above 0 for this long is told as stuck (assumed)."""
STUCK_READINGS = 6
NEW_DAYS = 14.0
"""A series with less history than this is told as new."""
GAP = 4.0
"""Readings further apart than this many usual spacings are told as a gap."""
HOUR, DAY = 3600, 86_400

WHAT: dict[str, Message] = {
    "empty": tell("no value; left out"),
    "unreadable": tell("not a time or not a number; left out"),
    "impossible": tell("below 0, infinite or above 30 days; left out"),
    "duplicate": tell("the same reading again; left out"),
    "conflict": tell("another value for the same time; the first is kept"),
    "order": tell("earlier than the row before; put in its place"),
    "clock": tell("a local time that comes twice or never as clocks change"),
    "gap": tell("no reading for longer than usual; not filled"),
    "stuck": tell("the same value for a day or more; kept"),
    "paused": tell("the queue was paused; the value is kept"),
    "new": tell("less than 14 days of history; forecasts rest on other series"),
}
"""The kinds of finding, and what was done about each."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it stood in a log; `value` None where the cell was empty."""

    line: int
    series: str
    at: datetime | None
    value: float | None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """`count` faults of one kind in one series; `first` is the line or time of the first."""

    kind: str
    series: str
    count: int
    first: str

    @property
    def told(self) -> Message:
        """What it means and what was done."""
        return WHAT[self.kind]


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """One series: `at` [n] seconds since 1970 UTC, strictly rising, `value` [n], `paused` [n].

    `unit` is min (a wait) or trucks (a queue); `zone` the IANA name of the local time.
    """

    series: str
    unit: str
    zone: str
    at: Ints
    value: Floats
    paused: NDArray[np.bool_]

    @property
    def spacing_s(self) -> float:
        """The usual time between two readings in seconds, the median; an hour for one reading."""
        return float(np.median(np.diff(self.at))) if self.at.size > 1 else float(HOUR)

    def until(self, moment: int) -> "Readings":
        """What was known at `moment` (seconds since 1970 UTC), the readings of then included."""
        end = int(np.searchsorted(self.at, moment, side="right"))
        return replace(self, at=self.at[:end], value=self.value[:end], paused=self.paused[:end])


def readings(
    rows: Iterable[Row], *, unit: str, zone: str
) -> tuple[tuple[Readings, ...], tuple[Finding, ...]]:
    """Every series in `rows`, by its name, and what was wrong; naive times are local to `zone`."""
    by_series: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_series[row.series].append(row)
    made, findings = [], []
    for name in sorted(by_series):
        one, found = _series(name, by_series[name], unit, zone)
        findings += found
        if one.at.size:
            made.append(one)
    return tuple(made), tuple(findings)


def local_hours(at: Ints, zone: str) -> Ints:
    """Whole local hours since 1970 at each of `at` [n], so that hour 0 is a Thursday midnight."""
    hours, place = np.unique(np.asarray(at) // HOUR, return_inverse=True)
    where = ZoneInfo(zone)
    shifts = np.empty(hours.size, dtype=np.int64)
    days, first = np.unique(hours // 24, return_index=True)
    edges = [*first, hours.size]
    for day, (low, high) in zip(days, pairwise(edges), strict=True):
        start, end = (_shift(int(day) * 24 + hour, where) for hour in (0, 23))
        same = start == end
        for i in range(low, high):
            shifts[i] = start if same else _shift(int(hours[i]), where)
    return np.asarray((np.asarray(at) + shifts[place]) // HOUR)


def _shift(hour: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(hour * HOUR, zone).utcoffset() or timedelta()
    return int(offset.total_seconds())


def _series(name: str, rows: Sequence[Row], unit: str, zone: str) -> tuple[Readings, list[Finding]]:
    """One series of `rows` in the order of the file."""
    faults: dict[str, list[str]] = defaultdict(list)
    where = ZoneInfo(zone)
    at: list[int] = []
    value, paused = [], []
    for row in rows:
        kind = _unusable(row)
        if kind:
            faults[kind].append(f"line {row.line}")
            continue
        moment, odd = _moment(row.at, where)
        if odd:
            faults["clock"].append(f"line {row.line}")
        if at and moment < at[-1]:
            faults["order"].append(f"line {row.line}")
        at.append(moment)
        value.append(float(row.value or 0.0))
        paused.append(row.paused)
    times, values = np.array(at, dtype=np.int64), np.array(value)
    order = np.argsort(times, kind="stable")
    times, values = times[order], values[order]
    first = np.r_[True, np.diff(times) > 0][: times.size]
    for i in np.flatnonzero(~first):
        kept = values[np.flatnonzero(first[: i + 1])[-1]]
        faults["duplicate" if values[i] == kept else "conflict"].append(_told(times[i]))
    made = Readings(
        name, unit, zone, times[first], values[first], np.array(paused, dtype=bool)[order][first]
    )
    faults |= _over_time(made)
    return made, [Finding(kind, name, len(f), f[0]) for kind, f in sorted(faults.items())]


def _unusable(row: Row) -> str:
    if row.at is None or (row.value is not None and np.isnan(row.value)):
        return "unreadable"
    if row.value is None:
        return "empty"
    return "" if 0 <= row.value <= LONGEST_MIN else "impossible"


def _moment(at: datetime | None, zone: ZoneInfo) -> tuple[int, bool]:
    """Seconds since 1970 UTC, and whether the local clock names that time not exactly once."""
    if at is None:
        raise ValueError("a row without a time has no moment")
    if at.tzinfo is not None:
        return int(at.timestamp()), False
    local = at.replace(tzinfo=zone)
    odd = local.utcoffset() != local.replace(fold=1).utcoffset()
    return int(local.astimezone(UTC).timestamp()), odd


def _over_time(one: Readings) -> dict[str, list[str]]:
    """Findings that show only in the order of time."""
    found: dict[str, list[str]] = {}
    gaps = np.flatnonzero(np.diff(one.at) > GAP * max(one.spacing_s, 1.0))
    if gaps.size:
        found["gap"] = [_told(one.at[i]) for i in gaps]
    stuck = _stuck(one)
    if stuck:
        found["stuck"] = [_told(one.at[i]) for i in stuck]
    if one.paused.any():
        found["paused"] = [_told(moment) for moment in one.at[one.paused]]
    if one.at.size and one.at[-1] - one.at[0] < NEW_DAYS * DAY:
        found["new"] = [_told(one.at[0])]
    return found


def _stuck(one: Readings) -> list[int]:
    """Where runs of one value above 0 begin that are long and have enough readings."""
    edges = np.r_[0, np.flatnonzero(np.diff(one.value) != 0) + 1, one.value.size]
    return [
        int(low)
        for low, high in pairwise(edges)
        if high - low >= STUCK_READINGS
        and one.value[low] > 0
        and one.at[high - 1] - one.at[low] >= STUCK_H * HOUR
    ]


def _told(moment: int) -> str:
    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%d %H:%MZ")
