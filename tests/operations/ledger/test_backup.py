"""A copy of a ledger in use, brought back on either engine."""

from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text
from tests.operations.toy import ROOM, Enter, Leave, Open, toy_ledger

from goldenbridge.errors import LedgerError, RefusedError
from goldenbridge.operations.ledger.backup import backup, restore
from goldenbridge.operations.ledger.ledger import Ledger


def _filled(ledger: Ledger) -> None:
    ledger.submit(Open("g", 5), actor="chief", idempotency_key="first")
    for truck in "abcd":
        ledger.submit(Enter("g", truck), actor="guard")
    ledger.submit(Leave("c"), actor="guard")


@pytest.mark.parametrize("to_sqlite", [True, False], ids=["to-sqlite", "to-postgresql"])
def test_a_restored_ledger_is_the_same(
    url: str, tmp_path: Path, postgresql_url: str, to_sqlite: bool
) -> None:
    target = f"sqlite:///{tmp_path}/new.db" if to_sqlite else postgresql_url
    with toy_ledger(url) as ledger, toy_ledger(target) as new:
        _filled(ledger)
        assert backup(ledger.store, ledger.rooms, tmp_path / "copy").events == 6
        before = (tmp_path / "copy").read_bytes()
        assert restore(tmp_path / "copy", new.store, new.rooms).events == 6
        assert new.replay() == ledger.replay()
        assert new.submit(Open("g", 5), actor="chief", idempotency_key="first").seq == 1
        with pytest.raises(RefusedError):
            new.submit(Leave("c"), actor="guard")
        assert (tmp_path / "copy").read_bytes() == before
        assert sorted(p.name for p in tmp_path.iterdir() if "copy" in p.name) == ["copy"]
        with pytest.raises(LedgerError, match="found events; allowed: an empty ledger"):
            restore(tmp_path / "copy", new.store, new.rooms)


def test_a_copy_made_while_trucks_enter_is_one_moment(url: str, tmp_path: Path) -> None:
    with toy_ledger(url) as ledger, toy_ledger(f"sqlite:///{tmp_path}/new.db") as new:
        _filled(ledger)
        done = Event()

        def traffic() -> None:
            while not done.is_set():
                ledger.submit(Enter("g", "z"), actor="guard")
                ledger.submit(Leave("z"), actor="guard")

        thread = Thread(target=traffic)
        thread.start()
        try:
            events = backup(ledger.store, ledger.rooms, tmp_path / "copy").events
        finally:
            done.set()
            thread.join()
        assert restore(tmp_path / "copy", new.store, [ROOM]).events == events


def test_a_broken_chain_is_not_copied(url: str, tmp_path: Path) -> None:
    with toy_ledger(url) as ledger:
        _filled(ledger)
        with ledger.store.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("ALTER TABLE ledger DISABLE TRIGGER USER"))
            else:
                connection.execute(text("DROP TRIGGER ledger_no_update"))
            connection.execute(text("UPDATE ledger SET actor = 'x' WHERE seq = 2"))
        with pytest.raises(LedgerError, match="event 2 was changed"):
            backup(ledger.store, ledger.rooms, tmp_path / "copy")
    assert not [path for path in tmp_path.iterdir() if "copy" in path.name]


def test_what_stands_at_the_target_stays(tmp_path: Path) -> None:
    with toy_ledger(f"sqlite:///{tmp_path}/l.db") as ledger:
        (tmp_path / "copy").write_text("mine")
        with pytest.raises(LedgerError, match="allowed: a name that is not taken"):
            backup(ledger.store, ledger.rooms, tmp_path / "copy")
        with pytest.raises(LedgerError, match="found no folder"):
            backup(ledger.store, ledger.rooms, tmp_path / "none" / "copy")
        with pytest.raises(LedgerError, match="found no file"):
            restore(tmp_path / "nothing", ledger.store, ledger.rooms)
        with pytest.raises(LedgerError, match="not a database"):
            restore(tmp_path / "copy", ledger.store, ledger.rooms)
    assert (tmp_path / "copy").read_text() == "mine"
