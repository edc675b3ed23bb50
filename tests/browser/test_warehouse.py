"""The warehouse in a real browser: a scanner, gloves, two at once, a lost line, and going back."""

import pytest
from tests.browser.yard import Yard, large_enough, look_through, press, scan, yard

from goldenbridge.operations.warehouse import goods, residents
from goldenbridge.operations.warehouse.tables import MOVE, STOCK

__all__ = ["yard"]
AT = "/complex/warehouse"


def sscc(number: int) -> str:
    """By the rule of GS1: weights 3 and 1 from the left, filled up to a multiple of ten."""
    body = f"37612345{number:09}"
    return body + str(-sum(int(d) * (3, 1)[n % 2] for n, d in enumerate(body)) % 10)


@pytest.fixture(scope="module")
def store(yard: Yard) -> Yard:
    yard.desk.do(goods.AddLocation("A1", "A", "ambient", ("3",), 1000))
    yard.desk.do(goods.AddLocation("A2", "A", "ambient", (), 1000))
    yard.desk.do(goods.AddLocation("C1", "C", "chilled", (), 100))
    return yard


def _unit(store: Yard, number: int, packages: int = 40) -> str:
    return str(store.desk.do(goods.Receive(sscc(number), "r1", "A1", packages, "ambient"))["unit"])


def _moves(store: Yard, unit: str) -> int:
    return sum(row.unit == unit for row in store.desk.rows(MOVE))


def test_two_pallets_by_scanner_alone(store: Yard) -> None:
    first, second = sscc(1), sscc(2)
    with store.person("store") as page:
        page.goto(store.url + AT)
        scan(page, f"(00){first}")
        page.keyboard.type("a1")  # the place has the focus
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.name === 'owner'")
        page.keyboard.type("Tulpar")
        page.keyboard.press("Enter")
        page.wait_for_selector(".notice.good")
        scan(page, second)  # the next is like the one before: one scan and Enter
        assert page.locator("#field-owner").input_value() == "Tulpar"
        page.keyboard.press("Enter")
        page.wait_for_selector(".notice.good")
        scan(page, first)
        page.keyboard.type("C1")
        page.keyboard.press("Enter")
        page.wait_for_selector(".notice.bad:visible")
        assert "C1 is chilled" in page.locator(".notice.bad:visible").inner_text()
        page.keyboard.type("A2")  # goes into the field in place of what was refused
        page.keyboard.press("Enter")
        page.wait_for_selector(".notice.good")
    where = {row.unit: row.location for row in store.desk.rows(STOCK) if row.packages}
    assert (where[first], where[second]) == ("A2", "A1")


def test_two_at_once_on_one_unit(store: Yard) -> None:
    unit = _unit(store, 3)
    with store.person("store") as first, store.person("store") as second:
        for page in (first, second):
            page.goto(f"{store.url}{AT}?find={unit}")
            page.locator("#field-to").fill("A2")
        press(first, "Carry it")
        second.get_by_role("button", name="Carry it", exact=True).click()
        second.wait_for_selector(".notice.bad:visible")
        assert "Somebody else was faster" in second.locator(".notice.bad:visible").inner_text()
        assert "A2, 40 packages" in second.locator(".facts").inner_text()
    assert _moves(store, unit) == 2


def test_a_lost_line_keeps_the_scan_and_carries_once(store: Yard) -> None:
    unit = _unit(store, 4)
    with store.person("store") as page:
        page.goto(store.url + AT)
        page.context.set_offline(True)
        page.locator("[data-offline] > span").wait_for(state="visible")
        page.locator("#field-find").fill(unit)
        page.keyboard.press("Enter")
        page.wait_for_selector(".scanner [data-lost]:visible")
        assert page.locator("#field-find").input_value() == unit
        page.context.set_offline(False)
        page.keyboard.press("Enter")
        page.wait_for_selector("h2 .plate")
        page.locator("#field-to").fill("A2")
        # the request arrives, its answer does not
        page.route(f"**{AT}", lambda route: (route.fetch(max_redirects=0), route.abort()))
        page.keyboard.press("Enter")
        page.wait_for_selector("form [data-lost]:visible")
        assert page.locator("#field-to").input_value() == "A2"
        page.unroute(f"**{AT}")
        page.locator("form:not([aria-busy]) #field-to").press("Enter")
        page.wait_for_selector(".notice.good")
    assert _moves(store, unit) == 2


def test_going_back_sends_nothing_and_shows_what_stands(store: Yard) -> None:
    unit = _unit(store, 5)
    with store.person("store") as page:
        page.goto(store.url + AT)
        scan(page, unit)
        page.locator("#field-to").fill("A2")
        page.get_by_role("button", name="Carry it", exact=True).click()
        page.wait_for_selector(".notice.good")
        page.go_back()
        page.wait_for_selector("text=Carry it from A2 to")
        page.go_back()
        page.wait_for_function("!document.querySelector('h2 .plate')")
        page.go_forward()
        page.wait_for_selector("text=Carry it from A2 to")
    assert _moves(store, unit) == 2


def _pages(store: Yard) -> list[tuple[str, str]]:
    unit = _unit(store, 6)
    store.desk.do(goods.MoveUnit(unit, "A1", "A2", 10))
    store.desk.do(residents.AddPlot("P1", "store", 100))
    store.desk.do(residents.LetPlot("P1", "Tulpar", "2026-03-01", "2036-03-01"))
    store.visit()
    return [
        ("store", AT),
        ("store", f"{AT}?find={unit}&at=A1"),
        ("officer", f"{AT}?find={unit}"),
        ("store", f"{AT}?find={sscc(99)}"),
        ("store", f"{AT}?find=A1"),
        ("store", f"{AT}?find=r1&lang=ru"),
        ("manager", "/complex/day"),
        ("manager", "/complex/day?lang=ky"),
    ]


def test_axe_finds_nothing_and_no_page_is_too_wide(store: Yard, axe: str) -> None:
    pages = _pages(store)
    look_through(store, axe, pages)
    large_enough(store, pages[:6])
