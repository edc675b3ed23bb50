"""The tables of every room made again from the events alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.sql.ddl import sort_tables

from goldenbridge.errors import LedgerError
from goldenbridge.operations.ledger.chain import rows
from goldenbridge.operations.ledger.events import as_event, canonical
from goldenbridge.operations.ledger.rooms import Room


@dataclass(frozen=True, slots=True)
class Replay:
    """How many events were applied, and the tables that differed from what stood before."""

    events: int
    tables: int
    differing: tuple[str, ...]
    digest: str
    """SHA-256 over all tables as the events make them."""


def replay(connection: Connection, rooms: Sequence[Room]) -> Replay:
    """Empty the tables of `rooms` and apply all events in order.

    Raises LedgerError for an event that no room knows. The caller commits or rolls back.
    """
    projections = {kind: of for room in rooms for kind, of in room.projections.items()}
    tables = sort_tables([table for room in rooms for table in room.tables])
    before = {table.name: _digest(connection, table) for table in tables}
    for table in reversed(tables):
        connection.execute(delete(table))
    events = 0
    for row in rows(connection):
        if row["kind"] not in projections:
            raise LedgerError(f"event {row['seq']}: found kind {row['kind']}, which no room knows")
        projections[row["kind"]](connection, as_event(row))
        events += 1
    after = {table.name: _digest(connection, table) for table in tables}
    differing = tuple(name for name in before if before[name] != after[name])
    return Replay(events, len(tables), differing, sha256(canonical(after).encode()).hexdigest())


def _digest(connection: Connection, table: Table) -> str:
    """SHA-256 over the rows, sorted as text: engines sort text differently."""
    found = sha256()
    lines = sorted(canonical(list(row)) for row in connection.execute(select(table)))
    for line in lines:
        found.update(line.encode())
    return found.hexdigest()
