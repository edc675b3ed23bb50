"""A small room for tests: places at a gate, a truck at one gate at most."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from goldenbridge.errors import RefusedError
from goldenbridge.operations.ledger.events import Event
from goldenbridge.operations.ledger.ledger import Ledger, utc_now
from goldenbridge.operations.ledger.rooms import Room, nothing
from goldenbridge.operations.ledger.tables import BIG
from goldenbridge.operations.ledger.transaction import Transaction

TOYS = MetaData()
GATE = Table(
    "toy_gate",
    TOYS,
    Column("id", Text, primary_key=True),
    Column("places", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    CheckConstraint("taken >= 0 AND taken <= places", name="toy_gate_full"),
    sqlite_strict=True,
)
TRUCK = Table(
    "toy_truck",
    TOYS,
    Column("truck", Text, primary_key=True),
    Column("gate", Text, nullable=False),
    Column("seq", BIG, nullable=False),
    sqlite_strict=True,
)


def _opened(connection: Connection, event: Event) -> None:
    connection.execute(
        insert(GATE), {"id": event.subject, "places": event.body["places"], "taken": 0}
    )


def _move(connection: Connection, gate: str, by: int) -> None:
    taken = {"taken": GATE.c.taken + by}
    connection.execute(update(GATE).where(GATE.c.id == gate).values(taken))


def _entered(connection: Connection, event: Event) -> None:
    gate = event.body["gate"]
    _move(connection, gate, 1)
    connection.execute(insert(TRUCK), {"truck": event.subject, "gate": gate, "seq": event.seq})


def _left(connection: Connection, event: Event) -> None:
    _move(connection, event.body["gate"], -1)
    connection.execute(delete(TRUCK).where(TRUCK.c.truck == event.subject))


ROOM = Room(
    (GATE, TRUCK),
    {"gate-opened": _opened, "entered": _entered, "left": _left, "noted": nothing},
)


@dataclass(frozen=True, slots=True)
class Open:
    gate: str
    places: int

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        tx.append("gate-opened", self.gate, {"places": self.places})
        return {"gate": self.gate}


@dataclass(frozen=True, slots=True)
class Enter:
    gate: str
    truck: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        gate = tx.connection.execute(select(GATE).where(GATE.c.id == self.gate)).one()
        if gate.taken == gate.places:
            raise RefusedError(f"gate {self.gate}: found all {gate.places} places taken")
        tx.append("entered", self.truck, {"gate": self.gate})
        return {"truck": self.truck}


@dataclass(frozen=True, slots=True)
class Leave:
    truck: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        row = tx.connection.execute(select(TRUCK).where(TRUCK.c.truck == self.truck)).first()
        if row is None:
            raise RefusedError(f"truck {self.truck}: found at no gate")
        tx.append("left", self.truck, {"gate": row.gate})
        return {"gate": row.gate}


def toy_ledger(url: str, clock: Callable[[], datetime] = utc_now) -> Ledger:
    """A ledger with the small room's tables, which no migration makes."""
    ledger = Ledger.open(url, [ROOM], clock=clock)
    with ledger.store.writing() as connection:
        TOYS.create_all(connection)
    return ledger
