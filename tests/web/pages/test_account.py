"""The page of one's own account, and the same over the API."""

from collections.abc import Callable

from fastapi.testclient import TestClient
from tests.web.pages.conftest import PASSWORD, hidden

from goldenbridge.errors import SignInError
from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.ledger.ledger import Ledger

NEW = "heron gravel umbrella"
SignedIn = Callable[..., TestClient]


def _enters(ledger: Ledger, password: str) -> bool:
    try:
        accounts.sign_in(ledger, "aida", password)
    except SignInError:
        return False
    return True


def test_a_password_is_changed_on_a_page(ledger: Ledger, signed_in: SignedIn) -> None:
    browser = signed_in(Grant("gate"))
    shown = browser.get("/account").text
    assert "My account" in browser.get("/sign-in").text
    assert "End all but this one" not in shown
    fields = hidden(shown, "/account/password")
    wrong = browser.post("/account/password", data=fields | {"old": "x", "new": NEW})
    assert wrong.status_code == 422
    assert "This is not the password that holds now." in wrong.text
    early = browser.post(
        "/account/password", data=fields | {"old": PASSWORD, "new": "password1234"}
    )
    assert "guessed early" in early.text
    assert _enters(ledger, PASSWORD)
    done = browser.post("/account/password", data=fields | {"old": PASSWORD, "new": NEW})
    assert done.headers["location"] == "/account?done=password"
    assert "Your new password holds." in browser.get(done.headers["location"]).text
    assert not _enters(ledger, PASSWORD)
    assert _enters(ledger, NEW)


def test_sessions_open_elsewhere_are_ended_on_a_page(ledger: Ledger, signed_in: SignedIn) -> None:
    browser = signed_in(Grant("gate"))
    elsewhere = accounts.sign_in(ledger, "aida", PASSWORD)
    shown = browser.get("/account").text
    assert shown.count("since 20") == 2
    answer = browser.post("/account/sessions", data=hidden(shown, "/account/sessions"))
    assert answer.headers["location"] == "/account?done=sessions"
    assert browser.get("/account").text.count("since 20") == 1
    other = TestClient(browser.app, headers={"Authorization": f"Bearer {elsewhere}"})
    assert other.get("/visits").status_code == 401


def test_a_program_changes_its_password_too(ledger: Ledger, anyone: TestClient) -> None:
    accounts.add_staff(ledger, "aida", PASSWORD, [Grant("gate")], actor="test")
    first, _ = (accounts.sign_in(ledger, "aida", PASSWORD) for _ in range(2))
    program = TestClient(anyone.app, headers={"Authorization": f"Bearer {first}"})
    refused = program.put("/account/password", json={"old": "x", "new": NEW})
    assert (refused.status_code, refused.json()["field"]) == (409, "old")
    assert program.put("/account/password", json={"old": PASSWORD, "new": NEW}).json() == {}
    assert _enters(ledger, NEW)
    assert program.delete("/sessions/others").json() == {"ended": 1}
    assert program.delete("/sessions/current").status_code == 200
    assert program.delete("/sessions/others").status_code == 401


def test_a_stranger_and_a_carrier_have_no_account(ledger: Ledger, browser: TestClient) -> None:
    assert browser.get("/account").headers["location"] == "/sign-in?next=/account"
    _, token = accounts.issue_token(ledger, "silk", actor="test")
    carrier = TestClient(browser.app, headers={"Authorization": f"Bearer {token}"})
    assert carrier.put("/account/password", json={"old": "x", "new": NEW}).status_code == 401
