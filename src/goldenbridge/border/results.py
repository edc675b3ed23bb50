"""What a simulation says, each number with the half-width of its 95 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goldenbridge.border.samples import Sample, directions
from goldenbridge.border.tables import WEEK_H, Floats, Model

ALL = "all"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications (or batches) and the half-width of its 95 % interval.

    Student's t; the half-width is infinite for a single replication, nan where nothing was seen.
    """

    value: float
    half_width: float

    @property
    def relative(self) -> float:
        """Half-width over value, infinite where the value is 0."""
        return self.half_width / abs(self.value) if self.value else np.inf


@dataclass(frozen=True, slots=True)
class Dwell:
    """Minutes from arrival to out of one class in one direction; ALL stands for any of them.

    `over_promise` is the share of trucks that took longer than their class was promised.
    """

    direction: str
    truck_class: str
    trucks_per_day: Estimate
    mean: Estimate
    p50: Estimate
    p90: Estimate
    p95: Estimate
    p99: Estimate
    over_promise: Estimate
    turned_away_per_day: Estimate
    gave_up_per_day: Estimate


@dataclass(frozen=True, slots=True)
class Wait:
    """Minutes a truck waits at one station before it is served."""

    station: str
    trucks_per_day: Estimate
    mean: Estimate
    p50: Estimate
    p90: Estimate
    p95: Estimate
    p99: Estimate


@dataclass(frozen=True, slots=True, eq=False)
class BorderResult:
    """What came out of the replications of one site under one demand.

    `queue` [station, 168]: trucks waiting on average in each hour of the week, Monday's first hour
    first; `utilisation` [station, 168]: lanes at work over lanes manned (nan where none is);
    `held` [station, 168]: lanes held by trucks that could not go on. `trucks`: trucks that arrived
    in all replications, warm-up included. `refused`: those for whom there was no room in memory;
    anything but 0 means that the site is overloaded and its times have no limit.
    """

    site: str
    demand: str
    stations: tuple[str, ...]
    dwell: tuple[Dwell, ...]
    by_direction: tuple[Dwell, ...]
    overall: Dwell
    waits: tuple[Wait, ...]
    queue: Floats
    utilisation: Floats
    held: Floats
    days: int
    warmup_days: float
    replications: int
    seed: int
    trucks: int
    refused: int

    @property
    def throughput(self) -> Estimate:
        """Trucks through in a day."""
        return self.overall.trucks_per_day

    @property
    def turned_away(self) -> Estimate:
        """Trucks turned away in a day."""
        return self.overall.turned_away_per_day


def estimate(values: Floats) -> Estimate:
    """The mean of independent `values` with its half-width; nan among them are left out."""
    from scipy.special import stdtrit  # noqa: PLC0415 - takes 0.1 s, which a compile can do without

    seen = values[~np.isnan(values)]
    if not seen.size:
        return Estimate(np.nan, np.nan)
    if seen.size == 1:
        return Estimate(float(seen[0]), np.inf)
    error = seen.std(ddof=1) / np.sqrt(seen.size)
    return Estimate(float(seen.mean()), float(stdtrit(seen.size - 1, 0.975) * error))


def result(model: Model, samples: Sequence[Sample], seed: int) -> BorderResult:
    """Join the `samples` of a model, in the order of their seeds."""
    ways = directions(model.types)
    pairs = [*model.types, *((way, ALL) for way in ways), (ALL, ALL)]
    rows = [_dwell(pair, i, model, samples) for i, pair in enumerate(pairs)]
    types = len(model.types)
    hours = _hours(model) * len(samples)
    queued, busy, held = (
        np.sum([getattr(one, name) for one in samples], axis=0) / 60 / hours
        for name in ("queued", "busy", "held")
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        utilisation = np.where(model.manned > 0, busy / model.manned, np.nan)
    return BorderResult(
        site=model.site,
        demand=model.demand,
        stations=model.stations,
        dwell=tuple(rows[:types]),
        by_direction=tuple(rows[types:-1]),
        overall=rows[-1],
        waits=tuple(_wait(name, i, model, samples) for i, name in enumerate(model.stations)),
        queue=queued,
        utilisation=utilisation,
        held=held,
        days=model.days,
        warmup_days=model.net.warmup / 1440,
        replications=len(samples),
        seed=seed,
        trucks=int(sum(one.total[0] for one in samples)),
        refused=int(sum(one.total[4] for one in samples)),
    )


def _hours(model: Model) -> Floats:
    """How often each hour of the week comes in the counted time, [168]."""
    start = model.net.warmup / 60
    edges = np.arange(np.floor(start), model.net.horizon / 60)
    length = np.minimum(edges + 1, model.net.horizon / 60) - np.maximum(edges, start)
    slot = (edges.astype(np.int64) + model.net.first_hour) % WEEK_H
    return np.maximum(np.bincount(slot, length, WEEK_H), 1e-9)


def _dwell(pair: tuple[str, str], i: int, model: Model, samples: Sequence[Sample]) -> Dwell:
    days = model.days / model.rows
    percentiles = np.concatenate([one.percentiles[:, i] for one in samples])
    direction, truck_class = pair
    return Dwell(
        direction,
        truck_class,
        _joined(samples, "trucks", i, days),
        _joined(samples, "mean", i),
        *_each(percentiles),
        _joined(samples, "over", i),
        _joined(samples, "lost", i, days),
        _joined(samples, "left", i, days),
    )


def _wait(name: str, i: int, model: Model, samples: Sequence[Sample]) -> Wait:
    percentiles = np.concatenate([one.wait_percentiles[:, i] for one in samples])
    return Wait(
        name,
        _joined(samples, "visits", i, model.days / model.rows),
        _joined(samples, "wait", i),
        *_each(percentiles),
    )


def _each(percentiles: Floats) -> tuple[Estimate, Estimate, Estimate, Estimate]:
    p50, p90, p95, p99 = (estimate(column) for column in percentiles.T)
    return p50, p90, p95, p99


def _joined(samples: Sequence[Sample], name: str, i: int, over: float = 1.0) -> Estimate:
    return estimate(np.concatenate([getattr(one, name)[:, i] for one in samples]) / over)
