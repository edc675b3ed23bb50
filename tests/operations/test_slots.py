"""Openings follow the narrowest station; changes take nobody's place."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import RuleError
from goldenbridge.language.periods import read_period
from goldenbridge.operations.slots import Capacity, changed, openings
from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Closure, Shift

DAY = date(2026, 3, 2)
MAKE = Callable[..., tuple[Site, Demand]]


def _minutes(mean: float) -> Service:
    return Service(kind="deterministic", mean_min=mean)


def test_the_narrowest_station_sets_the_hour(site_of: MAKE) -> None:
    site, demand = site_of(
        {
            "gate": {"service": _minutes(2), "staff": 1},
            "docs": {"service": _minutes(8), "staff": 3},
        },
        {"a": 0.1, "b": 0.3},
    )
    found = openings(site, demand, DAY)
    assert len(found) == 2 * 24
    assert {one.bottleneck for one in found} == {"station docs: 22.5 vehicles an hour"}
    hours = Counter[object]()
    for one in found:
        hours[one.starts] += one.cap
    assert set(hours.values()) == {22}
    assert [sum(one.cap for one in found if one.truck_class == name) for name in "ab"] == [132, 396]


def test_shared_staff_and_second_passes_count(site_of: MAKE) -> None:
    legs = [
        Leg(after="in", to="one"),
        Leg(after="one", to="one", share=0.5),
        Leg(after="one", to="two", share=0.5),
        Leg(after="two", to="out"),
    ]
    stations = {
        name: {"service": _minutes(3), "pool": "officers", "lanes": 2} for name in ("one", "two")
    }
    site, demand = site_of(stations, {"a": 1.0}, legs=legs, pools={"officers": 3})
    # 2 passes of 3 minutes and 1 more: 9 minutes of 3 officers; 6 minutes of 2 lanes
    first = openings(site, demand, DAY)[0]
    assert (first.cap, first.bottleneck) == (20, "pool officers: 20.0 vehicles an hour")
    narrow = replace(site.station("one"), lanes=1)
    assert openings(site.with_station(narrow), demand, DAY)[0].cap == 10


def test_shifts_and_closures_by_the_hour(site_of: MAKE) -> None:
    shifts = (
        Shift(from_h=8, to_h=20, staff=2.0),
        Shift(from_h=20, to_h=8, staff=1.0),
        Shift(days=("tue",), from_h=9.5, to_h=10, staff=2.0),
    )
    closures = (
        Closure(id="noon", kind="weekly", stations=("gate",), from_h=12, to_h=12.5),
        Closure(id="meal", kind="weekly", pools=("gate",), days=("mon",), from_h=1, to_h=2),
        Closure(id="random", kind="outage", stations=("gate",), mean_between_h=9, mean_length_h=1),
    )
    site, demand = site_of(
        {"gate": {"service": _minutes(6), "staff": shifts}}, {"a": 1.0}, closures=closures
    )
    caps = [one.cap for one in openings(site, demand, DAY)]
    assert caps == [10, 0, *[10] * 6, *[20] * 4, 10, *[20] * 7, *[10] * 4]
    assert openings(site, demand, DAY + timedelta(days=1))[9].cap == 30


def test_a_day_is_local_and_may_have_23_hours(site_of: MAKE) -> None:
    site, demand = site_of({"gate": {"service": _minutes(6), "staff": 1}}, {"a": 1.0})
    found = openings(replace(site, time_zone="Asia/Almaty"), demand, DAY)
    assert found[0].starts.isoformat() == "2026-03-01T19:00:00+00:00"
    assert len(openings(replace(site, time_zone="Europe/Paris"), demand, date(2026, 3, 29))) == 23


def test_every_way_of_the_complex_gets_openings(programme: Programme) -> None:
    site, demand = programme.sites[0], programme.demands[0]
    shut = Closure(id="feast", kind="dates", pools=("revenue",), dates=read_period("2026-03-03"))
    found = openings(replace(site, closures=(*site.closures, shut)), demand, DAY)
    ways = Counter[tuple[str, str]]()
    for one in found:
        ways[one.direction, one.truck_class] += one.cap
    assert min(ways.values()) > 0
    assert {one.bottleneck.split(":")[0] for one in found} <= {
        f"{kind} {row.id}" for kind in ("station", "pool") for row in getattr(site, f"{kind}s")
    }
    feast = openings(replace(site, closures=(shut,)), demand, DAY + timedelta(days=1))
    assert sum(one.cap for one in feast) == 0


def test_nothing_comes_nothing_opens(site_of: MAKE) -> None:
    site, demand = site_of({"gate": {"service": _minutes(6), "staff": 1}}, {"a": 0.0})
    assert openings(site, demand, DAY) == ()


@given(st.integers(0, 40), st.integers(0, 40), st.integers(-50, 50))
def test_capacity_is_never_below_what_is_used(planned: int, used: int, delta: int) -> None:
    now = Capacity(planned, planned, min(used, planned))
    try:
        new = changed(now, delta, cause="incident", bound=0.2)
    except RuleError:
        assert planned + delta < 0
        return
    assert new.cap >= new.used == now.used
    assert new.to_move == max(now.used - (planned + delta), 0)


def test_the_simulation_moves_capacity_within_its_bound() -> None:
    now = Capacity(20, 20, 19)
    assert changed(now, -4, cause="sim", bound=0.2).to_move == 3
    with pytest.raises(RuleError, match=r"delta: found 5, to 25; allowed: .* within 20% of the 20"):
        changed(now, 5, cause="sim", bound=0.2)
    with pytest.raises(RuleError, match="cause: found 'mood'; allowed: sim, manual or incident"):
        changed(now, 1, cause="mood", bound=0.2)
