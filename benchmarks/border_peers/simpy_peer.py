"""W1 and W2 in SimPy: one process per truck, resources with priorities, waits kept in lists.

SimPy's resources keep their capacity, so officers who are off duty are requests of the highest
priority that hold places, as its manual does for machines under repair.
"""

from collections.abc import Generator
from random import Random

import numpy as np
import simpy

from benchmarks.border_peers import workloads as w

Process = Generator[simpy.Event, None, None]


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    rng = Random(seed)  # noqa: S311 - a simulation, not a secret
    env = simpy.Environment()
    servers = simpy.Resource(env, w.SERVERS)
    waits: list[float] = []

    def customer() -> Process:
        arrived = env.now
        with servers.request() as request:
            yield request
            waits.append(env.now - arrived)
            yield env.timeout(rng.expovariate(w.SERVICE_RATE))

    def source() -> Process:
        for _ in range(customers):
            yield env.timeout(rng.expovariate(w.ARRIVAL_RATE))
            env.process(customer())

    env.process(source())
    env.run()
    return w.Outcome(len(waits), np.array([[np.mean(waits)]]))


class Border:
    """W2 with its resources and its record of waits."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self.env = simpy.Environment()
        self.crews = [simpy.PriorityResource(self.env, max(s.staff)) for s in w.STATIONS]
        self.service = w.service_times(self.rng)
        self.visits: list[tuple[int, int, float]] = []
        self.totals: list[float] = []
        self.inside = self.turned_away = 0
        self.env.process(self.source())
        for station in range(len(w.STATIONS)):
            self.env.process(self.shifts(station))

    def source(self) -> Process:
        """Let trucks come, and turn away those that find the yard full."""
        gap = w.arrival_gaps(self.rng)
        while True:
            yield self.env.timeout(gap())
            if self.inside >= w.YARD:
                self.turned_away += 1
            else:
                self.inside += 1
                self.env.process(self.truck())

    def truck(self) -> Process:
        """One truck from the gate to the exit."""
        env, rng = self.env, self.rng
        arrived = env.now
        group = 0 if rng.random() < w.PRIORITY else 1
        for station, crew in enumerate(self.crews):
            if station == w.INSPECTION and rng.random() >= w.INSPECTED:
                continue
            joined = env.now
            with crew.request(priority=group) as request:
                yield request
                self.visits.append((station, group, env.now - joined))
                yield env.timeout(self.service[station]())
        self.totals.append(env.now - arrived)
        self.inside -= 1

    def shifts(self, station: int) -> Process:
        """Hold the places of the officers who are off duty."""
        staff, crew = w.STATIONS[station].staff, self.crews[station]
        off: list[simpy.resources.resource.PriorityRequest] = []
        while True:
            for officers, length in zip(staff, w.SHIFT_LENGTHS, strict=True):
                while len(off) < max(staff) - officers:
                    off.append(crew.request(priority=-1))
                while len(off) > max(staff) - officers:
                    place = off.pop()
                    if place.triggered:
                        crew.release(place)
                    else:
                        place.cancel()
                yield self.env.timeout(length)


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    run = Border(seed)
    run.env.run(until=minutes)
    station, group, wait = map(np.array, zip(*run.visits, strict=True))
    waits = w.mean_waits(station, group, wait)
    return w.Outcome(len(run.totals), waits, run.turned_away, float(np.mean(run.totals)))
