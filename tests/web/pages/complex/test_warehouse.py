"""The warehouse through its page: units come in, are carried, loaded, cleared and found."""

import pytest
from fastapi.testclient import TestClient
from tests.web.pages.complex.conftest import Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.passage.steps import Advance
from goldenbridge.operations.warehouse import goods
from goldenbridge.operations.warehouse.tables import STOCK, UNIT

AT = "/complex/warehouse"
FIRST, SECOND = "376104250021234569", "106141412345678908"
NEW = {"location": "a1", "packages": "40", "owner": "r1", "temperature": "ambient"}


@pytest.fixture
def store(screens: Screens) -> TestClient:
    """Somebody of the warehouse, which has two ambient places, one chilled and one far away."""
    for name, zone, cold, labels, cap in (
        ("A1", "A", "ambient", ("3", "5.1"), 100),
        ("A2", "A", "ambient", (), 50),
        ("B1", "B", "ambient", ("3",), 10),
        ("C1", "C", "chilled", (), 100),
    ):
        screens.desk.do(goods.AddLocation(name, zone, cold, labels, cap))
    return screens.person(Grant("warehouse"))


def _sent(
    screens: Screens, store: TestClient, having: dict[str, str], **more: str
) -> tuple[int, str]:
    find = {"find": more.pop("find", FIRST), "at": more.pop("at", "")}
    fields = screens.form(store.get(AT, params=find).text, **having)
    answer = store.post(AT, data=fields | more)
    return answer.status_code, answer.text or answer.headers["location"]


def _stock(screens: Screens) -> dict[str, int]:
    return {row.location: row.packages for row in screens.desk.rows(STOCK)}


def test_a_unit_is_received_carried_and_loaded(
    screens: Screens, store: TestClient, entered: str
) -> None:
    screens.desk.do(Advance(entered, "dock"))
    came = {"act": "receive"}, NEW | {"visit": entered}
    assert _sent(screens, store, came[0], find=f"(00){FIRST}", **came[1])[0] == 303
    # the next pallet of a truck is most often like the one before
    like = store.get(AT, params={"find": SECOND, "like": FIRST}).text
    assert 'name="owner" type="text" value="r1"' in like
    assert _sent(screens, store, {"act": "carry"}, to="A2", packages="15")[0] == 303
    assert _stock(screens) == {"A1": 25, "A2": 15}
    status, text = _sent(
        screens, store, {"act": "carry", "at": "A2"}, at="A2", to="001 ABC 02", packages="5"
    )
    assert status == 409
    assert "which is bonded" in text
    onward = {"to": "001 ABC 02", "packages": "5", "transit": "yes"}
    assert _sent(screens, store, {"act": "carry"}, at="A2", **onward)[0] == 303
    assert _stock(screens) == {"A1": 25, "A2": 10}
    assert screens.kinds()[-3:] == ["unit-received", "unit-moved", "unit-shipped"]
    assert screens.desk.replays()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"location": "C1"}, "C1 is chilled; this has to stand where it is not cooled."),
        ({"location": "A2", "labels": "3"}, "A2 is not fitted for dangerous goods of class 3."),
        ({"location": "B1"}, "B1 has room for 10 packages."),
        ({"labels": "3"}, "A1 stands in zone A, where goods are that must not be beside this."),
        ({"location": "Z9"}, "No place has this name."),
        ({"packages": "none"}, "Write a whole number"),
        ({"owner": ""}, "Fill this in."),
    ],
)
def test_a_place_that_does_not_take_a_unit_says_why(
    screens: Screens, store: TestClient, more: dict[str, str], told: str
) -> None:
    screens.desk.do(goods.Receive(SECOND, "r2", "A1", 1, "ambient", ("5.1",)))
    status, text = _sent(screens, store, {"act": "receive"}, **NEW | more)
    assert status in {409, 422}
    assert told in text
    assert 'value="r1"' in text or "owner" in more
    assert len(screens.desk.rows(UNIT)) == 1


def test_places_that_take_a_unit_are_offered(screens: Screens, store: TestClient) -> None:
    screens.desk.do(goods.Receive(FIRST, "r1", "A1", 40, "ambient", ("3",)))
    text = store.get(AT, params={"find": FIRST}).text
    assert "No other place takes it now." in text  # B1 is too small, A2 not fitted, C1 too cold
    screens.desk.do(goods.MoveUnit(FIRST, "A1", "B1", 10))
    text = store.get(AT, params={"find": FIRST, "at": "B1"}).text
    assert "<b>A1</b> (room for 70)" in text


def test_what_is_scanned_is_found(screens: Screens, store: TestClient, entered: str) -> None:
    screens.desk.do(Advance(entered, "dock"))
    screens.desk.do(goods.Receive(FIRST, "Tulpar", "A1", 40, "ambient", visit=entered))
    screens.desk.do(goods.Receive(SECOND, "Issyk", "C1", 2, "chilled"))
    for text, seen in {"c1": SECOND, "tulpar": FIRST, "001 abc 02": FIRST, SECOND: SECOND}.items():
        found = store.get(AT, params={"find": text}).text.split('id="zones-title"')[0]
        assert seen in found, text
        assert (FIRST if seen == SECOND else SECOND) not in found
    assert "This is no number of a unit" in store.get(AT, params={"find": FIRST[:-1] + "0"}).text
    assert "Nothing in the warehouse is known by" in store.get(AT, params={"find": "zz"}).text


def test_two_at_once_and_a_form_sent_twice(screens: Screens, store: TestClient) -> None:
    other = screens.person(Grant("warehouse"))
    fields = [
        screens.form(one.get(AT, params={"find": FIRST}).text, act="receive") | NEW
        for one in (store, other)
    ]
    assert store.post(AT, data=fields[0]).status_code == 303
    assert store.post(AT, data=fields[0]).status_code == 303
    late = other.post(AT, data=fields[1])
    assert late.status_code == 412
    assert "Somebody else was faster" in late.text
    fields = [
        screens.form(one.get(AT, params={"find": FIRST}).text, act="carry")
        | {"to": "A2", "packages": "30"}
        for one in (store, other)
    ]
    assert store.post(AT, data=fields[0]).status_code == 303
    assert other.post(AT, data=fields[1]).status_code == 412
    assert _stock(screens) == {"A1": 10, "A2": 30}


def test_an_agency_holds_a_unit_and_only_it_lets_go(screens: Screens, store: TestClient) -> None:
    screens.desk.do(goods.Receive(FIRST, "r1", "A1", 40, "ambient"))
    assert 'value="held"' not in store.get(AT, params={"find": FIRST}).text
    mine = screens.person(Grant("officer", agency="KZ-revenue"))
    other = screens.person(Grant("officer", agency="KZ-agro"))
    assert _sent(screens, mine, {"act": "held"})[0] == 303
    assert "Only KZ-revenue can release it." in other.get(AT, params={"find": FIRST}).text
    fields = screens.form(mine.get(AT, params={"find": FIRST}).text, act="free")
    token = screens.form(other.get(AT).text).get("form-token", "")
    stolen = fields | {"form-token": token, "form-key": "k", "agency": "KZ-agro"}
    assert other.post(AT, data=stolen).status_code in {403, 409}
    assert mine.post(AT, data=fields).status_code == 303
    assert screens.desk.row(UNIT, FIRST).status == "free"
    # who may look on may not carry
    assert 'value="carry"' not in mine.get(AT, params={"find": FIRST}).text
    carry = screens.form(store.get(AT, params={"find": FIRST}).text, act="carry")
    mine_token = screens.forms(mine.get(AT, params={"find": FIRST}).text)[0]
    forged = carry | {"form-token": fields["form-token"], "to": "A2", "packages": "1"}
    assert mine_token
    assert mine.post(AT, data=forged).status_code == 403
    assert screens.browser().get(AT).status_code == 303
