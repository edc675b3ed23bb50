"""A carrier books, sees its call, gets a calendar file, cancels; and sees nothing of others."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from tests.web.pages.complex.conftest import NOON, Screens

from goldenbridge.operations import lot as rule
from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.appointments import lots
from goldenbridge.operations.appointments.offers import Slip
from goldenbridge.operations.appointments.tables import BOOKING
from goldenbridge.operations.passage import arrivals, calling

WAY = {"direction": "to-kz", "truck_class": "perishable"}


@pytest.fixture
def carrier(screens: Screens) -> TestClient:
    _, token = accounts.issue_token(screens.ledger, "c1", actor="test")
    browser = screens.browser()
    fields = screens.form(browser.get("/carrier/sign-in").text)
    wrong = browser.post("/carrier/sign-in", data=fields | {"token": "guess"})
    assert wrong.status_code == 422
    assert browser.post("/carrier/sign-in", data=fields | {"token": token}).status_code == 303
    return browser


def _send(screens: Screens, browser: TestClient, having: dict[str, str], **more: str) -> int:
    fields = screens.form(browser.get("/carrier", params=WAY).text, **having)
    return browser.post("/carrier", data=fields | more).status_code


def test_a_carrier_books_is_called_and_cancels(screens: Screens, carrier: TestClient) -> None:
    opening = screens.desk.opening(1)
    truck = {"country": "KG", "plate": "01 123 ABC", "vin": "WDB96340300000099"}
    assert _send(screens, carrier, {"act": "register"}, **truck) == 303
    text = carrier.get("/carrier", params=WAY).text
    vehicle = text.split('<option value="')[1].split('"')[0]
    assert _send(screens, carrier, {"act": "hold"}, opening=opening, vehicle=vehicle) == 303
    assert _send(screens, carrier, {"act": "hold"}, opening=opening, vehicle=vehicle) == 409
    text = carrier.get("/carrier").text
    booking = screens.form(text, act="confirm")["booking"]
    assert _send(screens, carrier, {"act": "confirm"}, external_ref="CGR-7") == 303
    event = Calendar.from_ical(carrier.get(f"/carrier/bookings/{booking}.ics").content).events[0]
    assert event.start == NOON
    screens.clock.to(NOON)
    visit = screens.desk.do(arrivals.Arrive(booking))["visit"]
    assert "place 1 in the order of calls" in carrier.get("/carrier").text
    screens.desk.do(calling.CallNext("to-kz"))
    assert visit
    assert "called at 17:00" in carrier.get("/carrier").text
    assert screens.desk.replays()


def test_a_place_is_given_back(screens: Screens, carrier: TestClient) -> None:
    screens.desk.booked(screens.desk.opening(1))
    cancel = screens.form(carrier.get("/carrier").text, act="cancel")
    stale = carrier.post("/carrier", data=cancel | {"seen": "1", "form-key": "k"})
    assert stale.status_code == 412
    assert carrier.post("/carrier", data=cancel).status_code == 303
    assert screens.kinds()[-1] == "cancelled"


def test_a_booking_moves_when_its_hour_runs_behind(screens: Screens, carrier: TestClient) -> None:
    opening = screens.desk.opening(2)
    booking = screens.desk.booked(opening)
    later = screens.desk.opening(2, due=NOON + timedelta(hours=1))
    assert 'value="move"' not in carrier.get("/carrier").text
    screens.desk.do(Slip(opening, 90))
    fields = screens.form(carrier.get("/carrier").text, act="move")
    assert carrier.post("/carrier", data=fields | {"opening": opening}).status_code == 409
    assert carrier.post("/carrier", data=fields | {"opening": later}).status_code == 303
    assert screens.desk.row(BOOKING, booking).opening == later
    assert screens.kinds()[-1] == "moved"


def test_a_scarce_hour_is_drawn(screens: Screens, carrier: TestClient) -> None:
    opening, vehicle = screens.desk.opening(1), screens.desk.truck()
    name = str(screens.desk.do(lots.OpenLot(opening))["lot"])
    assert "No entries are taken now." in carrier.get("/carrier", params=WAY).text
    for party, number in {"KG": "5e" * 32, "KZ": "a1" * 32}.items():
        screens.desk.do(lots.Commit(name, party, rule.commitment(name, party, number)))
    assert _send(screens, carrier, {"act": "enter"}, vehicle=vehicle) == 303
    assert _send(screens, carrier, {"act": "enter"}, vehicle=vehicle) == 409
    assert screens.kinds()[-1] == "lot-entered"


def test_nothing_of_others_is_seen_or_done(screens: Screens, carrier: TestClient) -> None:
    screens.clock.to(NOON - timedelta(hours=6))
    theirs = screens.desk.booked(screens.desk.opening(2), carrier="c2")
    assert theirs not in carrier.get("/carrier").text
    assert carrier.get(f"/carrier/bookings/{theirs}.ics").status_code == 404
    token = screens.forms(carrier.get("/carrier").text)[0]["form-token"]
    cancel = {"act": "cancel", "booking": theirs, "form-token": token}
    assert carrier.post("/carrier", data=cancel).status_code == 409
    assert screens.kinds()[-1] == "booked"
    assert screens.person(Grant("manager")).get("/carrier").status_code == 403
    assert carrier.get("/complex/gate").status_code == 403
