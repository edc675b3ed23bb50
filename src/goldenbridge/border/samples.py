"""A replication in short: what is kept of it when its counters are thrown away."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from goldenbridge.border.runs import run_one
from goldenbridge.border.tables import BINS, FIXED, Counts, Floats, Ints, Model

SHARES = (0.5, 0.9, 0.95, 0.99)
"""The percentiles every result carries."""


class Job(NamedTuple):
    """One replication to run."""

    model: Model
    seed: int


class Sample(NamedTuple):
    """What is kept of one replication; K = T types, each direction together and, last, all.

    Means and percentiles are minutes, nan where no truck was counted. R rows as in the model.
    """

    trucks: Ints  # [R, K] trucks through
    mean: Floats  # [R, K] time from arrival to out
    percentiles: Floats  # [R, K, 4] at SHARES
    over: Floats  # [R, K] share of trucks over the promise
    visits: Ints  # [R, S]
    wait: Floats  # [R, S]
    wait_percentiles: Floats  # [R, S, 4]
    lost: Ints  # [R, K] turned away
    left: Ints  # [R, K] out of patience
    queued: Floats  # [S, 168] minutes
    busy: Floats  # [S, 168] minutes
    held: Floats  # [S, 168] minutes
    total: Ints  # [6] as in Counts
    day_trucks: Ints  # [days]
    day_dwell: Floats  # [days] minutes


Mapper = Callable[[Callable[[Job], Any], Iterable[Job]], Iterable[Any]]
"""Runs jobs and gives what they return in the order of the jobs; Dask's `map` can too."""


def on_threads(threads: int) -> Mapper:
    """A mapper for `threads` threads of this machine; results do not depend on their number."""

    def run(work: Callable[[Job], Any], jobs: Iterable[Job]) -> Iterable[Any]:
        if threads == 1:
            return map(work, jobs)
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, jobs))

    return run


def sample(job: Job) -> Sample:
    """Run one replication and keep it in short."""
    return shortened(run_one(job.model, job.seed), directions(job.model.types))


def directions(types: Sequence[tuple[str, str]]) -> dict[str, list[int]]:
    """The types of each direction, by their place in `types`."""
    found: dict[str, list[int]] = {}
    for i, (direction, _) in enumerate(types):
        found.setdefault(direction, []).append(i)
    return found


def shortened(counts: Counts, ways: Mapping[str, Sequence[int]]) -> Sample:
    """`counts` in short; `ways` as `directions` gives them."""

    def joined(array: Ints) -> Ints:
        sums = [array[:, list(types)].sum(axis=1, keepdims=True) for types in ways.values()]
        return np.concatenate([array, *sums, array.sum(axis=1, keepdims=True)], axis=1)

    dwell = joined(counts.dwell)
    wait = counts.wait.sum(axis=2)
    trucks, visits = dwell.sum(axis=2), wait.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = joined(counts.dwell_sum) / FIXED / trucks
        over = joined(counts.over) / trucks
        wait_mean = counts.wait_sum.sum(axis=2) / FIXED / visits
    return Sample(
        trucks=trucks,
        mean=mean,
        percentiles=quantiles(dwell),
        over=over,
        visits=visits,
        wait=wait_mean,
        wait_percentiles=quantiles(wait),
        lost=joined(counts.lost.sum(axis=1)),
        left=joined(counts.left.sum(axis=1)),
        queued=counts.queued / FIXED,
        busy=counts.busy / FIXED,
        held=counts.held / FIXED,
        total=counts.total,
        day_trucks=counts.day_trucks,
        day_dwell=counts.day_dwell / FIXED,
    )


def quantiles(histogram: Ints) -> Floats:
    """Percentiles at SHARES, [..., 4], of log-histograms [..., BINS], linear inside a bin."""
    flat = histogram.reshape(-1, BINS)
    below = np.cumsum(flat, axis=1)
    found = np.full((flat.shape[0], len(SHARES)), np.nan)
    for i, (row, up_to) in enumerate(zip(flat, below, strict=True)):
        if up_to[-1]:
            want = np.array(SHARES) * up_to[-1]
            at = np.searchsorted(up_to, want)
            inside = (want - (up_to[at] - row[at])) / row[at]
            found[i] = EDGES[at] + inside * (EDGES[at + 1] - EDGES[at])
    return found.reshape(*histogram.shape[:-1], len(SHARES))


def _edges() -> Floats:
    """Lower edges of the bins, then the upper edge of the last."""
    steps = np.arange(BINS)
    edges = np.ldexp(1 + (steps % 32) / 32, steps // 32 - 10)
    return np.concatenate([[0.0], edges])


EDGES = _edges()
