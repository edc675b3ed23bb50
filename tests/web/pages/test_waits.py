"""The public board: counts, the order of calls that then happens, places ahead."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.operations.complex import NOON, Desk, desk_at
from tests.web.pages.conftest import HTML

from goldenbridge.language.languages import ENGLISH
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage import arrivals as a
from goldenbridge.operations.passage import calling
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.programme.model import Programme
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.served import Served
from goldenbridge.web.pages.waits import Board, board


@pytest.fixture
def desk(programme: Programme, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(f"sqlite:///{tmp_path}/l.db", programme.sites[0]) as desk:
        yield desk


def _board(desk: Desk) -> Board:
    with desk.ledger.reading() as view:
        found = board(view.connection, view.seq, desk.clock())
    assert found is not None
    return found


def _arrive(desk: Desk, count: int = 7) -> list[str]:
    classes = ("perishable", "animal", "general")
    bookings = [
        desk.booked(desk.opening(1, truck_class=classes[n % 3], due=NOON + timedelta(hours=n // 3)))
        for n in range(count)
    ]
    visits = []
    for n, booking in enumerate(reversed(bookings)):
        desk.clock.to(NOON, n)
        visits.append(str(desk.do(a.Arrive(booking))["visit"]))
    return visits


def test_trucks_are_called_in_the_order_that_was_published(desk: Desk) -> None:
    _arrive(desk)
    published = [(one.plate, one.rule) for one in _board(desk).order if one.direction == "to-kz"]
    called = []
    while visit := (answer := desk.do(calling.CallNext("to-kz")))["visit"]:
        plate = desk.row(VEHICLE, desk.row(VISIT, visit).vehicle).plate
        called.append((f"…{plate[-3:]}", answer["rule"]))
    assert published == called
    assert len(called) > 2
    assert _board(desk).order == ()


def test_counts_and_waits_are_those_of_the_ledger(desk: Desk) -> None:
    opening = desk.opening(6)
    bookings = [desk.booked(opening) for _ in range(6)]
    desk.clock.to(NOON)
    visits = [str(desk.do(a.Arrive(booking))["visit"]) for booking in bookings]
    for n in range(5):
        desk.clock.to(NOON, 10 * (n + 1))
        visit = desk.do(calling.CallNext("to-kz"))["visit"]
        desk.do(a.EnterGate(visit))
    line = next(one for one in _board(desk).lines if one.truck_class == "perishable")
    assert (line.waiting, line.longest_min, line.inside, line.entered) == (1, 50, 5, 5)
    assert line.median_min == 30
    assert len(visits) == 6
    hour = _board(desk).ahead[0]
    assert (hour.places, hour.taken, hour.free) == (6, 6, 0)


def test_the_page_shows_no_whole_plate(desk: Desk) -> None:
    _arrive(desk)
    served = Served()
    with TestClient(create_app(desk.ledger, served), headers=HTML) as client:
        page, told = client.get("/waits"), client.get("/data/waits.json")
    plates = {row.plate for row in desk.rows(VEHICLE)}
    assert not any(plate in text for plate in plates for text in (page.text, told.text))
    assert ENGLISH.say("The order of calls, if nobody else comes") in page.text
    assert len(told.json()["order"]) == page.text.count("…")
    assert told.headers["access-control-allow-origin"] == "*"


def test_waits_ahead_are_simulated_beside_the_server_and_kept(desk: Desk) -> None:
    _arrive(desk)
    served = Served()
    with TestClient(create_app(desk.ledger, served), headers=HTML) as client:
        assert client.get("/data/waits.json").json()["forecast"] is None
        assert "The waits ahead are being simulated" in client.get("/waits").text
        deadline = time.monotonic() + 120
        while served.forecasting.busy and time.monotonic() < deadline:
            time.sleep(0.1)
        told = client.get("/data/waits.json").json()["forecast"]
        page = client.get("/waits").text
        assert client.get("/data/waits.json").json()["forecast"] == told
        assert not served.forecasting.busy
    assert {one["horizon_h"] for one in told["waits"]} == {0, 1, 3, 6, 24, 168}
    assert all(0 <= w["low80_min"] <= w["median_min"] <= w["high80_min"] for w in told["waits"])
    assert told["made"] == stamp(desk.clock())
    directions = {one["direction"] for one in told["waits"]}
    assert page.count('<figure id="figure-waits-ahead-') == len(directions)
    assert "in 7 days" in page


def test_a_forecast_that_fails_is_said_and_not_tried_at_once(desk: Desk) -> None:
    served = Served()
    served.forecasting.programme = lambda: replace(served.programme, sites=())
    with TestClient(create_app(desk.ledger, served), headers=HTML) as client:
        client.get("/waits")
        while served.forecasting.busy:
            time.sleep(0.01)
        page = client.get("/waits").text
        assert not served.forecasting.busy
    assert "There is no forecast of waits at present." in page


def test_without_rules_no_complex_is_shown(anyone: TestClient) -> None:
    page = anyone.get("/waits", headers=HTML)
    assert page.status_code == 200
    assert "No complex is at work here yet" in page.text
    assert anyone.get("/data/waits.json").json() == {}
