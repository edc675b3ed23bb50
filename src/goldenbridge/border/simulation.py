"""Replications of a site until its times are known well enough."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenbridge.border.compile import START, compile_site
from goldenbridge.border.results import BorderResult, estimate, result
from goldenbridge.border.samples import Job, Mapper, Sample, on_threads, sample
from goldenbridge.border.tables import Floats, Model
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

BLOCK = 8
"""Replications between two looks at the stopping rule."""
PILOTS = 8
BATCHES = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HalfWidth:
    """Stop when the mean dwell is known to this share of itself, 95 % of the time."""

    share: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ValueError(f"found a half-width of {self.share}; allowed: between 0 and 1")

    def reached(self, samples: list[Sample]) -> bool:
        """Whether `samples` say it well enough."""
        means = np.concatenate([one.mean[:, -1] for one in samples])
        return means.size > 1 and estimate(means).relative <= self.share


def simulate(  # noqa: PLR0913 - what is simulated, how long, how often and how exactly
    site: Site,
    demand: Demand,
    *,
    days: int = 365,
    replications: int = 64,
    seed: int = 7,
    stop: HalfWidth | None = None,
    warmup_days: float | None = None,
    start: date = START,
    mapper: Mapper | None = None,
    progress: Progress | None = None,
) -> BorderResult:
    """Simulate `days` of `demand` at `site`, at most `replications` times.

    Each replication runs `warmup_days` (None: found by MSER-5, see `warmup`) and then the days
    that count, from the midnight of `start`. `stop` looks after every 8 replications whether that
    is enough. A single replication is cut into 20 batches, whose means stand for replications
    (batch means, Law & Kelton 2000, ch. 9). `mapper` runs the replications, by default on every
    core; the same seed gives the same result on any number of them. `progress` is told how many
    of how many are done. Ctrl-C ends a run that has finished a replication with what there is.

    Raises SiteError with everything that is wrong with the site or the demand.
    """
    if replications < 1:
        raise ValueError(f"found {replications} replications; allowed: 1 or more")
    mapper = mapper or on_threads(os.cpu_count() or 1)
    rows = BATCHES if replications == 1 else 1
    if warmup_days is None:
        pilot = compile_site(site, demand, days=days, start=start)
        pilots = mapper(sample, _jobs(pilot, seed, 0, min(PILOTS, replications)))
        warmup_days = float(warmup(daily_means(list(pilots))))
    model = compile_site(site, demand, days=days, warmup_days=warmup_days, rows=rows, start=start)
    return result(model, replicate(model, replications, seed, stop, mapper, progress), seed)


def replicate(  # noqa: PLR0913 - as simulate
    model: Model,
    replications: int,
    seed: int,
    stop: HalfWidth | None,
    mapper: Mapper,
    progress: Progress | None,
) -> list[Sample]:
    """The samples of up to `replications` replications, in order."""
    done: list[Sample] = []
    try:
        while len(done) < replications:
            block = min(BLOCK, replications - len(done))
            for one in mapper(sample, _jobs(model, seed, len(done), block)):
                done.append(one)  # noqa: PERF402 - Ctrl-C between two of them keeps the first
            if progress is not None:
                progress(len(done), replications)
            if stop is not None and stop.reached(done):
                break
    except KeyboardInterrupt:
        if not done:
            raise
    return done


def seed_of(seed: int, replication: int) -> int:
    """The seed of one replication."""
    return (seed * 1_000_003 + replication) % (1 << 62)


def daily_means(samples: list[Sample]) -> Floats:
    """Mean dwell by day of arrival, [days], over all replications; days without trucks left out."""
    trucks = np.sum([one.day_trucks for one in samples], axis=0)
    minutes = np.sum([one.day_dwell for one in samples], axis=0)
    return np.asarray(minutes[trucks > 0] / trucks[trucks > 0])


def warmup(series: Floats, batch: int = 5) -> int:
    """How much of the start of `series` to leave out, by MSER-5.

    The cut with the smallest standard error of the mean of what is left, over batches of five
    (White 1997, Simulation 69(6); White, Cobb & Spratt 2000), among cuts in the first half.
    """
    batches = series[: len(series) // batch * batch].reshape(-1, batch).mean(axis=1)
    if batches.size < 2:
        return 0
    cuts = range(batches.size // 2 + 1)
    errors = [batches[cut:].var() / (batches.size - cut) for cut in cuts]
    return int(np.argmin(errors)) * batch


def _jobs(model: Model, seed: int, first: int, count: int) -> Iterator[Job]:
    return (Job(model, seed_of(seed, first + i)) for i in range(count))
