"""How long crossing takes, by the load and by how fast the stations work, simulated once."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from goldenbridge.border.compile import compile_site
from goldenbridge.border.results import estimate
from goldenbridge.border.runs import run_one
from goldenbridge.border.samples import SHARES, Job, Mapper, on_threads, quantiles
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import FIXED, Counts
from goldenbridge.errors import LoopError
from goldenbridge.outlook.monotone import isotonic
from goldenbridge.outlook.times import SurfaceTimes, surface_times
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site
from goldenbridge.trade.freight import Array

LOADS = (0.3, 0.5, 0.7, 0.85, 0.95, 1.05, 1.15, 1.25, 1.4, 1.6, 2.0, 2.6)
"""Loads of a surface for which nobody gave others, as multiples of the demand's.

Close to each other where the demand of today and of the coming years lies.
"""
FACTORS = (0.6, 0.8, 1.0, 1.3, 1.7)
OVERLOAD = 0.05
"""A share of trucks not through at the end of the run above which a crossing is overloaded."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Hours from arrival to exit over load × service factor; use it by `at`.

    `loads` [L] are trucks a day at factor 1, rising. Column j of the tables [L, F] stands at
    `loads / factors[j]`: along a row the work is the same, so that the load at which queues grow
    without end lies in the same row everywhere. `mean_h`, `p95_h` rise along both axes; `corrected`
    is the largest share by which that moved a simulated value. `mean_half_h`, `p95_half_h` are
    half-widths of 95 % intervals (Student's t over replications), infinite for one replication.
    `unserved` is the share of trucks not through at the end of the run, `refused` the number of
    those for whom there was no room in memory.
    """

    loads: Array
    factors: Array
    mean_h: Array
    p95_h: Array
    mean_half_h: Array
    p95_half_h: Array
    unserved: Array
    refused: Array
    corrected: float
    days: int
    replications: int
    seed: int

    @property
    def overloaded(self) -> Any:
        """Whether more than OVERLOAD of the trucks are not through in the end, [L, F]."""
        return self.unserved > OVERLOAD

    def at(self, factor: float | Array) -> SurfaceTimes:
        """The times by load where all service times are multiplied by `factor`, one or [draw].

        Raises LoopError for factors that are not above 0.
        """
        return surface_times(self.loads, self.factors, (self.mean_h, self.p95_h), factor)


class _Point(NamedTuple):
    """One replication: minutes, and trucks arrived, through and refused."""

    mean: float
    p95: float
    trucks: tuple[int, int, int]


def surfaces(  # noqa: PLR0913 - what is simulated, where, how long and how often
    site: Site,
    demand: Demand,
    *,
    loads: Sequence[float] | None = None,
    factors: Sequence[float] = FACTORS,
    days: int = 365,
    warmup_days: float = 7.0,
    replications: int = 4,
    seed: int = 7,
    mapper: Mapper | None = None,
    progress: Progress | None = None,
) -> dict[str, Surface]:
    """Simulate `site` at every load and service factor; surfaces by direction, "" for all trucks.

    A load is all flows of `demand` together, trucks a day of the average day, scaled in one mix;
    booked trucks come on top as they are. A direction that no truck takes has no surface. Every run
    has `days` after `warmup_days`: an overloaded crossing has a queue that grows to the end, not
    one without limit. Nobody turns back (see `patient`): staying away is what the elasticity of
    trade says. Truck n draws the same durations everywhere (common random numbers, Law & Kelton
    2000, ch. 11). `progress` is told how many columns are done.

    Raises SiteError as `simulate` does, LoopError for loads or factors that are not positive and
    rising, a demand without flows, a grid point without trucks, or overload at every load.
    """
    base = sum(flow.trucks_per_day for flow in demand.flows)
    if not base > 0:
        raise LoopError(f"demand {demand.id}: found no trucks a day; allowed: flows above 0")
    grid = rising("loads", [x * base for x in LOADS] if loads is None else loads, least=2)
    columns = rising("factors", factors, least=1)
    if replications < 1:
        raise LoopError(f"found {replications} replications; allowed: 1 or more")
    mapper = mapper or on_threads(os.cpu_count() or 1)
    taken = {flow.direction for flow in demand.flows if flow.trucks_per_day > 0}
    taken |= {book.direction for book in demand.books}
    ways = ("", *(one.id for one in site.directions if one.id in taken))
    work = partial(_measured, ways=ways)
    found: list[list[tuple[_Point, ...]]] = []
    for done, factor in enumerate(columns, start=1):
        slow = slowed(patient(site), float(factor))
        models = [
            compile_site(slow, loaded(demand, float(x / factor / base)), days=days,
                         warmup_days=warmup_days)
            for x in grid
        ]  # fmt: skip
        seeds = [seed_of(seed, r) for r in range(replications)]
        # the mapper runs any work; its type speaks of the most common one
        points: Iterable[Any] = mapper(work, (Job(m, s) for m in models for s in seeds))
        flat = list(points)
        found += [flat[i : i + replications] for i in range(0, len(flat), replications)]
        if progress is not None:
            progress(done, columns.size)
    return {
        way: _surface(
            site.id,
            grid,
            columns,
            [[points[i] for points in one] for one in found],
            (days, replications, seed),
        )
        for i, way in enumerate(ways)
    }


def loaded(demand: Demand, factor: float) -> Demand:
    """The same demand with `factor` times the trucks in every flow; books stay."""
    flows = (replace(f, trucks_per_day=f.trucks_per_day * factor) for f in demand.flows)
    return replace(demand, flows=tuple(flows))


def patient(site: Site) -> Site:
    """The same site where trucks wait that would turn back, out of patience or turned away.

    Limits that turn trucks away are lifted; those that block stay.
    """
    stations = (
        replace(one, places=None, full="") if one.full == "balk" else one for one in site.stations
    )
    return replace(
        site,
        classes=tuple(replace(one, patience=()) for one in site.classes),
        stations=tuple(stations),
        yards=tuple(yard for yard in site.yards if yard.full != "balk"),
    )


def slowed(site: Site, factor: float) -> Site:
    """The same site where every service takes `factor` times as long."""
    stations = (
        replace(s, services=tuple(_longer(one, factor) for one in s.services))
        for s in site.stations
    )
    return replace(site, stations=tuple(stations))


def rising(what: str, values: Sequence[float] | Array, *, least: int) -> Array:
    """`values` as an array; LoopError unless there are `least` positive ones that rise."""
    array = np.asarray(values, np.float64)
    sound = array.ndim == 1 and array.size >= least and bool(np.all(np.isfinite(array)))
    if not sound or not array[0] > 0 or np.any(np.diff(array) <= 0):
        allowed = f"{least} or more numbers above 0, each above the one before"
        raise LoopError(f"{what}: found {np.array2string(array, precision=4)}; allowed: {allowed}")
    return array


def _longer(service: Service, factor: float) -> Service:
    scaled = {
        name: getattr(service, name) * factor
        for name in ("mean_min", "low", "mode", "high")
        if getattr(service, name) is not None
    }
    return replace(service, values=tuple(v * factor for v in service.values), **scaled)


def _measured(job: Job, ways: tuple[str, ...]) -> Any:
    """One replication as a `_Point` for each of `ways`, "" for all trucks."""
    counts = run_one(job.model, job.seed)
    types = [way for way, _ in job.model.types]
    return tuple(
        _point(counts, [i for i, one in enumerate(types) if way in ("", one)]) for way in ways
    )


def _point(counts: Counts, chosen: list[int]) -> _Point:
    dwell = counts.dwell.sum(axis=0)[chosen].sum(axis=0)
    total = int(dwell.sum())
    if not total:
        return _Point(np.nan, np.nan, (0, 0, 0))
    mean = float(counts.dwell_sum.sum(axis=0)[chosen].sum()) / FIXED / total
    p95 = float(quantiles(dwell[np.newaxis])[0, SHARES.index(0.95)])
    arrived, through, _, _, refused, _ = (int(n) for n in counts.total)
    return _Point(mean, p95, (arrived, through, refused))


def _surface(
    site: str, loads: Array, factors: Array, found: list[list[_Point]], how: tuple[int, int, int]
) -> Surface:
    def table(values: Iterable[float]) -> Array:
        return np.array(list(values)).reshape(factors.size, loads.size).T

    means, tails = ([estimate(np.array([p[i] for p in one]) / 60) for one in found] for i in (0, 1))
    mean, p95 = table(e.value for e in means), table(e.value for e in tails)
    if np.isnan(mean).any():
        i, j = (int(n) for n in np.argwhere(np.isnan(mean))[0])
        place = f"{loads[i] / factors[j]:.4g} trucks a day, factor {factors[j]:.3g}"
        allowed = "loads at which some pass in every direction and run"
        raise LoopError(f"site {site}: found no truck at {place}; allowed: {allowed}")
    arrived, through, refused = (
        table(sum(p.trucks[i] for p in one) for one in found) for i in range(3)
    )
    unserved = 1 - through / arrived
    if np.all(unserved > OVERLOAD):
        raise LoopError(
            f"site {site}: found overload at every load, with {unserved.min():.0%} of the trucks "
            f"not through at best ({loads[0]:.4g} trucks a day at factor 1); "
            f"allowed: a least load of which {1 - OVERLOAD:.0%} pass"
        )
    straight = [np.exp(isotonic(np.log(one))) for one in (mean, p95)]
    moved = [np.abs(a / b - 1).max() for a, b in zip(straight, (mean, p95), strict=True)]
    return Surface(
        loads=loads,
        factors=factors,
        mean_h=straight[0],
        p95_h=straight[1],
        mean_half_h=table(e.half_width for e in means),
        p95_half_h=table(e.half_width for e in tails),
        unserved=unserved,
        refused=refused,
        # rounding of exp and log is no correction
        corrected=float(max(moved)) if max(moved) > 1e-12 else 0.0,
        days=how[0],
        replications=how[1],
        seed=how[2],
    )
