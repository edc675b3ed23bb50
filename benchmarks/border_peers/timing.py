"""Timing of engines in turn, so that a slow minute of the machine meets all of them."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.border_peers.workloads import Outcome


@dataclass(frozen=True)
class Work:
    """A run of one engine that takes a seed, and how often it is run in a round."""

    run: Callable[[int], Outcome]
    times: int = 1


@dataclass
class Timed:
    """Trucks per second of processor time, run by run, and what the runs told."""

    speeds: list[float] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def speed(self) -> float:
        """The median of the runs."""
        return statistics.median(self.speeds)


def first_run(run: Callable[[int], Outcome]) -> float:
    """Seconds of the first run, with all that is compiled at it."""
    started = time.perf_counter()
    run(1)
    return time.perf_counter() - started


def in_turn(works: Mapping[str, Work], rounds: int) -> dict[str, Timed]:
    """Run every engine, one after the other, `rounds` times; engines that run often alternate.

    No two runs have the same seed: two engines may draw alike.
    """
    timed = {name: Timed() for name in works}
    most = max(work.times for work in works.values())
    for number in range(rounds):
        for part in range(most):
            for place, (name, work) in enumerate(works.items()):
                if part < work.times:
                    gc.collect()
                    started = time.process_time()
                    told = work.run(1000 * place + number * most + part + 1)
                    seconds = time.process_time() - started
                    timed[name].speeds.append(told.served / seconds)
                    timed[name].outcomes.append(told)
    return timed
