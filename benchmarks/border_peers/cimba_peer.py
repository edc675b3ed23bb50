"""W1 and W2 in cimba: processes compiled by numba that run on its C engine, on one thread.

A class is compiled at its first run. Waits go into its datasets, one for each station and class, as
in its tutorials.
"""

import cimba as cb
import numpy as np
from cimba import random

from benchmarks.border_peers import workloads as w

RATES = w.RATES.ravel().copy()
STAFF = np.array([station.staff for station in w.STATIONS])
LENGTHS = np.array(w.SHIFT_LENGTHS)
GATE_MU, GATE_SIGMA = w.STATIONS[w.GATE].service.log
DOCUMENTS_MU, DOCUMENTS_SIGMA = w.STATIONS[w.DOCUMENTS].service.log
EXIT_MU, EXIT_SIGMA = w.STATIONS[w.EXIT].service.log
WEIGHING_PHASES = w.STATIONS[w.WEIGHBRIDGE].service.phases
WEIGHING_MEAN = w.STATIONS[w.WEIGHBRIDGE].service.mean / WEIGHING_PHASES
INSPECTION_PHASES = w.STATIONS[w.INSPECTION].service.phases
INSPECTION_MEAN = w.STATIONS[w.INSPECTION].service.mean / INSPECTION_PHASES


class Bank(cb.Model):
    """W1."""

    customers: cb.Param[int] = 1000
    servers: cb.Resource = cb.Resource(capacity=w.SERVERS)
    waits: cb.Dataset
    mean_wait: cb.Output[float]

    @cb.process
    def arrivals(self) -> None:
        """Let customers come."""
        for _ in range(self.customers):
            cb.hold(random.exponential(1 / w.ARRIVAL_RATE))
            cb.spawn(Customer, bank=self)

    @cb.on_end
    def measure(self) -> None:
        """Tell the mean wait."""
        self.mean_wait = self.waits.sample_mean()


class Customer(cb.Model):
    """A customer of W1."""

    bank: cb.Ref[Bank]

    @cb.process
    def live(self) -> None:
        """Wait, be served, leave."""
        arrived = cb.now()
        self.bank.servers.acquire()
        self.bank.waits.record(cb.now() - arrived)
        cb.hold(random.exponential(1 / w.SERVICE_RATE))
        self.bank.servers.release()


class Post(cb.Model):
    """W2."""

    gate: cb.Resource = cb.Resource(capacity=w.STATIONS[w.GATE].staff[0])
    weighbridge: cb.Resource = cb.Resource(capacity=w.STATIONS[w.WEIGHBRIDGE].staff[0])
    documents: cb.Resource = cb.Resource(capacity=w.STATIONS[w.DOCUMENTS].staff[0])
    inspection: cb.Resource = cb.Resource(capacity=w.STATIONS[w.INSPECTION].staff[0])
    exit: cb.Resource = cb.Resource(capacity=w.STATIONS[w.EXIT].staff[0])
    gate_priority: cb.Dataset
    gate_general: cb.Dataset
    weighbridge_priority: cb.Dataset
    weighbridge_general: cb.Dataset
    documents_priority: cb.Dataset
    documents_general: cb.Dataset
    inspection_priority: cb.Dataset
    inspection_general: cb.Dataset
    exit_priority: cb.Dataset
    exit_general: cb.Dataset
    times: cb.Dataset
    inside: cb.Output[int]
    turned_away: cb.Output[int]
    served: cb.Output[int]
    total: cb.Output[float]
    mean_gate_priority: cb.Output[float]
    mean_gate_general: cb.Output[float]
    mean_weighbridge_priority: cb.Output[float]
    mean_weighbridge_general: cb.Output[float]
    mean_documents_priority: cb.Output[float]
    mean_documents_general: cb.Output[float]
    mean_inspection_priority: cb.Output[float]
    mean_inspection_general: cb.Output[float]
    mean_exit_priority: cb.Output[float]
    mean_exit_general: cb.Output[float]

    @cb.process
    def arrivals(self) -> None:
        """Let trucks come by the hour of the week, and turn away those that find the yard full."""
        self.inside = 0
        self.turned_away = 0
        hour = 0
        now = 0.0
        while cb.now() < np.inf:
            left = random.exponential(1.0)
            while left > RATES[hour % 168] * (60.0 * (hour + 1) - now):
                left -= RATES[hour % 168] * (60.0 * (hour + 1) - now)
                hour += 1
                now = 60.0 * hour
            now += left / RATES[hour % 168]
            cb.hold(now - cb.now())
            if self.inside >= w.YARD:
                self.turned_away += 1
            else:
                self.inside += 1
                priority = 1 if random.uniform() < w.PRIORITY else 0
                cb.spawn(Truck, post=self, priority=priority)

    @cb.process
    def shifts(self) -> None:
        """Change the officers; who is serving a truck finishes it."""
        shift = 0
        while cb.now() < np.inf:
            self.gate.set_capacity(STAFF[0, shift])
            self.weighbridge.set_capacity(STAFF[1, shift])
            self.documents.set_capacity(STAFF[2, shift])
            self.inspection.set_capacity(STAFF[3, shift])
            self.exit.set_capacity(STAFF[4, shift])
            cb.hold(LENGTHS[shift])
            shift = (shift + 1) % 4

    @cb.on_end
    def measure(self) -> None:
        """Tell the mean waits."""
        self.served = self.times.sample_count()
        self.total = self.times.sample_mean()
        self.mean_gate_priority = self.gate_priority.sample_mean()
        self.mean_gate_general = self.gate_general.sample_mean()
        self.mean_weighbridge_priority = self.weighbridge_priority.sample_mean()
        self.mean_weighbridge_general = self.weighbridge_general.sample_mean()
        self.mean_documents_priority = self.documents_priority.sample_mean()
        self.mean_documents_general = self.documents_general.sample_mean()
        self.mean_inspection_priority = self.inspection_priority.sample_mean()
        self.mean_inspection_general = self.inspection_general.sample_mean()
        self.mean_exit_priority = self.exit_priority.sample_mean()
        self.mean_exit_general = self.exit_general.sample_mean()


class Truck(cb.Model):
    """A truck of W2."""

    post: cb.Ref[Post]
    priority: cb.Param[int] = 0

    @cb.process
    def live(self) -> None:
        """From the gate to the exit."""
        post = self.post
        arrived = cb.now()
        post.gate.acquire(1, self.priority)
        if self.priority == 1:
            post.gate_priority.record(cb.now() - arrived)
        else:
            post.gate_general.record(cb.now() - arrived)
        cb.hold(random.lognormal(GATE_MU, GATE_SIGMA))
        post.gate.release()
        joined = cb.now()
        post.weighbridge.acquire(1, self.priority)
        if self.priority == 1:
            post.weighbridge_priority.record(cb.now() - joined)
        else:
            post.weighbridge_general.record(cb.now() - joined)
        cb.hold(random.erlang(WEIGHING_PHASES, WEIGHING_MEAN))
        post.weighbridge.release()
        joined = cb.now()
        post.documents.acquire(1, self.priority)
        if self.priority == 1:
            post.documents_priority.record(cb.now() - joined)
        else:
            post.documents_general.record(cb.now() - joined)
        cb.hold(random.lognormal(DOCUMENTS_MU, DOCUMENTS_SIGMA))
        post.documents.release()
        if random.uniform() < w.INSPECTED:
            joined = cb.now()
            post.inspection.acquire(1, self.priority)
            if self.priority == 1:
                post.inspection_priority.record(cb.now() - joined)
            else:
                post.inspection_general.record(cb.now() - joined)
            cb.hold(random.erlang(INSPECTION_PHASES, INSPECTION_MEAN))
            post.inspection.release()
        joined = cb.now()
        post.exit.acquire(1, self.priority)
        if self.priority == 1:
            post.exit_priority.record(cb.now() - joined)
        else:
            post.exit_general.record(cb.now() - joined)
        cb.hold(random.lognormal(EXIT_MU, EXIT_SIGMA))
        post.exit.release()
        post.times.record(cb.now() - arrived)
        post.inside -= 1


def value(result: object, name: str) -> float:
    """The value of an output of the only trial."""
    return float(np.asarray(getattr(result, name).values).ravel()[0])


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    model = Bank()
    model.customers = customers
    result = cb.Experiment(model, seed=seed).run(workers=1)[model]
    return w.Outcome(customers, np.array([[value(result, "mean_wait")]]))


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    model = Post()
    window = cb.Window(duration=minutes)
    result = cb.Experiment(model, window=window, seed=seed).run(workers=1)[model]
    waits = [
        [value(result, f"mean_{station.name}_{group}") for group in w.CLASSES]
        for station in w.STATIONS
    ]
    served, turned_away = int(value(result, "served")), int(value(result, "turned_away"))
    return w.Outcome(served, np.array(waits), turned_away, value(result, "total"))
