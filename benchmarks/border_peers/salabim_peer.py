"""W1 and W2 in salabim: a component per truck, with `yield`, which is faster than without.

The automatic statistics of its resources are switched off, as its manual advises for speed, and
waits are kept in lists.
"""

import math
from collections.abc import Generator
from random import Random

import numpy as np
import salabim as sim

from benchmarks.border_peers import workloads as w

Process = Generator[None, None, None]


def _environment(seed: int) -> sim.Environment:
    return sim.Environment(trace=False, random_seed=seed, yieldless=False)


def _resource(name: str, capacity: int, env: sim.Environment) -> sim.Resource:
    resource = sim.Resource(name, capacity, monitor=False, env=env)
    for members in (resource.requesters(), resource.claimers()):
        members.length.monitor(value=False)
        members.length_of_stay.monitor(value=False)
    return resource


class Customer(sim.Component):
    """A customer of W1."""

    def setup(self, bank: "Bank") -> None:
        """Remember where to go."""
        self.bank = bank

    def process(self) -> Process:
        """Wait, be served, leave."""
        bank, arrived = self.bank, self.env.now()
        yield self.request(bank.servers)
        bank.waits.append(self.env.now() - arrived)
        yield self.hold(bank.rng.expovariate(w.SERVICE_RATE))
        self.release()


class Bank(sim.Component):
    """The source of W1, with its servers."""

    def setup(self, customers: int, seed: int) -> None:
        """Make the servers."""
        self.customers = customers
        self.rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self.servers = _resource("servers", w.SERVERS, self.env)
        self.waits: list[float] = []

    def process(self) -> Process:
        """Let customers come."""
        for _ in range(self.customers):
            yield self.hold(self.rng.expovariate(w.ARRIVAL_RATE))
            Customer(env=self.env, bank=self)


def queue(customers: int, seed: int) -> w.Outcome:
    """W1: serve this many customers."""
    env = _environment(seed)
    bank = Bank(env=env, customers=customers, seed=seed)
    env.run(till=math.inf)
    return w.Outcome(len(bank.waits), np.array([[np.mean(bank.waits)]]))


class Truck(sim.Component):
    """A truck of W2."""

    def setup(self, post: "Post") -> None:
        """Remember where to go."""
        self.post = post

    def process(self) -> Process:
        """From the gate to the exit."""
        post, env = self.post, self.env
        arrived = env.now()
        group = 0 if post.rng.random() < w.PRIORITY else 1
        for station, crew in enumerate(post.crews):
            if station == w.INSPECTION and post.rng.random() >= w.INSPECTED:
                continue
            joined = env.now()
            yield self.request((crew, 1, group))
            post.visits.append((station, group, env.now() - joined))
            yield self.hold(post.service[station]())
            self.release(crew)
        post.totals.append(env.now() - arrived)
        post.inside -= 1


class Shift(sim.Component):
    """Changes the officers of W2."""

    def setup(self, crews: list[sim.Resource]) -> None:
        """Remember the crews."""
        self.crews = crews

    def process(self) -> Process:
        """Day after day."""
        while True:
            for number, length in enumerate(w.SHIFT_LENGTHS):
                for station, crew in zip(w.STATIONS, self.crews, strict=True):
                    crew.set_capacity(station.staff[number])
                yield self.hold(length)


class Post(sim.Component):
    """The source of W2, with its crews and its record of waits."""

    def setup(self, seed: int) -> None:
        """Make the crews."""
        self.rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self.crews = [_resource(s.name, s.staff[0], self.env) for s in w.STATIONS]
        self.service = w.service_times(self.rng)
        self.visits: list[tuple[int, int, float]] = []
        self.totals: list[float] = []
        self.inside = self.turned_away = 0

    def process(self) -> Process:
        """Let trucks come, and turn away those that find the yard full."""
        gap = w.arrival_gaps(self.rng)
        while True:
            yield self.hold(gap())
            if self.inside >= w.YARD:
                self.turned_away += 1
            else:
                self.inside += 1
                Truck(env=self.env, post=self)


def border(minutes: float, seed: int) -> w.Outcome:
    """W2 for this many minutes."""
    env = _environment(seed)
    post = Post(env=env, seed=seed)
    Shift(env=env, crews=post.crews)
    env.run(till=minutes)
    station, group, wait = map(np.array, zip(*post.visits, strict=True))
    waits = w.mean_waits(station, group, wait)
    return w.Outcome(len(post.totals), waits, post.turned_away, float(np.mean(post.totals)))
