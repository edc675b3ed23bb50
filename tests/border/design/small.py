"""Small problems that can be searched whole: stations in a row, each with a pool of its own."""

from dataclasses import dataclass

import numpy as np

from goldenbridge.border.design.costs import Prices
from goldenbridge.border.design.promise import promised
from goldenbridge.border.design.space import Space
from goldenbridge.border.design.verdicts import Judge
from goldenbridge.site.demand import Demand, Flow, Profile
from goldenbridge.site.designs import Design, Post, Resource
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Direction, Pool, Shift, Station, TruckClass

DAYS = 10
HALVES = ((6.0, 18.0), (18.0, 6.0))


@dataclass(frozen=True)
class Kind:
    """One station: minutes of work, how it varies, what a unit and a person cost, its choices."""

    mean_min: float
    cv: float  # 0 for exponential
    unit: float
    pay: float
    most: int
    halves: bool
    least: int = 1


def space(kinds: list[Kind], trucks_per_day: float, promise: str) -> Space:
    """A space of stations in a row that all trucks pass."""
    names = [f"s{n}" for n in range(len(kinds))]
    legs = [*zip(["in", *names], [*names, "out"], strict=True)]
    site = Site(
        id="row", name="Row", time_zone="UTC",
        directions=(Direction(id="on", name="on"),),
        classes=(TruckClass(id="truck", name="Truck", priority=0, promise_min=60),),
        pools=tuple(
            Pool(id=n, rule="finish", shifts=(Shift(from_h=0, to_h=24, staff=1),)) for n in names
        ),
        stations=tuple(
            Station(id=n, name=n, pool=n, services=(_service(kind),))
            for n, kind in zip(names, kinds, strict=True)
        ),
        routes=(Route(direction="on", legs=tuple(Leg(after=a, to=b) for a, b in legs)),),
    )  # fmt: skip
    flow = Flow(direction="on", truck_class="truck", kind="transit",
                trucks_per_day=trucks_per_day, profile="day")  # fmt: skip
    hours = (1.0,) * 6 + (2.0,) * 12 + (1.0,) * 6 if any(k.halves for k in kinds) else ()
    demand = Demand(id="d", site="row", flows=(flow,), profiles=(Profile(id="day", hours=hours),))
    design = Design(
        id="x", site="row", title="X", demand="d", promise=promise, week_h=48, rest_h=11,
        days_in_a_row=6, discount="discount", opens=2027, years=20, phases=(2027.0,),
        resources=tuple(_resource(n, kind) for n, kind in zip(names, kinds, strict=True)),
    )  # fmt: skip
    money = {"discount": 0.1}
    for name, kind in zip(names, kinds, strict=True):
        money |= {f"{name}-unit": kind.unit, f"{name}-pay": kind.pay}
    return Space(design, site, demand, Prices(money))


def _service(kind: Kind) -> Service:
    if kind.cv:
        return Service(kind="lognormal", mean_min=kind.mean_min, cv=kind.cv)
    return Service(kind="exponential", mean_min=kind.mean_min)


def _resource(name: str, kind: Kind) -> Resource:
    spans = HALVES if kind.halves else ((0.0, 24.0),)
    posts = tuple(Post(from_h=a, to_h=b, least=kind.least, most=kind.most) for a, b in spans)
    crew = int(kind.pay > 0 and kind.halves)
    return Resource(
        pool=name, kind="desk", owner="state", unit_cost=f"{name}-unit", life_years=20, crew=crew,
        pay=f"{name}-pay", area_m2=20, posts=posts,
    )  # fmt: skip


def judge(of: Space, *, days: int = DAYS, seed: int = 11) -> Judge:
    """A judge of short runs."""
    return Judge(of, promised(of.design, of.site), days=days, seed=seed)


def generated(seed: int) -> Space:
    """A random problem of at most 81 designs."""
    rng = np.random.default_rng(seed)
    trucks = float(rng.uniform(60, 140))
    kinds = []
    stations = int(rng.integers(1, 4))
    for n in range(stations):
        mean = float(rng.uniform(8, 30))
        least = int(np.ceil(trucks * mean / 1440)) - (stations == 1)
        most = least + (2 if stations == 3 else 4)
        halves = n == 0 and bool(rng.integers(0, 2))
        kinds.append(
            Kind(
                mean,
                float(rng.choice([0.0, 0.5, 0.8])),
                float(rng.uniform(1e4, 9e4)),
                float(rng.uniform(4e3, 9e3)),
                most,
                halves,
                max(least, 1),
            )
        )
    hours = sum(kind.mean_min for kind in kinds) * float(rng.uniform(3.5, 5)) / 60
    return space(kinds, trucks, f"95%, {hours:.2f}h, turned away 1%")
