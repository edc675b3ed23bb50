"""A complex at work for a browser: a server, its ledger, and a session for each role."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from socket import socket
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from tests.operations.complex import Clock, Desk

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.appointments.parties import RegisterCarrier
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage import arrivals, calling
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.warehouse.docks import AddDock
from goldenbridge.programme.model import Programme
from goldenbridge.web.app import create_app
from goldenbridge.web.opening import rules_held
from goldenbridge.web.pages.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass
class Yard:
    """A running server, its ledger, and a session for each role."""

    url: str
    desk: Desk
    tokens: dict[str, str]
    due: datetime
    browser: "Browser"
    openings: int = 0

    @contextmanager
    def person(self, role: str, **how: Any) -> "Iterator[Page]":
        with closing(self.browser.new_context(**how)) as context:
            self.enter(context, role)
            page = context.new_page()
            page.set_default_timeout(10_000)
            yield page

    def enter(self, context: "BrowserContext", role: str) -> None:
        if role:
            cookie: Any = {"name": "session", "value": self.tokens[role], "url": self.url}
            context.add_cookies([cookie])

    def booked(self) -> str:
        """A booking for soon, whose truck may come already."""
        self.openings += 1
        due = self.desk.clock() + timedelta(minutes=10 + self.openings)
        return self.desk.booked(self.desk.opening(1, due=due))

    def visit(self) -> str:
        """A truck that is let in now."""
        visit = str(self.desk.do(arrivals.Arrive(self.booked()))["visit"])
        while self.desk.do(calling.CallNext("to-kz"))["visit"] != visit:
            pass
        self.desk.do(arrivals.EnterGate(visit))
        return visit


@pytest.fixture(scope="module")
def yard(
    browser: "Browser", programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Yard]:
    due = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    clock = Clock(due - timedelta(hours=3))
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS, clock=clock)
    rules_held(ledger, None, "")
    desk = Desk(ledger, clock)
    desk.do(RegisterCarrier("c1", "KZ"))
    desk.do(AddDock("D1", "z"))
    tokens = {"carrier": accounts.issue_token(ledger, "c1", actor="test")[1]}
    roles = {
        "gate": Grant("gate"),
        "officer": Grant("officer", agency="KG-border"),
        "second": Grant("officer", agency="KG-border"),
        "store": Grant("warehouse"),
        "manager": Grant("manager"),
    }
    for name, grant in roles.items():
        accounts.add_staff(ledger, name, PASSWORD, [grant], actor="test")
    # sessions last by the clock of the ledger
    tokens |= {name: accounts.sign_in(ledger, name, PASSWORD) for name in roles}
    served = Served()
    served.programme = replace(programme, commitments=(), claims=())
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = uvicorn.Config(create_app(ledger, served), port=port, log_config=None)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield Yard(f"http://127.0.0.1:{port}", desk, tokens, due, browser)
    running.should_exit = True
    thread.join()


def press(page: "Page", name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_selector(".notice.good")


def reasoned(page: "Page", name: str, why: str) -> None:
    page.locator("summary", has_text=name).first.click()
    form = page.locator("form", has=page.get_by_role("button", name=name, exact=True)).first
    form.get_by_label("Reason").fill(why)
    with page.expect_navigation():
        form.get_by_role("button", name=name).click()
    page.wait_for_selector(".notice.good")


def scan(page: "Page", text: str) -> None:
    page.wait_for_function("document.activeElement.id === 'field-find'")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("h2 .plate, h1 .plate, h2#place-title")


def look_through(yard: Yard, axe: str, pages: list[tuple[str, str]]) -> None:
    """Axe finds nothing on these pages of a role, in either theme, and none is too wide."""
    for scheme in ("light", "dark"):
        for role, path in pages:
            with yard.person(role, color_scheme=scheme) as page:
                page.goto(yard.url + path)
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                page.evaluate(axe)
                found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
                faults = [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]]
                assert faults == [], path
                for width in (360, 2560):
                    page.set_viewport_size({"width": width, "height": 800})
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, (path, width)


def large_enough(yard: Yard, pages: list[tuple[str, str]]) -> None:
    """What a glove presses on these pages is 48 pixels high or more."""
    for role, path in pages:
        with yard.person(role) as page:
            page.goto(yard.url + path)
            sizes = page.evaluate(
                "[...document.querySelectorAll('main :is(button, summary, a, input)')]"
                ".filter(e => e.offsetParent && e.type !== 'hidden' && !e.closest('label,.crumbs'))"
                ".map(e => e.getBoundingClientRect().height)"
            )
            assert sizes
            assert min(sizes) >= 48, (path, sizes)
