"""W1 and W2 in SimPy the other way round: a process for each server, trucks as items in stores.

No process is begun for a truck, which is faster than `simpy_peer`. At the end of a shift the
officers who leave are told by items that go before every truck, and wait in a store of their own.
"""

from collections.abc import Generator
from itertools import count
from random import Random

import numpy as np
import simpy

from benchmarks.border_peers import workloads as w

Process = Generator[simpy.Event, tuple[int, int, float, float], None]
OFF_DUTY = -1  # in the place of a truck's class


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    rng = Random(seed)  # noqa: S311 - a simulation, not a secret
    env = simpy.Environment()
    line = simpy.Store(env)
    waits: list[float] = []

    def server() -> Generator[simpy.Event, float, None]:
        while True:
            arrived = yield line.get()
            waits.append(env.now - arrived)
            yield env.timeout(rng.expovariate(w.SERVICE_RATE))

    def source() -> Generator[simpy.Event, None, None]:
        for _ in range(customers):
            yield env.timeout(rng.expovariate(w.ARRIVAL_RATE))
            line.put(env.now)

    for _ in range(w.SERVERS):
        env.process(server())
    env.process(source())
    env.run()
    return w.Outcome(len(waits), np.array([[np.mean(waits)]]))


class Border:
    """W2; an item is a truck's class, its number in line, and when it joined and came."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self.env = simpy.Environment()
        self.lines = [simpy.PriorityStore(self.env) for _ in w.STATIONS]
        self.off = [simpy.Store(self.env) for _ in w.STATIONS]
        self.service = w.service_times(self.rng)
        self.number = count()
        self.visits: list[tuple[int, int, float]] = []
        self.totals: list[float] = []
        self.inside = self.turned_away = 0
        for station, place in enumerate(w.STATIONS):
            self.env.process(self.shifts(station))
            for _ in range(max(place.staff)):
                self.env.process(self.officer(station))
        self.env.process(self.source())

    def source(self) -> Process:
        """Let trucks come, and turn away those that find the yard full."""
        gap, env = w.arrival_gaps(self.rng), self.env
        while True:
            yield env.timeout(gap())
            if self.inside >= w.YARD:
                self.turned_away += 1
            else:
                self.inside += 1
                group = 0 if self.rng.random() < w.PRIORITY else 1
                self.lines[w.GATE].put((group, next(self.number), env.now, env.now))

    def officer(self, station: int) -> Process:
        """Serve truck after truck."""
        env, line, draw = self.env, self.lines[station], self.service[station]
        while True:
            group, _, joined, came = yield line.get()
            if group == OFF_DUTY:
                yield self.off[station].get()
                continue
            self.visits.append((station, group, env.now - joined))
            yield env.timeout(draw())
            if station == w.EXIT:
                self.totals.append(env.now - came)
                self.inside -= 1
            else:
                skips = station == w.DOCUMENTS and self.rng.random() >= w.INSPECTED
                to = w.EXIT if skips else station + 1
                self.lines[to].put((group, next(self.number), env.now, came))

    def shifts(self, station: int) -> Process:
        """Tell officers to leave and to come."""
        staff = w.STATIONS[station].staff
        on_duty = max(staff)
        while True:
            for officers, length in zip(staff, w.SHIFT_LENGTHS, strict=True):
                for _ in range(on_duty - officers):
                    self.lines[station].put((OFF_DUTY, next(self.number), 0.0, 0.0))
                for _ in range(officers - on_duty):
                    self.off[station].put(None)
                on_duty = officers
                yield self.env.timeout(length)


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    run = Border(seed)
    run.env.run(until=minutes)
    station, group, wait = map(np.array, zip(*run.visits, strict=True))
    waits = w.mean_waits(station, group, wait)
    return w.Outcome(len(run.totals), waits, run.turned_away, float(np.mean(run.totals)))
