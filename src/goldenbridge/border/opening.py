"""What a run begins with: the state of a site as tables, and a draw of what is not known of it."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from goldenbridge.border.residuals import residual
from goldenbridge.border.state import Standing, State
from goldenbridge.border.tables import KINDS, Floats, Ints, Net, Present
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

Types = tuple[tuple[str, str], ...]
_SERVICE, _PATIENCE, _COMES, _LATE = range(4)
_FURTHEST = 4.0
"""Nobody is earlier or later than so many standard deviations, as in the kernel."""


class Clock(NamedTuple):
    """The midnight a run counts from, and the minute it begins at."""

    start: date
    begin: float


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """The tables of a state, and the laws of what a run draws; those who may come are m.

    `service` and `patience` [n] are rows of the distributions, -1 for none. `due` [m] minutes of
    the run; `no_show`, `late` and `spread` [m] those of the book of each, 0 where there is none.
    """

    fixed: Present
    service: Ints
    patience: Ints
    due: Floats
    no_show: Floats
    late: Floats
    spread: Floats

    def present(self, net: Net, seed: int) -> Present:
        """What the replication of `seed` begins with; each truck has a number of its own."""
        fixed = self.fixed
        serving = np.isfinite(fixed.started)
        elapsed = fixed.begin - np.where(serving, fixed.started, fixed.since)
        work, patience = (
            fixed.begin + _left(net, rows, elapsed, _numbers(seed, purpose, elapsed.size))
            for rows, purpose in ((self.service, _SERVICE), (self.patience, _PATIENCE))
        )
        for i in np.flatnonzero(fixed.follows):
            work[i] = work[i - 1]
        return fixed._replace(
            ends=np.where(serving, work, np.inf),
            gives_up=np.where(serving, np.inf, patience),
            known_at=self._arrivals(seed),
        )

    def _arrivals(self, seed: int) -> Floats:
        """When those who are due come, given that they have not come yet; infinite for never."""
        from scipy import special  # noqa: PLC0415 - takes 0.1 s, which a compile can do without

        to_come = self.fixed.begin - self.due - self.late
        sigma = np.where(self.spread > 0, self.spread, 1.0)
        sure = np.where(to_come < 0, 1.0, 0.0)
        later = np.where(self.spread > 0, special.ndtr(-to_come / sigma), sure)
        later[to_come > _FURTHEST * self.spread] = 0.0
        coming = (1 - self.no_show) * later
        chance = np.divide(
            coming, self.no_show + coming, out=np.zeros(coming.size), where=coming > 0
        )
        comes = _numbers(seed, _COMES, coming.size) <= chance
        z = -special.ndtri(_numbers(seed, _LATE, coming.size) * later)
        at = self.due + self.late + np.clip(z, -_FURTHEST, _FURTHEST) * self.spread
        return np.where(comes, np.maximum(at, self.fixed.begin), np.inf)


def clock(state: State, site: Site) -> Clock:
    """A run of `state` counts from the local midnight before the first truck in it came.

    So no time is below 0. Lengths of time are true ones where clocks change; hours are those of
    the clock at `state.at`.
    """
    local = state.at.astimezone(ZoneInfo(site.time_zone)).replace(tzinfo=None)
    first = min((one.came for one in state.standing), default=state.at)
    start = (local - (state.at - first)).date()
    return Clock(start, (local - datetime.combine(start, time())) / timedelta(minutes=1))


def opening(  # noqa: PLR0913 - a state and the tables it is told in
    state: State, site: Site, demand: Demand, types: Types, begin: float, service: Ints, gives: Ints
) -> Opening:
    """The tables of a sound `state` in a run that begins at minute `begin`.

    `service` [S, T] and `gives` [T], who gives up waiting, are rows of the distributions.
    """

    def minute(when: datetime) -> float:
        return begin + (when - state.at) / timedelta(minutes=1)

    stations = [station.id for station in site.stations]
    convoys = {station.id for station in site.stations if station.batch}
    trucks = sorted(state.standing, key=lambda one: (one.station, one.started or state.at))
    station = np.array([stations.index(one.station) for one in trucks], np.int64)
    kind = np.array([types.index((one.direction, one.truck_class)) for one in trucks], np.int64)
    follows = [
        b.station in convoys and b.started is not None and _together(a) == _together(b)
        for a, b in pairwise(trucks)
    ]
    books = {(book.direction, book.truck_class): book for book in reversed(demand.books)}
    due = [(one, books.get((one.direction, one.truck_class))) for one in state.due]
    habits = [
        (book.no_show or 0.0, book.late_min or 0.0, book.spread_min or 0.0) if book else (0.0,) * 3
        for _, book in due
    ]
    no_show, late, spread = np.array(habits).reshape(-1, 3).T
    fixed = Present(
        begin=begin,
        booked_hour=math.ceil(minute(state.booked_until) / 60)
        if state.booked_until
        else int(begin / 60),
        station=station,
        type=kind,
        came=np.array([minute(one.came) for one in trucks]),
        since=np.array([minute(one.since) for one in trucks]),
        started=np.array([minute(one.started) if one.started else math.inf for one in trucks]),
        follows=np.array([False, *follows][: len(trucks)], np.int64),
        ends=np.zeros(len(trucks)),
        gives_up=np.zeros(len(trucks)),
        known_at=np.zeros(len(due)),
        known_type=np.array(
            [types.index((one.direction, one.truck_class)) for one, _ in due], np.int64
        ),
    )
    return Opening(
        fixed=fixed,
        service=service[station, kind],
        patience=gives[kind],
        due=np.array([minute(one.due) for one, _ in due]),
        no_show=1 - np.array([one.chance for one in state.due]) * (1 - no_show),
        late=late,
        spread=spread,
    )


def _together(one: Standing) -> tuple[str, datetime | None]:
    return one.station, one.started


def _numbers(seed: int, purpose: int, count: int) -> Floats:
    """Numbers above 0 up to 1, each by its place: the same whatever else is drawn."""
    return 1.0 - np.random.Generator(np.random.Philox(key=[seed, purpose])).random(count)


def _left(net: Net, rows: Ints, elapsed: Floats, left: Floats) -> Floats:
    """Minutes to go of distributions `rows` [n] after `elapsed` [n], infinite for row -1."""
    found = np.full(rows.size, np.inf)
    for row in np.unique(rows[rows >= 0]):
        mine = rows == row
        a, b = net.a[row], net.b[row]
        values = net.observed[int(a) : int(a + b)]
        found[mine] = residual(
            KINDS[net.kind[row]], a, b, net.c[row], values, elapsed[mine], left[mine]
        )
    return found
