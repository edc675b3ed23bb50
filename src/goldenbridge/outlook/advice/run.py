"""Some days of a site by the clock: who is on duty in which hour, and who came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

import numpy as np

from goldenbridge.border.coming import Group, Way
from goldenbridge.border.tables import WEEK_H, Ints
from goldenbridge.border.timeline import spans
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS, Shift

BIN_MIN = 10
"""Trucks that came are run again to this many minutes."""
_BINS = 60 // BIN_MIN


@dataclass(frozen=True, slots=True)
class Duty:
    """Officers of a pool from `starts` to `ends` (UTC)."""

    pool: str
    starts: datetime
    ends: datetime
    staff: int


@dataclass(frozen=True, slots=True)
class Run:
    """`days` from the local midnight of `first`; `duty` holds in the place of the shifts."""

    site: Site
    first: date
    days: int
    step_h: int
    duty: tuple[Duty, ...]
    came: tuple[tuple[Way, datetime], ...]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the site."""
        return ZoneInfo(self.site.time_zone)

    def hour(self, moment: datetime) -> int:
        """Hours from the midnight the run begins at, by the clock of the site."""
        return hours_from(self.first, moment.astimezone(self.zone))

    def rows(self, starts: datetime, ends: datetime) -> slice:
        """The rows of the counters from `starts` to `ends`."""
        return slice(self.hour(starts) // self.step_h, self.hour(ends) // self.step_h)

    def hour_of_week(self, hour: int) -> int:
        """The hour of the week of an hour of the run."""
        return (hour + self.first.weekday() * 24) % WEEK_H

    def staff(self, pool: str, duty: Sequence[Duty] = ()) -> Ints:
        """Officers of a pool in each hour of the week of the run, [168], by shifts and duty."""
        level = np.zeros(WEEK_H, np.int64)
        for shift in self.site.pool(pool).shifts:
            for span in spans(shift.days, shift.from_h, shift.to_h):
                for hour in range(ceil(span.start / 60), ceil(span.end / 60)):
                    level[hour % WEEK_H] += int(shift.staff)
        for one in (*self.duty, *duty):
            if one.pool == pool:
                for hour in range(max(self.hour(one.starts), 0), self.hour(one.ends)):
                    if hour < self.days * 24:
                        level[self.hour_of_week(hour)] = one.staff
        return level

    def manned(self, duty: Sequence[Duty] = ()) -> Site:
        """The site with the duty plan, and with `duty` after it."""
        site = self.site
        for pool in dict.fromkeys(one.pool for one in (*self.duty, *duty)):
            shifts = tuple(_shifts(self.staff(pool, duty)))
            site = site.with_pool(replace(site.pool(pool), shifts=shifts))
        return site

    def as_they_came(self, most: int) -> tuple[Group, ...]:
        """Trucks that came, each in its ten minutes; by the hour where that makes over `most`."""
        cells: Counter[tuple[Way, int, int]] = Counter()
        slots: dict[tuple[Way, int, int], Ints] = defaultdict(lambda: np.zeros(WEEK_H, np.int64))
        for way, moment in self.came:
            hour = self.hour(moment)
            if 0 <= hour < self.days * 24:
                place = moment.astimezone(self.zone).minute // BIN_MIN
                copy = cells[way, place, hour]
                cells[way, place, hour] += 1
                slots[way, place, copy][self.hour_of_week(hour)] += 1
        if len(slots) <= most:
            late = {place: (place + 0.5) * BIN_MIN - 30 for place in range(_BINS)}
            return tuple(Group(way, of, late_min=late[at]) for (way, at, _), of in slots.items())
        joined: dict[Way, Ints] = defaultdict(lambda: np.zeros(WEEK_H, np.int64))
        for (way, _, _), of in slots.items():
            joined[way] += of
        return tuple(Group(way, of) for way, of in joined.items())


def hours_from(first: date, local: datetime) -> int:
    """Hours from the midnight of `first` by the clock of the site."""
    return (local.date() - first).days * 24 + local.hour


def _shifts(level: Ints) -> Iterable[Shift]:
    """Shifts that man a pool as `level` [168] says."""
    for day, name in enumerate(DAYS):
        hours = level[day * 24 : day * 24 + 24]
        edges = [0, *(np.flatnonzero(np.diff(hours)) + 1), 24]
        for start, end in pairwise(edges):
            if hours[start]:
                staff = float(hours[start])
                yield Shift(days=(name,), from_h=float(start), to_h=float(end), staff=staff)
