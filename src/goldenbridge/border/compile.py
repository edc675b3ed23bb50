"""A site and what comes to it become flat tables."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from goldenbridge.border.opening import Types, clock, opening
from goldenbridge.border.state import Due, Standing, State, check_state
from goldenbridge.border.tables import (
    KINDS,
    UNLIMITED,
    WEEK_H,
    Batches,
    Blocking,
    Bookings,
    Floats,
    Interrupts,
    Ints,
    Model,
    Net,
    Outages,
    Patience,
    Pools,
    Quotas,
    Revisits,
)
from goldenbridge.border.timeline import Now, Timeline, spans, timeline
from goldenbridge.errors import SiteError
from goldenbridge.site.check import flaws, loops
from goldenbridge.site.demand import Book, Demand, Flow, Profile
from goldenbridge.site.distributions import Distribution
from goldenbridge.site.routes import IN, OUT
from goldenbridge.site.site import Site

START = date(2018, 1, 1)
"""The day a run starts on when nobody says otherwise: a Monday, and the first of a common year."""
MOST_INSIDE = 1 << 20
MOST_DAYS = 36525


def compile_site(  # noqa: PLR0913 - what is simulated, and for how long
    site: Site,
    demand: Demand,
    *,
    days: int = 365,
    warmup_days: float = 0.0,
    rows: int = 1,
    start: date = START,
    state: State | None = None,
) -> Model:
    """The tables of `site` and `demand` over `days` counted days after `warmup_days`.

    The run begins at the local midnight of `start`, or with `state`, which then says when; what
    comes after it is counted. `rows` are the batches of a long run. Raises SiteError with
    everything that is wrong with the site, the demand or the state, or with `days`.
    """
    wrong = flaws(site, demand)
    if wrong:
        raise SiteError(site.id, tuple(str(flaw) for flaw in wrong))
    if not 0 < days + warmup_days <= MOST_DAYS:
        raise SiteError(site.id, (f"found {days} days; allowed: 1 to {MOST_DAYS}",))
    warm, minutes = warmup_days * 1440.0, (days + warmup_days) * 1440.0
    if state is not None:
        check_state(state, site)
        start, warm = clock(state, site)
        minutes = warm + days * 1440.0
    types = tuple(dict.fromkeys((f.direction, f.truck_class) for f in _comers(demand, state)))
    shared = len({station.pool for station in site.stations}) < len(site.stations)
    now = None if state is None else Now(warm, state.staff)
    lanes = timeline(site, start, minutes, shared=shared, now=now)
    table = _Distributions()
    patience = _patience(site, types, table)
    service = np.array(
        [
            [
                table.add(station.service(name)) if _passes(site, station.id, way, name) else 0
                for way, name in types
            ]
            for station in site.stations
        ],
        np.int64,
    )
    month, rates, mix = _arrivals(demand, types, start, math.ceil(minutes / 1440))
    first_leg, leg_to, leg_share = _legs(site, types)
    line, first_line = _lines(site, types)
    net = Net(
        horizon=minutes,
        warmup=warm,
        row_length=days * 1440.0 / rows,
        first_hour=start.weekday() * 24,
        most_inside=_most_inside(site, state),
        month=month,
        rates=rates,
        mix=mix,
        promise=np.array([_class(site, name).promise_min or math.inf for _, name in types]),
        first_leg=first_leg,
        leg_to=leg_to,
        leg_share=leg_share,
        service=service,
        kind=np.array([row[0] for row in table.rows], np.int64),
        a=np.array([row[1] for row in table.rows]),
        b=np.array([row[2] for row in table.rows]),
        c=np.array([row[3] for row in table.rows]),
        observed=np.array(table.observed, np.float64),
        line=line,
        first_line=first_line,
        places=np.array([_or(s.places, UNLIMITED) for s in site.stations], np.int64),
        yard=np.array([_yard(site, s.id) for s in site.stations], np.int64),
        yard_limit=np.array([int(yard.trucks) for yard in site.yards], np.int64),
        heap_at=_heaps(site, lanes, state, shared=shared),
        lanes=lanes.start[: len(site.stations)],
        change_at=lanes.at,
        change_of=lanes.of,
        change_to=lanes.to,
    )
    features = (
        _blocking(site),
        _pools(site, types, lanes, line, shared=shared),
        patience,
        _batches(site),
        _quotas(site, first_line),
        _interrupts(site),
        _outages(site),
        _bookings(demand, types, state),
        _revisits(site),
    )
    return Model(
        net=net,
        features=features,
        opening=None
        if state is None
        else opening(state, site, demand, types, warm, service, features[2].of),
        plain=state is None and _plain(site, demand, shared=shared),
        stations=tuple(station.id for station in site.stations),
        types=types,
        days=days,
        rows=rows,
        manned=_manned(site, lanes, shared=shared),
        site=site.id,
        demand=demand.id,
    )


def _comers(demand: Demand, state: State | None) -> tuple[Flow | Book | Standing | Due, ...]:
    if state is None:
        return (*demand.flows, *demand.books)
    return (*demand.flows, *demand.books, *state.standing, *state.due)


def _or(value: int | None, absent: int) -> int:
    return absent if value is None else value


def _class(site: Site, name: str) -> Any:
    return next(one for one in site.classes if one.id == name)


def _yard(site: Site, station: str) -> int:
    return next((i for i, yard in enumerate(site.yards) if station in yard.stations), -1)


def _most_inside(site: Site, state: State | None) -> int:
    """Slots for trucks: one more than the yards hold where every station is in one, else many.

    Those of `state` come on top: they may be more than a yard should hold.
    """
    present = len(state.standing) if state else 0
    open_ended = any(_yard(site, station.id) < 0 for station in site.stations)
    if open_ended or _blocks(site):
        return MOST_INSIDE + present
    return min(sum(int(yard.trucks) for yard in site.yards) + 1, MOST_INSIDE) + present


class _Distributions:
    """Distributions as rows of numbers, each kept once."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, float, float, float]] = []
        self.observed: list[float] = [0.0]

    def add(self, one: Distribution) -> int:
        """The row of `one`, made where there is none yet."""
        row = (KINDS.index(one.kind), *self._parameters(one))
        if row not in self.rows:
            self.rows.append(row)
        return self.rows.index(row)

    def _parameters(  # noqa: PLR0911 - one for each kind
        self, one: Distribution
    ) -> tuple[float, float, float]:
        mean, cv, low, high = one.mean_min or 0.0, one.cv or 0.0, one.low or 0.0, one.high or 0.0
        if one.kind == "lognormal":
            variance = math.log1p(cv * cv)
            return math.log(mean) - variance / 2, math.sqrt(variance), 0.0
        if one.kind == "erlang":
            return float(one.shape or 1), mean / (one.shape or 1), 0.0
        if one.kind == "gamma":
            return 1 / (cv * cv), mean * cv * cv, 0.0
        if one.kind == "uniform":
            return low, high, 0.0
        if one.kind == "triangular":
            return low, one.mode or 0.0, high
        if one.kind == "empirical":
            self.observed.extend(one.values)
            return float(len(self.observed) - len(one.values)), float(len(one.values)), 0.0
        return mean, 0.0, 0.0


def _passes(site: Site, station: str, direction: str, name: str) -> bool:
    route = site.route(direction, name)
    return route is not None and any(leg.to == station for leg in route.legs)


def _arrivals(demand: Demand, types: Types, start: date, days: int) -> tuple[Ints, Floats, Floats]:
    """The row of rates of each day, rates [months, 168] a minute and cumulated shares of types."""
    profiles = {profile.id: profile for profile in demand.profiles}
    months = 12 if any(profile.months for profile in demand.profiles) else 1
    rates = np.zeros((months, WEEK_H, len(types)))
    for flow in demand.flows:
        shape = _shape(profiles[flow.profile] if flow.profile else Profile(id="even"))
        kind = types.index((flow.direction, flow.truck_class))
        rates[:, :, kind] += flow.trucks_per_day / 1440.0 * shape[:months]
    total = rates.sum(axis=2)
    with np.errstate(invalid="ignore"):
        mix = np.where(total[:, :, None] > 0, rates.cumsum(axis=2) / total[:, :, None], 1.0)
    coming = [types.index((flow.direction, flow.truck_class)) for flow in demand.flows]
    mix[:, :, max(coming, default=0) :] = 1.0
    month = np.zeros(days, np.int64)
    if months > 1:
        month[:] = [(start + timedelta(day)).month - 1 for day in range(days)]
    return month, total, mix


def _shape(profile: Profile) -> Floats:
    """Weights [12, 168] of the hours of the week in each month, of mean 1."""
    hours, weekdays, months = (
        _even(profile.hours, 24),
        _even(profile.weekdays, 7),
        _even(profile.months, 12),
    )
    return np.asarray(months[:, None] * np.outer(weekdays, hours).ravel())


def _even(weights: Sequence[float], count: int) -> Floats:
    array = np.array(weights or [1.0] * count, np.float64)
    return np.asarray(array / array.mean())


def _legs(site: Site, types: Types) -> tuple[Ints, Ints, Floats]:
    index = {station.id: i for i, station in enumerate(site.stations)} | {IN: len(site.stations)}
    ends = index | {OUT: len(site.stations)}
    first = np.zeros((len(types), len(index)), np.int64)
    to: list[int] = []
    shares: list[float] = []
    for kind, (direction, name) in enumerate(types):
        route = site.route(direction, name)
        for after, place in index.items():
            legs = [leg for leg in (route.legs if route else ()) if leg.after == after]
            first[kind, place] = len(to)
            to.extend(ends[leg.to] for leg in legs)
            cumulated = np.cumsum([1.0 if leg.share is None else leg.share for leg in legs])
            shares.extend([*cumulated[:-1], 1.0] if legs else [])
    return first, np.array(to, np.int64), np.array(shares)


def _lines(site: Site, types: Types) -> tuple[Ints, Ints]:
    """The line of each type at each station, and the first line of each station."""
    ranks = sorted({_class(site, name).priority for _, name in types})
    line = np.zeros((len(site.stations), len(types)), np.int64)
    first = [0]
    for i, station in enumerate(site.stations):
        for kind, (_, name) in enumerate(types):
            own = [q for q, quota in enumerate(station.quotas) if name in quota.classes]
            line[i, kind] = first[i] + (own[0] if own else ranks.index(_class(site, name).priority))
        first.append(first[i] + (len(station.quotas) or len(ranks)))
    return line, np.array(first, np.int64)


def _heaps(site: Site, lanes: Timeline, state: State | None, *, shared: bool) -> Ints:
    most = lanes.most[: len(site.stations)].copy()
    if shared:
        staff = dict(zip((p.id for p in site.pools), lanes.most[len(site.stations) :], strict=True))
        most = np.minimum(most, [staff[station.pool] for station in site.stations])
    busy = Counter(one.station for one in state.standing if one.started) if state else {}
    most = np.maximum(most, [busy.get(station.id, 0) for station in site.stations])
    return np.concatenate([[0], np.cumsum(np.minimum(most, MOST_INSIDE) + 1)]).astype(np.int64)


def _manned(site: Site, lanes: Timeline, *, shared: bool) -> Floats:
    manned = lanes.mean[: len(site.stations)]
    if shared:
        pools = {pool.id: lanes.mean[len(site.stations) + i] for i, pool in enumerate(site.pools)}
        manned = np.minimum(manned, np.array([pools[s.pool] for s in site.stations]))
    return manned


def _plain(site: Site, demand: Demand, *, shared: bool) -> bool:
    """Whether the kernel without features will do: staff, priorities and limits that turn away."""
    return not (
        shared
        or demand.books
        or _blocks(site)
        or any(truck_class.patience for truck_class in site.classes)
        or any(station.batch or station.quotas for station in site.stations)
        or any(pool.rule == "hand-over" for pool in site.pools)
        or any(closure.kind == "outage" for closure in site.closures)
        or any(loops(route.legs) for route in site.routes)
    )


def _blocks(site: Site) -> bool:
    return "block" in [*(s.full for s in site.stations), *(y.full for y in site.yards)]


def _blocking(site: Site) -> Blocking:
    station = [int(s.full == "block") for s in site.stations]
    # one more, so that a station in no yard (-1) finds something
    yard = [*(int(y.full == "block") for y in site.yards), 0]
    return Blocking(np.array(station, np.int64), np.array(yard, np.int64))


def _pools(site: Site, types: Types, lanes: Timeline, line: Ints, *, shared: bool) -> Pools:
    """Pools of the site, or an endless one for each station where the lanes already hold them."""
    stations = len(site.stations)
    rank = np.full(int(line.max()) + 2, 1 << 30, np.int64)
    for kind, (_, name) in enumerate(types):
        for q in line[:, kind]:
            rank[q] = min(rank[q], _class(site, name).priority)
    if not shared:
        return Pools(np.arange(stations), np.full(stations, UNLIMITED, np.int64), rank)
    ids = [pool.id for pool in site.pools]
    of = np.array([ids.index(station.pool) for station in site.stations], np.int64)
    return Pools(of, lanes.start[stations:].copy(), rank)


def _patience(site: Site, types: Types, table: _Distributions) -> Patience:
    rows = [
        table.add(one.patience[0]) if one.patience else -1
        for one in (_class(site, name) for _, name in types)
    ]
    return Patience(np.array(rows, np.int64))


def _batches(site: Site) -> Batches:
    size = np.array([_or(station.batch, 1) for station in site.stations], np.int64)
    return Batches(size, np.array([station.batch_wait_min or 0.0 for station in site.stations]))


def _quotas(site: Site, first_line: Ints) -> Quotas:
    by = np.array([int(station.order == "quota") for station in site.stations], np.int64)
    weight = np.ones(int(first_line[-1]), np.int64)
    first = np.zeros(int(first_line[-1]), np.int64)
    for i, station in enumerate(site.stations):
        for q, quota in enumerate(station.quotas, start=int(first_line[i])):
            weight[q], first[q] = quota.weight, quota.out_of_turn_per_day or 0
    return Quotas(by, weight, first)


def _interrupts(site: Site) -> Interrupts:
    rules = {pool.id: pool.rule for pool in site.pools}
    over = [int(rules[station.pool] == "hand-over") for station in site.stations]
    return Interrupts(np.array(over, np.int64))


def _outages(site: Site) -> Outages:
    rows = [closure for closure in site.closures if closure.kind == "outage"]
    hit = [
        [i for i, s in enumerate(site.stations) if s.id in row.stations or s.pool in row.pools]
        for row in rows
    ]
    return Outages(
        between=np.array([(row.mean_between_h or 0.0) * 60 for row in rows], np.float64),
        length=np.array([(row.mean_length_h or 0.0) * 60 for row in rows], np.float64),
        first=np.cumsum([0, *(len(one) for one in hit)]).astype(np.int64),
        stations=np.array([i for one in hit for i in one], np.int64),
    )


def _bookings(demand: Demand, types: Types, state: State | None) -> Bookings:
    slots = np.zeros((len(demand.books), WEEK_H), np.int64)
    for i, book in enumerate(demand.books):
        for span in spans(book.days, book.from_h, book.to_h):
            for hour in range(round(span.start / 60), round(span.end / 60)):
                slots[i, hour % WEEK_H] = int(book.slots_per_h)
    late = np.array([book.late_min or 0.0 for book in demand.books], np.float64)
    spread = np.array([book.spread_min or 0.0 for book in demand.books], np.float64)
    ahead = float((4 * spread - late).max(initial=0.0))
    hours = math.ceil((ahead + float((4 * spread + late).max(initial=0.0))) / 60) + 2
    return Bookings(
        type=np.array([types.index((b.direction, b.truck_class)) for b in demand.books], np.int64),
        slots=slots,
        no_show=np.array([book.no_show or 0.0 for book in demand.books], np.float64),
        late=late,
        spread=spread,
        ahead=ahead,
        most=hours * int(slots.sum(axis=0).max(initial=0)) + 1 + (len(state.due) if state else 0),
    )


def _revisits(site: Site) -> Revisits:
    again = {name for route in site.routes for group in loops(route.legs) for name in group}
    return Revisits(np.array([int(s.id in again) for s in site.stations], np.int64))
