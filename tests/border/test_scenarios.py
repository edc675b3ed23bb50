"""Published cases: the direction and the size of what they report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one, trace
from goldenbridge.border.samples import shortened
from goldenbridge.language.periods import read_period
from goldenbridge.site.demand import Book, Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Closure, Direction

Pair = tuple[Site, Demand]
Make = Callable[..., Pair]
BOOTH = Service(kind="lognormal", mean_min=2.0, cv=0.7)


def mean_waits(pair: Pair, days: int = 60) -> dict[str, float]:
    model = compile_site(*pair, days=days)
    visits = trace(model, 1)
    waits = visits.times[:, 1] - visits.times[:, 0]
    return {name: float(waits[visits.type == i].mean()) for i, (_, name) in enumerate(model.types)}


def test_pooling_a_priority_booth(site_of: Make) -> None:
    """Pacific Highway: two general booths and one for approved trucks, or three for all."""
    arrivals = {"approved": 0.12, "general": 0.9}
    legs = [
        ("in", "approved-booth"),
        ("approved-booth", "out"),
    ]
    apart, demand = site_of(
        {
            "approved-booth": {"service": BOOTH, "staff": 1},
            "general-booths": {"service": BOOTH, "staff": 2},
        },
        arrivals,
    )
    apart = replace(
        apart,
        routes=(
            Route(
                direction="d",
                classes=("approved",),
                legs=tuple(Leg(after=a, to=b) for a, b in legs),
            ),
            Route(
                direction="d",
                classes=("general",),
                legs=(Leg(after="in", to="general-booths"), Leg(after="general-booths", to="out")),
            ),
        ),
    )
    before = mean_waits((apart, demand))
    after = mean_waits(
        site_of({"booths": {"service": BOOTH, "staff": 3}}, arrivals, priorities={"general": 1})
    )
    assert after["general"] < before["general"] / 3
    assert after["approved"] - before["approved"] < 1


def booths(site_of: Make, load: float, pools: Mapping[str, float], names: tuple[str, str]) -> float:
    """Trucks inside two directions of unequal traffic whose booths are staffed from `pools`."""
    stations = {
        f"{way}-booths": {"service": BOOTH, "pool": pool, "lanes": 6}
        for way, pool in zip(("out", "home"), names, strict=True)
    }
    legs = [Leg(after="in", to="out-booths"), Leg(after="out-booths", to="out")]
    back = [Leg(after="in", to="home-booths"), Leg(after="home-booths", to="out")]
    site, demand = site_of(stations, {"t": load}, pools=pools, legs=legs)
    site = replace(
        site,
        directions=(Direction(id="d", name="d"), Direction(id="e", name="e")),
        routes=(*site.routes, Route(direction="e", legs=tuple(back))),
    )
    there, back_again = (
        replace(demand.flows[0], direction=way, trucks_per_day=load * share * 1440)
        for way, share in (("d", 0.6), ("e", 0.4))
    )
    one = shortened(
        run_one(compile_site(site, replace(demand, flows=(there, back_again)), days=60), 1), {}
    )
    return float((one.queued.sum() + one.busy.sum()) / (60 * 1440))


def test_dynamic_booths_help_the_more_the_heavier_the_load(site_of: Make) -> None:
    """Moya (2012): fixed booths for each direction against booths that serve whoever waits."""
    gains = []
    for load in (1.6, 2.1, 2.4):
        fixed = booths(site_of, load, {"one": 3.0, "two": 3.0}, ("one", "two"))
        dynamic = booths(site_of, load, {"all": 6.0}, ("all", "all"))
        gains.append(fixed - dynamic)
    assert gains[0] > 0
    assert gains[0] < gains[1] < gains[2]


def test_short_clearance_and_long_dwell_where_the_next_yard_is_full(site_of: Make) -> None:
    """Tsiteli Khidi 2023: 5–10 minutes of clearance, more than two days at the crossing."""
    stations: dict[str, Any] = {
        "here": {"service": Service(kind="uniform", low=5, high=10), "staff": 6},
        "there": {
            "service": Service(kind="exponential", mean_min=10),
            "staff": 2,
            "places": 40,
            "full": "block",
        },
    }
    stuck = compile_site(*site_of(stations, {"t": 0.26}), days=20)
    visits, counts = trace(stuck, 1), run_one(stuck, 1)
    here = visits.station == 0
    clearance = visits.times[here, 2] - visits.times[here, 1]
    assert 5 <= clearance.min() <= clearance.max() <= 10
    last = visits.times[here, 0] > 12 * 1440
    at_crossing = (visits.times[here, 3] - visits.times[here, 0])[last] / 60
    assert at_crossing.mean() > 48
    assert counts.held[0].sum() > 0
    free = compile_site(
        *site_of(stations | {"there": stations["there"] | {"staff": 4}}, {"t": 0.26}), days=20
    )
    assert shortened(run_one(free, 1), {}).mean[0, -1] < 60


def queue_at(site_of: Make, slots_a_day: int, days: Sequence[int], *, shut: str = "") -> list[int]:
    """Trucks inside at the end of `days`, where 725 a day can be served; `shut`: days closed."""
    names = {"s": {"service": Service(kind="exponential", mean_min=1440 / 725), "staff": 1}}
    closed = Closure(id="c", kind="dates", stations=("s",), dates=read_period(shut or "2030-01-01"))
    site, demand = site_of(names, {"booked": 1.0}, closures=(closed,))
    an_hour = slots_a_day // 24
    book = Book(
        direction="d",
        truck_class="booked",
        kind="transit",
        from_h=0,
        to_h=24,
        slots_per_h=an_hour,
        spread_min=60,
    )
    rest = replace(demand.flows[0], trucks_per_day=float(slots_a_day - 24 * an_hour))
    demand = replace(demand, flows=(rest,), books=(book,))
    totals = [run_one(compile_site(site, demand, days=day), 1).total for day in days]
    return [int(total[0] - total[1]) for total in totals]


def test_booking_more_slots_than_are_served_grows_the_queue(site_of: Make) -> None:
    """Nur Zholy, November 2025: 800 slots where 700 to 750 are served, then 650."""
    before, after = queue_at(site_of, 800, (20, 40))
    assert 50 <= (after - before) / 20 <= 100
    # a backlog, as two closed days leave it, shrinks so fast that 1,500 trucks take 15 to 30 days
    before, after = queue_at(site_of, 650, (3, 15), shut="2018-01-01/2018-01-02")
    assert before > 1000
    assert 15 <= 1500 / ((before - after) / 12) <= 30
