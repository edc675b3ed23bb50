"""The shift board and the screen on the wall tell what stands in the ledger."""

import re
from datetime import timedelta

from tests.web.pages.complex.conftest import NOON, Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.passage import arrivals, calling
from goldenbridge.operations.passage.holds import Hold


def _row(text: str, name: str) -> list[str]:
    row = text.split(f'<th scope="row">{name}</th>')[1].split("</tr>", maxsplit=1)[0]
    return re.findall(r"<td[^>]*>([^<]*)</td>", row)


def test_the_board_counts_tasks_against_their_targets(screens: Screens) -> None:
    entered = screens.enter()
    reader = screens.person(Grant("manager"))
    ready = _row(reader.get("/complex/board").text, "Exit check, Ak-Tilek")
    assert ready == ["KG-border", "1", "0", "0", "10", "0"]
    screens.clock.to(NOON, 11)
    screens.desk.do(Hold(entered, "KG-border", "no papers"))
    text = reader.get("/complex/board").text
    assert _row(text, "Exit check, Ak-Tilek") == ["KG-border", "1", "0", "11", "10", "1"]
    assert "Held by KG-border since 17:11" in text
    assert screens.browser().get("/complex/board").status_code == 303


def test_the_wall_shows_the_published_order_and_no_whole_plate(screens: Screens) -> None:
    bookings = [
        screens.desk.booked(screens.desk.opening(1, due=NOON + timedelta(hours=n)))
        for n in range(3)
    ]
    screens.clock.to(NOON)
    for booking in bookings:
        screens.desk.do(arrivals.Arrive(booking))
    screens.desk.do(calling.CallNext("to-kz"))
    text = screens.browser().get("/wall").text
    called, following = text.split('class="nexts"')[0], text.split('class="nexts"')[1]
    assert re.findall(r'class="plate">([^<]+)<', called) == ["…C02"]
    assert re.findall(r"<span>([^<]+)</span>", following.split("</ol>")[0]) == ["18:00", "19:00"]
    assert "ABC" not in text
    assert 'hx-trigger="every 5s"' in text
