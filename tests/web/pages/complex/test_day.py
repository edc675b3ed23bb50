"""The manager's day as a page: today, an earlier day, and days there are none of."""

import pytest
from tests.web.pages.complex.conftest import Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.warehouse import goods, residents


def test_a_day_shows_what_happened_in_it(screens: Screens) -> None:
    screens.desk.do(goods.AddLocation("A1", "A", "ambient", (), 100))
    screens.desk.do(goods.Receive("376104250021234569", "r1", "A1", 40, "ambient"))
    screens.desk.do(residents.AddPlot("P1", "store", 100))
    screens.desk.do(residents.LetPlot("P1", "Tulpar", "2026-03-01", "2027-03-01"))
    screens.enter()
    manager = screens.person(Grant("manager"))
    text = manager.get("/complex/day").text
    assert "Until now, 17:00:00 (Asia/Almaty)." in text
    assert "1 let in of 3 places, 0 left" in text  # in the picture
    assert "40 of 100" in text
    assert "400.00 USD" in text
    assert "/complex/day?day=2026-03-02" in text
    screens.clock.to(screens.clock.now.replace(day=3))
    manager = screens.person(Grant("manager"))
    assert "Nothing was planned, and nobody came." in manager.get("/complex/day").text
    earlier = manager.get("/complex/day", params={"day": "2026-03-02"}).text
    assert "1 let in of 3 places, 0 left" in earlier
    assert "The whole day (Asia/Almaty)." in earlier


@pytest.mark.parametrize("day", ["2026-03-03", "2020-01-01", "today", "2026-02-30"])
def test_a_day_there_is_none_of(screens: Screens, day: str) -> None:
    answer = screens.person(Grant("auditor")).get("/complex/day", params={"day": day})
    assert answer.status_code == 422
    assert "2026-03-02" in answer.text
    assert screens.person(Grant("carrier")).get("/complex/day").status_code == 403
