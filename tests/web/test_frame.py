"""Sign-in, problems, limits, health, events: what every route has in common."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.web.app import create_app
from goldenbridge.web.guard import Guard
from goldenbridge.web.problems import MEDIA

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
SETUP = {"token": "set-up-token", "login": "chief", "password": PASSWORD}
Staff = Callable[..., TestClient]


def test_the_first_administrator_is_made_with_the_token_of_the_terminal(anyone: TestClient) -> None:
    assert anyone.post("/setup", json=SETUP | {"token": "guess"}).status_code == 401
    assert anyone.post("/setup", json=SETUP | {"password": "short"}).status_code == 409
    assert anyone.post("/setup", json=SETUP).status_code == 201
    assert anyone.post("/setup", json=SETUP).status_code == 401
    assert (
        anyone.post("/sessions", json={"login": "chief", "password": PASSWORD}).status_code == 201
    )
    assert anyone.get("/events").status_code == 200
    assert anyone.delete("/sessions/current").status_code == 200
    assert anyone.get("/events").status_code == 401


def test_a_session_cookie_is_kept_from_scripts_and_other_sites(anyone: TestClient) -> None:
    anyone.post("/setup", json=SETUP)
    cookie = anyone.post("/sessions", json={"login": "chief", "password": PASSWORD}).headers[
        "set-cookie"
    ]
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))


def test_accounts_and_tokens_are_managed_by_the_administrator(staff: Staff, ledger: Ledger) -> None:
    chief, guard = staff(Grant("administrator")), staff(Grant("gate"))
    new = {
        "login": "aida",
        "password": PASSWORD,
        "grants": [{"role": "officer", "agency": "KZ-revenue"}],
    }
    assert guard.post("/staff", json=new).status_code == 403
    made = chief.post("/staff", json=new)
    assert made.status_code == 201
    assert accounts.sign_in(ledger, "aida", PASSWORD)
    assert chief.post(f"/staff/{made.json()['staff']}/close").status_code == 200
    assert chief.post("/staff/nobody/close").status_code == 404
    token = chief.post("/tokens", json={"party": "silk-road"}).json()
    assert chief.post(f"/tokens/{token['id']}/revoke").status_code == 200
    assert chief.post(f"/tokens/{token['id']}/revoke").status_code == 404


def test_a_person_is_read_for_a_purpose_and_forgotten(staff: Staff) -> None:
    gate, chief = staff(Grant("gate")), staff(Grant("administrator"))
    body = {"document": "AN123", "details": {"name": "Asel"}}
    subject = gate.post("/persons", json=body).json()["subject"]
    read = gate.get(f"/persons/{subject}", params={"purpose": "identity at the gate"}).json()
    assert (read["document"], read["name"]) == ("AN123", "Asel")
    last = chief.get("/events").json()["items"][-1]
    assert (last["kind"], last["subject"]) == ("person-read", subject)
    assert gate.get(f"/persons/{subject}").status_code == 422
    assert gate.delete(f"/persons/{subject}").status_code == 403
    assert chief.delete(f"/persons/{subject}").status_code == 200
    assert gate.get(f"/persons/{subject}", params={"purpose": "again"}).status_code == 409


def test_a_problem_says_what_where_and_the_place_in_the_ledger(staff: Staff) -> None:
    answer = staff(Grant("administrator")).post("/tokens/t/revoke")
    assert answer.headers["content-type"] == MEDIA
    assert answer.json() == {
        "title": "Not there",
        "status": 404,
        "detail": "token: found t; allowed: the id of a token",
        "field": "token",
        "seq": 2,
    }


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"{", 422), (b"[]", 422), (b'{"party": 3}', 422), (b'{"party": "a\\u0000"}', 422)],
)
def test_bad_bodies_are_told(staff: Staff, content: bytes, status: int) -> None:
    chief = staff(Grant("administrator"))
    answer = chief.post("/tokens", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA)


def test_every_answer_tells_the_browser_what_it_may_not(anyone: TestClient) -> None:
    for path in ("/health", "/nowhere", "/events"):
        headers = anyone.get(path).headers
        policy = headers["content-security-policy"]
        for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


def test_a_body_that_a_form_could_send_is_not_read(anyone: TestClient) -> None:
    told = b'{"login": "a", "password": "b"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = anyone.post("/sessions", content=told, headers={"Content-Type": kind})
        assert answer.status_code == 422


def test_a_body_of_50_megabytes_is_not_read(anyone: TestClient) -> None:
    answer = anyone.post("/sessions", content=b" " * 50_000_000)
    assert answer.status_code == 413
    assert anyone.post("/sessions", content=iter([b" " * 600_000] * 3)).status_code == 413


def test_who_asks_too_often_waits(ledger: Ledger) -> None:
    guard = Guard(ledger, Limit(per_s=0.1, burst=2), Limit(per_s=0.1, burst=2))
    token = accounts.issue_token(ledger, "p", actor="test")[1]
    headers = {"Authorization": f"Bearer {token}"}
    with TestClient(create_app(ledger, guard=guard)) as client:
        codes = [client.get("/openings/x", headers=headers).status_code for _ in range(3)]
        assert codes == [404, 404, 429]
        wrong = {"login": "a", "password": "b"}
        answers = [client.post("/sessions", json=wrong) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_no_token_an_unknown_one_and_no_route(anyone: TestClient) -> None:
    assert anyone.get("/events").headers["www-authenticate"] == "Bearer"
    assert anyone.get("/events", headers={"Authorization": "Bearer x"}).status_code == 401
    assert anyone.get("/nowhere").headers["content-type"] == MEDIA
    assert anyone.put("/events").status_code == 405


def test_events_come_by_page(staff: Staff) -> None:
    chief = staff(Grant("administrator"))
    for n in range(5):
        chief.post("/tokens", json={"party": f"p{n}"})
    seen, after = [], 0
    while after is not None:
        answer = chief.get("/events", params={"after": after, "limit": 3}).json()
        seen += [event["seq"] for event in answer["items"]]
        after = answer["next"]
    assert seen == list(range(1, 8))
    assert answer["seq"] == 7


def test_events_come_as_they_happen(staff: Staff, anyone: TestClient) -> None:
    chief = staff(Grant("administrator"))
    chief.post("/tokens", json={"party": "p"})
    anyone.app.state.stopping.set()  # type: ignore[attr-defined]
    assert chief.get("/events/stream", headers={"Last-Event-ID": "0"}).text == ""
    anyone.app.state.stopping.clear()  # type: ignore[attr-defined]


def test_heads_are_kept_as_lines(staff: Staff) -> None:
    line = json.loads(staff(Grant("auditor")).get("/heads").text)
    assert (line["seq"], line["day"]) == (2, datetime.now(UTC).date().isoformat())


def test_health_readiness_and_metrics(anyone: TestClient) -> None:
    assert anyone.get("/health").json() == {"alive": True}
    assert anyone.get("/ready").json() == {"seq": 0, "ready": True}
    text = anyone.get("/metrics").text
    assert 'goldenbridge_requests_total{method="GET",route="/health",status="200"} 1' in text
    assert "goldenbridge_ledger_seq 0" in text
    assert 'goldenbridge_request_seconds_bucket{le="+Inf"} 2' in text


def test_a_ledger_that_is_gone_is_told(ledger: Ledger, anyone: TestClient) -> None:
    ledger.close()
    answer = anyone.post("/setup", json=SETUP)
    assert (answer.status_code, answer.json()["title"]) == (503, "Ledger not available")
