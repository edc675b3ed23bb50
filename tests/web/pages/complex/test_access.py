"""The administrator's pages: accounts, grants, sessions, carriers' tokens and the audit trail."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text as sql
from tests.web.pages.complex.conftest import PASSWORD, Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.access.tables import api_token, role_grant, staff

AT, CARRIERS, AUDIT = "/complex/access", "/complex/carriers", "/complex/audit"
NEW = {"login": "aida", "password": PASSWORD, "role": "officer", "agency": "KZ-revenue"}


@pytest.fixture
def chief(screens: Screens) -> TestClient:
    return screens.person(Grant("administrator"))


def _sent(
    screens: Screens, who: TestClient, path: str, having: dict[str, str], **more: str
) -> tuple[int, str]:
    fields = screens.form(who.get(path).text, **having)
    answer = who.post(path, data=fields | more)
    return answer.status_code, answer.text


def test_an_account_is_made_given_more_and_closed(screens: Screens, chief: TestClient) -> None:
    assert _sent(screens, chief, AT, {"act": "add"}, **NEW)[0] == 303
    aida = next(one for one in screens.desk.rows(staff) if one.login == "aida")
    status, text = _sent(screens, chief, AT, {"act": "add"}, **NEW)
    assert (status, "found aida in use" in text, PASSWORD in text) == (409, True, False)
    give = {"act": "give", "staff": aida.id}
    assert _sent(screens, chief, AT, give, role="gate", station="scanner", country="KZ")[0] == 303
    grants = [one for one in screens.desk.rows(role_grant) if one.staff == aida.id]
    assert {(g.role, g.station, g.country, g.agency) for g in grants} == {
        ("officer", None, None, "KZ-revenue"),
        ("gate", "scanner", "KZ", None),
    }
    assert _sent(screens, chief, AT, {"act": "take", "grant": grants[0].id})[0] == 303
    assert _sent(screens, chief, AT, {"act": "close", "staff": aida.id})[0] == 303
    assert "aida" not in chief.get(AT).text
    assert screens.kinds()[-2:] == ["grant-taken", "staff-closed"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"agency": ""}, "Fill this in."),
        ({"role": "king"}, "Choose one of those offered."),
        ({"password": "short"}, "found 5 characters"),
    ],
)
def test_a_wrong_account_is_not_made(
    screens: Screens, chief: TestClient, more: dict[str, str], told: str
) -> None:
    status, text = _sent(screens, chief, AT, {"act": "add"}, **NEW | more)
    assert status in {409, 422}
    assert told in text
    assert all(one.login != "aida" for one in screens.desk.rows(staff))


def test_nobody_else_manages_access(screens: Screens, chief: TestClient) -> None:
    fields = screens.form(chief.get(CARRIERS).text, act="issue")
    manager = screens.person(Grant("manager"))
    for path in (AT, AUDIT):
        assert manager.get(path).status_code == 403
    mine = screens.form(manager.get(CARRIERS).text, act="register")
    stolen = fields | {"form-token": mine["form-token"]}
    assert manager.post(CARRIERS, data=stolen).status_code == 403
    assert screens.desk.rows(api_token) == []


def test_the_last_administrator_is_kept_and_its_session_is_told(
    screens: Screens, chief: TestClient
) -> None:
    status, text = _sent(screens, chief, AT, {"act": "close"})
    assert (status, "last administrator" in text) == (409, True)
    assert "1 session open" in text
    assert _sent(screens, chief, AT, {"act": "end"})[0] == 303


def test_a_token_is_shown_once_opens_the_carrier_s_page_and_is_revoked(
    screens: Screens, chief: TestClient
) -> None:
    manager = screens.person(Grant("manager"))
    new = {"carrier": "Tulpar Trans", "country": "kz"}
    assert _sent(screens, manager, CARRIERS, {"act": "register"}, **new)[0] == 303
    status, text = _sent(screens, manager, CARRIERS, {"act": "register"}, **new)
    assert (status, "not yet taken" in text) == (409, True)
    text = _sent(screens, chief, CARRIERS, {"act": "issue", "carrier": "Tulpar Trans"})[1]
    found = re.search(r'class="token"><code>([^<]+)<', text)
    assert found
    assert found[1] not in chief.get(CARRIERS).text
    carrier = screens.browser(found[1])
    assert carrier.get("/carrier").status_code == 200
    assert _sent(screens, chief, CARRIERS, {"act": "revoke"})[0] == 303
    assert screens.desk.rows(api_token) == []


def test_the_trail_goes_back_page_by_page_and_the_chain_is_followed(screens: Screens) -> None:
    auditor = screens.person(Grant("auditor"))
    for number in range(60):
        screens.desk.do(lambda tx, n=number: tx.append("session-closed", f"s{n}", {}) and {})
    text = auditor.get(AUDIT).text
    older = re.search(r'href="(/complex/audit\?before=\d+)"', text)
    assert older
    rows = re.findall(r'<tr><th scope="row" class="number">(\d+)<', text)
    before = re.findall(r'class="number">(\d+)</th>', auditor.get(older[1]).text)
    assert [int(one) for one in rows + before][:60] == sorted(map(int, rows + before))[::-1][:60]
    assert "s7</code>" in auditor.get(AUDIT, params={"find": "s7"}).text
    assert "Not yet followed" in text
    assert _sent(screens, auditor, AUDIT, {})[0] == 303
    assert "Whole: " in auditor.get(AUDIT).text
    with screens.ledger.store.writing() as connection:
        connection.execute(sql("DROP TRIGGER ledger_no_update"))
        connection.execute(sql("UPDATE ledger SET actor = 'nobody' WHERE seq = 3"))
    _sent(screens, auditor, AUDIT, {})
    assert "Broken: event 3" in auditor.get(AUDIT).text
