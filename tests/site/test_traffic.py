"""The trucks on each leg of a site."""

from dataclasses import replace

import pytest

from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Book, Demand, Flow
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Direction, TruckClass
from goldenbridge.site.traffic import traffic

SITE = Site(
    id="s",
    name="S",
    time_zone="UTC",
    directions=(Direction(id="north", name="north"),),
    classes=(TruckClass(id="any", name="any", priority=0),),
    routes=(
        Route(
            direction="north",
            legs=(
                Leg(after="in", to="gate"),
                Leg(after="gate", to="check", share=0.25),
                Leg(after="gate", to="out", share=0.75),
                Leg(after="check", to="gate", share=0.2),
                Leg(after="check", to="out", share=0.8),
            ),
        ),
    ),
)
FLOW = Flow(direction="north", truck_class="any", kind="transit", trucks_per_day=95.0)


def test_rework_passes_again() -> None:
    """V = 95 + .05 v, so the gate sees 100 of 95 trucks and the check 25."""
    found = traffic(SITE, Demand(id="d", site="s", flows=(FLOW,)), "north")
    assert found == pytest.approx(
        {
            ("in", "gate"): 95.0,
            ("gate", "check"): 25.0,
            ("gate", "out"): 75.0,
            ("check", "gate"): 5.0,
            ("check", "out"): 20.0,
        }
    )


def test_a_leg_of_no_share_has_no_trucks() -> None:
    legs = (
        Leg(after="in", to="gate"),
        Leg(after="gate", to="check", share=0.0),
        Leg(after="gate", to="out", share=1.0),
        Leg(after="check", to="out"),
    )
    site = replace(SITE, routes=(Route(direction="north", legs=legs),))
    found = traffic(site, Demand(id="d", site="s", flows=(FLOW,)), "north")
    assert found["gate", "check"] == found["check", "out"] == 0.0
    assert found["gate", "out"] == pytest.approx(95.0)


def test_appointments_count_as_often_as_they_are_kept() -> None:
    book = Book(
        direction="north",
        truck_class="any",
        kind="transit",
        days=("mon", "tue"),
        from_h=22.0,
        to_h=6.0,
        slots_per_h=7.0,
        no_show=0.25,
    )
    found = traffic(SITE, Demand(id="d", site="s", books=(book,)), "north")
    assert found["in", "gate"] == pytest.approx(7 * 8 * 0.75 * 2 / 7)
    daily = replace(book, days=(), from_h=0.0, to_h=24.0)
    assert traffic(SITE, Demand(id="d", site="s", books=(daily,)), "north")[
        "in", "gate"
    ] == pytest.approx(7 * 24 * 0.75)


def test_nothing_comes_from_nowhere() -> None:
    assert traffic(SITE, Demand(id="d", site="s"), "north") == {}


def test_what_comes_to_a_shipped_crossing_leaves_it(programme: Programme) -> None:
    for demand in programme.demands:
        site = next(s for s in programme.sites if s.id == demand.site)
        for direction in site.directions:
            found = traffic(site, demand, direction.id)
            came = sum(n for (after, _), n in found.items() if after == "in")
            left = sum(n for (_, to), n in found.items() if to == "out")
            assert left == pytest.approx(came)
