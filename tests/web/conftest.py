"""A server of a complex, and people who are signed in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.operations.complex import Clock
from tests.operations.conftest import desk, postgresql, url

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.web.app import create_app
from goldenbridge.web.guard import Guard

__all__ = ["desk", "postgresql", "url"]
PASSWORD = "correct horse battery"  # noqa: S105 - of a test
SETUP = "set-up-token"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Ledger:
    return Ledger.open(f"sqlite:///{tmp_path}/complex.db", ROOMS, clock=clock)


@pytest.fixture
def anyone(ledger: Ledger) -> Iterator[TestClient]:
    """A client that nobody is signed in with; no error of the server is hidden."""
    free = Limit(per_s=1e6, burst=10**6)
    with TestClient(
        create_app(ledger, setup_token=SETUP, guard=Guard(ledger, free, free))
    ) as client:
        yield client


@pytest.fixture
def staff(ledger: Ledger, anyone: TestClient) -> Callable[..., TestClient]:
    """Sign somebody in with these grants; each gets a client of their own."""
    number = count()

    def signed_in(*grants: Grant) -> TestClient:
        login = f"s{next(number)}"
        accounts.add_staff(ledger, login, PASSWORD, grants, actor="test")
        token = accounts.sign_in(ledger, login, PASSWORD)
        return TestClient(anyone.app, headers={"Authorization": f"Bearer {token}"})

    return signed_in
