"""Advice over HTTP: reckoned, proposed once, accepted or refused by who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from fastapi.testclient import TestClient
from tests.operations.complex import NOON, Clock, Desk

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.advice.tables import ADVICE, DUTY
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rules import example_text
from goldenbridge.outlook.advice.reckon import advise
from goldenbridge.programme.model import Programme
from goldenbridge.web import sweep
from goldenbridge.web.api import advice as routes


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "advise", partial(advise, replications=2))


@pytest.fixture
def desk(ledger: Ledger, clock: Clock, programme: Programme) -> Desk:
    clock.to(NOON - timedelta(hours=6))
    site = next(one for one in programme.sites if one.id == "karasu")
    ledger.submit(set_rules(site, example_text()), actor="test")
    made = Desk(ledger, clock)
    made.opening(4, due=NOON)
    return made


def test_a_proposal_is_reckoned_shown_and_accepted(
    desk: Desk, staff: Callable[..., TestClient]
) -> None:
    lead, reader = staff(Grant("scheduler")), staff(Grant("gate"))
    assert reader.post("/advice").status_code == 403
    made = lead.post("/advice")
    assert made.status_code == 201, made.text
    body = made.json()
    assert body["state"] == "proposed"
    assert [one["starts"][11:13] for one in body["expected"]] == ["11", "15", "11"]
    # the same state of things, the same proposal, though the clock goes on
    desk.clock.to(desk.clock.now, 7)
    again = lead.post("/advice").json()
    assert (again["advice"], len(desk.rows(ADVICE))) == (body["advice"], 1)
    shown = reader.get(f"/advice/{body['advice']}")
    assert shown.headers["ETag"] == f'"{body["version"]}"'
    told = shown.json()
    assert told["duty"]
    assert {one["why"] for one in told["duty"]} == {"idle"}
    assert told["assumed"] == ["besides", "no-show", "sold"]
    assert reader.get("/advice").json()["items"] == [
        {name: value for name, value in told.items() if name != "seq"}
    ]
    path = f"/advice/{body['advice']}/accept"
    assert reader.post(path).status_code == 403
    assert lead.post(path, headers={"If-Match": '"1"'}).status_code == 412
    keyed = {"If-Match": shown.headers["ETag"], "Idempotency-Key": "one"}
    done = lead.post(path, headers=keyed)
    assert done.json() == lead.post(path, headers=keyed).json()
    assert done.json()["left_out"] == []
    assert lead.post(path).status_code == 409
    duty = reader.get("/duty").json()["items"]
    assert {one["id"]: one["staff"] for one in duty} == {
        row.id: row.staff for row in desk.rows(DUTY)
    }
    assert len(duty) == len(told["duty"])
    assert desk.replays()


def test_where_nothing_helps_no_proposal_is_written(
    desk: Desk, staff: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_bounds(*arguments: object) -> object:
        at = standing(*arguments)
        return replace(at, advice=replace(at.advice, manning=()))

    standing = routes.standing
    monkeypatch.setattr(routes, "standing", without_bounds)
    answer = staff(Grant("manager")).post("/advice").json()
    assert (answer["advice"], answer["state"]) == (None, "nothing")
    assert len(answer["expected"]) == 3
    assert not desk.rows(ADVICE)


def test_refused_with_a_reason_and_let_go_in_time(
    desk: Desk, staff: Callable[..., TestClient]
) -> None:
    lead = staff(Grant("manager"))
    first = lead.post("/advice").json()["advice"]
    assert lead.post(f"/advice/{first}/refuse", json={"reason": "a strike"}).status_code == 200
    second = lead.post("/advice").json()["advice"]
    assert second != first
    assert sweep.swept(desk.ledger) == 0
    desk.clock.to(NOON - timedelta(hours=5))
    assert sweep.swept(desk.ledger) == 1
    assert {row.id: row.state for row in desk.rows(ADVICE)} == {first: "refused", second: "expired"}
    assert lead.get("/advice/none").status_code == 404
