"""How events change units, stock, docks, plots, leases and output."""

from sqlalchemy import Connection, insert, update

from goldenbridge.errors import RuleError
from goldenbridge.operations.ledger.events import Event, canonical
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.requests import added, changed, picked
from goldenbridge.operations.warehouse.tables import (
    DOCK,
    DOCK_BOOKING,
    LEASE,
    LOCATION,
    MOVE,
    OUTPUT,
    PLOT,
    STOCK,
    TABLES,
    UNIT,
)

_OF_UNIT = ("owner", "visit", "temperature", "food", "packages")


def _received(connection: Connection, event: Event) -> None:
    row = {name: event.body[name] for name in _OF_UNIT}
    labels = canonical(event.body["labels"])
    row |= {"id": event.subject, "labels": labels, "status": "bonded", "version": event.seq}
    connection.execute(insert(UNIT), row)
    _move(connection, event, None, event.body["location"])


def _moved(connection: Connection, event: Event) -> None:
    _move(connection, event, event.body["from"], event.body["to"])


def _shipped(connection: Connection, event: Event) -> None:
    _move(connection, event, event.body["from"], None)


def _move(connection: Connection, event: Event, source: str | None, target: str | None) -> None:
    """Write a move and both balances; the condition of the balance stands in the statement."""
    packages = event.body["packages"]
    row = {
        "id": event.body["move"],
        "unit": event.subject,
        "from_location": source,
        "to_location": target,
        "packages": packages,
        "visit": event.body.get("visit"),
        "version": event.seq,
    }
    connection.execute(insert(MOVE), row)
    if source is not None:
        here = (STOCK.c.unit == event.subject) & (STOCK.c.location == source)
        enough = here & (STOCK.c.packages >= packages)
        values = {"packages": STOCK.c.packages - packages, "version": event.seq}
        if connection.execute(update(STOCK).where(enough).values(values)).rowcount != 1:
            raise RuleError("packages", f"{packages} from {source}", "what is there")
    if target is not None:
        there = (STOCK.c.unit == event.subject) & (STOCK.c.location == target)
        values = {"packages": STOCK.c.packages + packages, "version": event.seq}
        if connection.execute(update(STOCK).where(there).values(values)).rowcount == 0:
            new = {"unit": event.subject, "location": target, "packages": packages}
            connection.execute(insert(STOCK), new | {"version": event.seq})


def _reported(connection: Connection, event: Event) -> None:
    same = OUTPUT.c.id == event.subject
    values = {
        "produced_kg": OUTPUT.c.produced_kg + event.body["produced_kg"],
        "shipped_kg": OUTPUT.c.shipped_kg + event.body["shipped_kg"],
        "version": event.seq,
    }
    if connection.execute(update(OUTPUT).where(same).values(values)).rowcount == 0:
        added(OUTPUT)(connection, event)


ROOM = Room(
    TABLES,
    {
        "location-added": added(LOCATION),
        "unit-received": _received,
        "unit-moved": _moved,
        "unit-shipped": _shipped,
        "unit-status": picked(UNIT, "status", "held_by"),
        "dock-added": added(DOCK),
        "dock-booked": added(DOCK_BOOKING),
        "dock-freed": changed(DOCK_BOOKING),
        "plot-added": added(PLOT),
        "plot-let": added(LEASE),
        "output-reported": _reported,
    },
)
