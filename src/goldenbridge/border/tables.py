"""The flat tables a site is compiled to, and the counters a run fills.

Times are minutes from the local midnight the run starts at. S stations, T types of truck (a
direction with a class), Q lines of waiting trucks, D distributions, R rows of counters (one for a
run, or one for each batch of a long run). Where the tables of the features from `Blocking` to
`Revisits` are None, numba compiles the kernel without them: there are two kernels, a plain one and
one with everything, because one for each set of features would be compiled again and again.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BINS = 1024
"""Bins of a log-histogram: 32 to an octave, the first for less than 2^-10 minutes."""
FIXED = float(1 << 20)
"""Sums are whole numbers of minutes / FIXED, so that their order does not matter."""
UNLIMITED = 1 << 40
WEEK_H = 168
KINDS = (
    "exponential",
    "lognormal",
    "erlang",
    "gamma",
    "uniform",
    "triangular",
    "deterministic",
    "empirical",
)
"""Distributions in the order of their codes in the kernel."""


class Net(NamedTuple):
    """What every model has."""

    horizon: float  # the run ends here
    warmup: float  # trucks that arrive before this are not counted
    row_length: float  # minutes of arrivals counted in one row
    first_hour: int  # hour of the week the run starts in, 0 is Monday's first
    most_inside: int  # slots for trucks
    month: Ints  # [days] row of `rates` for each day
    rates: Floats  # [months, 168] trucks a minute
    mix: Floats  # [months, 168, T] cumulated share of each type
    promise: Floats  # [T] promised minutes, infinite where nothing is promised
    first_leg: Ints  # [T, S + 1] first leg after each station; column S for arrivals
    leg_to: Ints  # station the leg leads to, S for out
    leg_share: Floats  # cumulated share; the last leg of each station holds 1
    service: Ints  # [S, T] distribution
    kind: Ints  # [D] kind of distribution
    a: Floats  # [D] its parameters
    b: Floats
    c: Floats
    observed: Floats  # values of the empirical distributions, one after the other
    line: Ints  # [S, T] line a truck waits in
    first_line: Ints  # [S + 1] lines of each station, the most urgent first
    places: Ints  # [S] waiting places
    yard: Ints  # [S] yard the station is in, -1 for none
    yard_limit: Ints  # [yards]
    heap_at: Ints  # [S + 1] where each station's heap of departures begins
    lanes: Ints  # [S] lanes open at the start
    change_at: Floats  # times at which lanes or staff change; the last is infinite
    change_of: Ints  # station, or S + pool
    change_to: Ints  # lanes, or staff


class Blocking(NamedTuple):
    """Who blocks when full; others turn trucks away."""

    station: Ints  # [S] 1 where a full station blocks
    yard: Ints  # [yards] 1 where a full yard blocks


class Pools(NamedTuple):
    """Staff shared by stations."""

    of: Ints  # [S] pool of each station
    staff: Ints  # [pools] at the start
    rank: Ints  # [Q] priority of each line, compared between stations


class Patience(NamedTuple):
    """How long trucks wait before they turn back."""

    of: Ints  # [T] distribution, -1 for ever


class Batches(NamedTuple):
    """Stations that serve convoys."""

    size: Ints  # [S] trucks, 1 for no convoy
    wait: Floats  # [S] longest wait for a convoy to fill


class Quotas(NamedTuple):
    """Turns of the lines of a station."""

    by: Ints  # [S] 1 where lines take turns
    weight: Ints  # [Q] trucks a turn
    first: Ints  # [Q] trucks a day out of turn


class Interrupts(NamedTuple):
    """Who stops in the middle of a truck when staff leave."""

    hands_over: Ints  # [S] 1 where the truck waits to be resumed


class Outages(NamedTuple):
    """What fails at random."""

    between: Floats  # [outages] mean minutes up
    length: Floats  # [outages] mean minutes down
    first: Ints  # [outages + 1] into `stations`
    stations: Ints  # stations each outage closes


class Bookings(NamedTuple):
    """Appointments."""

    type: Ints  # [books]
    slots: Ints  # [books, 168] slots by hour of the week
    no_show: Floats  # [books]
    late: Floats  # [books] mean minutes after the slot
    spread: Floats  # [books] standard deviation of it
    ahead: float  # how long before an hour its first truck can come
    most: int  # trucks under way at once


class Revisits(NamedTuple):
    """Where a truck can come again."""

    loops: Ints  # [S] 1 for a station that can be passed twice


class Present(NamedTuple):
    """Who is there as a run begins, n trucks as they stand in line, and m who are known to come."""

    begin: float  # the run begins here
    booked_hour: int  # the first hour of the run whose slots come from the books
    station: Ints  # [n]
    type: Ints  # [n]
    came: Floats  # [n] to the site
    since: Floats  # [n] in the line of the station
    started: Floats  # [n] infinite for one that waits
    follows: Ints  # [n] 1 for one served in the convoy of the truck before
    ends: Floats  # [n] infinite for one that waits
    gives_up: Floats  # [n] infinite for one that will not
    known_at: Floats  # [m] infinite for one that never comes
    known_type: Ints  # [m]


_NO_INTS, _NO_FLOATS = np.empty(0, np.int64), np.empty(0)
NOBODY = Present(
    begin=0.0,
    booked_hour=0,
    station=_NO_INTS,
    type=_NO_INTS,
    came=_NO_FLOATS,
    since=_NO_FLOATS,
    started=_NO_FLOATS,
    follows=_NO_INTS,
    ends=_NO_FLOATS,
    gives_up=_NO_FLOATS,
    known_at=_NO_FLOATS,
    known_type=_NO_INTS,
)
"""An empty site at the start of a run."""


class Counts(NamedTuple):
    """The counters of one run; sums are minutes times FIXED."""

    dwell: Ints  # [R, T, BINS] trucks by their time from arrival to out
    dwell_sum: Ints  # [R, T]
    over: Ints  # [R, T] trucks over the promise
    wait: Ints  # [R, S, T, BINS] visits by their wait
    wait_sum: Ints  # [R, S, T]
    queued: Ints  # [S, 168] waiting time spent in each hour of the week
    busy: Ints  # [S, 168] serving time
    held: Ints  # [S, 168] time lanes were held by trucks that could not go on
    lost: Ints  # [R, S, T] trucks turned away
    left: Ints  # [R, S, T] trucks that lost patience
    day_trucks: Ints  # [days] trucks through, by day of arrival, warm-up included
    day_dwell: Ints  # [days]
    total: Ints  # [6] arrived, through, turned away, out of patience, refused for want of
    # slots, and events


class Visits(NamedTuple):
    """Every visit to a station, in the order in which they ended; `total[0]` are filled."""

    truck: Ints
    station: Ints
    type: Ints
    times: Floats  # [visits, 4] arrived, started, ended, left the station
    outcome: Ints  # 0 served, 1 out of patience
    total: Ints


class Model(NamedTuple):
    """A compiled site: the tables of the kernel and the names of what they speak of."""

    net: Net
    features: tuple[Any, ...]  # the tables from Blocking to Revisits, in this order
    opening: Any  # makes what a run begins with of a seed; None for an empty site
    plain: bool  # whether the kernel without features gives the same
    stations: tuple[str, ...]
    types: tuple[tuple[str, str], ...]  # direction and class
    days: int  # counted days
    rows: int
    manned: Floats  # [S, 168] mean lanes manned by hour of the week
    site: str
    demand: str
