"""Whether a design keeps the promise: years that meet every design with the same trucks."""

import math
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from goldenbridge.border.compile import compile_site
from goldenbridge.border.design.promise import Promise
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.runs import run_one
from goldenbridge.border.samples import EDGES, Job, Mapper, on_threads
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import FIXED, Counts, Model
from goldenbridge.border.whatif import MOST_KEPT, WhatIf, feeds_forward

LOOKS = (8, 16, 32, 64)
"""Replications after which the shares are looked at."""
CLOSE = 0.0025
"""A share known to this, from which its limit cannot be told, is too close to go on."""
DESIGNS = 500
"""Designs among which the chance of a wrong verdict is shared out."""
WRONG = 0.05
SCALES = (0.5, 0.625, 0.75, 0.875, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Multiples of the promised times at which the shares are kept, for the frontier."""


class Verdict(NamedTuple):
    """What paired years say of a design.

    `kept` is None where the shares stayed too close to the limits. `worst` is the limit that
    decides: the number of a group, or of the last limit, the share not through; `over` and `half`
    are the share over it and the half-width of its interval at the level of the verdict. `mean_h`
    is over all trucks.
    """

    kept: bool | None
    worst: int
    over: float
    half: float
    mean_h: float
    replications: int


class Row(NamedTuple):
    """One simulated year: shares over the limits by scale, [scales, limits]; hours and trucks."""

    shares: list[list[float]]
    mean_h: float
    trucks: int


def _nobody(_levels: Levels, _rows: list[Row]) -> None:
    """Tells nobody; it has a name so that a judge can be sent to another process."""


@dataclass(slots=True, eq=False)
class Judge:
    """Decides on designs of a space, each simulated once and remembered.

    A verdict looks at Student's t intervals after each of LOOKS; the chance that any of its looks
    is wrong is at most WRONG / DESIGNS (Bonferroni over looks and limits), so that all verdicts
    together are right with `confidence`. It depends on the design and the seed alone: not on the
    order of the questions, nor on where the years are simulated.
    """

    space: Space
    promise: Promise
    days: int = 365
    seed: int = 2025
    mapper: Mapper | None = None
    looks: tuple[int, ...] = LOOKS
    told: Callable[[Levels, list[Row]], None] = _nobody
    rows: dict[Levels, list[Row]] = field(default_factory=dict)
    asked: dict[tuple[Levels, float], Verdict] = field(default_factory=dict)
    _kept: dict[int, WhatIf] = field(default_factory=dict)

    def __call__(self, levels: Levels, scale: float = 1.0) -> Verdict:
        """The verdict on a design, the promised times multiplied by `scale` (one of SCALES)."""
        key = (levels, scale)
        if key not in self.asked:
            self.asked[key] = self._judged(levels, SCALES.index(scale))
        return self.asked[key]

    @property
    def trucks(self) -> int:
        """Trucks simulated so far."""
        return sum(row.trucks for rows in self.rows.values() for row in rows)

    @property
    def years(self) -> float:
        """Years simulated so far."""
        return sum(len(rows) for rows in self.rows.values()) * self.days / 365

    @property
    def confidence(self) -> float:
        """At least how probably all verdicts so far are right."""
        return max(1 - wrong(len(self.asked)), 0.0)

    def seen(self, levels: Levels, scale: float) -> Verdict:
        """What the years simulated so far say of a design; no other is simulated."""
        return self._judged(levels, SCALES.index(scale), most=len(self.rows.get(levels, ())))

    def _judged(self, levels: Levels, scale: int, *, most: int | None = None) -> Verdict:
        limits = np.array(self.promise.limits)
        level = WRONG / DESIGNS / (len(limits) * len(self.looks))
        verdict = Verdict(None, 0, 0.0, math.inf, 0.0, 0)
        for look in self.looks:
            if most is not None and look > most:
                break
            rows = self._first(levels, look)
            shares = np.array([row.shares[scale] for row in rows])
            mean = shares.mean(axis=0)
            half = stdtrit(look - 1, 1 - level) * shares.std(axis=0, ddof=1) / math.sqrt(look)
            beyond = (mean - half) > limits
            within = (mean + half) <= limits
            worst = int(np.argmax((mean - limits) - 1e3 * within + 1e3 * beyond))
            kept = False if beyond.any() else (True if within.all() else None)
            hours = float(np.mean([row.mean_h for row in rows]))
            verdict = Verdict(kept, worst, float(mean[worst]), float(half[worst]), hours, look)
            if kept is not None or half[~within].max() <= CLOSE:
                break
        return verdict

    def _first(self, levels: Levels, count: int) -> list[Row]:
        """The first `count` years of a design, simulated as far as they are not yet."""
        rows = self.rows.setdefault(levels, [])
        if len(rows) < count:
            site, demand = self.space.built_at(levels)
            model = compile_site(site, demand, days=self.days)
            jobs = [Job(model, seed_of(self.seed, n)) for n in range(len(rows), count)]
            work = partial(measured, groups=groups(model, self.promise))
            if self._feeds_forward(model):
                work = partial(self._again, groups=groups(model, self.promise))
            mapper = self.mapper or on_threads(os.cpu_count() or 1)
            new: Iterable[Any] = mapper(work, jobs)
            rows.extend(new)
            self.told(levels, rows)
        return rows[:count]

    def _feeds_forward(self, model: Model) -> bool:
        """Whether years can be kept and only what a design changes be run again."""
        coming = self.days * sum(flow.trucks_per_day for flow in self.space.demand.flows)
        kept = coming * len(model.stations) * LOOKS[0] <= 4 * MOST_KEPT
        return self.mapper is None and kept and feeds_forward(model)

    def _again(self, job: Job, groups: "Groups") -> Row:
        """A year from what was kept of it under the largest design, else by the calendar."""
        first = [seed_of(self.seed, n) for n in range(LOOKS[0])]
        if job.seed not in first:
            return measured(job, groups)
        if job.seed not in self._kept:
            site, demand = self.space.built_at(self.space.most)
            self._kept[job.seed] = WhatIf(site, demand, days=self.days, seed=job.seed, rows=1)
        return _row(self._kept[job.seed].counted(job.model), groups)


def wrong(verdicts: int) -> float:
    """At most how probably one of so many verdicts is wrong."""
    return verdicts * WRONG / DESIGNS


class Groups(NamedTuple):
    """The types of truck of each group of a promise, and its minutes."""

    types: tuple[tuple[int, ...], ...]
    minutes: tuple[float, ...]


def groups(model: Model, promise: Promise) -> Groups:
    """The types of `model` in each group of a promise."""
    types = (
        tuple(i for i, (_, name) in enumerate(model.types) if name in group.classes)
        for group in promise.groups
    )
    return Groups(tuple(types), tuple(group.minutes for group in promise.groups))


def measured(job: Job, groups: Groups) -> Row:
    """Simulate one year and keep its shares."""
    return _row(run_one(job.model, job.seed), groups)


def _row(counts: Counts, groups: Groups) -> Row:
    dwell = counts.dwell.sum(axis=0)  # [T, BINS]
    through = int(counts.total[1])
    lost = 1 - through / max(int(counts.total[0]), 1)
    shares = [
        [
            *(
                over(dwell[list(types)].sum(axis=0), minutes * scale) if types else 0.0
                for types, minutes in zip(groups.types, groups.minutes, strict=True)
            ),
            lost,
        ]
        for scale in SCALES
    ]
    hours = float(counts.dwell_sum.sum()) / FIXED / 60 / through if through else math.inf
    return Row(shares, hours, int(counts.total[0]))


def over(histogram: NDArray[np.int64], minutes: float) -> float:
    """The share of a log-histogram above `minutes`, linear inside a bin; all where it is empty."""
    total = int(histogram.sum())
    if not total:
        return 1.0
    at = min(int(np.searchsorted(EDGES, minutes, side="right")) - 1, histogram.size - 1)
    inside = (EDGES[at + 1] - minutes) / (EDGES[at + 1] - EDGES[at])
    return float(histogram[at + 1 :].sum() + histogram[at] * min(max(inside, 0.0), 1.0)) / total
