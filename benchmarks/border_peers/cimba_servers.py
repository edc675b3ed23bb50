"""W1 and W2 in cimba the other way round: a process for each server, trucks as numbers in stores.

No process is spawned for a truck, which is faster than `cimba_peer`; cimba's tutorials model queues
like this. At the end of a shift the officers who leave are told by items that go before every
truck, and wait in a store of their own. What is known of a truck stands in arrays, in the slot that
is its number.
"""

import cimba as cb
import numpy as np
from cimba import random

from benchmarks.border_peers import cimba_peer
from benchmarks.border_peers import workloads as w
from benchmarks.border_peers.cimba_peer import (
    DOCUMENTS_MU,
    DOCUMENTS_SIGMA,
    EXIT_MU,
    EXIT_SIGMA,
    GATE_MU,
    GATE_SIGMA,
    INSPECTION_MEAN,
    INSPECTION_PHASES,
    LENGTHS,
    RATES,
    STAFF,
    WEIGHING_MEAN,
    WEIGHING_PHASES,
)

MOST = STAFF.max(axis=1)
OFF_DUTY, BEFORE_ALL = -1, 9


class Bank(cb.Model):
    """W1."""

    customers: cb.Param[int] = 1000
    line: cb.Store[float]
    waits: cb.Dataset
    mean_wait: cb.Output[float]

    @cb.process
    def arrivals(self) -> None:
        """Let customers come."""
        for _ in range(self.customers):
            cb.hold(random.exponential(1 / w.ARRIVAL_RATE))
            self.line.put(cb.now())

    @cb.process(copies=w.SERVERS)
    def server(self) -> None:
        """Serve customer after customer."""
        while True:
            arrived = self.line.get()
            self.waits.record(cb.now() - arrived)
            cb.hold(random.exponential(1 / w.SERVICE_RATE))

    @cb.on_end
    def measure(self) -> None:
        """Tell the mean wait."""
        self.mean_wait = self.waits.sample_mean()


class Crew(cb.Model):
    """The line and the officers' room of one station of W2, and its waits."""

    station: cb.Param[int] = 0
    line: cb.PriorityStore[int]
    room: cb.Store[int]
    priority: cb.Dataset
    general: cb.Dataset
    mean_priority: cb.Output[float]
    mean_general: cb.Output[float]

    @cb.process(priority=1)
    def shifts(self) -> None:
        """Tell officers to leave and to come."""
        shift = 0
        on_duty = MOST[self.station]
        while True:
            officers = STAFF[self.station, shift]
            while on_duty > officers:
                self.line.put(OFF_DUTY, BEFORE_ALL)
                on_duty -= 1
            while on_duty < officers:
                self.room.put(1)
                on_duty += 1
            cb.hold(LENGTHS[shift])
            shift = (shift + 1) % 4

    @cb.function
    def record(self, group: int, wait: float) -> None:
        """Keep a wait."""
        if group == 1:
            self.priority.record(wait)
        else:
            self.general.record(wait)

    @cb.on_end
    def measure(self) -> None:
        """Tell the mean waits."""
        self.mean_priority = self.priority.sample_mean()
        self.mean_general = self.general.sample_mean()


class Post(cb.Model):
    """W2; `group` 1 goes first."""

    gate: Crew
    weighbridge: Crew
    documents: Crew
    inspection: Crew
    exit: Crew
    came: cb.Array[float] = cb.Array(w.YARD)
    joined: cb.Array[float] = cb.Array(w.YARD)
    group: cb.Array[int] = cb.Array(w.YARD)
    free: cb.Array[int] = cb.Array(list(range(w.YARD)))
    spare: cb.Output[int]
    turned_away: cb.Output[int]
    times: cb.Dataset
    served: cb.Output[int]
    total: cb.Output[float]

    @cb.on_start
    def begin(self) -> None:
        """Empty the yard."""
        self.spare = w.YARD
        self.turned_away = 0

    @cb.process
    def arrivals(self) -> None:
        """Let trucks come by the hour of the week, and turn away those that find the yard full."""
        hour = 0
        now = 0.0
        while True:
            left = random.exponential(1.0)
            while left > RATES[hour % 168] * (60.0 * (hour + 1) - now):
                left -= RATES[hour % 168] * (60.0 * (hour + 1) - now)
                hour += 1
                now = 60.0 * hour
            now += left / RATES[hour % 168]
            cb.hold(now - cb.now())
            if self.spare == 0:
                self.turned_away += 1
            else:
                self.spare -= 1
                truck = self.free[self.spare]
                self.came[truck] = now
                self.joined[truck] = now
                self.group[truck] = 1 if random.uniform() < w.PRIORITY else 0
                self.gate.line.put(truck, self.group[truck])

    @cb.process(copies=int(MOST[w.GATE]))
    def at_gate(self) -> None:
        """Serve truck after truck."""
        while True:
            truck = self.gate.line.get()
            if truck == OFF_DUTY:
                self.gate.room.get()
            else:
                self.gate.record(self.group[truck], cb.now() - self.joined[truck])
                cb.hold(random.lognormal(GATE_MU, GATE_SIGMA))
                self.joined[truck] = cb.now()
                self.weighbridge.line.put(truck, self.group[truck])

    @cb.process(copies=int(MOST[w.WEIGHBRIDGE]))
    def at_weighbridge(self) -> None:
        """Serve truck after truck."""
        while True:
            truck = self.weighbridge.line.get()
            if truck == OFF_DUTY:
                self.weighbridge.room.get()
            else:
                self.weighbridge.record(self.group[truck], cb.now() - self.joined[truck])
                cb.hold(random.erlang(WEIGHING_PHASES, WEIGHING_MEAN))
                self.joined[truck] = cb.now()
                self.documents.line.put(truck, self.group[truck])

    @cb.process(copies=int(MOST[w.DOCUMENTS]))
    def at_documents(self) -> None:
        """Serve truck after truck."""
        while True:
            truck = self.documents.line.get()
            if truck == OFF_DUTY:
                self.documents.room.get()
            else:
                self.documents.record(self.group[truck], cb.now() - self.joined[truck])
                cb.hold(random.lognormal(DOCUMENTS_MU, DOCUMENTS_SIGMA))
                self.joined[truck] = cb.now()
                if random.uniform() < w.INSPECTED:
                    self.inspection.line.put(truck, self.group[truck])
                else:
                    self.exit.line.put(truck, self.group[truck])

    @cb.process(copies=int(MOST[w.INSPECTION]))
    def at_inspection(self) -> None:
        """Serve truck after truck."""
        while True:
            truck = self.inspection.line.get()
            if truck == OFF_DUTY:
                self.inspection.room.get()
            else:
                self.inspection.record(self.group[truck], cb.now() - self.joined[truck])
                cb.hold(random.erlang(INSPECTION_PHASES, INSPECTION_MEAN))
                self.joined[truck] = cb.now()
                self.exit.line.put(truck, self.group[truck])

    @cb.process(copies=int(MOST[w.EXIT]))
    def at_exit(self) -> None:
        """Serve truck after truck."""
        while True:
            truck = self.exit.line.get()
            if truck == OFF_DUTY:
                self.exit.room.get()
            else:
                self.exit.record(self.group[truck], cb.now() - self.joined[truck])
                cb.hold(random.lognormal(EXIT_MU, EXIT_SIGMA))
                self.times.record(cb.now() - self.came[truck])
                self.free[self.spare] = truck
                self.spare += 1

    @cb.on_end
    def measure(self) -> None:
        """Tell the time from arrival to exit."""
        self.served = self.times.sample_count()
        self.total = self.times.sample_mean()


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    model = Bank()
    model.customers = customers
    result = cb.Experiment(model, seed=seed).run(workers=1)[model]
    return w.Outcome(customers, np.array([[cimba_peer.value(result, "mean_wait")]]))


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    model = Post()
    for number, station in enumerate(w.STATIONS):
        crew = Crew()
        crew.station = number
        setattr(model, station.name, crew)
    window = cb.Window(duration=minutes)
    results = cb.Experiment(model, window=window, seed=seed).run(workers=1)
    waits = [
        [
            cimba_peer.value(results[getattr(model, station.name)], f"mean_{group}")
            for group in w.CLASSES
        ]
        for station in w.STATIONS
    ]
    told = {name: cimba_peer.value(results[model], name) for name in ("served", "turned_away")}
    total = cimba_peer.value(results[model], "total")
    return w.Outcome(int(told["served"]), np.array(waits), int(told["turned_away"]), total)
