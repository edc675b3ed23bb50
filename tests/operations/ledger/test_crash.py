"""What was acknowledged survives a kill and a power failure."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.postgresql import binaries, new_database, running
from tests.operations.crash import ROOT, Found, kill_backend, killed, look
from tests.operations.toy import Open, toy_ledger

COMPILER = shutil.which("cc") or shutil.which("gcc")
SHIM = Path(__file__).parent.parent / "forgetful.c"


def _opened(url: str) -> None:
    with toy_ledger(url) as ledger:
        ledger.submit(Open("g", 15), actor="chief")


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(url: str) -> None:
    _opened(url)
    acknowledged: dict[str, int] = {}
    for cycle in range(3):
        acknowledged |= killed(url, str(cycle))
        found = look(url, acknowledged)
        assert found.sound, found
        assert found.restart_s < 5
    assert len(acknowledged) >= 150


def test_nothing_acknowledged_is_lost_when_the_server_is_killed() -> None:
    programs = binaries()
    if programs is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql, or pip install '.[test]'")
    # one of its own: a server with many databases takes long to recover
    with running(programs) as server:
        url = new_database(server)
        _opened(url)
        acknowledged = killed(url, "0")
        kill_backend(url)
        assert look(url, acknowledged).sound


def _after_power_failure(folder: Path, synchronous: str) -> tuple[Found, int]:
    """What the disk holds when only what was synced is left."""
    if COMPILER is None:
        pytest.skip("needs a C compiler: apt-get install gcc libc6-dev")
    shim = folder / "forgetful.so"
    build = [COMPILER, "-shared", "-fPIC", "-O1", "-o", shim, SHIM, "-ldl"]
    subprocess.run(build, check=True)
    disk = folder / "disk"
    disk.mkdir()
    url = f"sqlite:///{disk}/l.db"
    _opened(url)
    environment = {"LD_PRELOAD": str(shim), "FORGETFUL": str(disk)}
    acknowledged = killed(url, "0", synchronous=synchronous, environment=environment)
    left = folder / "left"
    left.mkdir()
    for name in ("l.db", "l.db-wal"):
        synced = disk / f"{name}.synced"
        before = disk / name if name == "l.db" else None
        if synced.exists():
            shutil.copy(synced, left / name)
        elif before is not None:
            shutil.copy(before, left / name)
    return look(f"sqlite:///{left}/l.db", acknowledged), len(acknowledged)


def test_nothing_acknowledged_is_lost_when_the_power_fails(tmp_path: Path) -> None:
    found, acknowledged = _after_power_failure(tmp_path, "FULL")
    assert found.sound, found
    assert acknowledged >= 50


def test_the_same_failure_shows_what_a_ledger_that_does_not_sync_loses(tmp_path: Path) -> None:
    found, acknowledged = _after_power_failure(tmp_path, "OFF")
    assert found.lost > acknowledged / 2


def test_the_worker_is_ours_where_another_distribution_is_called_tests(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    told = [sys.executable, "-c", "import tests; print(tests.__file__)"]
    environment = {"PYTHONPATH": str(tmp_path)}
    found = subprocess.run(told, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert Path(found.stdout.decode().strip()) == ROOT / "tests" / "__init__.py"
