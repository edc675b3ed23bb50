"""Pages of administrator and manager in a real browser, and a station by keyboard alone."""

import pytest
from tests.browser.yard import Yard, look_through, press, yard

from goldenbridge.operations.passage.corrections import ProposeCorrection
from goldenbridge.operations.passage.stations import Start
from goldenbridge.operations.passage.tables import VISIT

__all__ = ["yard"]


def test_a_token_is_shown_and_not_again_after_going_back(yard: Yard) -> None:
    with yard.person("chief") as page:
        page.goto(f"{yard.url}/complex/carriers")
        page.get_by_role("button", name="Issue a token").first.click()
        token = page.locator(".token code")
        token.wait_for()
        shown = token.inner_text()
        page.goto(f"{yard.url}/complex/access")
        page.go_back()
        page.get_by_role("button", name="Issue a token").first.wait_for()
        assert shown not in page.content()


def test_two_managers_correct_a_visit(yard: Yard) -> None:
    visit = yard.visit()
    yard.desk.do(ProposeCorrection(visit, "waiting", "let in by mistake"))
    with yard.person("manager") as page:
        page.goto(f"{yard.url}/complex/corrections")
        press(page, "Confirm the correction")
        assert "None." in page.locator("main").inner_text()
    assert yard.desk.row(VISIT, visit).state == "waiting"


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_a_station_by_keyboard_alone(yard: Yard, code: str) -> None:
    visit = yard.visit()
    plate = f"{yard.desk.trucks:03}ABC02"
    with yard.person("officer", viewport={"width": 360, "height": 740}) as page:
        page.goto(f"{yard.url}/complex/stations/ak-tilek-exit?lang={code}")
        page.wait_for_function("document.activeElement.id === 'field-find'")
        page.keyboard.type(plate)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{visit}")
        page.wait_for_function("document.activeElement.tagName === 'BUTTON'")
        page.keyboard.press("Enter")  # begin
        page.wait_for_selector(".notice.good")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.pass')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**?done=pass")
        # going back asks for the page again: it shows that the work is done, and does nothing
        page.go_back()
        page.wait_for_selector("#task-title")
        assert not page.locator(".pass").count()
        assert page.evaluate("document.documentElement.lang") == code


def test_axe_finds_nothing_and_no_page_is_too_wide(yard: Yard, axe: str) -> None:
    visit = yard.visit()
    yard.desk.do(ProposeCorrection(visit, "waiting", "mix-up"))
    yard.desk.do(Start(yard.visit(), "ak-tilek-exit", "KG-border"))
    plate = f"{yard.desk.trucks:03}ABC02"
    pages = [
        ("chief", "/complex/access"),
        ("chief", "/complex/carriers?lang=ky"),
        ("manager", "/complex/carriers"),
        ("chief", "/complex/audit"),
        ("manager", f"/complex/corrections?find={plate}"),
    ]
    look_through(yard, axe, pages)
