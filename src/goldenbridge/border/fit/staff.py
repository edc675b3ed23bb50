"""How many worked at a station at each hour of the week, seen from how many trucks were served."""

from itertools import pairwise

import numpy as np

from goldenbridge.border.fit.visits import StationVisits
from goldenbridge.border.tables import WEEK_H, Floats, Ints
from goldenbridge.site.stations import DAYS, Shift

LEAST_BUSY_MIN = 30.0
"""Minutes with a queue an hour of the week needs in all before its number counts as seen."""


def on_duty(log: StationVisits, station: int) -> tuple[Ints, Floats]:
    """Staff at `station` by hour of the week, [168], and minutes with a queue it rests on, [168].

    While trucks wait, everybody on duty serves: the number is the one served together for most of
    the time with a queue in that hour of the week. Where a queue was too rare, it is the most that
    were ever served together in that hour, a lower bound.
    """
    mine = log.only((log.station == station) & log.served)
    served, waiting, edges = _levels(mine)
    slots = (edges[:-1] // 60 + 24 * log.first.weekday()).astype(np.int64) % WEEK_H
    lasting = np.diff(edges)
    top = int(served.max(initial=0)) + 1
    queued = waiting > 0
    cells = slots * top + served
    spent = np.bincount(cells[queued], lasting[queued], WEEK_H * top).reshape(WEEK_H, top)
    seen = np.bincount(cells, lasting, WEEK_H * top).reshape(WEEK_H, top) > 0
    most = np.where(seen.any(axis=1), top - 1 - np.argmax(seen[:, ::-1], axis=1), 0)
    minutes = spent.sum(axis=1)
    likely = np.argmax(spent, axis=1)
    return np.where(minutes >= LEAST_BUSY_MIN, np.maximum(likely, 1), most), minutes


def shifts(staff: Ints) -> tuple[Shift, ...]:
    """The numbers of `on_duty` [168] as shifts, one for each run of equal hours of a day."""
    found = []
    for day, hours in zip(DAYS, staff.reshape(7, 24), strict=True):
        edges = [0, *(np.flatnonzero(np.diff(hours)) + 1).tolist(), 24]
        found += [
            Shift(days=(day,), from_h=float(low), to_h=float(high), staff=float(hours[low]))
            for low, high in pairwise(edges)
            if hours[low]
        ]
    whole = len(found) == 7 and len(set(staff.tolist())) == 1
    return (Shift(from_h=0.0, to_h=24.0, staff=found[0].staff),) if whole else tuple(found)


def _levels(mine: StationVisits) -> tuple[Ints, Ints, Floats]:
    """Trucks served and waiting between all moments at which either changes, cut at full hours."""
    end = float(mine.ended.max(initial=0.0))
    hours = np.arange(0.0, end + 60, 60)
    n, none = mine.arrived.size, np.zeros(hours.size, dtype=np.int64)
    one = np.ones(n, dtype=np.int64)
    at = np.concatenate([mine.arrived, mine.started, mine.ended, hours])
    served = np.concatenate([0 * one, one, -one, none])
    waiting = np.concatenate([one, -one, 0 * one, none])
    order = np.argsort(at, kind="stable")
    return np.cumsum(served[order])[:-1], np.cumsum(waiting[order])[:-1], at[order]
