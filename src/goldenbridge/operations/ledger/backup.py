"""A ledger copied to a file of SQLite while it is in use, and brought back from one."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, insert, select

from goldenbridge.errors import LedgerError
from goldenbridge.operations.ledger.chain import Verdict, verify
from goldenbridge.operations.ledger.replay import replay
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.ledger.store import Store, open_store
from goldenbridge.operations.ledger.tables import METADATA
from goldenbridge.operations.ledger.transaction import head_of

_PAGE = 5_000


def backup(store: Store, rooms: Sequence[Room], target: Path) -> Verdict:
    """Copy the events and what stands outside the chain to a new file, in one snapshot.

    The copy is a ledger of SQLite whatever the engine of `store`, and is verified before it gets
    its name. The tables of `rooms` are left out: they follow from the events. LedgerError for a
    target that exists or cannot be written, and for a chain that is not whole.
    """
    if target.exists():
        raise LedgerError(f"{target}: found something there; allowed: a name that is not taken")
    if not target.absolute().parent.is_dir():
        raise LedgerError(f"{target}: found no folder {target.parent}; allowed: one that exists")
    part = target.with_name(f".{target.name}.part")
    _remove(part)
    try:
        verdict = _copied(store, rooms, part)
        os.link(part, target)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"{target}: not written ({error})") from error
    finally:
        _remove(part)
    return verdict


def restore(source: Path, store: Store, rooms: Sequence[Room]) -> Verdict:
    """Bring a backup into an empty ledger and make the tables of `rooms` from its events.

    The file is left as it is. LedgerError for a file that is no backup, a ledger that is not empty,
    and a chain that is not whole; then nothing is changed.
    """
    if not source.is_file():
        raise LedgerError(f"{source}: found no file; allowed: one that ledger backup wrote")
    with TemporaryDirectory(dir=source.absolute().parent) as folder:
        copy = Path(shutil.copyfile(source, Path(folder) / source.name))
        origin = open_store(f"sqlite:///{copy}")
        try:
            with origin.reading() as old, store.writing() as new:
                if head_of(new)[0]:
                    raise LedgerError(f"{store.url}: found events; allowed: an empty ledger")
                _carry(old, new, rooms)
                verdict = _whole(new, str(source))
                replay(new, rooms)
        finally:
            origin.close()
    return verdict


def _copied(store: Store, rooms: Sequence[Room], part: Path) -> Verdict:
    copy = open_store(f"sqlite:///{part}")
    try:
        with store.reading() as source, copy.writing() as target:
            _carry(source, target, rooms)
        with copy.reading() as connection:
            verdict = _whole(connection, store.url)
    finally:
        copy.close()
    with closing(sqlite3.connect(part)) as alone:
        alone.execute("PRAGMA journal_mode=DELETE")
    return verdict


def _carry(source: Connection, target: Connection, rooms: Sequence[Room]) -> None:
    """Copy every table but those of `rooms`, in an order that foreign keys allow."""
    follow = {table.name for room in rooms for table in room.tables}
    for table in METADATA.sorted_tables:
        if table.name not in follow:
            found = source.execute(select(table).order_by(*table.primary_key)).mappings()
            while page := found.fetchmany(_PAGE):
                target.execute(insert(table), [dict(row) for row in page])


def _whole(connection: Connection, place: str) -> Verdict:
    verdict = verify(connection)
    if not verdict.whole:
        raise LedgerError(f"{place}: event {verdict.seq} {verdict.flaw}; nothing was written")
    return verdict


def _remove(part: Path) -> None:
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            part.with_name(part.name + end).unlink()
