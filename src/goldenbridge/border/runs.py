"""Single replications, on one thread or on several."""

import numpy as np

from goldenbridge.border.tables import BINS, NOBODY, WEEK_H, Counts, Model, Present, Visits


def new_counts(model: Model) -> Counts:
    """Counters at zero for one replication of `model`."""
    stations, types, rows = len(model.stations), len(model.types), model.rows
    days = model.net.month.size
    return Counts(
        dwell=np.zeros((rows, types, BINS), np.int64),
        dwell_sum=np.zeros((rows, types), np.int64),
        over=np.zeros((rows, types), np.int64),
        wait=np.zeros((rows, stations, types, BINS), np.int64),
        wait_sum=np.zeros((rows, stations, types), np.int64),
        queued=np.zeros((stations, WEEK_H), np.int64),
        busy=np.zeros((stations, WEEK_H), np.int64),
        held=np.zeros((stations, WEEK_H), np.int64),
        lost=np.zeros((rows, stations, types), np.int64),
        left=np.zeros((rows, stations, types), np.int64),
        day_trucks=np.zeros(days, np.int64),
        day_dwell=np.zeros(days, np.int64),
        total=np.zeros(6, np.int64),
    )


def run_one(model: Model, seed: int) -> Counts:
    """One replication on the calling thread; the same seed gives the same counts."""
    from goldenbridge.border.kernels import calendar  # noqa: PLC0415 - loads numba

    counts = new_counts(model)
    if model.plain:
        calendar(seed, model.net, counts, *([None] * len(model.features)), None, None)
    else:
        calendar(seed, model.net, counts, *model.features, _present(model, seed), _room(0))
    return counts


def trace(model: Model, seed: int) -> Visits:
    """Every visit of one replication, in the order in which the trucks left the stations."""
    from goldenbridge.border.kernels import calendar  # noqa: PLC0415 - loads numba

    room = 1 << 16
    visits, present = _room(room), _present(model, seed)
    calendar(seed, model.net, new_counts(model), *model.features, present, visits)
    if visits.total[0] > room:
        visits = _room(int(visits.total[0]))
        calendar(seed, model.net, new_counts(model), *model.features, present, visits)
    n = int(visits.total[0])
    return Visits(
        truck=visits.truck[:n],
        station=visits.station[:n],
        type=visits.type[:n],
        times=visits.times[:n],
        outcome=visits.outcome[:n],
        total=visits.total,
    )


def _present(model: Model, seed: int) -> Present:
    if model.opening is None:
        return NOBODY
    drawn: Present = model.opening.present(model.net, seed)
    return drawn


def _room(size: int) -> Visits:
    truck, station, kind, outcome = np.zeros((4, size), np.int64)
    return Visits(truck, station, kind, np.zeros((size, 4)), outcome, np.zeros(1, np.int64))
