"""Run a small site that uses every feature and print its counters: python busy_site.py."""

import hashlib
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one, trace
from goldenbridge.border.state import Due, Standing, State
from goldenbridge.site.demand import Book, Demand, Flow, Profile
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import (
    Closure,
    Direction,
    Pool,
    Quota,
    Shift,
    Station,
    TruckClass,
    Yard,
)


def service(kind: str = "exponential", mean: float = 4.0, **more: object) -> tuple[Service, ...]:
    return (Service(kind=kind, mean_min=mean, **more),)


def shifts(day: int, night: int) -> tuple[Shift, ...]:
    return (
        Shift(from_h=7, to_h=19, staff=float(day)),
        Shift(from_h=19, to_h=7, staff=float(night)),
    )


CLASSES = (
    TruckClass(
        id="fresh",
        name="fresh",
        priority=0,
        promise_min=60,
        patience=(Distribution(kind="gamma", mean_min=90, cv=0.7),),
    ),
    TruckClass(id="plain", name="plain", priority=1, promise_min=120),
)
SITE = Site(
    id="all",
    name="all",
    time_zone="UTC",
    directions=(Direction(id="north", name="north"), Direction(id="south", name="south")),
    classes=CLASSES,
    pools=(
        Pool(id="gates", rule="finish", shifts=shifts(2, 1)),
        Pool(id="officers", rule="hand-over", shifts=shifts(5, 3)),
        Pool(id="escort", rule="finish", shifts=shifts(2, 1)),
    ),
    stations=(
        Station(
            id="gate", name="gate", pool="gates", places=8, full="block", services=service(mean=1)
        ),
        Station(
            id="papers",
            name="papers",
            pool="officers",
            lanes=4,
            services=service("lognormal", 6.0, cv=0.8),
        ),
        Station(
            id="search",
            name="search",
            pool="officers",
            lanes=2,
            order="quota",
            quotas=(
                Quota(classes=("fresh",), weight=1, out_of_turn_per_day=9),
                Quota(classes=("plain",), weight=3),
            ),
            services=service("erlang", 15.0, shape=3),
        ),
        Station(
            id="convoy",
            name="convoy",
            pool="escort",
            batch=5,
            batch_wait_min=40,
            services=(Service(kind="triangular", low=5, mode=10, high=20),),
        ),
        Station(id="exit", name="exit", pool="gates", services=service("deterministic", 0.5)),
    ),
    yards=(Yard(id="yard", stations=("papers", "search"), trucks=12, full="block"),),
    routes=tuple(
        Route(
            direction=direction,
            legs=(
                Leg(after="in", to="gate"),
                Leg(after="gate", to="papers"),
                Leg(after="papers", to="search", share=0.2),
                Leg(after="papers", to="papers", share=0.05),
                Leg(after="papers", to=last, share=0.75),
                Leg(after="search", to=last),
                Leg(after=last, to="out"),
            ),
        )
        for direction, last in (("north", "convoy"), ("south", "exit"))
    ),
    closures=(
        Closure(id="lunch", kind="weekly", stations=("exit",), from_h=12, to_h=13),
        Closure(id="fails", kind="outage", pools=("officers",), mean_between_h=8, mean_length_h=1),
    ),
)
DEMAND = Demand(
    id="all",
    site="all",
    profiles=(Profile(id="day", hours=tuple(range(1, 25))),),
    flows=tuple(
        Flow(
            direction=direction,
            truck_class=name,
            kind="transit",
            trucks_per_day=trucks,
            profile="day",
        )
        for direction in ("north", "south")
        for name, trucks in (("fresh", 60.0), ("plain", 190.0))
    ),
    books=(
        Book(
            direction="south",
            truck_class="fresh",
            kind="bilateral",
            from_h=6,
            to_h=18,
            slots_per_h=4,
            no_show=0.1,
            late_min=-10,
            spread_min=30,
        ),
    ),
)


NOW = datetime(2026, 11, 24, 11, 37, tzinfo=UTC)


def before(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def stand(station: str, name: str, since: float, started: float | None = None) -> Standing:
    return Standing(
        direction="south" if station == "exit" else "north",
        truck_class=name,
        station=station,
        came=before(since + 700),
        since=before(since),
        started=None if started is None else before(started),
    )


STATE = State(
    at=NOW,
    standing=(
        *(stand("gate", name, 50 - n) for n, name in enumerate(["plain", "fresh"] * 9)),
        *(stand("papers", "plain", 40, 3 + n) for n in range(6)),
        *(stand("search", "fresh", 90, 20.5 + n) for n in range(3)),
        *(stand("search", "plain", 30 - n) for n in range(4)),
        *(stand("convoy", "plain", 60, 4) for _ in range(5)),
        *(stand("convoy", "plain", 12 - n) for n in range(2)),
        stand("exit", "fresh", 0.1, 0.1),
    ),
    due=tuple(
        Due(direction="south", truck_class="fresh", due=before(15.0 * n)) for n in range(-20, 3)
    ),
    booked_until=before(-300),
    staff={"officers": 3, "gates": 2},
)
"""Late in the morning: a yard that is too full, a convoy under way, officers gone home."""


def unlocked() -> Site:
    """The site without the loop that could lock: papers lead to papers inside a blocking yard."""
    yards = (replace(SITE.yards[0], stations=("search",), trucks=4.0),)
    return replace(SITE, yards=yards)


def simple() -> Site:
    """The gate and the papers with nothing that the plain kernel lacks."""
    gate, papers = SITE.stations[:2]
    legs = (
        Leg(after="in", to="gate"),
        Leg(after="gate", to="papers", share=0.8),
        Leg(after="gate", to="out", share=0.2),
        Leg(after="papers", to="out"),
    )
    return replace(
        SITE,
        classes=tuple(replace(one, patience=()) for one in CLASSES),
        pools=tuple(replace(pool, rule="finish") for pool in SITE.pools[:2]),
        stations=(replace(gate, full="balk"), papers),
        yards=(replace(SITE.yards[0], stations=("papers",), full="balk"),),
        routes=tuple(replace(route, legs=legs) for route in SITE.routes),
        closures=(),
    )


def digest(days: int, seed: int) -> str:
    model = compile_site(unlocked(), DEMAND, days=days)
    plain = compile_site(simple(), replace(DEMAND, books=()), days=days)
    counts, visits = run_one(model, seed), trace(model, seed)
    fewer = run_one(plain, seed)
    live = compile_site(unlocked(), DEMAND, days=days, state=STATE)
    arrays = (*counts, *visits, *fewer, *run_one(live, seed), *trace(live, seed))
    data = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)
    totals = f"{counts.total.tolist()} {fewer.total.tolist()} {plain.plain}"
    return f"{hashlib.sha256(data).hexdigest()} {totals}"


if __name__ == "__main__":
    np.seterr(over="ignore")
    print(digest(int(sys.argv[1]), int(sys.argv[2])))  # noqa: T201 - it is run to be read
