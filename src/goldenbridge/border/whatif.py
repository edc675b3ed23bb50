"""Station by station instead of event by event, where each depends on its own state only.

In a network without loops whose stations never refuse, block, share staff or close at random, a
pass over the sorted arrivals of a station gives its departures, and these the arrivals of the
next. The draws are those of the calendar, so the results are equal to the last bit; and as they
are kept, another staffing costs one pass for its station and each one downstream.
"""

import math
import os
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from goldenbridge.border.compile import compile_site
from goldenbridge.border.results import BorderResult, result
from goldenbridge.border.runs import new_counts
from goldenbridge.border.samples import (
    Job,
    Mapper,
    Sample,
    directions,
    on_threads,
    sample,
    shortened,
)
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import KINDS, UNLIMITED, Counts, Floats, Ints, Model
from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

Small = NDArray[np.uint16]

# trucks released together by a shift and served in equal times would leave together: the calendar
# then has an order of its own
_TIES = (KINDS.index("deterministic"), KINDS.index("empirical"))

MOST_KEPT = 2_000_000
"""Trucks times stations a replication may have to be kept in a sweep: at most 80 MB a thread."""


def feeds_forward(model: Model) -> bool:
    """Whether passes over the stations of `model` are exact."""
    endless = bool((model.net.places == UNLIMITED).all() and (model.net.yard < 0).all())
    return (
        model.plain and endless and not np.isin(model.net.kind, _TIES).any() and bool(_order(model))
    )


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass found, in order of arrival: [n] each."""

    at: Floats
    truck: NDArray[np.int32]
    start: Floats
    order: NDArray[np.int32]  # places in the order of the ends
    ended: int  # services that end within the run


class WhatIf:
    """One replication of a feed-forward site, kept so that other staffings cost little.

    Takes about 40 bytes for each visit to a station: 190 MB for a year of 1.16 million trucks and
    five stations. Raises SiteError where passes are not exact for the site.
    """

    def __init__(
        self, site: Site, demand: Demand, *, days: int = 365, seed: int = 7, rows: int = 20
    ) -> None:
        self.site, self.demand, self.days, self.seed, self.rows = site, demand, days, seed, rows
        self.model = self._compiled(site)
        if not feeds_forward(self.model):
            allowed = "no loops, limits, blocking, shared or interrupted staff, fixed durations"
            raise SiteError(site.id, (f"found a site that needs a calendar; allowed: {allowed}",))
        self.came, self.typed, self.row = self._arrivals()
        self.work, self.to = self._draws()
        self.passes: dict[int, Pass] = {}
        self.counts = new_counts(self.model)
        self.counts = self._filled(self.model, self.passes)

    def with_staff(self, pool: str, staff: float | Mapping[str, float]) -> BorderResult:
        """What the same trucks meet with other staff in `pool`, as `Site.with_staff` takes it."""
        model = self._compiled(self.site.with_staff(pool, staff))
        return result(model, [_short(model, self.counted(model))], self.seed)

    def result(self) -> BorderResult:
        """What the trucks meet with the staff of the site."""
        return result(self.model, [_short(self.model, self.counts)], self.seed)

    def counted(self, model: Model) -> Counts:
        """The counters of `model`, which differs from the site's in staff only."""
        return self._filled(model, dict(self.passes))

    def _filled(self, model: Model, passes: dict[int, Pass]) -> Counts:
        """The counters of `model`; `passes` are those still valid, and are filled up."""
        from goldenbridge.border.kernels import count_out, count_station  # noqa: PLC0415 - numba

        net, counts = model.net, new_counts(model)
        stale = {k for k in range(len(model.stations)) if self._changed(model, k)}
        ended = 0
        for k in _order(model):
            if k in stale or k not in passes:
                stale.add(k)
                passes[k] = self.passed(model, k, passes)
                stale |= _next(model, k) - {len(model.stations)}
            one = passes[k]
            if k not in stale:
                for new, old in zip(_of(counts, k), _of(self.counts, k), strict=True):
                    new[...] = old
            else:
                count_station(
                    net, k, one.at, one.truck, one.start, self.work[k], self.row, self.typed,
                    counts.wait, counts.wait_sum, counts.queued, counts.busy,
                )  # fmt: skip
            ended += one.ended
            if len(model.stations) not in _next(model, k):
                continue
            counts.total[1] += count_out(
                net, one.truck, one.start, self.work[k], self.to[k], self.came, self.row,
                self.typed, counts.dwell, counts.dwell_sum, counts.over, counts.day_trucks,
                counts.day_dwell,
            )  # fmt: skip
        counts.total[0] = self.came.size
        counts.total[5] = self.came.size + ended
        return counts

    def passed(self, model: Model, k: int, passes: Mapping[int, Pass]) -> Pass:
        """One pass over station `k`, its arrivals taken from `passes`."""
        from goldenbridge.border.kernels import station_pass  # noqa: PLC0415 - numba

        net = model.net
        mine = self.passes.get(k)
        upstream = [p for p in passes if k in _next(model, p)]
        kept = mine is not None and all(passes[p] is self.passes.get(p) for p in upstream)
        at, truck = (mine.at, mine.truck) if mine and kept else self._merged(model, k, passes)
        start, order = np.empty(at.size), np.empty(at.size, np.int32)
        work = self.work[k]
        changes = np.flatnonzero(net.change_of[:-1] == k)
        done = station_pass(
            at,
            truck,
            self.typed,
            net.line[k] - net.first_line[k],
            int(net.first_line[k + 1] - net.first_line[k]),
            work,
            net.lanes[k],
            int(net.heap_at[k + 1] - net.heap_at[k]),
            np.append(net.change_at[changes], math.inf),
            np.append(net.change_to[changes], 0),
            start,
            order,
        )
        order = order[:done]
        ended = bisect_right(order, net.horizon, key=lambda i: start[i] + work[truck[i]])
        return Pass(at, truck, start, order, ended)

    def _compiled(self, site: Site) -> Model:
        return compile_site(site, self.demand, days=self.days, rows=self.rows)

    def _changed(self, model: Model, k: int) -> bool:
        """Whether station `k` is manned otherwise than in the first model."""
        old, new = self.model.net, model.net
        rows = [(net.change_of[:-1] == k) for net in (old, new)]
        return bool(
            old.lanes[k] != new.lanes[k]
            or not np.array_equal(old.change_at[:-1][rows[0]], new.change_at[:-1][rows[1]])
            or not np.array_equal(old.change_to[:-1][rows[0]], new.change_to[:-1][rows[1]])
        )

    def _arrivals(self) -> tuple[Floats, Small, Small]:
        """The time and the type of every truck, and the row it is counted in."""
        from goldenbridge.border.kernels import arrive, rows_of  # noqa: PLC0415 - numba

        n = arrive(self.seed, self.model.net, np.empty(0), np.empty(0, np.uint16))
        came, (typed, row) = np.empty(n), np.empty((2, n), np.uint16)
        arrive(self.seed, self.model.net, came, typed)
        rows_of(self.model.net, came, self.rows, row)
        return came, typed, row

    def _draws(self) -> tuple[Floats, Small]:
        from goldenbridge.border.kernels import draw_station  # noqa: PLC0415 - numba

        stations = len(self.model.stations)
        work = np.empty((stations, self.came.size))
        to = np.empty((stations + 1, self.came.size), np.uint16)
        for k in range(stations + 1):
            # trucks that arrive are routed, but not served
            served = work[min(k, stations - 1)]
            draw_station(self.seed, self.model.net, k, self.typed, served, to[k])
        return work, to

    def _merged(
        self, model: Model, k: int, passes: Mapping[int, Pass]
    ) -> tuple[Floats, NDArray[np.int32]]:
        from goldenbridge.border.kernels import leave, merge  # noqa: PLC0415 - numba

        first = np.flatnonzero(self.to[len(model.stations)] == k).astype(np.int32)
        at, truck = self.came[first], first
        for p, one in passes.items():
            if k in _next(model, p):
                x, q = np.empty(one.order.size), np.empty(one.order.size, np.int32)
                end = model.net.horizon
                n = leave(one.truck, one.start, self.work[p], one.order, self.to[p], k, end, x, q)
                out = np.empty(at.size + n), np.empty(at.size + n, np.int32)
                merge(at, truck, at.size, x, q, n, *out)
                at, truck = out
        return at, truck


def sweep(  # noqa: PLR0913 - what is compared, how long and how often
    site: Site,
    demand: Demand,
    plans: Sequence[Mapping[str, float | Mapping[str, float]]],
    *,
    days: int = 365,
    replications: int = 8,
    seed: int = 7,
    mapper: Mapper | None = None,
) -> tuple[BorderResult, ...]:
    """What the same trucks meet under each of `plans`, other staff by pool as `with_staff` takes.

    Each replication is kept and only what a plan changes is run again, where that is exact and
    small enough to keep; elsewhere every plan is run by the calendar. Both give the same result.
    Raises SiteError as `simulate` does.
    """
    mapper = mapper or on_threads(os.cpu_count() or 1)
    sites = [_manned(site, plan) for plan in plans]
    models = [compile_site(one, demand, days=days) for one in sites]
    trucks = days * sum(flow.trucks_per_day for flow in demand.flows)
    small = trucks * len(site.stations) <= MOST_KEPT and feeds_forward(models[0])

    def work(job: Job) -> list[Sample]:
        if not small:
            return [sample(Job(model, job.seed)) for model in models]
        kept = WhatIf(sites[0], demand, days=days, seed=job.seed, rows=1)
        return [_short(model, kept.counted(model)) for model in models]

    jobs = [Job(models[0], seed_of(seed, number)) for number in range(replications)]
    done = list(mapper(work, jobs))
    return tuple(
        result(model, [samples[i] for samples in done], seed) for i, model in enumerate(models)
    )


def _short(model: Model, counts: Counts) -> Sample:
    return shortened(counts, directions(model.types))


def _manned(site: Site, plan: Mapping[str, float | Mapping[str, float]]) -> Site:
    for pool, staff in plan.items():
        site = site.with_staff(pool, staff)
    return site


def _of(counts: Counts, k: int) -> tuple[Ints, ...]:
    """The counters of station `k`."""
    return counts.wait[:, k], counts.wait_sum[:, k], counts.queued[k], counts.busy[k]


def _next(model: Model, k: int) -> set[int]:
    """The stations that some type goes to after station `k`; their number stands for out."""
    net = model.net
    found: set[int] = set()
    for first in net.first_leg[:, k]:
        i = int(first)
        while i < net.leg_to.size:
            found.add(int(net.leg_to[i]))
            if net.leg_share[i] >= 1.0:
                break
            i += 1
    return found


def _order(model: Model) -> list[int]:
    """The stations, each after those that lead to it; none where there is a loop."""
    stations = range(len(model.stations))
    before: dict[int, set[int]] = {k: set() for k in stations}
    for k in stations:
        for to in _next(model, k) - {len(stations)}:
            before[to].add(k)
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return []
