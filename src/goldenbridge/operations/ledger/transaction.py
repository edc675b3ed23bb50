"""What a command may do while it runs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from goldenbridge.errors import LedgerError
from goldenbridge.operations.ledger.events import (
    SCHEMA,
    START,
    Event,
    as_event,
    canonical,
    link,
    stamp,
)
from goldenbridge.operations.ledger.ids import uuid7
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.rooms import Projection
from goldenbridge.operations.ledger.tables import ledger

_APPEND = Prepared(insert(ledger))
_LAST = Prepared(
    select(ledger.c.seq, ledger.c.hash).where(
        ledger.c.seq == select(func.max(ledger.c.seq)).scalar_subquery()
    )
)
PERSONAL = frozenset(
    {"name", "first_name", "last_name", "patronymic", "born", "birth_date", "phone", "email"}
    | {"address", "passport", "document", "document_number", "iin", "pin", "licence"}
    | {"plate", "vin"}
)
"""Keys that no body of an event may hold, at any depth: the chain keeps everything for ever."""


class Transaction:
    """One command's work: everything it writes is committed together, or nothing is.

    `now` is what the clock says (UTC) and orders nothing; `seq` is the last event so far.
    """

    __slots__ = ("_hash", "_projections", "actor", "connection", "now", "seq")

    def __init__(
        self,
        connection: Connection,
        projections: Mapping[str, Projection],
        head: tuple[int, str],
        *,
        actor: str,
        now: datetime,
    ) -> None:
        self.connection, self.actor, self.now = connection, actor, now
        self._projections = projections
        self.seq, self._hash = head

    @property
    def head(self) -> tuple[int, str]:
        """Sequence and hash of the last event."""
        return self.seq, self._hash

    def new_id(self) -> str:
        """An identifier nothing else has (UUID version 7)."""
        return uuid7(self.now)

    def append(
        self, kind: str, subject: str, body: Mapping[str, Any], *, station: str | None = None
    ) -> Event:
        """Write an event and apply its projection.

        `body` is plain JSON without personal fields. Raises LedgerError for a kind that no room
        knows and for a personal field.
        """
        if kind not in self._projections:
            raise LedgerError(f"event: found kind {kind}; allowed: {', '.join(self._projections)}")
        if personal := sorted(_keys(body) & PERSONAL):
            raise LedgerError(
                f"event {kind}: found {', '.join(personal)} in its body; allowed: no personal "
                "field, only the reference of a person"
            )
        row: dict[str, Any] = {
            "seq": self.seq + 1,
            "at": stamp(self.now),
            "actor": self.actor,
            "station": station,
            "kind": kind,
            "subject": subject,
            "body": canonical(body),
            "version": SCHEMA,
            "prev": self._hash,
        }
        row["hash"] = link(row)
        _APPEND(self.connection, row)
        event = as_event(row)
        self._projections[kind](self.connection, event)
        self.seq, self._hash = event.seq, event.hash
        return event


def head_of(connection: Connection) -> tuple[int, str]:
    """Sequence and hash of the last event; of an empty ledger 0 and the start of the chain."""
    found = _LAST(connection, {}).first()
    return (found.seq, found.hash) if found else (0, START)


def _keys(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return set(value).union(*map(_keys, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(_keys, value))
    return set()
