"""Every role, at every station, on either side, on every command: who may not is told 403."""

from collections.abc import Iterator
from itertools import product

import pytest
from fastapi.testclient import TestClient

from goldenbridge.operations.access.roles import Grant, Principal, roles
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.web.app import create_app
from goldenbridge.web.guard import Guard
from goldenbridge.web.pages.describe import Operation, groups

STATIONS = (None, "documents", "scanner")
SIDES = (None, "KZ", "KG")
BY_SIDE = ("/lots/{lot}/commitments", "/lots/{lot}/reveals")
AGENCY = "KZ-revenue"


class Told(Guard):
    """Takes whoever the token names."""

    async def who(self, token: str) -> Principal:
        role, station, side, agency = token.split("|")
        grant = Grant(role, station or None, side or None, agency or None)
        return Principal(role, (grant,), "silk" if role == "carrier" else None)


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    with TestClient(create_app(ledger, guard=Told(ledger))) as made:
        yield made


def _commands(client: TestClient) -> list[Operation]:
    found = groups(client.get("/openapi.json").json())
    return [one for many in found.values() for one in many if one.roles]


def _covered(one: Operation, grant: Grant) -> bool:
    """By the table of roles, and what a path and a body say of station and side."""
    at = "documents" if "{station}" in one.path or "station" in (one.body or {}) else None
    side = "KZ" if one.path in BY_SIDE or "side" in (one.body or {}) else None
    if grant.role not in one.roles or grant.station not in {None, at}:
        return False
    if one.roles == ("officer",):
        return grant.agency is not None
    return grant.country in {None, side}


def _asked(client: TestClient, one: Operation, grant: Grant) -> int:
    path = one.path.replace("{station}", "documents").replace("{", "").replace("}", "")
    token = f"{grant.role}|{grant.station or ''}|{grant.country or ''}|{grant.agency or ''}"
    body = one.body
    if isinstance(body, dict) and "station" in body:
        body = body | {"station": "documents"}
    answer = client.post(path, json=body, headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


@pytest.mark.parametrize("role", roles())
def test_a_role_may_what_the_table_says_where_its_grant_is(client: TestClient, role: str) -> None:
    wrong = []
    commands = _commands(client)
    assert len(commands) > 50
    for station, side, agency in product(STATIONS, SIDES, (None, AGENCY)):
        if (agency is None) == (role == "officer") and (station or side):
            continue  # an agency matters to officers, who have one
        grant = Grant(role, station, side, agency)
        for one in commands:
            status = _asked(client, one, grant)
            assert status < 500
            if (status != 403) is not _covered(one, grant):
                wrong.append((one.path, grant, status))
    assert wrong == []


def test_what_is_read_needs_somebody_who_may(client: TestClient) -> None:
    found = groups(client.get("/openapi.json").json())
    reads = [one for many in found.values() for one in many if one.method == "GET"]
    open_to_all = {"/health", "/ready", "/metrics", "/register"}
    for one in reads:
        if one.path == "/events/stream":
            continue
        path = one.path.replace("{", "").replace("}", "")
        signed_in = {"Authorization": "Bearer warehouse|||"}
        assert client.get(path).status_code == (200 if path in open_to_all else 401)
        status = client.get(path, headers=signed_in, params={"purpose": "why"}).status_code
        hidden = path in {"/events", "/heads"} or path.startswith("/persons")
        assert (status == 403) is hidden, path
