"""W1 and W2 in salabim the other way round: a component for each server, trucks wait in stores.

Trucks have no process, which is faster than `salabim_peer`. At the end of a shift the officers who
leave are told by items that go before every truck, and wait in a store of their own.
"""

import math
from collections.abc import Generator
from random import Random

import numpy as np
import salabim as sim

from benchmarks.border_peers import workloads as w

Process = Generator[None, None, None]
OFF_DUTY = -1  # in the place of a truck's class


def _environment(seed: int) -> sim.Environment:
    return sim.Environment(trace=False, random_seed=seed, yieldless=False)


def _store(env: sim.Environment) -> sim.Store:
    store = sim.Store(env=env)
    for members in (store, store.from_store_requesters(), store.to_store_requesters()):
        members.length.monitor(value=False)
        members.length_of_stay.monitor(value=False)
    store.capacity.monitor(value=False)
    store.available_quantity.monitor(value=False)
    return store


class Item(sim.Component):
    """A truck or customer, or what tells an officer to leave or come."""

    def setup(self, group: int) -> None:
        """Begin to wait."""
        self.group = group
        self.came = self.joined = self.env.now()


class Server(sim.Component):
    """A server of W1."""

    def setup(self, bank: "Bank") -> None:
        """Remember where to serve."""
        self.bank = bank

    def process(self) -> Process:
        """Serve customer after customer."""
        bank = self.bank
        while True:
            customer = yield self.from_store(bank.line)
            bank.waits.append(self.env.now() - customer.joined)
            yield self.hold(bank.rng.expovariate(w.SERVICE_RATE))


class Bank(sim.Component):
    """The source of W1, with its line."""

    def setup(self, customers: int, seed: int) -> None:
        """Make the line and the servers."""
        self.customers = customers
        self.rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self.line = _store(self.env)
        self.waits: list[float] = []
        for _ in range(w.SERVERS):
            Server(env=self.env, bank=self)

    def process(self) -> Process:
        """Let customers come."""
        for _ in range(self.customers):
            yield self.hold(self.rng.expovariate(w.ARRIVAL_RATE))
            yield self.to_store(self.line, Item(env=self.env, group=0))


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    env = _environment(seed)
    bank = Bank(env=env, customers=customers, seed=seed)
    env.run(till=math.inf)
    return w.Outcome(len(bank.waits), np.array([[np.mean(bank.waits)]]))


class Officer(sim.Component):
    """An officer of W2."""

    def setup(self, post: "Post", station: int) -> None:
        """Remember where to serve."""
        self.post, self.station = post, station

    def process(self) -> Process:
        """Serve truck after truck."""
        post, station, env = self.post, self.station, self.env
        line, off, draw = post.lines[station], post.off[station], post.service[station]
        while True:
            truck = yield self.from_store(line)
            if truck.group == OFF_DUTY:
                yield self.from_store(off)
                continue
            post.visits.append((station, truck.group, env.now() - truck.joined))
            yield self.hold(draw())
            if station == w.EXIT:
                post.totals.append(env.now() - truck.came)
                post.inside -= 1
            else:
                skips = station == w.DOCUMENTS and post.rng.random() >= w.INSPECTED
                to = w.EXIT if skips else station + 1
                truck.joined = env.now()
                yield self.to_store(post.lines[to], truck, priority=truck.group)


class Shift(sim.Component):
    """Changes the officers of a station of W2."""

    def setup(self, post: "Post", station: int) -> None:
        """Remember where."""
        self.post, self.station = post, station

    def process(self) -> Process:
        """Tell officers to leave and to come."""
        post, env, staff = self.post, self.env, w.STATIONS[self.station].staff
        line, off, on_duty = post.lines[self.station], post.off[self.station], max(staff)
        while True:
            for officers, length in zip(staff, w.SHIFT_LENGTHS, strict=True):
                for _ in range(on_duty - officers):
                    yield self.to_store(line, Item(env=env, group=OFF_DUTY), priority=OFF_DUTY)
                for _ in range(officers - on_duty):
                    yield self.to_store(off, Item(env=env, group=0))
                on_duty = officers
                yield self.hold(length)


class Post(sim.Component):
    """The source of W2, with its lines and its record of waits."""

    def setup(self, seed: int) -> None:
        """Make the lines and the officers."""
        self.rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self.lines = [_store(self.env) for _ in w.STATIONS]
        self.off = [_store(self.env) for _ in w.STATIONS]
        self.service = w.service_times(self.rng)
        self.visits: list[tuple[int, int, float]] = []
        self.totals: list[float] = []
        self.inside = self.turned_away = 0
        for station, place in enumerate(w.STATIONS):
            Shift(env=self.env, post=self, station=station)
            for _ in range(max(place.staff)):
                Officer(env=self.env, post=self, station=station)

    def process(self) -> Process:
        """Let trucks come, and turn away those that find the yard full."""
        gap = w.arrival_gaps(self.rng)
        while True:
            yield self.hold(gap())
            if self.inside >= w.YARD:
                self.turned_away += 1
            else:
                self.inside += 1
                group = 0 if self.rng.random() < w.PRIORITY else 1
                truck = Item(env=self.env, group=group)
                yield self.to_store(self.lines[w.GATE], truck, priority=group)


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    env = _environment(seed)
    post = Post(env=env, seed=seed)
    env.run(till=minutes)
    station, group, wait = map(np.array, zip(*post.visits, strict=True))
    waits = w.mean_waits(station, group, wait)
    return w.Outcome(len(post.totals), waits, post.turned_away, float(np.mean(post.totals)))
