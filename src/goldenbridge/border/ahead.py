"""What the next trucks will wait, from runs that begin with the state of a site."""

import os
from collections.abc import Sequence

import numpy as np

from goldenbridge.border.runs import trace
from goldenbridge.border.samples import Job, Mapper, on_threads
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import Floats, Model


def waits_ahead(
    model: Model,
    horizons_h: Sequence[float],
    *,
    replications: int,
    seed: int,
    mapper: Mapper | None = None,
) -> Floats:
    """Minutes the first truck of each type that comes after each horizon waits for its first work.

    [replications, types, horizons] from the state `model` begins with; nan where a replication
    brings no such truck.
    """

    def work(job: Job) -> Floats:
        return _waits(job.model, job.seed, np.asarray(horizons_h) * 60.0)

    mapper = mapper or on_threads(os.cpu_count() or 1)
    jobs = [Job(model, seed_of(seed, number)) for number in range(replications)]
    return np.array(list(mapper(work, jobs)))


def _waits(model: Model, seed: int, after_min: Floats) -> Floats:
    visits = trace(model, seed)
    order = np.argsort(visits.times[:, 0], kind="stable")
    first = order[np.unique(visits.truck[order], return_index=True)[1]]
    came, wait = visits.times[first, 0], visits.times[first, 1] - visits.times[first, 0]
    found = np.full((len(model.types), after_min.size), np.nan)
    for kind in range(len(model.types)):
        mine = np.flatnonzero((visits.type[first] == kind) & (came >= model.net.warmup))
        mine = mine[np.argsort(came[mine], kind="stable")]
        at = np.searchsorted(came[mine], model.net.warmup + after_min)
        some = at < mine.size
        found[kind, some] = wait[mine[at[some]]]
    return found
