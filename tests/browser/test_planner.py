"""The planner in Chromium: by keyboard, by link, side by side, without script, in both themes."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from socket import socket
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.programme.model import Programme
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 250);
})"""
BESIDE = "/planner?from=karasu%2Fmodernised&transit=150&name=Ours&a=from%3Dkarasu%26trade%3D2"


@pytest.fixture(scope="module")
def server(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    served = Served()
    served.programme = programme
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = uvicorn.Server(uvicorn.Config(create_app(ledger, served), port=port, log_config=None))
    thread = threading.Thread(target=running.run)
    thread.start()
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
    assert not said
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/planner", f"{BESIDE}&lang=kk"])
def test_axe_finds_nothing_and_nothing_shifts(
    browser: "Browser", axe: str, server: str, path: str, theme: Any
) -> None:
    with closing(_open(browser, server + path, color_scheme=theme)) as page:
        assert page.evaluate(SHIFT) < 0.001
        page.evaluate(
            "for (const one of document.querySelectorAll('.knobs details')) one.open = true"
        )
        page.evaluate(axe)
        found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
    faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
    assert faults == []


@pytest.mark.parametrize("width", [360, 2560])
def test_it_is_never_wider_than_its_window(browser: "Browser", server: str, width: int) -> None:
    size: Any = {"width": width, "height": 800}
    with closing(_open(browser, server + BESIDE, viewport=size)) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_slider_moved_by_keyboard_moves_answer_address_and_link(
    browser: "Browser", server: str
) -> None:
    with closing(_open(browser, f"{server}/planner")) as page:
        before = page.locator("#summary").inner_text()
        page.get_by_label("Transit, against today").focus()
        page.keyboard.press("End")
        assert page.locator("output[for=field-transit]").inner_text() == "300 %"
        page.wait_for_url("**transit=300")
        after = page.locator("#summary").inner_text()
        assert after != before
        assert "transit=300" in str(page.locator("#link").get_attribute("href"))
        page.get_by_role("link", name="Русский").click()
        assert page.locator("#field-transit").input_value() == "300"
        page.goto(f"{server}/planner?from=karasu&transit=300&lang=en")
        assert page.locator("#summary").inner_text() == after


def test_a_plan_kept_beside_stays_while_the_sliders_move_on(
    browser: "Browser", server: str
) -> None:
    with closing(_open(browser, f"{server}/planner?trade=2")) as page:
        kept = page.locator("#summary b").nth(1).inner_text()
        page.get_by_role("link", name="Keep beside").click()
        page.get_by_label("Trade the trucks carry").focus()
        page.keyboard.press("Home")
        page.wait_for_url("**trade=0.5**")
        cells = page.locator("[aria-labelledby=compared-table] tbody tr").nth(1).locator("td")
        assert cells.nth(0).inner_text() != cells.nth(1).inner_text()
        assert cells.nth(1).inner_text().split(" ")[0] == kept.split("\u00a0")[0]
        page.get_by_role("link", name="Take away").click()
        assert page.locator("#compared-title").count() == 0


def test_it_works_without_script(browser: "Browser", server: str) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{server}/planner")
        page.get_by_label("Start from").select_option("karasu/modernised")
        page.get_by_role("button", name="Start here").click()
        page.get_by_label("Name of this plan").fill("Rebuilt & ready")
        page.get_by_label("Trade the trucks carry").focus()
        page.keyboard.press("End")
        page.get_by_role("button", name="Show", exact=True).click()
        assert "trade=5" in page.url
        assert page.locator(".plan-name").inner_text() == "Rebuilt & ready"
        page.get_by_role("link", name="As it was").click()
        assert page.locator(".plan-name").inner_text() == "Karasu rebuilt"
