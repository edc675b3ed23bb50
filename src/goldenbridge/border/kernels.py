"""Everything that numba compiles; one file, because its cache ignores edits in imported ones.

Random numbers are keyed by hash(seed, truck, station, purpose) instead of being taken from one
stream, so that two plans for a site meet the same trucks. The hash is the finaliser of splitmix64
(Steele, Lea & Flood 2014); exponential and normal numbers come from the ziggurat of Marsaglia &
Tsang (2000, Journal of Statistical Software 5(8)) with 256 layers, gamma numbers from Marsaglia &
Tsang (2000, ACM Transactions on Mathematical Software 26(3)).

No loop is written `while True:`, because numba miscompiles one form of it.
"""

# ruff: noqa: C901, PLR0912, PLR0913, PLR0915 - one loop of events, spelled out: a call that passes
# the state costs more than an event
# ruff: noqa: ANN001, ANN201, ANN202 - numba infers the types, several for one function

import math
from typing import Any

import numpy as np
from numba import njit
from numba.np import linalg

from goldenbridge.border.tables import BINS, FIXED, WEEK_H


def _load_array_functions() -> None:
    """Load what numba needs to read its cache, but not SciPy's BLAS, which takes 0.17 s.

    Whoever compiles something with a product of matrices still gets it loaded at that moment. A
    numba that does not ask for it by this name loads as it always did.
    """
    asked = getattr(linalg, "ensure_blas", None)
    if asked is None:
        return
    linalg.ensure_blas = lambda: None
    try:
        import numba.np.arraymath  # noqa: F401, PLC0415 - asks for BLAS as it is imported
    finally:
        linalg.ensure_blas = asked


_load_array_functions()

compiled: Any = njit(cache=True, nogil=True, error_model="numpy")
# a call costs as much as these do: a tenth of the time of a run
inlined: Any = njit(cache=True, nogil=True, error_model="numpy", forceinline=True)

U = np.uint64
INF = np.inf
UNIT = 1.1102230246251565e-16
GOLDEN, PHASE = U(0x9E3779B97F4A7C15), U(0xDA942042E4DD58B5)
TRUCK, PLACE, HOP = U(0xD1342543DE82EF95), U(0xAF251AF3B0F025B5), U(0x8CB92BA72F3D8DD7)
SERVE, ROUTE, TURN_BACK, ARRIVE, TYPE, FAIL, BOOK = (n << 10 for n in range(7))
BOOKED, STANDING, KNOWN = 1 << 40, 1 << 42, 1 << 44
R_EXP, R_NORMAL = 7.69711747013104972, 3.6541528853610088
EXPONENTIAL, LOGNORMAL, ERLANG, GAMMA, UNIFORM, TRIANGULAR, DETERMINISTIC = range(7)


def _ziggurat(r: float, v: float, scale: float, f: Any, inverse: Any) -> tuple[Any, Any, Any]:
    """Layers of a decreasing density: acceptance bounds, widths and heights."""
    keep, width, height = np.zeros(256, U), np.zeros(256), np.zeros(256)
    x, q = r, v / f(r)
    keep[0], width[0], height[0] = U(int(r / q * scale)), q / scale, 1.0
    width[255], height[255] = r / scale, f(r)
    for i in range(254, 0, -1):
        inner = inverse(v / x + f(x))
        keep[i + 1] = U(int(inner / x * scale))
        x = inner
        height[i], width[i] = f(x), x / scale
    return keep, width, height


KE, WE, FE = _ziggurat(
    R_EXP, 3.9496598225815571993e-3, 2.0**53, lambda x: math.exp(-x), lambda y: -math.log(y)
)
KN, WN, FN = _ziggurat(
    R_NORMAL,
    4.92867323399e-3,
    2.0**52,
    lambda x: math.exp(-0.5 * x * x),
    lambda y: math.sqrt(-2.0 * math.log(y)),
)


@inlined
def mix(z):
    """The finaliser of splitmix64."""
    z = (z ^ (z >> U(30))) * U(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> U(27))) * U(0x94D049BB133111EB)
    return z ^ (z >> U(31))


@inlined
def stream(key, truck, place, hop):
    """The start of the random numbers of one truck at one place for one purpose."""
    return mix(key + U(truck) * TRUCK + U(place) * PLACE + U(hop) * HOP)


@inlined
def uniform(c):
    """A number from 0 to below 1."""
    return np.float64(mix(c) >> U(11)) * UNIT


@compiled
def exponential(c):
    """An exponential number of mean 1."""
    r = mix(c) >> U(3)
    i = r & U(255)
    r >>= U(8)
    x = np.float64(r) * WE[i]
    while r >= KE[i]:
        c += GOLDEN
        u = uniform(c)
        if i == U(0):
            return R_EXP - math.log1p(-u)
        if (FE[i - U(1)] - FE[i]) * u + FE[i] < math.exp(-x):
            return x
        c += GOLDEN
        r = mix(c) >> U(3)
        i = r & U(255)
        r >>= U(8)
        x = np.float64(r) * WE[i]
    return x


@compiled
def normal(c):
    """A standard normal number."""
    r = mix(c)
    i = r & U(255)
    m = (r >> U(9)) & U(0xFFFFFFFFFFFFF)
    x = np.float64(m) * WN[i] * (1.0 - 2.0 * np.float64((r >> U(8)) & U(1)))
    while m >= KN[i]:
        if i == U(0):
            tail, y = 1.0, 0.0
            while y + y <= tail * tail:
                c += GOLDEN
                tail = -math.log1p(-uniform(c)) / R_NORMAL
                c += GOLDEN
                y = -math.log1p(-uniform(c))
            return -(R_NORMAL + tail) if x < 0.0 else R_NORMAL + tail
        c += GOLDEN
        if (FN[i - U(1)] - FN[i]) * uniform(c) + FN[i] < math.exp(-0.5 * x * x):
            return x
        c += GOLDEN
        r = mix(c)
        i = r & U(255)
        m = (r >> U(9)) & U(0xFFFFFFFFFFFFF)
        x = np.float64(m) * WN[i] * (1.0 - 2.0 * np.float64((r >> U(8)) & U(1)))
    return x


@compiled
def gamma(c, shape):
    """A gamma number of mean `shape`; a shape below 1 is raised by 1 and taken back."""
    d = (shape if shape >= 1.0 else shape + 1.0) - 1.0 / 3.0
    k = 1.0 / math.sqrt(9.0 * d)
    value = -1.0
    while value < 0.0:
        c += PHASE
        x = normal(mix(c))
        v = 1.0 + k * x
        v *= v * v  # a power is not the same to the last bit in Python
        c += PHASE
        if v > 0.0 and math.log1p(-uniform(c)) < 0.5 * x * x + d - d * v + d * math.log(v):
            value = d * v
    if shape < 1.0:
        c += PHASE
        value *= (1.0 - uniform(c)) ** (1.0 / shape)
    return value


@inlined
def draw(c, kind, a, b, third, observed):  # noqa: PLR0911 - one for each kind
    """Minutes of one distribution from the random numbers that start at `c`."""
    if kind == LOGNORMAL:
        return math.exp(a + b * normal(c))
    if kind == EXPONENTIAL:
        return a * exponential(c)
    if kind == ERLANG:
        x = 0.0
        for i in range(int(a)):
            x += exponential(c + U(i) * PHASE)
        return x * b
    if kind == DETERMINISTIC:
        return a
    if kind == GAMMA:
        return gamma(c, a) * b
    u = uniform(c)
    if kind == UNIFORM:
        return a + (b - a) * u
    if kind == TRIANGULAR:
        if u * (third - a) < b - a:
            return a + math.sqrt(u * (third - a) * (b - a))
        return third - math.sqrt((1.0 - u) * (third - a) * (third - b))
    return observed[int(a) + int(u * b)]


@inlined
def log_bin(w):
    """Bin of the log-histogram: 32 to an octave, from the bits of the number."""
    if w < 0.0009765625:
        return 0
    bits = np.float64(w).view(np.int64) >> 47
    return np.int64(np.uint32(min(bits - ((1023 - 10) << 5) + 1, BINS - 1)))


@inlined
def push(t, p, o, n, x, v):
    """Put time `x` with load `v` on the heap of `n` that begins at `o`."""
    i = n
    while i > 0 and t[o + ((i - 1) >> 1)] > x:
        up = (i - 1) >> 1
        t[o + i] = t[o + up]
        p[o + i] = p[o + up]
        i = up
    t[o + i] = x
    p[o + i] = v


@inlined
def replace_top(t, p, o, n, x, v):
    """Put time `x` with load `v` in the place of the first of the heap of `n` at `o`."""
    i = o
    c = o + 1
    last = o + n - 1
    while c < last:
        c += t[c + 1] < t[c]  # no branch: which child is smaller cannot be predicted
        if t[c] >= x:
            break
        t[i] = t[c]
        p[i] = p[c]
        i = c
        c = 2 * (i - o) + 1 + o
    if c == last and t[c] < x:
        t[i] = t[c]
        p[i] = p[c]
        i = c
    t[i] = x
    p[i] = v


@inlined
def spread(area, row, start, end, low, high, first_hour, sign):
    """Add the minutes from `start` to `end` between `low` and `high` to the hours of the week."""
    a = max(start, low)
    b = min(end, high)
    if b > a:
        h = np.int64(np.uint32(a * (1.0 / 60.0)))
        edge = (h + 1) * 60.0
        while b > edge:
            area[row, (h + first_hour) % WEEK_H] += sign * int((edge - a) * FIXED)
            a = edge
            h += 1
            edge = (h + 1) * 60.0
        area[row, (h + first_hour) % WEEK_H] += sign * int((b - a) * FIXED)


@inlined
def leg(leg_to, leg_share, c, i):
    """The station a truck goes to, or the number of stations for out; `i` is its first leg."""
    if leg_share[i] < 1.0:
        u = uniform(c)
        while u >= leg_share[i]:
            i += 1
    return leg_to[i]


@inlined
def arrival(month, rates, first_hour, horizon, key, n, t, h, rate):
    """The time of truck `n`, after one at `t`: inversion of a rate constant over each hour.

    `h` is the hour of `t` and `rate` that hour's; those of the new time are returned with it.
    """
    e = exponential(stream(key, n, ARRIVE, 0))
    w = rate * ((h + 1) * 60.0 - t)
    while e >= w and t < horizon:
        e -= w
        h += 1
        t = h * 60.0
        rate = rates[month[min(h // 24, month.size - 1)], (h + first_hour) % WEEK_H]
        w = rate * 60.0
    return t + e / rate if t < horizon else INF, h, rate


@inlined
def type_at(month, mix, first_hour, key, n, h):
    """The type of truck `n`, which arrives in hour `h`."""
    j = 0
    last = mix.shape[2] - 1
    if last > 0:
        at = month[min(h // 24, month.size - 1)]
        hour = (h + first_hour) % WEEK_H
        u = uniform(stream(key, n, TYPE, 0))
        for i in range(last):
            j += u >= mix[at, hour, i]
    return j


@compiled
def _put(t, p, place, i, x, v):
    t[i] = x
    p[i] = v
    place[v] = i


@compiled
def set_timer(t, p, place, n, x, v):
    """Put truck `v` on the heap of `n` deadlines, where `place` finds it again."""
    i = n
    while i > 0 and t[(i - 1) >> 1] > x:
        up = (i - 1) >> 1
        _put(t, p, place, i, t[up], p[up])
        i = up
    _put(t, p, place, i, x, v)
    return n + 1


@compiled
def stop_timer(t, p, place, n, v):
    """Take truck `v` off the heap of `n` deadlines."""
    i = np.int64(place[v])
    place[v] = -1
    n -= 1
    if i < n:
        x = t[n]
        last = p[n]
        c = 2 * i + 1
        sinking = c < n
        while sinking:
            if c + 1 < n and t[c + 1] < t[c]:
                c += 1
            sinking = t[c] < x
            if sinking:
                _put(t, p, place, i, t[c], p[c])
                i = c
                c = 2 * i + 1
                sinking = c < n
        set_timer(t, p, place, i, x, last)
    return n


@compiled
def note(visits, n, truck, station, kind, times, outcome):
    """Write down a visit as long as there is room; the number of visits so far."""
    if n < visits.truck.size:
        visits.truck[n] = truck
        visits.station[n] = station
        visits.type[n] = kind
        visits.outcome[n] = outcome
        for i in range(4):
            visits.times[n, i] = times[i]
    return n + 1


@compiled
def calendar(
    seed,
    net,
    counts,
    blocking,
    pools,
    patience,
    batches,
    quotas,
    interrupts,
    outages,
    bookings,
    revisits,
    present,
    visits,
):
    """Run one replication event by event and fill `counts` (and `visits`).

    An event frees servers and sends trucks on their way; the inner loop lets them enter (or be
    refused, or be blocked) and then gives the servers that are free to trucks that wait. Where
    trucks are `present` the run begins with them, and needs the tables of every feature.
    """
    net_a = net.a
    net_b = net.b
    net_c = net.c
    net_change_at = net.change_at
    net_change_of = net.change_of
    net_change_to = net.change_to
    net_first_hour = net.first_hour
    net_first_leg = net.first_leg.astype(np.uint32)
    net_first_line = net.first_line.astype(np.uint32)
    net_heap_at = net.heap_at.astype(np.uint32)
    net_horizon = net.horizon
    net_kind = net.kind.astype(np.uint32)
    net_lanes = net.lanes
    net_leg_share = net.leg_share
    net_leg_to = net.leg_to.astype(np.uint32)
    net_line = net.line.astype(np.uint32)
    net_mix = net.mix
    net_month = net.month.astype(np.uint32)
    net_most_inside = net.most_inside
    net_observed = net.observed
    net_places = net.places
    net_promise = net.promise
    net_rates = net.rates
    net_row_length = net.row_length
    net_service = net.service.astype(np.uint32)
    net_warmup = net.warmup
    net_yard = net.yard
    net_yard_limit = net.yard_limit
    cnt_busy = counts.busy
    cnt_day_dwell = counts.day_dwell
    cnt_day_trucks = counts.day_trucks
    cnt_dwell = counts.dwell
    cnt_dwell_sum = counts.dwell_sum
    cnt_held = counts.held
    cnt_left = counts.left
    cnt_lost = counts.lost
    cnt_over = counts.over
    cnt_queued = counts.queued
    cnt_total = counts.total
    cnt_wait = counts.wait
    cnt_wait_sum = counts.wait_sum
    sites = net_places.size
    key = mix(U(seed) * GOLDEN + U(1))
    end, warm, first_hour = net_horizon, net_warmup, net_first_hour
    begin = 0.0
    if present is not None:
        begin = present.begin
    # trucks inside: slots, reused last in, first out
    size = net_most_inside
    free = np.empty(size, np.uint32)
    came = np.empty(size)
    entered = np.empty(size)
    name = np.empty(size, np.int64)
    typed = np.empty(size, np.uint32)
    row = np.empty(size, np.int32)
    after = np.empty(size, np.int32)
    at = np.empty(size, np.int32)
    spare = 0
    fresh = 0
    # lines of waiting trucks, linked through `after`
    lines = net_first_line[sites]
    head = np.full(lines, -1, np.int32)
    tail = np.full(lines, -1, np.int32)
    waiting = np.zeros(sites, np.int64)
    # departures: a heap for each station
    ht = np.empty(net_heap_at[sites])
    hp = np.empty(net_heap_at[sites], np.uint32)
    hn = np.zeros(sites, np.int64)
    top = np.full(sites, INF)
    # times are not negative: their bits are in the same order, and faster compared
    top_bits = top.view(np.int64)
    busy = np.zeros(sites, np.int64)
    lanes = net_lanes.copy()
    planned = net_lanes.copy()
    inside = np.zeros(net_yard_limit.size, np.int64)
    # stations (and pools, after them) that may have a server for somebody
    entities = sites if pools is None else sites + pools.staff.size
    todo = np.empty(entities, np.int64)
    due = np.zeros(entities, np.uint8)
    todos = 0
    if blocking is not None:
        held_head = np.full(sites, -1, np.int32)
        held_tail = np.full(sites, -1, np.int32)
        finished = np.empty(size)
    if pools is not None:
        duty = np.zeros(pools.staff.size, np.int64)
        staff = pools.staff.copy()
    if patience is not None:
        before = np.empty(size, np.int32)
        pt = np.empty(size)
        pp = np.empty(size, np.int32)
        place = np.empty(size, np.int32)
        timers = 0
    if batches is not None:
        ready_at = np.full(sites, INF)
    if quotas is not None:
        turn = net_first_line[:sites].copy()
        turns = np.zeros(sites, np.int64)
        for j in range(sites):
            turns[j] = quotas.weight[turn[j]]
        urgent = np.zeros(lines, np.int64)
        urgent_day = np.full(lines, -1, np.int64)
    if interrupts is not None:
        rest = np.empty(size)
    if outages is not None:
        down = np.zeros(sites, np.int64)
        failed = np.zeros(outages.between.size, np.int64)
        fail_at = np.empty(outages.between.size)
        for i in range(fail_at.size):
            fail_at[i] = begin + outages.between[i] * exponential(stream(key, 0, FAIL + i, 0))
    if bookings is not None:
        bt = np.empty(bookings.most)
        bp = np.empty(bookings.most, np.int64)
        bn = 0
        booked = 0
        release_hour = 0
        if present is not None:
            release_hour = present.booked_hour
        release = release_hour * 60.0 - bookings.ahead if bookings.type.size > 0 else INF
    if revisits is None:
        # who comes to no station twice draws everything on arrival
        goes = np.empty((size, sites + 1), np.uint16)
        work = np.empty((size, sites))
    else:
        hops = np.empty(size, np.int64)
    if visits is not None:
        times = np.empty((size, 4))
        visited = 0
    if present is not None:
        last = -1
        for i in range(present.station.size):
            s = fresh
            fresh += 1
            j = present.station[i]
            came[s] = present.came[i]
            entered[s] = present.since[i]
            name[s] = STANDING + i
            typed[s] = present.type[i]
            at[s] = j
            row[s] = -1
            rest[s] = -1.0
            hops[s] = revisits.loops[j]
            after[s] = -1
            before[s] = -1
            place[s] = -1
            if net_yard[j] >= 0:
                inside[net_yard[j]] += 1
            x = present.ends[i]
            if x < INF:
                times[s, 0] = entered[s]
                times[s, 1] = present.started[i]
                times[s, 2] = x
                if present.follows[i] == 1:
                    after[last] = s
                else:
                    o = np.int64(net_heap_at[j])
                    push(ht, hp, o, hn[j], x, s)
                    hn[j] += 1
                    top[j] = ht[o]
                    busy[j] += 1
                    duty[pools.of[j]] += 1
                    spread(cnt_busy, j, begin, x, warm, end, first_hour, 1)
                last = s
            else:
                q = np.int64(net_line[j, typed[s]])
                if head[q] < 0:
                    head[q] = s
                else:
                    before[s] = tail[q]
                    after[tail[q]] = s
                tail[q] = s
                waiting[j] += 1
                if present.gives_up[i] < INF:
                    timers = set_timer(pt, pp, place, timers, present.gives_up[i], s)
        for i in range(present.known_at.size):
            if present.known_at[i] <= end:
                x = present.known_at[i]
                push(bt, bp, 0, bn, x, ((KNOWN + i) << 8) + present.known_type[i])
                bn += 1
    came_free = 0
    arrived, through, lost, left, refused, events = 0, 0, 0, 0, 0, 0
    hour = 0
    if present is not None:
        hour = int(begin / 60.0)
    rate = net_rates[net_month[hour // 24], (hour + first_hour) % WEEK_H]
    ta, hour, rate = arrival(net_month, net_rates, first_hour, end, key, 0, begin, hour, rate)
    change = 0
    tb = net_change_at[0]
    now = 0.0
    kind = 0
    running = True
    while running:
        first = top_bits[0]
        k = 0
        for j in range(1, sites):
            k = j if top_bits[j] < first else k
            first = min(first, top_bits[j])
        th = top[k]
        te = INF
        extra = 0
        if patience is not None and timers > 0:
            te = pt[0]
            extra = 1
        if batches is not None:
            for j in range(sites):
                if ready_at[j] < te:
                    te = ready_at[j]
                    extra = 2
        if outages is not None:
            for j in range(fail_at.size):
                if fail_at[j] < te:
                    te = fail_at[j]
                    extra = 3
        if bookings is not None:
            if bn > 0 and bt[0] < te:
                te = bt[0]
                extra = 4
            if release < te:
                te = release
                extra = 5
        tx = min(ta, tb, te)
        mover = -1
        to = 0
        kept = -1
        hole = -1
        newcomer = -1
        convoy = False
        popped = False
        cut = False
        if th < tx:
            running = th <= end
            if running:
                events += 1
                now = th
                mover = np.int64(hp[np.int64(net_heap_at[k])])
                kept = k
                hole = k
                if blocking is not None:
                    finished[mover] = now
                if batches is not None:
                    convoy = batches.size[k] > 1
                if revisits is None:
                    to = np.int64(goes[mover, k])
                else:
                    hop = hops[mover] if revisits.loops[k] == 1 else 0
                    c = stream(key, name[mover], ROUTE + k, hop)
                    to = np.int64(leg(net_leg_to, net_leg_share, c, net_first_leg[typed[mover], k]))
        elif tx > end:
            running = False
        elif ta <= tb and ta <= te:
            now = ta
            newcomer = came_free
            kind = type_at(net_month, net_mix, first_hour, key, newcomer, hour)
            came_free += 1
            ta, hour, rate = arrival(
                net_month, net_rates, first_hour, end, key, came_free, now, hour, rate
            )
        elif tb <= te:
            now = tb
            j = net_change_of[change]
            if j < sites:
                planned[j] = net_change_to[change]
                lanes[j] = planned[j]
                if outages is not None and down[j] > 0:
                    lanes[j] = 0
            elif pools is not None:
                staff[j - sites] = net_change_to[change]
            cut = True
            due[j] = 1
            todo[0] = j
            todos = 1
            change += 1
            tb = net_change_at[change]
        elif extra == 1:
            if patience is not None:
                # a truck loses patience
                now = te
                events += 1
                s = np.int64(pp[0])
                j = np.int64(at[s])
                i = net_line[j, typed[s]]
                if before[s] >= 0:
                    after[before[s]] = after[s]
                else:
                    head[i] = after[s]
                if after[s] >= 0:
                    before[after[s]] = before[s]
                else:
                    tail[i] = before[s]
                waiting[j] -= 1
                timers = stop_timer(pt, pp, place, timers, s)
                spread(cnt_queued, j, entered[s], now, warm, end, first_hour, 1)
                left += 1
                if row[s] >= 0:
                    cnt_left[row[s], j, typed[s]] += 1
                if visits is not None:
                    times[s, 0] = entered[s]
                    times[s, 1:] = now
                    visited = note(visits, visited, name[s], j, typed[s], times[s], 1)
                y = net_yard[j]
                if y >= 0:
                    inside[y] -= 1
                free[spare] = s
                spare += 1
                for i in range(sites):
                    if i == j or (y >= 0 and net_yard[i] == y):
                        due[i] = 1
                        todo[todos] = i
                        todos += 1
        elif extra == 2:
            if batches is not None:
                # a convoy has waited long enough
                now = te
                for j in range(sites):
                    if ready_at[j] <= now:
                        ready_at[j] = INF
                        due[j] = 1
                        todo[todos] = j
                        todos += 1
        elif extra == 3:
            if outages is not None:
                # something fails, or works again
                now = te
                o = 0
                while fail_at[o] > now:
                    o += 1
                failed[o] += 1
                works = failed[o] % 2 == 0
                mean = outages.between[o] if works else outages.length[o]
                fail_at[o] = now + mean * exponential(stream(key, failed[o], FAIL + o, 0))
                for i in range(outages.first[o], outages.first[o + 1]):
                    j = outages.stations[i]
                    down[j] += -1 if works else 1
                    lanes[j] = 0 if down[j] > 0 else planned[j]
                    due[j] = 1
                    todo[todos] = j
                    todos += 1
                cut = True
        elif extra == 4:
            if bookings is not None:
                now = te
                newcomer = BOOKED + (bp[0] >> 8)
                kind = bp[0] & 255
                bn -= 1
                replace_top(bt, bp, 0, bn, bt[bn], bp[bn])
        elif bookings is not None:
            # the slots of another hour
            for i in range(bookings.type.size):
                slots = bookings.slots[i, (release_hour + first_hour) % WEEK_H]
                for j in range(slots):
                    c = stream(key, booked, BOOK, 0)
                    late = min(max(normal(c), -4.0), 4.0) * bookings.spread[i] + bookings.late[i]
                    x = (release_hour + (j + 0.5) / slots) * 60.0 + late
                    if uniform(mix(c + PHASE)) >= bookings.no_show[i] and x >= begin:
                        push(bt, bp, 0, bn, x, (booked << 8) + bookings.type[i])
                        bn += 1
                    booked += 1
            release_hour += 1
            release = release_hour * 60.0 - bookings.ahead
        if newcomer >= 0:
            events += 1
            arrived += 1
            if spare > 0 or fresh < size:
                if spare > 0:
                    spare -= 1
                    mover = np.int64(free[spare])
                else:
                    mover = fresh
                    fresh += 1
                came[mover] = now
                name[mover] = newcomer
                typed[mover] = kind
                at[mover] = -1
                row[mover] = -1
                if now >= warm:
                    row[mover] = min(int((now - warm) / net_row_length), cnt_over.shape[0] - 1)
                if interrupts is not None:
                    rest[mover] = -1.0
                if patience is not None:
                    place[mover] = -1
                if revisits is None:
                    j = sites
                    to = 0
                    while to < sites:
                        c = stream(key, newcomer, ROUTE + j, 0)
                        to = np.int64(leg(net_leg_to, net_leg_share, c, net_first_leg[kind, j]))
                        goes[mover, j] = to
                        if to < sites:
                            i = net_service[to, kind]
                            c = stream(key, newcomer, SERVE + to, 0)
                            x = draw(c, net_kind[i], net_a[i], net_b[i], net_c[i], net_observed)
                            work[mover, to] = x
                        j = to
                    to = np.int64(goes[mover, sites])
                else:
                    hops[mover] = 0
                    c = stream(key, newcomer, ROUTE + sites, 0)
                    to = np.int64(leg(net_leg_to, net_leg_share, c, net_first_leg[kind, sites]))
            else:
                refused += 1
        if interrupts is not None and cut:
            # where staff leave, trucks in service are set aside, the latest end first
            over = True
            while over:
                latest = -1.0
                place_of = 0
                worst = -1
                for j in range(sites):
                    short = busy[j] > lanes[j]
                    if pools is not None:
                        short = short or duty[pools.of[j]] > staff[pools.of[j]]
                    stops = interrupts.hands_over[j] == 1
                    if outages is not None:
                        stops = stops or down[j] > 0
                    if batches is not None:
                        stops = stops and batches.size[j] == 1
                    if short and stops:
                        for i in range(np.int64(net_heap_at[j]), np.int64(net_heap_at[j]) + hn[j]):
                            if ht[i] > latest:
                                latest = ht[i]
                                place_of = i
                                worst = j
                over = worst >= 0
                if over:
                    o = np.int64(net_heap_at[worst])
                    s = np.int64(hp[place_of])
                    hn[worst] -= 1
                    # the largest of a heap has nothing below it: what fills its place only rises
                    if place_of - o < hn[worst]:
                        push(ht, hp, o, place_of - o, ht[o + hn[worst]], hp[o + hn[worst]])
                    top[worst] = ht[o] if hn[worst] > 0 else INF
                    busy[worst] -= 1
                    if pools is not None:
                        duty[pools.of[worst]] -= 1
                    spread(cnt_busy, worst, now, latest, warm, end, first_hour, -1)
                    rest[s] = latest - now
                    entered[s] = now
                    i = net_line[worst, typed[s]]
                    after[s] = head[i]
                    if patience is not None:
                        before[s] = -1
                        if head[i] >= 0:
                            before[head[i]] = s
                    if head[i] < 0:
                        tail[i] = s
                    head[i] = s
                    waiting[worst] += 1
        while mover >= 0 or todos > 0:
            start = -1
            d = 0
            if mover >= 0:
                s = mover
                kind = np.int64(typed[s])
                was = np.int64(at[s])
                follower = -1
                if batches is not None and convoy:
                    follower = np.int64(after[s])
                mover = -1
                here = net_yard[was] if was >= 0 else -1
                there = -1
                moves = True
                if to == sites:
                    through += 1
                    w = now - came[s]
                    fixed = int(w * FIXED)
                    if row[s] >= 0:
                        cnt_dwell[row[s], kind, log_bin(w)] += 1
                        cnt_dwell_sum[row[s], kind] += fixed
                        if w > net_promise[kind]:
                            cnt_over[row[s], kind] += 1
                    day = np.int64(np.uint32(came[s] * (1.0 / 1440.0)))
                    cnt_day_trucks[day] += 1
                    cnt_day_dwell[day] += fixed
                else:
                    there = net_yard[to]
                    room = there < 0 or there == here or inside[there] < net_yard_limit[there]
                    serves = busy[to] < lanes[to] and waiting[to] == 0
                    if pools is not None:
                        serves = serves and duty[pools.of[to]] < staff[pools.of[to]]
                    if batches is not None:
                        serves = serves and batches.size[to] == 1
                    fits = serves or waiting[to] < net_places[to]
                    behind = False
                    if blocking is not None:
                        behind = held_head[to] >= 0 and not popped
                    if behind or not (room and fits):
                        if blocking is not None:
                            moves = (not room and blocking.yard[there] == 0) or (
                                not fits and blocking.station[to] == 0
                            )
                        if moves:
                            lost += 1
                            if row[s] >= 0:
                                cnt_lost[row[s], to, kind] += 1
                            to = sites
                            there = -1
                if moves:
                    if blocking is not None and was >= 0:
                        spread(cnt_held, was, finished[s], now, warm, end, first_hour, 1)
                    if visits is not None and was >= 0:
                        times[s, 3] = now
                        visited = note(visits, visited, name[s], was, kind, times[s], 0)
                    if here != there:
                        if there >= 0:
                            inside[there] += 1
                        if here >= 0:
                            inside[here] -= 1
                            if blocking is not None:
                                for j in range(sites):
                                    if net_yard[j] == here and held_head[j] >= 0 and due[j] == 0:
                                        due[j] = 1
                                        todo[todos] = j
                                        todos += 1
                    if to == sites:
                        free[spare] = s
                        spare += 1
                    else:
                        at[s] = to
                        entered[s] = now if was >= 0 else came[s]
                        if revisits is not None:
                            hops[s] += revisits.loops[to]
                        if serves:
                            start = s
                            d = to
                        else:
                            i = net_line[to, kind]
                            after[s] = -1
                            if patience is not None:
                                before[s] = tail[i] if head[i] >= 0 else -1
                                p = patience.of[kind]
                                if p >= 0:
                                    hop = 0
                                    if revisits is not None and revisits.loops[to] == 1:
                                        hop = hops[s]
                                    c = stream(key, name[s], TURN_BACK + to, hop)
                                    x = now + draw(
                                        c, net_kind[p], net_a[p], net_b[p], net_c[p], net_observed
                                    )
                                    timers = set_timer(pt, pp, place, timers, x, s)
                            if head[i] < 0:
                                head[i] = s
                            else:
                                after[tail[i]] = s
                            tail[i] = s
                            waiting[to] += 1
                            if (batches is not None or revisits is not None) and due[to] == 0:
                                # a convoy may be full; a truck may be back where it was
                                due[to] = 1
                                todo[todos] = to
                                todos += 1
                    if follower >= 0:
                        mover = follower
                        hop = 0
                        if revisits is not None and revisits.loops[was] == 1:
                            hop = hops[mover]
                        c = stream(key, name[mover], ROUTE + was, hop)
                        to = leg(net_leg_to, net_leg_share, c, net_first_leg[typed[mover], was])
                    elif kept >= 0:
                        busy[kept] -= 1
                        j = kept
                        calls = waiting[kept] > 0
                        if pools is not None:
                            duty[pools.of[kept]] -= 1
                            j = sites + pools.of[kept]
                            calls = True
                        if blocking is not None:
                            calls = True
                        if calls and due[j] == 0:
                            due[j] = 1
                            todo[todos] = j
                            todos += 1
                        kept = -1
                elif blocking is not None:
                    # it stays where it is, in its lane or on the road
                    after[s] = -1
                    if held_head[to] < 0:
                        held_head[to] = s
                    else:
                        after[held_tail[to]] = s
                    held_tail[to] = s
                    kept = -1
                popped = False
            else:
                todos -= 1
                j = todo[todos]
                due[j] = 0
                if pools is not None and j >= sites:
                    # staff are free: the most urgent line of their stations, then the longest wait
                    p = j - sites
                    j = -1
                    rank = 0
                    since = INF
                    for i in range(sites):
                        if pools.of[i] == p and waiting[i] > 0 and busy[i] < lanes[i]:
                            q = np.int64(net_first_line[i])
                            while head[q] < 0:
                                q += 1
                            ready = True
                            if batches is not None and batches.size[i] > 1:
                                ready = waiting[i] >= batches.size[i]
                                ready = ready or now >= entered[head[q]] + batches.wait[i]
                            if ready and (
                                j < 0
                                or pools.rank[q] < rank
                                or (pools.rank[q] == rank and entered[head[q]] < since)
                            ):
                                j = i
                                rank = pools.rank[q]
                                since = entered[head[q]]
                    if blocking is not None and j < 0:
                        for i in range(sites):
                            if pools.of[i] == p and held_head[i] >= 0 and due[i] == 0:
                                due[i] = 1
                                todo[todos] = i
                                todos += 1
                ready = j >= 0 and waiting[j] > 0 and busy[j] < lanes[j]
                if pools is not None and ready:
                    ready = duty[pools.of[j]] < staff[pools.of[j]]
                convoys = False
                if batches is not None and j >= 0 and batches.size[j] > 1:
                    convoys = True
                    oldest = INF
                    for q in range(np.int64(net_first_line[j]), np.int64(net_first_line[j + 1])):
                        if head[q] >= 0:
                            oldest = min(oldest, entered[head[q]])
                    full = waiting[j] >= batches.size[j] or now >= oldest + batches.wait[j]
                    ready_at[j] = oldest + batches.wait[j] if ready and not full else INF
                    ready = ready and full
                if ready:
                    want = 1
                    if batches is not None and convoys:
                        want = min(batches.size[j], waiting[j])
                    last = -1
                    while want > 0:
                        want -= 1
                        q = np.int64(net_first_line[j])
                        by_turns = False
                        if quotas is not None:
                            by_turns = quotas.by[j] == 1
                        if quotas is not None and by_turns:
                            today = np.int64(np.uint32(now * (1.0 / 1440.0)))
                            pick = -1
                            for i in range(q, np.int64(net_first_line[j + 1])):
                                if urgent_day[i] != today:
                                    urgent_day[i] = today
                                    urgent[i] = 0
                                if pick < 0 and head[i] >= 0 and urgent[i] < quotas.first[i]:
                                    pick = i
                            if pick >= 0:
                                urgent[pick] += 1
                                q = pick
                            else:
                                q = turn[j]
                                while head[q] < 0 or turns[j] == 0:
                                    q += 1
                                    if q == np.int64(net_first_line[j + 1]):
                                        q = np.int64(net_first_line[j])
                                    turns[j] = quotas.weight[q]
                                turn[j] = q
                                turns[j] -= 1
                        else:
                            while head[q] < 0:
                                q += 1
                        s = np.int64(head[q])
                        head[q] = after[s]
                        if patience is not None:
                            if after[s] >= 0:
                                before[after[s]] = -1
                            if place[s] >= 0:
                                timers = stop_timer(pt, pp, place, timers, s)
                        waiting[j] -= 1
                        after[s] = -1
                        if last < 0:
                            start = s
                        else:
                            after[last] = s
                        last = s
                    d = j
                elif blocking is not None and j >= 0 and held_head[j] >= 0:
                    s = np.int64(held_head[j])
                    was = np.int64(at[s])
                    here = net_yard[was] if was >= 0 else -1
                    there = net_yard[j]
                    room = there < 0 or there == here or inside[there] < net_yard_limit[there]
                    fits = busy[j] < lanes[j] and waiting[j] == 0
                    if pools is not None:
                        fits = fits and duty[pools.of[j]] < staff[pools.of[j]]
                    if batches is not None:
                        fits = fits and batches.size[j] == 1
                    if room and (fits or waiting[j] < net_places[j]):
                        held_head[j] = after[s]
                        mover = s
                        to = j
                        kept = was
                        popped = True
                        convoy = False
                        due[j] = 1
                        todo[todos] = j
                        todos += 1
            if start >= 0:
                u = start
                while u >= 0:
                    w = now - entered[u]
                    begins = True
                    if interrupts is not None:
                        begins = rest[u] < 0.0
                    if w > 0.0:
                        spread(cnt_queued, d, entered[u], now, warm, end, first_hour, 1)
                    if begins:
                        r = row[u]
                        if r >= 0:
                            if w > 0.0:
                                cnt_wait[r, d, typed[u], log_bin(w)] += 1
                                cnt_wait_sum[r, d, typed[u]] += int(w * FIXED)
                            else:
                                cnt_wait[r, d, typed[u], 0] += 1
                        if visits is not None:
                            times[u, 0] = entered[u]
                            times[u, 1] = now
                    following = -1
                    if batches is not None and batches.size[d] > 1:
                        following = np.int64(after[u])
                    u = following
                x = -1.0
                if interrupts is not None:
                    x = rest[start]
                    rest[start] = -1.0
                if revisits is None:
                    x = work[start, d]
                elif x < 0.0:
                    hop = hops[start] if revisits.loops[d] == 1 else 0
                    i = net_service[d, typed[start]]
                    c = stream(key, name[start], SERVE + d, hop)
                    x = draw(c, net_kind[i], net_a[i], net_b[i], net_c[i], net_observed)
                x += now
                spread(cnt_busy, d, now, x, warm, end, first_hour, 1)
                if visits is not None:
                    u = start
                    while u >= 0:
                        times[u, 2] = x
                        following = -1
                        if batches is not None and batches.size[d] > 1:
                            following = np.int64(after[u])
                        u = following
                o = np.int64(net_heap_at[d])
                if hole == d:
                    replace_top(ht, hp, o, hn[d], x, start)
                    hole = -1
                else:
                    push(ht, hp, o, hn[d], x, start)
                    hn[d] += 1
                top[d] = ht[o]
                busy[d] += 1
                again = waiting[d] > 0 and busy[d] < lanes[d]
                j = d
                if pools is not None:
                    duty[pools.of[d]] += 1
                    j = sites + pools.of[d]
                    again = duty[pools.of[d]] < staff[pools.of[d]]
                    if blocking is not None and held_head[d] >= 0 and due[d] == 0:
                        due[d] = 1
                        todo[todos] = d
                        todos += 1
                elif blocking is not None:
                    again = again or held_head[d] >= 0
                if batches is not None:
                    again = again or batches.size[d] > 1
                if again and due[j] == 0:
                    due[j] = 1
                    todo[todos] = j
                    todos += 1
        if hole >= 0:
            o = np.int64(net_heap_at[hole])
            hn[hole] -= 1
            if hn[hole] > 0:
                replace_top(ht, hp, o, hn[hole], ht[o + hn[hole]], hp[o + hn[hole]])
                top[hole] = ht[o]
            else:
                top[hole] = INF
    for j in range(sites):
        for q in range(np.int64(net_first_line[j]), np.int64(net_first_line[j + 1])):
            s = np.int64(head[q])
            while s >= 0:
                spread(cnt_queued, j, entered[s], end, warm, end, first_hour, 1)
                s = np.int64(after[s])
        if blocking is not None:
            s = np.int64(held_head[j])
            while s >= 0:
                if at[s] >= 0:
                    spread(cnt_held, at[s], finished[s], end, warm, end, first_hour, 1)
                else:
                    spread(cnt_queued, j, came[s], end, warm, end, first_hour, 1)
                s = np.int64(after[s])
    cnt_total[0] = arrived
    cnt_total[1] = through
    cnt_total[2] = lost
    cnt_total[3] = left
    cnt_total[4] = refused
    cnt_total[5] = events
    if visits is not None:
        visits.total[0] = visited


@compiled
def arrive(seed, net, came, typed):
    """Fill `came` and `typed` with the trucks that come until the end; how many there are."""
    month, rates, first_hour, end = net.month, net.rates, net.first_hour, net.horizon
    key = mix(U(seed) * GOLDEN + U(1))
    n = 0
    rate = rates[month[0], first_hour]
    t, h, rate = arrival(month, rates, first_hour, end, key, 0, 0.0, 0, rate)
    while t <= end:
        if n < came.size:
            came[n] = t
            typed[n] = type_at(month, net.mix, first_hour, key, n, h)
        n += 1
        t, h, rate = arrival(month, rates, first_hour, end, key, n, t, h, rate)
    return n


@compiled
def draw_station(seed, net, station, typed, work, to):
    """What every truck would need at `station` and where it would go from there."""
    key = mix(U(seed) * GOLDEN + U(1))
    stations = net.places.size
    for n in range(typed.size):
        if station < stations:
            i = net.service[station, typed[n]]
            c = stream(key, n, SERVE + station, 0)
            work[n] = draw(c, net.kind[i], net.a[i], net.b[i], net.c[i], net.observed)
        c = stream(key, n, ROUTE + station, 0)
        i = net.first_leg[typed[n], station]
        to[n] = leg(net.leg_to, net.leg_share, c, i) if i < net.leg_to.size else stations


@compiled
def merge(t, p, n, x, q, m, out_t, out_p):
    """Merge `n` sorted times with `m` others, loads along."""
    i, j = 0, 0
    for k in range(n + m):
        if j == m or (i < n and t[i] <= x[j]):
            out_t[k] = t[i]
            out_p[k] = p[i]
            i += 1
        else:
            out_t[k] = x[j]
            out_p[k] = q[j]
            j += 1


@compiled
def leave(truck, start, work, order, to, station, end, out_t, out_p):
    """The trucks that go on to `station` until `end`, in the order in which they finish."""
    n = 0
    for k in order:
        u = np.uint32(truck[k])
        finish = start[k] + work[u]
        if finish <= end and to[u] == station:
            out_t[n] = finish
            out_p[n] = u
            n += 1
    return n


@compiled
def station_pass(
    t, truck, typed, line, lines, work, lanes, most, change_at, change_to, start, order
):
    """One station by itself: the trucks arrive at sorted times `t`, lines go by priority.

    Fills the start of each service, infinite where staff never come, and the order of the ends.
    `line` is the line of each type. The same events in the same order as `calendar`, but those
    that change nothing.
    """
    n = t.size
    ht = np.empty(most + 1)
    hp = np.empty(most + 1, np.int32)
    after = np.empty(n if lines > 1 else 1, np.int32)
    head = np.full(lines, -1, np.int64)
    tail = np.full(lines, -1, np.int64)
    hn = 0
    waiting = 0
    change = 0
    done = 0
    queue_first = 0
    i = 0
    stuck = False
    while (i < n or waiting > 0) and not stuck:
        x = t[i] if i < n else INF
        if waiting == 0:
            while change_at[change] < x:
                lanes = change_to[change]
                change += 1
            while hn >= lanes and hn > 0 and ht[0] < x:
                order[done] = hp[0]
                done += 1
                hn -= 1
                replace_top(ht, hp, 0, hn, ht[hn], hp[hn])
            if hn < lanes:
                start[i] = x
                push(ht, hp, 0, hn, x + work[np.uint32(truck[i])], i)
                hn += 1
            else:
                waiting = 1
                start[i] = INF
                if lines > 1:
                    q = line[typed[truck[i]]]
                    head[q] = i
                    tail[q] = i
                    after[i] = -1
                else:
                    queue_first = i
            i += 1
        else:
            th = ht[0] if hn > 0 else INF
            tb = change_at[change]
            now = th
            free = 0
            if th < min(x, tb):
                order[done] = hp[0]
                done += 1
                free = 1 if hn <= lanes else 0
                if free == 0:
                    hn -= 1
                    replace_top(ht, hp, 0, hn, ht[hn], hp[hn])
            elif x <= tb:
                stuck = i == n
                if not stuck:
                    waiting += 1
                    start[i] = INF
                    if lines > 1:
                        q = line[typed[truck[i]]]
                        after[i] = -1
                        if head[q] < 0:
                            head[q] = i
                        else:
                            after[tail[q]] = i
                        tail[q] = i
                    i += 1
            else:
                now = tb
                lanes = change_to[change]
                change += 1
                free = min(max(lanes - hn, 0), waiting)
            top = th < min(x, tb)
            for _ in range(free):
                if lines > 1:
                    q = 0
                    while head[q] < 0:
                        q += 1
                    j = head[q]
                    head[q] = after[j]
                else:
                    j = queue_first
                    queue_first += 1
                waiting -= 1
                start[j] = now
                finish = now + work[np.uint32(truck[j])]
                if top:
                    replace_top(ht, hp, 0, hn, finish, j)
                else:
                    push(ht, hp, 0, hn, finish, j)
                    hn += 1
    while hn > 0:
        order[done] = hp[0]
        done += 1
        hn -= 1
        replace_top(ht, hp, 0, hn, ht[hn], hp[hn])
    return done


@compiled
def rows_of(net, came, rows, row):
    """The row of counters of each truck as in `calendar`, `rows` for those not counted."""
    for u in range(came.size):
        row[u] = rows
        if came[u] >= net.warmup:
            row[u] = min(int((came[u] - net.warmup) / net.row_length), rows - 1)


@compiled
def count_station(net, station, t, truck, start, work, row, typed, wait, wait_sum, queued, busy):
    """Count the waits and the work of one station as `calendar` does."""
    end, warm, first_hour = net.horizon, net.warmup, net.first_hour
    for i in range(t.size):
        if start[i] <= end:
            u = np.uint32(truck[i])
            w = start[i] - t[i]
            r, kind = row[u], typed[u]
            if w > 0.0:
                spread(queued, station, t[i], start[i], warm, end, first_hour, 1)
                if r < wait.shape[0]:
                    wait[r, station, kind, log_bin(w)] += 1
                    wait_sum[r, station, kind] += int(w * FIXED)
            elif r < wait.shape[0]:
                wait[r, station, kind, 0] += 1
            spread(busy, station, start[i], start[i] + work[u], warm, end, first_hour, 1)
        else:
            spread(queued, station, t[i], end, warm, end, first_hour, 1)


@compiled
def count_out(
    net, truck, start, work, to, came, row, typed, dwell, dwell_sum, over, day_trucks, day_dwell
):
    """Count the trucks that leave the site from one station as `calendar` does."""
    out = net.places.size
    through = 0
    for i in range(truck.size):
        u = np.uint32(truck[i])
        finish = start[i] + work[u]
        if to[u] == out and finish <= net.horizon:
            through += 1
            w = finish - came[u]
            fixed = int(w * FIXED)
            r, kind = row[u], typed[u]
            if r < dwell.shape[0]:
                dwell[r, kind, log_bin(w)] += 1
                dwell_sum[r, kind] += fixed
                over[r, kind] += w > net.promise[kind]
            day = np.uint32(came[u] * (1.0 / 1440.0))
            day_trucks[day] += 1
            day_dwell[day] += fixed
    return through
