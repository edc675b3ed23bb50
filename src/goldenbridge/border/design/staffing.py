"""Where to begin and what cannot be enough: the work each pool has, hour by hour."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from goldenbridge.border.compile import compile_site
from goldenbridge.border.design.queues import Floats, offered_load, square_root
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.tables import Model
from goldenbridge.site.check import loops
from goldenbridge.site.distributions import Distribution
from goldenbridge.site.traffic import along, entering_per_day

WAITING = 0.2
"""The share that waits at all under the staffing the search begins with."""


class Work(NamedTuple):
    """What one pool has to do: trucks a minute by hour of the day, minutes each, how they vary."""

    rates: Floats  # [24]
    minutes: float
    scv: float
    share: float  # of all trucks that miss at least one of its stations if none is served

    @property
    def busy_min(self) -> float:
        """Minutes of work a day."""
        return float(self.rates.sum() * 60 * self.minutes)


class Overload(NamedTuple):
    """A pool with more work a day than its posts can do, minutes."""

    pool: str
    work_min: float
    capacity_min: float


@dataclass(frozen=True, slots=True)
class Loads:
    """The work of every pool of a space that is decided on."""

    space: Space
    work: dict[str, Work]
    peaks: tuple[float | None, ...]
    """The most that would be busy at once in the hours of each axis; None for yards."""

    def start(self) -> Levels:
        """Square-root staffing of the modified offered load, within the axes (MOL).

        In each post the most that any of its hours asks for (Jennings, Mandelbaum, Massey & Whitt
        1996, Management Science 42(10)); yards at their most.
        """
        found = []
        for axis, load in zip(self.space.axes, self.peaks, strict=True):
            level = axis.most if load is None else square_root(load, WAITING)
            found.append(min(max(level, axis.least), axis.most))
        return tuple(found)

    def tightness(self, levels: Levels) -> list[float]:
        """How much of the units of each axis its busiest hour asks for; 0 for yards."""
        pairs = zip(self.peaks, levels, strict=True)
        return [0.0 if load is None else load / max(level, 1e-9) for load, level in pairs]

    def overload(self, levels: Levels, turned_away: float) -> Overload | None:
        """The pool that cannot serve enough trucks of a year however they come (fluid bound).

        What is not served of its work is not through; an officer who finishes the truck in hand
        after a shift is counted as that much more capacity.
        """
        for one in self.space.design.resources:
            work = self.work.get(one.pool)
            if work is None:
                continue
            open_ = self.space.posts(levels, one.pool)
            hours = [len(_hours(post.from_h, post.to_h)) for post in one.posts]
            extra = len(open_) > 1 and sum(open_) * work.minutes * (1 + work.scv)
            capacity = sum(n * h * 60 for n, h in zip(open_, hours, strict=True)) + extra
            if work.share * (1 - capacity / max(work.busy_min, 1e-9)) > turned_away:
                return Overload(one.pool, work.busy_min, capacity)
        return None


def loads(space: Space) -> Loads:
    """The work of each pool from the traffic equations (Jackson 1957) and the mean of a year."""
    site, demand = space.built_at(space.most)
    model = compile_site(site, demand, days=7)
    by_type = _rates(model, space)
    entering = sum(entering_per_day(demand, *pair) for pair in model.types)
    pools: dict[str, list[tuple[Floats, float, float]]] = {}
    again = {name for route in site.routes for group in loops(route.legs) for name in group}
    stations = {pool.id: [s.id for s in site.stations if s.pool == pool.id] for pool in site.pools}
    least = {pool: 0.0 if again & {*names} else 1 / len(names)
             for pool, names in stations.items() if names}  # fmt: skip
    for (direction, name), rates in by_type.items():
        route = site.route(direction, name)
        if route is None:
            continue
        for (_, to), passing in along(route, 1.0).items():
            station = next((s for s in site.stations if s.id == to), None)
            if station is not None:
                service = station.service(name)
                row = (rates * passing, service.mean, second(service))
                pools.setdefault(station.pool, []).append(row)
    work = {pool: _joined(rows, entering, least[pool]) for pool, rows in pools.items()}
    return Loads(space, work, tuple(_peaks(space, work)))


def _peaks(space: Space, work: dict[str, Work]) -> Iterator[float | None]:
    resources = {one.pool: one for one in space.design.resources}
    busy = {p: offered_load(one.rates, one.minutes, one.scv) for p, one in work.items()}
    for axis in space.axes:
        if axis.post < 0 or axis.of not in work:
            yield None if axis.post < 0 else 0.0
        else:
            post = resources[axis.of].posts[axis.post]
            yield max(float(busy[axis.of][hour]) for hour in _hours(post.from_h, post.to_h))


def _rates(model: Model, space: Space) -> dict[tuple[str, str], Floats]:
    """Trucks a minute by hour of the day of each type, booked ones spread over the day."""
    site_demand = space.coming()
    mix = np.diff(model.net.mix, axis=2, prepend=0.0)
    flowing = (model.net.rates[:, :, None] * mix).mean(axis=0)  # [168, T]
    daily = flowing.reshape(7, 24, -1).mean(axis=0)
    found = {}
    for i, pair in enumerate(model.types):
        flows = sum(
            f.trucks_per_day for f in site_demand.flows if (f.direction, f.truck_class) == pair
        )
        booked = entering_per_day(site_demand, *pair) - flows
        found[pair] = daily[:, i] + booked / 1440
    return found


def _joined(rows: list[tuple[Floats, float, float]], entering: float, least: float) -> Work:
    """The work of a pool; a truck may miss all of its stations at once, hence `least`."""
    rates = np.sum([row[0] for row in rows], axis=0)
    each = np.array([row[0].sum() for row in rows])
    weight = each / max(each.sum(), 1e-300)
    mean = float(weight @ [row[1] for row in rows])
    square = float(weight @ [row[2] for row in rows])
    scv = max(square / mean**2 - 1, 0.0) if mean else 0.0
    return Work(rates, mean, scv, float(rates.sum() * 60 / entering) * least if entering else 0.0)


def second(one: Distribution) -> float:
    """The second moment of a distribution, minutes squared."""
    if one.kind == "empirical":
        return sum(value**2 for value in one.values) / len(one.values)
    low, mode, high = one.low or 0.0, one.mode or 0.0, one.high or 0.0
    variances = {
        "exponential": one.mean**2,
        "erlang": one.mean**2 / (one.shape or 1),
        "uniform": (high - low) ** 2 / 12,
        "triangular": (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18,
        "deterministic": 0.0,
    }
    return one.mean**2 + variances.get(one.kind, (one.mean * (one.cv or 0.0)) ** 2)


def _hours(start: float, end: float) -> list[int]:
    """The hours of the day that a post touches."""
    last = end if end > start else end + 24
    return [hour % 24 for hour in range(math.floor(start), math.ceil(last))]
