"""The plan register in a real browser: both sides, two secretaries at once, a session, axe."""

import pytest
from tests.browser.yard import Yard, look_through, press, yard

from goldenbridge.operations.council.exchange import take_in
from goldenbridge.operations.council.plan import Register
from goldenbridge.operations.council.reading import register
from goldenbridge.programme.model import Programme

__all__ = ["yard"]
AT = "/plan/grants"
SEND = "Put it on the register"


@pytest.fixture(scope="module")
def council(yard: Yard, programme: Programme) -> Yard:
    """The shipped plan on the ledger of the yard."""
    own = Register(plans=programme.plans, measures=programme.plan_measures)
    with yard.desk.ledger.reading() as view:
        wanted, conflicts = take_in(view.connection, own)
    assert not conflicts
    yard.desk.do(wanted)
    return yard


def test_a_report_is_disputed_and_both_positions_stand(council: Yard) -> None:
    with council.person("kz") as page:
        page.goto(council.url + AT)
        page.get_by_role("link", name="Report for").first.click()
        page.get_by_label("What was done").fill("sixty students have begun")
        page.get_by_label("The measure is done").check()
        press(page, SEND)
    with council.person("kg") as page:
        page.goto(council.url + AT)
        assert page.get_by_role("link", name="Report for").count() == 0
        page.get_by_role("link", name="Answer the report of Kazakhstan").first.click()
        page.get_by_text("disputed", exact=True).click()
        page.get_by_label("Your position").fill("fifty-one are enrolled")
        press(page, SEND)
    with council.person("") as page:
        page.goto(council.url + AT)
        told = page.locator("main").inner_text()
        assert "sixty students have begun" in told
        assert "fifty-one are enrolled" in told
        assert page.get_by_role("link", name="Answer").count() == 0
        page.goto(council.url + "/plan")
        assert "1 disputed" in page.locator(".lead").inner_text()


def test_two_secretaries_at_once_by_keyboard(council: Yard) -> None:
    with council.person("secretary") as first, council.person("secretary") as second:
        for page in (first, second):
            page.goto(f"{council.url}/plan/wheat?write=change")
        first.get_by_label("Measure").fill("Resume the supply of wheat by rail")
        first.get_by_label("Measure").press("Enter")
        first.wait_for_selector(".notice.good")
        second.get_by_label("What counts as done").fill("a train a week")
        second.get_by_label("What counts as done").press("Enter")
        second.wait_for_selector(".notice.bad:visible")
        assert "Somebody else was faster" in second.locator(".notice.bad:visible").inner_text()
        assert "by rail" in second.locator("h1").inner_text()
        assert second.get_by_label("What counts as done").input_value() == "a train a week"
    with council.desk.ledger.reading() as view:
        wheat = next(m for m in register(view.connection).measures if m.id == "wheat")
    assert wheat.done_when == "wheat crosses by rail in every quarter"


def test_a_session_is_prepared_from_what_stands_open(council: Yard) -> None:
    with council.person("secretary") as page:
        page.goto(council.url + "/council")
        page.locator("summary", has_text="Convene a session").click()
        page.get_by_label("Short code").fill("igc-14")
        page.get_by_label("Title").fill("Intergovernmental Council, 14th session")
        page.get_by_label("Day").fill("2099-05")
        press(page, SEND)
        page.locator("summary", has_text="Fix the agenda").click()
        box = page.get_by_label("Fix the agenda", exact=True)
        assert "fifty-one are enrolled" in box.input_value()
        form = page.locator("form", has=box)
        form.get_by_role("button", name=SEND).click()
        page.wait_for_selector(".notice.good")
        assert "fifty-one are enrolled" in page.locator("section ol").inner_text()


def test_axe_finds_nothing_and_no_page_is_too_wide(council: Yard, axe: str) -> None:
    pages = [
        ("", "/plan"),
        ("", "/plan?lang=ky"),
        ("kz", f"{AT}?write=report:KZ:2025-Q4"),
        ("secretary", "/plan/wheat?write=change&lang=ru"),
        ("secretary", "/council"),
        ("secretary", "/plan"),
    ]
    look_through(council, axe, pages)
