"""What every command needs: rows that exist, times, versions, and plain projections."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update

from goldenbridge.errors import MissingError, RuleError, StaleError
from goldenbridge.operations.ledger.events import Event, canonical, moment, stamp
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.rooms import Projection


def found(connection: Connection, table: Table, subject: str, what: str) -> Row[Any]:
    """The row with the id `subject`. Raises MissingError naming the field `what`."""
    row: Row[Any] | None = _by_id(table)(connection, {"subject": subject}).first()
    if row is None:
        raise MissingError(what, repr(subject), f"the id of one that exists ({table.name})")
    return row


@cache
def _by_id(table: Table) -> Prepared:
    return Prepared(select(table).where(table.c.id == bindparam("subject")))


def check_new(connection: Connection, table: Table, subject: str, what: str) -> None:
    """Raises RuleError when the id `subject` is empty or taken."""
    if not subject.strip():
        raise RuleError(what, repr(subject), "an id")
    if connection.execute(select(table.c.id).where(table.c.id == subject)).first():
        raise RuleError(what, repr(subject), f"an id that is not yet taken ({table.name})")


def check_version(row: Row[Any], version: int | None) -> None:
    """Raises StaleError when `row` was changed after the version that the request has seen."""
    if version is not None and version != row.version:
        found = f"{version}, stale"
        raise StaleError("version", found, f"{row.version}, what stands now; read it and ask again")


def check_whole(field: str, value: int, *, least: int = 1) -> None:
    """Raises RuleError below `least`."""
    if value < least:
        raise RuleError(field, str(value), f"{least} or more")


def check_agency(mine: str, due: str, *, field: str = "agency") -> None:
    """Raises RuleError unless an officer of the agency that it is due to asks."""
    if mine != due:
        raise RuleError(field, repr(mine), f"{due} only")


def time_of(field: str, text: str) -> datetime:
    """A time with its zone. Raises RuleError."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise RuleError(field, repr(text), "a time with its zone, such as 2026-03-02T12:00:00Z")
    return moment(stamp(read))


def day_of(field: str, text: str) -> date:
    """A day. Raises RuleError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleError(field, repr(text), "a day such as 2026-03-02") from None


@cache
def added(table: Table) -> Projection:
    """The projection of an event whose body is a new row."""
    write = Prepared(insert(table))
    empty = dict.fromkeys(table.c.keys())

    def project(connection: Connection, event: Event) -> None:
        write(connection, empty | _row(event.body, event))

    return project


def changed(table: Table) -> Projection:
    """The projection of an event whose body is what changes in the row of its subject."""

    def project(connection: Connection, event: Event) -> None:
        row = _row(event.body, event)
        connection.execute(update(table).where(table.c.id == event.subject).values(row))

    return project


def picked(table: Table, *names: str) -> Projection:
    """As `changed`, for an event that tells more than its row holds: only `names` are written."""

    def project(connection: Connection, event: Event) -> None:
        body = {name: event.body[name] for name in names if name in event.body}
        row = _row(body, event)
        connection.execute(update(table).where(table.c.id == event.subject).values(row))

    return project


def _row(body: Mapping[str, Any], event: Event) -> dict[str, Any]:
    plain = {
        name: canonical(value) if isinstance(value, list | dict) else value
        for name, value in body.items()
    }
    return plain | {"id": event.subject, "version": event.seq}
