"""A truck from its booking to the public board through the pages, as each person sees them."""

import pytest
from tests.browser.yard import Yard, large_enough, look_through, press, reasoned, scan, yard

from goldenbridge.operations.passage.stations import End, Start
from goldenbridge.operations.passage.tables import TASK

__all__ = ["yard"]
WAY = "direction=to-kz&truck_class=perishable"


def test_from_the_booking_to_the_public_board(yard: Yard) -> None:
    _book(yard)
    yard.desk.clock.to(yard.due)
    with yard.person("gate") as page, yard.person("") as public:
        page.goto(f"{yard.url}/complex/gate")
        scan(page, "777xyz02")
        press(page, "It has arrived")
        public.goto(f"{yard.url}/wall")
        assert "…Z02" in public.locator(".nexts").inner_text()
        page.locator("button:has-text('1 waiting')").click()
        page.wait_for_selector(".rows .plate")
        public.reload()
        assert "…Z02" in public.locator(".calls").first.inner_text()
        page.locator(".rows a").click()
        press(page, "Let it in")
    with yard.person("officer") as page:
        page.goto(f"{yard.url}/complex/stations")
        page.get_by_role("link", name="Exit check, Ak-Tilek").click()
        page.wait_for_selector("#field-find")
        scan(page, "777 XYZ 02")
        press(page, "Begin")
        reasoned(page, "Hold it back", "the seal is broken")
        assert "held back" in page.locator(".facts").inner_text()
        press(page, "Release the hold")
        page.go_back()  # what was done is not done again
        page.go_forward()
    _work(yard)
    with yard.person("store") as page:
        page.goto(f"{yard.url}/complex/docks")
        scan(page, "777XYZ02")
        for name in ("It stands at the dock", "It is unloaded", "All work is done"):
            press(page, name)
    with yard.person("gate") as page, yard.person("manager") as manager:
        page.goto(f"{yard.url}/complex/gate?find=777XYZ02")
        press(page, "It leaves")
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
        press(page, "Let it be known")
        page.goto(f"{yard.url}/carrier?{WAY}")
        page.locator("[name=opening]").first.check()
        press(page, "Keep this place")
        press(page, "Book this place")
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
        press(first, "Begin")
        second.get_by_role("button", name="Begin").click()
        second.wait_for_selector(".notice.bad:visible")
        assert "Somebody else was faster" in second.locator(".notice.bad:visible").inner_text()
        assert second.get_by_role("button", name="In order: it may go on").is_visible()


def test_a_lost_connection_keeps_what_was_typed_and_acts_once(yard: Yard) -> None:
    visit = yard.visit()
    with yard.person("officer") as page:
        page.goto(f"{yard.url}/complex/stations/ak-tilek-exit/{visit}")
        press(page, "Begin")
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
    look_through(yard, axe, _pages(yard))


def test_what_a_glove_presses_at_a_station_is_large(yard: Yard) -> None:
    large_enough(yard, _pages(yard)[:6])
