"""The state a simulation begins with, and waits ahead, from a ledger."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.operations.complex import NOON, Desk, desk_at

from goldenbridge.border.state import State, check_state
from goldenbridge.operations.advice.duty import SetDuty
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage import arrivals, calling
from goldenbridge.operations.passage import stations as s
from goldenbridge.outlook.advice.reading import site_of
from goldenbridge.outlook.live import present, record
from goldenbridge.outlook.live.waits import ahead, waits_past
from goldenbridge.programme.model import Programme

NOW = NOON + timedelta(minutes=5)
FIRST, SECOND = "ak-tilek-exit", "karasu-entry"


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def desk(tmp_path: Path, programme: Programme) -> Iterator[Desk]:
    """Of six trucks booked one is in service inside, one waits inside, one is called, two wait."""
    site = next(one for one in programme.sites if one.id == "karasu")
    with desk_at(f"sqlite:///{tmp_path}/l.db", site) as made:
        made.clock.to(NOON - timedelta(hours=5))
        opening = made.opening(8)
        bookings = [made.booked(opening) for _ in range(6)]
        visits = []
        for minutes, booking in zip((-40, -30, -20, -10, -5), bookings, strict=False):
            made.clock.to(NOON, minutes)
            visits.append(made.do(arrivals.Arrive(booking))["visit"])
        made.clock.to(NOON, -4)
        for _ in range(3):
            made.do(calling.CallNext("to-kz"))
        for visit in visits[:2]:
            made.do(arrivals.EnterGate(visit))
        made.do(s.Start(visits[0], FIRST, "KG-border"))
        made.clock.to(NOON, -1)
        made.do(s.End(visits[0], FIRST, "KG-border", "pass", ""))
        made.clock.to(NOON, 2)
        made.do(s.Start(visits[0], SECOND, "KZ-border"))
        made.clock.to(NOW)
        yield made


def state(desk: Desk, programme: Programme, sold: float = 0.5) -> State:
    with desk.ledger.reading() as view:
        site, _ = site_of(programme, view.connection, NOW)
        found = present.state_of(view.connection, NOW, site, sold)
    check_state(found, site)
    return found


def test_everybody_stands_where_the_ledger_says(desk: Desk, programme: Programme) -> None:
    found = state(desk, programme)
    told = [(one.station, one.came, one.since, one.started) for one in found.standing]
    assert told == [
        # called first, then those in line
        (FIRST, at(-20), at(-20), None),
        (FIRST, at(-10), at(-10), None),
        (FIRST, at(-5), at(-5), None),
        (SECOND, at(-40), at(-1), at(2)),
        (FIRST, at(-30), at(-4), None),
    ]
    assert {(one.direction, one.truck_class) for one in found.standing} == {("to-kz", "perishable")}
    # the sixth booking, and two free places of the hour
    assert [(one.due, one.chance) for one in found.due] == [
        (at(30), 1.0),
        (at(30), 0.5),
        (at(30), 0.5),
    ]


def test_who_is_on_duty_is_as_planned(desk: Desk, programme: Programme) -> None:
    desk.do(SetDuty("agro", stamp(NOON), stamp(NOON + timedelta(hours=4)), 3))
    with desk.ledger.reading() as view:
        site, _ = site_of(programme, view.connection, NOW)
        shifts = present.manned(view.connection, NOW, site).pool("agro").shifts
    # noon of UTC is five in the afternoon in Almaty
    (changed,) = [one for one in shifts if one.days == ("mon",) and one.from_h <= 17 < one.to_h]
    assert changed.staff == 3


def test_waits_ahead_are_kept_and_judged_by_what_came(desk: Desk, programme: Programme) -> None:
    with desk.ledger.reading() as view:
        made, assumed = ahead(programme, view.connection, NOW, replications=8)
    assert assumed == ("besides", "no-show", "sold")
    mine = [one for one in made if one.series == "to-kz perishable"]
    assert [one.horizon_h for one in mine] == [0, 1, 3, 6, 24, 168]
    for one in made:
        assert one.target == one.made + one.horizon_h * 3600
        assert (np.diff(one.quantiles) >= 0).all()
        assert one.quantiles[0] >= 0
    lines = record.with_forecasts((), made)
    walk_in = desk.truck()
    desk.clock.to(NOW, 1)
    visit = desk.do(arrivals.WalkIn(walk_in, "to-kz", "perishable"))["visit"]
    desk.clock.to(NOW, 40)
    # the walk-in stands last: the three before it are called and let in, then it
    for _ in range(3):
        desk.do(calling.CallNext("to-kz"))
    desk.do(arrivals.EnterGate(visit))
    desk.do(s.Start(visit, FIRST, "KG-border"))
    with desk.ledger.reading() as view:
        came = waits_past(view.connection, desk.clock.now)
    (perishable,) = [one for one in came if one.series == "to-kz perishable"]
    # the first waited from -40 to -4, the walk-in 39 minutes
    assert perishable.value.tolist() == [36, 39]
    judged = record.scores(record.with_outcomes(lines, came))
    assert list(judged) == [0]
    assert judged[0].n == 1
