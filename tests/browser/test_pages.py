"""Every page of the server in Chromium: axe, both themes, narrow and wide, keyboard, no shift."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from socket import socket
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from tests.web.designs import show_design

from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.programme.model import Programme
from goldenbridge.web.app import create_app
from goldenbridge.web.opening import rules_held
from goldenbridge.web.pages.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = (
    "/",
    "/commitments",
    "/commitments/C006",
    "/documents",
    "/calendar",
    "/design",
    "/waits",
    "/data",
    "/questions/mirror",
    "/embed/turnover",
    "/sign-in",
    "/set-up",
    "/patterns",
    "/patterns?kind=station",
    "/patterns?kind=wall",
    "/nowhere",
)
TOLD = (
    ("/", "ru"),
    ("/commitments", "kk"),
    ("/design", "ky"),
    ("/waits", "ky"),
    ("/data", "ru"),
    ("/nowhere", "ky"),
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 250);
})"""


@pytest.fixture(scope="module")
def server(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the shipped programme without what has to be simulated."""
    none: Any = ()
    names = ("sites", "demands", "border_scenarios", "basins", "scenarios")
    few = tuple(c for n, c in enumerate(programme.commitments) if n % 5 == 0 or c.id == "C006")
    served = Served()
    served.programme = replace(
        programme,
        commitments=few,
        events=programme.events[::6],
        documents=programme.documents[::4],
        **dict.fromkeys(names, none),
    )
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    rules_held(ledger, None, "")
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    app = create_app(ledger, served, setup_token="t")  # noqa: S106 - of a test
    config = uvicorn.Config(app, port=port, log_config=None, lifespan="on")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    show_design(served, programme)
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


def _open(browser: "Browser", url: str, **how: Any) -> "Page":
    page = browser.new_page(**how)
    page.set_default_timeout(20_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    page.evaluate("document.fonts.ready")
    assert not [text for text in said if "404" not in text]
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, *(f"{path}?lang={code}" for path, code in TOLD)])
def test_axe_finds_nothing_and_nothing_shifts(
    browser: "Browser", axe: str, server: str, path: str, theme: Any
) -> None:
    size: Any = {"width": 1280, "height": 900}
    with closing(_open(browser, server + path, color_scheme=theme, viewport=size)) as page:
        assert page.evaluate(SHIFT) < 0.001
        page.evaluate(axe)
        found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
    faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
    assert faults == []


@pytest.mark.parametrize("width", [360, 2560])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_window(
    browser: "Browser", server: str, path: str, width: int
) -> None:
    size: Any = {"width": width, "height": 800}
    with closing(_open(browser, f"{server}{path}", viewport=size)) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard_alone_reaches_the_content_and_the_next_page(
    browser: "Browser", server: str
) -> None:
    with closing(_open(browser, f"{server}/")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Shift+Tab")
        for _ in range(20):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == "/commitments":
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/commitments")
        assert page.locator("h1").count() == 1


def test_going_back_shows_the_page_before(browser: "Browser", server: str) -> None:
    with closing(_open(browser, f"{server}/commitments")) as page:
        page.locator('a[href="/commitments/C006"]').first.click()
        page.wait_for_url("**/commitments/C006")
        page.go_back()
        page.wait_for_url("**/commitments")
        page.locator(".filter [name=text]").fill("zzz")
        assert page.locator(".promises [data-status]:visible").count() == 0


def test_a_lost_connection_is_told(browser: "Browser", server: str) -> None:
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(f"{server}/sign-in")
        told = page.locator("[data-offline] > span")
        assert told.is_hidden()
        context.set_offline(True)
        told.wait_for(state="visible")
        context.set_offline(False)
        told.wait_for(state="hidden")
