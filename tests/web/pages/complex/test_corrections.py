"""A visit is corrected by two persons through the page, and by nobody alone."""

from tests.web.pages.complex.conftest import Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.passage.holds import Hold
from goldenbridge.operations.passage.tables import VISIT

AT = "/complex/corrections"


def test_one_proposes_and_another_confirms(screens: Screens, entered: str) -> None:
    first, second = (screens.person(Grant("manager")) for _ in range(2))
    fields = screens.form(first.get(AT, params={"find": "001ABC02"}).text, act="propose")
    wrong = first.post(AT, data=fields | {"state": "waiting", "reason": ""})
    assert (wrong.status_code, "Fill this in." in wrong.text) == (422, True)
    sent = fields | {"state": "waiting", "reason": "let in by mistake"}
    assert [first.post(AT, data=sent).status_code for _ in range(2)] == [303, 303]
    assert screens.kinds().count("correction-proposed") == 1
    mine, theirs = first.get(AT).text, second.get(AT).text
    assert "another person has to confirm it" in mine
    assert 'value="confirm"' not in mine
    confirm = screens.form(theirs, act="confirm")
    forged = confirm | {"form-token": sent["form-token"]}
    assert first.post(AT, data=forged).status_code == 409
    assert second.post(AT, data=confirm).status_code == 303
    assert screens.desk.row(VISIT, entered).state == "waiting"
    assert 'value="confirm"' not in second.get(AT).text


def test_what_happened_since_takes_the_proposal_off_the_list(
    screens: Screens, entered: str
) -> None:
    first, second = (screens.person(Grant("manager")) for _ in range(2))
    fields = screens.form(first.get(AT, params={"find": "001ABC02"}).text, act="propose")
    first.post(AT, data=fields | {"state": "waiting", "reason": "mix-up"})
    confirm = screens.form(second.get(AT).text, act="confirm")
    screens.desk.do(Hold(entered, "KZ-agro", "pests"))
    assert 'value="confirm"' not in second.get(AT).text
    assert second.post(AT, data=confirm).status_code == 412
    assert screens.person(Grant("gate")).get(AT).status_code == 403
