"""goldenbridge ledger, as a person types it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from goldenbridge.errors import LedgerError
from goldenbridge.ledger_commands import app
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.ledger.persons import register
from goldenbridge.operations.rooms import ROOMS


@pytest.fixture
def place(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/complex.db"
    with Ledger.open(url, ROOMS) as ledger:
        ledger.submit(lambda tx: {"who": register(tx, "AN1", {"name": "Asel"})}, actor="carrier")
    return url


def _run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_ledger_is_verified_against_heads_kept_elsewhere(place: str, tmp_path: Path) -> None:
    kept = tmp_path / "heads.jsonl"
    assert _run("heads", "--ledger", place).count("\n") == 1
    _run("heads", "--ledger", place, "--out", kept)
    told = _run("verify", "--ledger", place, "--heads", kept)
    assert told == f"{place}: 1 events, 1 heads, all whole\n"


def test_a_broken_ledger_is_told_with_exit_code_2(place: str) -> None:
    with Ledger.open(place, ROOMS) as ledger, ledger.store.writing() as connection:
        connection.execute(text("DROP TRIGGER ledger_no_update"))
        connection.execute(text("UPDATE ledger SET kind = 'x'"))
    command = [sys.executable, "-m", "goldenbridge", "ledger", "verify", "--ledger", place]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == f"{place}: event 1 was changed: its hash is not that of its content\n"


def test_a_person_is_forgotten(place: str) -> None:
    assert _run("erase", "AN1", "--ledger", place).endswith(": forgotten, event 2\n")
    assert "2 events" in _run("verify", "--ledger", place)


def test_a_backup_comes_back(place: str, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path}/new.db"
    assert _run("backup", tmp_path / "copy", "--ledger", place).endswith("1 events, all whole\n")
    assert _run("restore", tmp_path / "copy", "--ledger", new) == f"{new}: 1 events, all whole\n"
    assert re.fullmatch(r".*: 1 events, \d+ tables equal\n", _run("replay", "--ledger", new))
    assert _run("replay", "--rebuild", "--ledger", new).endswith("equal\n")


def test_no_ledger_is_made_by_looking_at_it(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="found no ledger; goldenbridge serve makes one"):
        _run("verify", "--ledger", f"sqlite:///{tmp_path}/none.db")
    assert not list(tmp_path.iterdir())


def test_the_missing_extra_is_named(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("goldenbridge.operations")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(LedgerError, match=r"pip install 'goldenbridge\[server\]'"):
        _run("verify", "--ledger", place)
