"""The two workloads every engine runs, in minutes, and what each engine must tell of a run.

W1 is M/M/8 at 90 % load. W2 is a border post of five stations: trucks come by the hour of the
week, a quarter of them with priority; every truck passes the gate, the weighbridge and the
documents, 15 % are inspected, all leave by the exit. Staff change four times a day; who is
serving a truck when the shift ends finishes it. A truck that finds 250 trucks inside turns away.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray

DAY = 1440.0
WEEK = 7 * DAY
YEAR = 365 * DAY

SERVERS = 8
ARRIVAL_RATE = 7.2  # customers a minute
SERVICE_RATE = 1.0  # customers a minute and server

_MORNING = [0.35, 0.30, 0.28, 0.30, 0.40, 0.60, 0.90, 1.25, 1.50, 1.60, 1.60, 1.50]
_EVENING = [1.40, 1.40, 1.45, 1.50, 1.45, 1.35, 1.20, 1.00, 0.85, 0.70, 0.55, 0.45]
_BY_HOUR = np.array([*_MORNING, *_EVENING])
_BY_DAY = np.array([1.10, 1.15, 1.15, 1.10, 1.05, 0.80, 0.65])
_MEAN_RATE = 2.2
RATES: NDArray[np.float64] = _MEAN_RATE * np.outer(
    _BY_DAY / _BY_DAY.mean(), _BY_HOUR / _BY_HOUR.mean()
)
"""Trucks a minute, [day from Monday, hour]."""

PRIORITY = 0.25
INSPECTED = 0.15
YARD = 250


@dataclass(frozen=True)
class Lognormal:
    """A lognormal time with this mean (minutes) and coefficient of variation."""

    mean: float
    cv: float

    @property
    def log(self) -> tuple[float, float]:
        """Mean and standard deviation of its logarithm."""
        variance = math.log(1 + self.cv**2)
        return math.log(self.mean) - variance / 2, math.sqrt(variance)


@dataclass(frozen=True)
class Erlang:
    """The sum of `phases` exponential times with this mean in total (minutes)."""

    mean: float
    phases: int


@dataclass(frozen=True)
class Station:
    """A place with officers by shift; the shifts begin at SHIFTS."""

    name: str
    service: Lognormal | Erlang
    staff: tuple[int, ...]


SHIFTS = (0.0, 360.0, 840.0, 1320.0)
STATIONS = (
    Station("gate", Lognormal(2.0, 0.5), (4, 9, 9, 4)),
    Station("weighbridge", Erlang(1.5, 2), (3, 6, 6, 3)),
    Station("documents", Lognormal(8.0, 0.8), (12, 29, 29, 12)),
    Station("inspection", Erlang(25.0, 3), (6, 14, 14, 6)),
    Station("exit", Lognormal(1.0, 0.4), (2, 5, 5, 2)),
)
GATE, WEIGHBRIDGE, DOCUMENTS, INSPECTION, EXIT = range(5)
CLASSES = ("priority", "general")
SHIFT_LENGTHS = tuple(end - start for start, end in pairwise((*SHIFTS, DAY)))


@dataclass(frozen=True)
class Outcome:
    """What a run tells: who was served, who turned away, and the mean waits in minutes.

    `waits` is [station, class] for W2 and [1, 1] for W1; `total` is the mean time from arrival to
    exit, nan where the engine was not asked for it.
    """

    served: int
    waits: NDArray[np.float64]
    turned_away: int = 0
    total: float = math.nan


def mean_waits(
    station: NDArray[np.int64], group: NDArray[np.int64], wait: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Mean wait, [station, class], from one entry per visit."""
    cell = station * len(CLASSES) + group
    size = len(STATIONS) * len(CLASSES)
    count = np.bincount(cell, minlength=size)
    total = np.bincount(cell, weights=wait, minlength=size)
    return (total / count).reshape(len(STATIONS), len(CLASSES))


def arrival_gaps(rng: Random) -> Callable[[], float]:
    """A function that returns the minutes from one arrival of W2 to the next.

    One exponential number is spent against the hourly rates, so there is no thinning.
    """
    rates = RATES.ravel().tolist()
    exponential = rng.expovariate
    now, hour, end, rate = 0.0, 0, 60.0, rates[0]

    def gap() -> float:
        nonlocal now, hour, end, rate
        start, left = now, exponential(1.0)
        while left > rate * (end - now):
            left -= rate * (end - now)
            hour, now, end = hour + 1, end, end + 60.0
            rate = rates[hour % len(rates)]
        now += left / rate
        return now - start

    return gap


def service_times(rng: Random) -> list[Callable[[], float]]:
    """For each station of W2 a function that draws a service time with Python's own generator."""

    def drawing(service: Lognormal | Erlang) -> Callable[[], float]:
        if isinstance(service, Lognormal):
            mu, sigma = service.log
            return lambda: rng.lognormvariate(mu, sigma)
        shape, scale = service.phases, service.mean / service.phases
        return lambda: rng.gammavariate(shape, scale)

    return [drawing(station.service) for station in STATIONS]


def erlang_c_wait() -> float:
    """The exact mean wait of W1, from Erlang's formula for the chance to wait."""
    load = ARRIVAL_RATE / SERVICE_RATE
    terms = [load**k / math.factorial(k) for k in range(SERVERS)]
    full = load**SERVERS / math.factorial(SERVERS) * SERVERS / (SERVERS - load)
    return full / (sum(terms) + full) / (SERVERS * SERVICE_RATE - ARRIVAL_RATE)
