"""A truck from its booking to the public board through the pages, as each person sees them."""

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
from goldenbridge.operations.passage.stations import End, Start
from goldenbridge.operations.passage.tables import TASK
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.warehouse.docks import AddDock
from goldenbridge.programme.model import Programme
from goldenbridge.web.app import create_app
from goldenbridge.web.opening import rules_held
from goldenbridge.web.pages.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
WAY = "direction=to-kz&truck_class=perishable"
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


def _press(page: "Page", name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_selector(".notice.good")


def _reasoned(page: "Page", name: str, why: str) -> None:
    page.locator("summary", has_text=name).first.click()
    form = page.locator("form", has=page.get_by_role("button", name=name, exact=True)).first
    form.get_by_label("Reason").fill(why)
    with page.expect_navigation():
        form.get_by_role("button", name=name).click()
    page.wait_for_selector(".notice.good")


def _scan(page: "Page", text: str) -> None:
    page.wait_for_function("document.activeElement.id === 'field-find'")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("h2 .plate, h1 .plate")


def test_from_the_booking_to_the_public_board(yard: Yard) -> None:
    _book(yard)
    yard.desk.clock.to(yard.due)
    with yard.person("gate") as page, yard.person("") as public:
        page.goto(f"{yard.url}/complex/gate")
        _scan(page, "777xyz02")
        _press(page, "It has arrived")
        public.goto(f"{yard.url}/wall")
        assert "…Z02" in public.locator(".nexts").inner_text()
        page.locator("button:has-text('1 waiting')").click()
        page.wait_for_selector(".rows .plate")
        public.reload()
        assert "…Z02" in public.locator(".calls").first.inner_text()
        page.locator(".rows a").click()
        _press(page, "Let it in")
    with yard.person("officer") as page:
        page.goto(f"{yard.url}/complex/stations")
        page.get_by_role("link", name="Exit check, Ak-Tilek").click()
        page.wait_for_selector("#field-find")
        _scan(page, "777 XYZ 02")
        _press(page, "Begin")
        _reasoned(page, "Hold it back", "the seal is broken")
        assert "held back" in page.locator(".facts").inner_text()
        _press(page, "Release the hold")
        page.go_back()  # what was done is not done again
        page.go_forward()
    _work(yard)
    with yard.person("store") as page:
        page.goto(f"{yard.url}/complex/docks")
        _scan(page, "777XYZ02")
        for name in ("It stands at the dock", "It is unloaded", "All work is done"):
            _press(page, name)
    with yard.person("gate") as page, yard.person("manager") as manager:
        page.goto(f"{yard.url}/complex/gate?find=777XYZ02")
        _press(page, "It leaves")
        page.goto(f"{yard.url}/waits")
        row = page.locator("tr", has_text="perishables").first.locator("td").all_inner_texts()
        assert row[:1] + row[2:5] == ["0", "0", "0", "1"]
        rows = manager.request.get(f"{yard.url}/station-visits").json()["items"]
        assert {one["outcome"] for one in rows} == {"pass", "hold"}
    assert yard.desk.replays()


def _book(yard: Yard) -> None:
    """The carrier lets its truck be known and books."""
    yard.desk.opening(1, due=yard.due)
    with yard.person("") as page:
        page.goto(f"{yard.url}/carrier/sign-in")
        page.get_by_label("Token").fill(yard.tokens["carrier"])
        page.get_by_role("button", name="Sign in").click()
        page.locator("summary", has_text="Let a truck be known").click()
        page.get_by_label("Country of the plate").fill("KZ")
        page.locator("[name=plate]").fill("777 XYZ 02")
        page.get_by_label("VIN").fill("WDB96340300000777")
        _press(page, "Let it be known")
        page.goto(f"{yard.url}/carrier?{WAY}")
        page.locator("[name=opening]").first.check()
        _press(page, "Keep this place")
        _press(page, "Book this place")
        with page.expect_download() as file:
            page.get_by_role("link", name="Calendar file").click()
        assert "BEGIN:VEVENT" in file.value.path().read_text("utf-8")


def _work(yard: Yard) -> None:
    """The stations the journey does not look at."""
    left = {t.station: t for t in yard.desk.rows(TASK) if t.state == "todo"}
    while left:
        for station, task in list(left.items()):
            if not any(f'"{other}"' in task.needs for other in left):
                yard.desk.do(Start(task.visit, station, task.agency))
                yard.desk.do(End(task.visit, station, task.agency, "pass"))
                del left[station]


def test_two_officers_at_once(yard: Yard) -> None:
    path = f"{yard.url}/complex/stations/ak-tilek-exit/{yard.visit()}"
    with yard.person("officer") as first, yard.person("second") as second:
        for page in (first, second):
            page.goto(path)
        _press(first, "Begin")
        second.get_by_role("button", name="Begin").click()
        second.wait_for_selector(".notice.bad:visible")
        assert "Somebody else was faster" in second.locator(".notice.bad:visible").inner_text()
        assert second.get_by_role("button", name="In order: it may go on").is_visible()


def test_a_lost_connection_keeps_what_was_typed_and_acts_once(yard: Yard) -> None:
    visit = yard.visit()
    with yard.person("officer") as page:
        page.goto(f"{yard.url}/complex/stations/ak-tilek-exit/{visit}")
        _press(page, "Begin")
        page.locator("summary", has_text="Hold it back").click()
        page.get_by_label("Reason").first.fill("papers")
        button = page.locator("details[open] button")
        # the request arrives, its answer does not
        page.route("**/ak-tilek-exit/**", lambda route: (route.fetch(), route.abort()))
        button.click()
        page.wait_for_selector("details[open] [data-lost]:visible")
        page.unroute("**/ak-tilek-exit/**")
        page.context.set_offline(True)
        button.click()
        page.locator("[data-offline] > span").wait_for(state="visible")
        assert page.get_by_label("Reason").first.input_value() == "papers"
        page.context.set_offline(False)
        page.locator("details[open] form:not([aria-busy]) button").click()
        page.wait_for_selector(".sheet.held")
        assert page.locator(".sheet.held").count() == 1


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_gate_by_keyboard_alone_in_another_language(yard: Yard, code: str) -> None:
    booking = yard.booked()
    with yard.person("gate", viewport={"width": 360, "height": 740}) as page:
        page.goto(f"{yard.url}/complex/gate?lang={code}")
        page.wait_for_function("document.activeElement.id === 'field-find'")
        page.keyboard.type(booking)
        page.keyboard.press("Enter")
        page.wait_for_selector("h2 .plate")
        assert page.evaluate("document.documentElement.lang") == code
        page.locator("#field-find").focus()
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".notice.good")
        assert page.locator(".notice.good h2").inner_text() != "The truck is noted as arrived."


def _pages(yard: Yard) -> list[tuple[str, str]]:
    visit = yard.visit()
    plate = f"{yard.desk.trucks:03}ABC02"
    return [
        ("gate", f"/complex/gate?find={plate}"),
        ("gate", "/complex/gate?find=9"),
        ("officer", "/complex/stations"),
        ("officer", "/complex/stations/ak-tilek-exit"),
        ("officer", f"/complex/stations/ak-tilek-exit/{visit}"),
        ("store", f"/complex/docks?find={plate}"),
        ("carrier", f"/carrier?{WAY}"),
        ("", "/carrier/sign-in"),
        ("manager", "/complex/board"),
        ("", "/wall"),
    ]


def test_axe_finds_nothing_and_no_page_is_too_wide(yard: Yard, axe: str) -> None:
    pages = _pages(yard)
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


def test_what_a_glove_presses_at_a_station_is_large(yard: Yard) -> None:
    for role, path in _pages(yard)[:6]:
        with yard.person(role) as page:
            page.goto(yard.url + path)
            sizes = page.evaluate(
                "[...document.querySelectorAll('main :is(button, summary, a, input)')]"
                ".filter(e => e.offsetParent && e.type !== 'hidden' && !e.closest('label,.crumbs'))"
                ".map(e => e.getBoundingClientRect().height)"
            )
            assert sizes
            assert min(sizes) >= 48, (path, sizes)
