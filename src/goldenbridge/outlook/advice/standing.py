"""What advice is reckoned from: plan, bookings, arrivals and habits, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from math import ceil, gcd
from zoneinfo import ZoneInfo

from goldenbridge.border.coming import Way
from goldenbridge.operations.advising import Advice
from goldenbridge.outlook.advice.run import Duty, Run, hours_from
from goldenbridge.site.site import Site

HOUR = timedelta(hours=1)
WARM = timedelta(hours=24)
"""How far back the trucks that came are followed, so that the queues of now stand."""
CLEAR = timedelta(hours=12)
"""How long trucks of the last hour have to get through."""


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
        """SHA-256 of everything the advice is reckoned from; of the time, what matters to it."""
        time = (on_the_hour(self.now), self.shifts)
        known = (self.site, self.advice, self.duty, self.hours, self.came, self.habits)
        return sha256(repr((time, known)).encode()).hexdigest()

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
        at = on_the_hour(local)
        at = at if at == local else at + HOUR
        while min((at.hour - mark) % 24 for mark in marks) % step:
            at += HOUR
        return at.astimezone(UTC)

    @cached_property
    def run(self) -> Run:
        """The days over which plans are run."""
        first = (self.now - WARM).astimezone(self.zone).date()

        def hour(moment: datetime) -> int:
            return hours_from(first, moment.astimezone(self.zone))

        days = ceil(hour(self.shifts[-1][1] + CLEAR) / 24)
        # shifts and blocks are whole numbers of rows of the counters
        step = gcd(4, *(hour(one) for block in self.blocks for one in block))
        return Run(self.site, first, days, step, self.duty, self.came)


def on_the_hour(moment: datetime) -> datetime:
    """The beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


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
