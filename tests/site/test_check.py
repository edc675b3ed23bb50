"""Everything wrong with a site is told at once: where, what was found, what is allowed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from goldenbridge.language.periods import read_period
from goldenbridge.site.check import demand_flaws, flaws, loops, scenario_flaws
from goldenbridge.site.demand import Book, Demand, Profile
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.routes import Leg
from goldenbridge.site.scenario import (
    DemandChange,
    Scenario,
    ServiceChange,
    StaffChange,
    StationChange,
)
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Closure, Pool, Quota, Shift, Yard

Pair = tuple[Site, Demand]
Make = Callable[..., Pair]
MINUTE = Service(kind="exponential", mean_min=1.0)
SOUND: dict[str, Any] = {"service": MINUTE, "staff": 2}


def told(site: Site, demand: Demand | None = None) -> list[str]:
    return [str(flaw) for flaw in flaws(site, demand)]


def test_sound_sites_have_no_flaws(border_year: Pair, site_of: Make) -> None:
    assert not told(*border_year)
    assert not told(*site_of({"s": SOUND | {"places": 3, "full": "block"}}, {"a": 1.0}))


@pytest.mark.parametrize(
    ("station", "field", "found"),
    [
        ({"service": ()}, "services", "none"),
        ({"staff": 0}, "shifts", "no staff at any hour"),
        ({"staff": 1.5}, "staff", "1.5"),
        ({"staff": -1}, "staff", "-1"),
        ({"staff": (Shift(from_h=-1, to_h=24, staff=1),)}, "from_h", "-1"),
        ({"staff": (Shift(from_h=0, to_h=25, staff=1),)}, "to_h", "25"),
        ({"staff": (Shift(from_h=0, to_h=4, staff=1, days=("day",)),)}, "days", "'day', unknown"),
        ({"lanes": 0}, "lanes", "0"),
        ({"places": -1, "full": "balk"}, "places", "-1"),
        ({"places": 1}, "full", "''"),
        ({"full": "block"}, "full", "'block'"),
        ({"batch": 1, "batch_wait_min": 5.0}, "batch", "1"),
        ({"batch": 4}, "batch_wait_min", "one of batch and batch_wait_min"),
        ({"batch": 4, "batch_wait_min": -5.0}, "batch_wait_min", "-5"),
        ({"order": "quota"}, "order", "'quota'"),
        ({"quotas": (Quota(classes=("a",), weight=1),)}, "order", "''"),
        (
            {"order": "quota", "quotas": (Quota(classes=("b",), weight=0),)},
            "quotas",
            "none for a",
        ),
        (
            {
                "order": "quota",
                "quotas": (Quota(classes=("a",), weight=1),),
                "batch": 3,
                "batch_wait_min": 5.0,
            },
            "batch",
            "a convoy and quotas",
        ),
        ({"service": (MINUTE, MINUTE)}, "services", "every class a second time"),
        ({"service": replace(MINUTE, classes=("z",))}, "classes", "'z', unknown"),
        ({"service": replace(MINUTE, mean_min=0.0)}, "mean_min", "0"),
        ({"service": replace(MINUTE, mean_min=None)}, "mean_min", "nothing"),
        ({"service": replace(MINUTE, cv=1.0)}, "cv", "something"),
        ({"service": replace(MINUTE, kind="weibull")}, "kind", "'weibull'"),
        ({"service": Service(kind="uniform", low=-1.0, high=2.0)}, "low", "-1"),
        ({"service": Service(kind="uniform", low=2.0, high=1.0)}, "high", "[2.0, 1.0]"),
        ({"service": Service(kind="triangular", low=1.0, mode=1.0, high=1.0)}, "high", "[1.0"),
        ({"service": Service(kind="erlang", mean_min=1.0, shape=0)}, "shape", "0"),
        ({"service": Service(kind="empirical", values=(0.0, 0.0))}, "values", "0"),
        ({"pool": "nobody"}, "pool", "'nobody', unknown"),
    ],
)
def test_stations(site_of: Make, station: dict[str, Any], field: str, found: str) -> None:
    site, _ = site_of({"s": SOUND | station}, {"a": 1.0})
    assert any(flaw.field == field and found in flaw.found for flaw in flaws(site)), told(site)


@pytest.mark.parametrize(
    ("legs", "found"),
    [
        ("in-s:0.9 s-out", "shares after 'in' that sum to 0.9"),
        ("in-s s-t t-s", "from which nothing leads out"),
        ("in-s s-t s-out:0.5", "sum to 1.5"),
        ("in-s s-t", "no leg after 't'"),
        ("in-s s-out t-out", "'t', which nothing that arrives reaches"),
        ("in-s s-nowhere", "'nowhere', unknown"),
        ("in-s s-out:0", "0"),
        ("in-s s-out", "'t', on no route"),
        ("s-t t-out", "no leg after 'in'"),
    ],
)
def test_routes(site_of: Make, legs: str, found: str) -> None:
    rows = []
    for text in legs.split():
        way, _, share = text.partition(":")
        after, to = way.split("-")
        rows.append(Leg(after=after, to=to, share=float(share) if share else None))
    site, _ = site_of({"s": SOUND, "t": SOUND}, {"a": 1.0}, legs=rows)
    assert any(found in text for text in told(site)), told(site)


def test_what_could_lock_for_good(site_of: Make) -> None:
    legs = (
        Leg(after="in", to="s"),
        Leg(after="s", to="t"),
        Leg(after="t", to="s", share=0.1),
        Leg(after="t", to="out", share=0.9),
    )
    tight = SOUND | {"places": 1, "full": "block"}
    site, _ = site_of({"s": tight, "t": tight}, {"a": 1.0}, legs=legs)
    assert "a loop in which every station blocks: s, t" in told(site)[0]
    assert not told(site_of({"s": SOUND, "t": tight}, {"a": 1.0}, legs=legs)[0])
    convoy = SOUND | {"batch": 3, "batch_wait_min": 9.0}
    site, _ = site_of({"s": convoy, "t": tight}, {"a": 1.0})
    assert "a convoy from s to t, which blocks" in told(site)[0]
    assert loops(legs) == [["s", "t"]]


def test_yards_closures_and_names(site_of: Make) -> None:
    site, _ = site_of({"s": SOUND}, {"a": 1.0})
    yard = Yard(id="y", stations=("s", "gone"), trucks=0, full="balk")
    site = replace(
        site,
        directions=site.directions * 2,
        yards=(yard, replace(yard, id="z", stations=("s",), trucks=3)),
        closures=(
            Closure(id="a", kind="weekly", stations=("s",), from_h=2),
            Closure(id="b", kind="dates", from_h=2, to_h=3, dates=read_period("2026-01-01")),
            Closure(id="c", kind="outage", pools=("q",), mean_between_h=-1, mean_length_h=1),
        ),
    )
    assert told(site) == [
        "directions[2].id: found 'd' a second time; allowed: once",
        "yards[1].stations: found 'gone', unknown; allowed: s",
        "yards[1].trucks: found 0; allowed: 1 or more",
        "yards: found s a second time; allowed: once",
        "closures[1].to_h: found nothing; allowed: from_h and to_h for a closure weekly",
        "closures[2].stations: found neither stations nor pools; allowed: what it closes",
        "closures[2].from_h: found something; allowed: dates for a closure dates",
        "closures[2].to_h: found something; allowed: dates for a closure dates",
        "closures[3].pools: found 'q', unknown; allowed: s",
        "closures[3].mean_between_h: found -1; allowed: above 0",
    ]


def test_classes_pools_and_reserved_names(site_of: Make) -> None:
    site, _ = site_of({"out": SOUND}, {"a": 1.0}, legs=(Leg(after="in", to="out"),))
    assert any("another id" in text for text in told(site))
    site, _ = site_of({"s": SOUND}, {"a": 1.0})
    patience = Distribution(kind="exponential", mean_min=-3.0)
    odd = replace(site.classes[0], priority=-1, promise_min=0.0, patience=(patience, patience))
    found = told(replace(site, classes=(odd,)))
    assert found[:3] == [
        "classes[1].promise_min: found 0; allowed: above 0",
        "classes[1].priority: found -1; allowed: 0 or more",
        "classes[1].patience: found 2 blocks; allowed: one",
    ]
    assert told(replace(site, pools=(Pool(id="s", rule="finish"),))) == [
        "pools[1].shifts: found no staff at any hour; allowed: a shift with staff above 0"
    ]
    empty = Site(id="e", name="e", time_zone="UTC")
    assert [flaw.field for flaw in flaws(empty)] == [
        "directions",
        "classes",
        "pools",
        "stations",
        "routes",
    ]


def test_a_class_a_station_does_not_serve(site_of: Make) -> None:
    only = replace(MINUTE, classes=("a",))
    site, _ = site_of({"s": SOUND | {"service": only}}, {"a": 1.0, "b": 1.0})
    assert told(site) == ["routes[1].legs: found b at s, which has no service for it; allowed: one"]


def test_demand(site_of: Make) -> None:
    site, demand = site_of({"s": SOUND}, {"a": 1.0})
    book = Book(
        direction="d",
        truck_class="a",
        kind="transit",
        from_h=0.5,
        to_h=24,
        slots_per_h=-1,
        spread_min=-1.0,
        no_show=2.0,
    )
    odd = replace(
        demand,
        site="elsewhere",
        profiles=(
            Profile(id="p", hours=(1.0,)),
            Profile(id="p", weekdays=(1.0, -1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
        ),
        flows=(replace(demand.flows[0], truck_class="z", trucks_per_day=-1, profile="q"),),
        books=(book,),
    )
    fields = [flaw.field for flaw in demand_flaws(odd, site)]
    assert fields == [
        *("site", "id", "hours", "weekdays", "truck_class", "trucks_per_day"),
        *("profile", "from_h", "slots_per_h", "spread_min", "no_show"),
    ]
    nothing = replace(demand, flows=())
    assert [flaw.field for flaw in flaws(site, nothing)] == ["flows"]


def test_scenarios(site_of: Make) -> None:
    site, _ = site_of({"s": SOUND}, {"a": 1.0})
    scenario = Scenario(
        id="s",
        site="x",
        title="t",
        staff=(StaffChange(pool="q", from_h=0, to_h=24, staff=1),),
        services=(ServiceChange(station="q", kind="exponential", mean_min=0, classes=("z",)),),
        stations=(StationChange(station="q", lanes=0, places=-1),),
        demand=(DemandChange(direction="q", truck_class="q", factor=-1),),
    )
    assert [(flaw.path[0][0], flaw.field) for flaw in scenario_flaws(scenario, site)] == [
        ("staff", "pool"),
        *(("services", field) for field in ("station", "classes", "mean_min")),
        *(("stations", field) for field in ("station", "lanes", "places")),
        *(("demand", field) for field in ("direction", "truck_class", "factor")),
    ]
