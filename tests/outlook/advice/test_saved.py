"""What advice saved, where arithmetic knows it; harm is told as harm."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.operations.complex import NOON, Clock, Desk

from goldenbridge.errors import RuleError
from goldenbridge.operations.advice.deciding import AcceptAdvice
from goldenbridge.operations.advice.duty import SetDuty
from goldenbridge.operations.advice.proposing import Propose
from goldenbridge.operations.advice.tables import ADVICE
from goldenbridge.operations.appointments import parties
from goldenbridge.operations.appointments.tables import BOOKING
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage import arrivals, calling, stations
from goldenbridge.operations.passage.steps import Advance
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.rules import example_text
from goldenbridge.outlook.advice.reading import Assumed
from goldenbridge.outlook.advice.saved import measure, to_measure
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site

ENDS = NOON + timedelta(hours=4)
WAY = ("d", "general")
ASSUMED = Assumed(Demand(id="y", site="x"), 0.0, 0.0, 0.0)


@pytest.fixture
def site(site_of: Callable[..., tuple[Site, Demand]]) -> Site:
    made, _ = site_of(
        {"karasu-exit": {"service": Service(kind="deterministic", mean_min=10), "staff": 1}},
        {"general": 0.1},
        pools={},
    )
    pool = replace(made.pools[0], id="revenue")
    return replace(made, pools=(pool,), stations=(replace(made.stations[0], pool="revenue"),))


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Iterator[Desk]:
    clock = Clock(NOON - timedelta(hours=20))
    with Ledger.open(f"sqlite:///{tmp_path}/l.db", ROOMS, clock=clock) as ledger:
        text = example_text().replace('"revenue", least = 3', '"revenue", least = 1')
        ledger.submit(set_rules(site, text), actor="test")
        ledger.submit(parties.RegisterCarrier("c1", "KZ"), actor="test")
        yield Desk(ledger, clock)


def accepted(
    desk: Desk,
    *,
    duty: int | None = None,
    was: int = 1,
    places: tuple[str, int, int] | None = None,
) -> str:
    """A proposal for the four hours from noon, accepted six hours before."""
    desk.clock.to(NOON - timedelta(hours=6))
    window: dict[str, Any] = {"starts": stamp(NOON), "ends": stamp(ENDS)}
    post = {"pool": "revenue", "now": was, "to": duty, "why": "short", "load": 2.0} | window
    change: dict[str, Any] = {}
    if places is not None:
        change = {"opening": places[0], "now": places[1], "to": places[2], "why": "promise"}
    command = Propose(
        **window,
        digest="d",
        places=[change] if change else [],
        duty=[post] if duty else [],
        expected=[],
        assumed=[],
        gain_min=0.0,
    )
    return str(desk.do(AcceptAdvice(desk.do(command)["advice"]))["advice"])


def come(desk: Desk, pairs: int) -> None:
    """Two trucks every ten minutes from noon on; each is out a quarter of an hour later."""
    here: list[list[str]] = []
    for number in range(pairs + 1):
        at = NOON + timedelta(minutes=10 * number)
        if number < pairs:
            desk.clock.to(at)
            walk_in = arrivals.WalkIn
            here.append([desk.do(walk_in(desk.truck(), *WAY))["visit"] for _ in range(2)])
        desk.clock.to(at, 5)
        for visit in here[number - 1] if number else ():
            desk.do(calling.CallNext("d"))
            desk.do(arrivals.EnterGate(visit))
            desk.do(stations.Start(visit, "karasu-exit", "KZ-border"))
            desk.do(stations.End(visit, "karasu-exit", "KZ-border", "pass"))
            desk.do(Advance(visit, "finish"))
            desk.do(Advance(visit, "exit"))


def measured(desk: Desk, site: Site, advice: str) -> dict[str, Any]:
    with desk.ledger.reading() as view:
        command = measure(view.connection, advice, desk.clock.now, site, ASSUMED, replications=3)
    desk.do(command)
    found: dict[str, Any] = json.loads(desk.row(ADVICE, advice).measured)
    return found


def test_one_officer_more_saved_an_hour_a_truck(desk: Desk, site: Site) -> None:
    """Pairs every ten minutes, ten minutes each: truck k of 24 stays 10 + 10 ⌈k/2⌉ with one."""
    advice = accepted(desk, duty=2)
    come(desk, 12)
    desk.clock.to(ENDS)
    with desk.ledger.reading() as view:
        assert to_measure(view.connection, ENDS) == []
        assert to_measure(view.connection, ENDS + timedelta(hours=12)) == [advice]
    found = measured(desk, site, advice)
    assert found["now_min"]["value"] == pytest.approx(70, abs=1e-3)
    assert found["then_min"]["value"] == pytest.approx(10, abs=1e-3)
    assert found["saved_min"] == {"value": pytest.approx(60, abs=1e-3), "half": 0}
    assert (found["came"], found["out"], found["really_min"]) == (24, 24, 15)
    # every run says ten minutes, the trucks took fifteen
    assert found["believable"] is False
    assert desk.replays()
    with desk.ledger.reading() as view:
        assert to_measure(view.connection, ENDS + timedelta(hours=12)) == []
        with pytest.raises(RuleError, match="measured already"):
            measure(view.connection, advice, desk.clock.now, site, ASSUMED)


def test_officers_taken_away_did_harm_and_it_says_so(desk: Desk, site: Site) -> None:
    desk.clock.to(NOON - timedelta(hours=7))
    desk.do(SetDuty("revenue", stamp(NOON), stamp(ENDS), 2))
    advice = accepted(desk, duty=1, was=2)
    come(desk, 12)
    desk.clock.to(ENDS)
    assert measured(desk, site, advice)["saved_min"]["value"] == pytest.approx(-60, abs=1e-3)


def test_a_truck_still_inside_is_waited_for(desk: Desk, site: Site) -> None:
    advice = accepted(desk, duty=2)
    desk.clock.to(NOON)
    desk.do(arrivals.WalkIn(desk.truck(), *WAY))
    desk.clock.to(ENDS)
    with desk.ledger.reading() as view:
        told = "1 trucks of its hours not yet out; allowed: none, or from 2026-03-03T04"
        with pytest.raises(RuleError, match=told):
            measure(view.connection, advice, ENDS, site, ASSUMED)
    desk.clock.to(ENDS + timedelta(hours=12))
    found = measured(desk, site, advice)
    assert (found["came"], found["out"], found["really_min"]) == (1, 0, None)


def test_places_added_bring_trucks_and_places_kept_back_would_have(desk: Desk, site: Site) -> None:
    desk.clock.to(NOON - timedelta(hours=7))
    opening = desk.opening(2, truck_class="general", way="d")
    advice = accepted(desk, places=(opening, 2, 4))
    for _ in range(4):
        desk.booked(opening)
    with desk.ledger.reading() as view:
        bookings = view.connection.execute(select(BOOKING.c.id)).scalars().all()
    desk.clock.to(NOON, 2)
    for booking in bookings:
        desk.do(arrivals.Arrive(booking))
    desk.clock.to(ENDS + timedelta(hours=12))
    found = measured(desk, site, advice)
    # four at once at one officer take 25 minutes on average, two take 15: it cost ten
    assert found["places_used"] == 2
    assert found["saved_min"]["value"] == pytest.approx(-10, abs=1e-3)
    assert found["places_kept_back"] == 0


def test_places_kept_back_count_only_where_the_others_were_sold(desk: Desk, site: Site) -> None:
    desk.clock.to(NOON - timedelta(hours=7))
    full = desk.opening(3, truck_class="general", way="d")
    advice = accepted(desk, places=(full, 3, 1))
    booking = desk.booked(full)
    desk.clock.to(NOON, 29)
    desk.do(arrivals.Arrive(booking))
    desk.clock.to(ENDS + timedelta(hours=12))
    found = measured(desk, site, advice)
    assert (found["places_kept_back"], found["places_used"]) == (2, 0)
    assert found["then_min"]["value"] == pytest.approx(10, abs=1e-3)
    # the other two at 12:15 and 12:45, the one that came in the ten minutes around 12:25
    assert found["now_min"]["value"] == pytest.approx(10, abs=1e-3)
