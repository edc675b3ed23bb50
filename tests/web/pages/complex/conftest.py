"""A complex with a truck on its way, and people who work on it through the pages."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.operations.complex import Clock, Desk
from tests.web.pages.conftest import HTML

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.appointments.parties import RegisterCarrier
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger.chain import rows
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage import arrivals, calling
from goldenbridge.operations.rules import example_text
from goldenbridge.programme.model import Programme

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"  # noqa: S105 - of a test
_HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Screens:
    """Somebody's browser for each login."""

    ledger: Ledger
    clock: Clock
    app: Any
    desk: Desk = field(init=False)
    number: int = 0

    def __post_init__(self) -> None:
        self.desk = Desk(self.ledger, self.clock)

    def person(self, *grants: Grant) -> TestClient:
        self.number += 1
        login = f"p{self.number}"
        accounts.add_staff(self.ledger, login, PASSWORD, grants, actor="test")
        return self.browser(accounts.sign_in(self.ledger, login, PASSWORD))

    def browser(self, token: str = "") -> TestClient:
        client = TestClient(self.app, headers=HTML, follow_redirects=False)
        if token:
            client.cookies.set("session", token)
        return client

    def enter(self, truck_class: str = "perishable") -> str:
        """Let a truck in that was booked for noon; its visit."""
        self.clock.to(NOON - timedelta(hours=6))
        booking = self.desk.booked(self.desk.opening(3, truck_class=truck_class))
        self.clock.to(NOON)
        visit = str(self.desk.do(arrivals.Arrive(booking))["visit"])
        self.desk.do(calling.CallNext("to-kz"))
        self.desk.do(arrivals.EnterGate(visit))
        return visit

    def kinds(self) -> list[str]:
        with self.ledger.reading() as view:
            return [str(row["kind"]) for row in rows(view.connection, 0)]

    @staticmethod
    def forms(text: str) -> list[dict[str, str]]:
        """The hidden fields of each form of a page."""
        parts = [part.split("</form>")[0] for part in text.split("<form")[1:]]
        return [{n: unescape(v) for n, v in _HIDDEN.findall(part)} for part in parts]

    def form(self, text: str, **having: str) -> dict[str, str]:
        """The first form with these hidden fields."""
        for one in self.forms(text):
            if all(one.get(name) == value for name, value in having.items()):
                return one
        raise AssertionError(f"no form with {having} in {text}")


@pytest.fixture
def screens(ledger: Ledger, clock: Clock, anyone: TestClient, programme: Programme) -> Screens:
    clock.to(NOON - timedelta(hours=6))
    ledger.submit(set_rules(programme.sites[0], example_text()), actor="test")
    for carrier in ("c1", "c2"):
        ledger.submit(RegisterCarrier(carrier, "KZ"), actor="test")
    return Screens(ledger, clock, anyone.app)


@pytest.fixture
def booked(screens: Screens) -> str:
    """A booking for noon, and the clock at noon; its plate is 001 ABC 02."""
    booking = screens.desk.booked(screens.desk.opening(3))
    screens.clock.to(NOON)
    return booking


@pytest.fixture
def entered(screens: Screens) -> str:
    """The visit of that truck, inside."""
    return screens.enter()
