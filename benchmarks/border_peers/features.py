"""What only our engine is measured at: features, what-ifs and threads."""

import statistics
import time
from functools import partial

from benchmarks.border_peers import ours, timing
from benchmarks.border_peers import workloads as w
from goldenbridge.border.samples import on_threads
from goldenbridge.border.simulation import simulate
from goldenbridge.border.whatif import WhatIf

REPLICATIONS = 8


def speeds(minutes: float, rounds: int) -> dict[str, float]:
    """Trucks per second of W2 with each feature, median of the rounds."""
    works = {name: timing.Work(partial(_variant, minutes, name)) for name in ours.VARIANTS}
    for work in works.values():
        work.run(0)  # compiles
    return {name: timed.speed for name, timed in timing.in_turn(works, rounds).items()}


def _variant(minutes: float, variant: str, seed: int) -> w.Outcome:
    return ours.border(minutes, seed, variant)


def what_if_ms(rounds: int) -> tuple[float, float]:
    """Milliseconds of a what-if over a year: at the exit, the last station, and at the documents.

    The second re-runs the documents and the two stations after them.
    """
    site = ours.without_yard(ours.border_site())
    plan = WhatIf(site, ours.border_demand(), days=365, seed=1)
    taken: dict[str, list[float]] = {"exit": [], "documents": []}
    for number in range(max(rounds, 3) + 1):
        for station, seconds in taken.items():
            staff = next(s.staff for s in w.STATIONS if s.name == station)
            hours = ("00-06", "06-14", "14-22", "22-24")
            more = {span: n + 1 + number for span, n in zip(hours, staff, strict=True)}
            started = time.process_time()
            plan.with_staff(station, more)
            seconds.append(time.process_time() - started)
    # the first of each compiles
    exits, documents = (1000 * statistics.median(seconds[1:]) for seconds in taken.values())
    return exits, documents


def gain_by_threads(minutes: float, rounds: int) -> float:
    """How many times faster two threads run the replications of W2 than one, wall clock."""
    site, demand = ours.border_site(), ours.border_demand()
    days = round(minutes / w.DAY)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for number in range(max(rounds, 3)):
        for threads, taken in seconds.items():
            started = time.perf_counter()
            simulate(
                site,
                demand,
                days=days,
                replications=REPLICATIONS,
                seed=number,
                warmup_days=0.0,
                mapper=on_threads(threads),
            )
            taken.append(time.perf_counter() - started)
    return statistics.median(seconds[1]) / statistics.median(seconds[2])
