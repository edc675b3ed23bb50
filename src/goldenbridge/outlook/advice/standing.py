"""What advice is reckoned from: plan, bookings, arrivals and habits, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from math import ceil, gcd
from zoneinfo import ZoneInfo

import numpy as np

from goldenbridge.border.coming import Way
from goldenbridge.border.tables import WEEK_H, Ints
from goldenbridge.border.timeline import spans
from goldenbridge.operations.advising import Advice
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS, Shift

HOUR = timedelta(hours=1)
WARM = timedelta(hours=24)
"""How far back the trucks that came are followed, so that the queues of now stand."""
CLEAR = timedelta(hours=12)
"""How long trucks of the last hour have to get through."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Officers of a pool from `starts` to `ends` (UTC)."""

    pool: str
    starts: datetime
    ends: datetime
    staff: int


@dataclass(frozen=True, slots=True)
class Hour:
    """An opening: its places, those sold, and of these the trucks that are not there yet."""

    opening: str
    way: Way
    starts: datetime
    target: int
    used: int
    due: int
    by_lot: bool


@dataclass(frozen=True, slots=True)
class Habits:
    """How trucks keep to bookings, and who comes without.

    `besides`: trucks without booking by way and hour of the day, [24] each; `sold`: the share of
    free places that is sold in the end. `assumed` names those the ledger could not tell.
    """

    besides: tuple[tuple[Way, tuple[float, ...]], ...]
    no_show: float
    late_min: float
    spread_min: float
    sold: float
    assumed: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A complex at a moment, and the bounds of what may be changed."""

    now: datetime
    site: Site
    advice: Advice
    duty: tuple[Duty, ...]
    hours: tuple[Hour, ...]
    came: tuple[tuple[Way, datetime], ...]
    habits: Habits

    @property
    def digest(self) -> str:
        """SHA-256 of everything the advice is reckoned from."""
        return sha256(repr(self).encode()).hexdigest()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the site."""
        return ZoneInfo(self.site.time_zone)

    @cached_property
    def shifts(self) -> tuple[tuple[datetime, datetime], ...]:
        """The next shifts, the first from the first hour on that may still be changed."""
        marks = _marks(self.site, self.advice)
        first = self.blocks_from(self.now + timedelta(minutes=self.advice.earliest_min.value))
        found, at = [], first
        for _ in range(int(self.advice.shifts.value)):
            ends = _next_mark(at.astimezone(self.zone), marks)
            found.append((at, ends.astimezone(UTC)))
            at = ends.astimezone(UTC)
        return tuple(found)

    @cached_property
    def blocks(self) -> tuple[tuple[datetime, datetime], ...]:
        """The shifts in pieces of at most `block_h`, in which an officer stays at a post."""
        found = []
        for starts, ends in self.shifts:
            at = starts
            while at < ends:
                found.append((at, min(self.blocks_from(at + HOUR), ends)))
                at = found[-1][1]
        return tuple(found)

    def blocks_from(self, moment: datetime) -> datetime:
        """The first start of a block at or after `moment`."""
        marks, step = _marks(self.site, self.advice), int(self.advice.block_h.value)
        local = moment.astimezone(self.zone)
        at = local.replace(minute=0, second=0, microsecond=0)
        at = at if at == local else at + HOUR
        while min((at.hour - mark) % 24 for mark in marks) % step:
            at += HOUR
        return at.astimezone(UTC)

    @cached_property
    def first(self) -> date:
        """The local day on whose midnight the run begins."""
        return (self.now - WARM).astimezone(self.zone).date()

    @cached_property
    def days(self) -> int:
        """Days of the run."""
        return ceil((self.hour(self.shifts[-1][1] + CLEAR)) / 24)

    @cached_property
    def step_h(self) -> int:
        """Hours of one row of the counters: shifts and blocks are whole numbers of rows."""
        edges = [self.hour(one) for block in self.blocks for one in block]
        return gcd(4, *edges)

    def hour(self, moment: datetime) -> int:
        """Hours from the midnight the run begins at, by the clock of the site."""
        local = moment.astimezone(self.zone)
        return (local.date() - self.first).days * 24 + local.hour

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


def _marks(site: Site, advice: Advice) -> tuple[int, ...]:
    """The hours of the day at which shifts of the pools that are advised on change."""
    pools = {one.pool for one in advice.manning}
    shifts = [shift for pool in site.pools if pool.id in pools for shift in pool.shifts]
    change = [one for one in shifts if (one.to_h - one.from_h) % 24]
    edges = {int(edge) % 24 for one in change for edge in (one.from_h, one.to_h)}
    return tuple(sorted(edges)) or (0,)


def _next_mark(local: datetime, marks: Iterable[int]) -> datetime:
    """The first change of shifts after `local`."""
    return local + min(timedelta(hours=(mark - local.hour - 1) % 24 + 1) for mark in marks)


def _shifts(level: Ints) -> Iterable[Shift]:
    """Shifts that man a pool as `level` [168] says."""
    for day, name in enumerate(DAYS):
        hours = level[day * 24 : day * 24 + 24]
        edges = [0, *(np.flatnonzero(np.diff(hours)) + 1), 24]
        for start, end in pairwise(edges):
            if hours[start]:
                staff = float(hours[start])
                yield Shift(days=(name,), from_h=float(start), to_h=float(end), staff=staff)
