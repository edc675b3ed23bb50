"""How events change carriers, vehicles, openings, bookings and lots."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, case, insert, update

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.identities import mark, plate_and_vin
from goldenbridge.operations.appointments.tables import (
    ABSENCE,
    BOOKING,
    CARRIER,
    LOT,
    LOT_ENTRY,
    OPENING,
    TABLES,
    VEHICLE,
)
from goldenbridge.operations.ledger.events import Event
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.requests import added, changed, found, picked

_TAKE = Prepared(
    update(OPENING)
    .where((OPENING.c.id == bindparam("opening")) & (OPENING.c.used < OPENING.c.cap))
    .values(used=OPENING.c.used + 1, version=bindparam("seq"))
)


def take(connection: Connection, opening: str, event: Event) -> None:
    """One place less, if there is one: the condition stands in the statement itself.

    Raises RuleError when there is none.
    """
    if _TAKE(connection, {"opening": opening, "seq": event.seq}).rowcount != 1:
        raise RuleError("opening", f"{opening}, which is full", "one with a free place")


def give_back(connection: Connection, opening: str, event: Event) -> None:
    """One place more; what was taken away while it was sold is gone now."""
    taken, target = OPENING.c.used - 1, OPENING.c.target
    cap = case((taken > target, taken), else_=target)
    values = {"used": taken, "cap": cap, "version": event.seq}
    connection.execute(update(OPENING).where(OPENING.c.id == opening).values(values))


def _registered(connection: Connection, event: Event) -> None:
    plate, vin = plate_and_vin(connection, event.subject)
    refs = {"plate_ref", "vin_ref"}
    body = {name: value for name, value in event.body.items() if name not in refs}
    # events of version 0.1 without references hold plate and VIN themselves
    added(VEHICLE)(connection, replace(event, body={"plate": plate, "vin": vin} | body))


def _erased(connection: Connection, event: Event) -> None:
    """Marks in every table that named the vehicle."""
    plate, vin = mark(event.subject)
    country = found(connection, VEHICLE, event.subject, "vehicle").country
    changed(VEHICLE)(connection, replace(event, body={"plate": plate, "vin": vin}))
    values = {"plate": f"{country} {plate}", "vin": vin, "version": event.seq}
    for table in (BOOKING, LOT_ENTRY):
        connection.execute(update(table).where(table.c.vehicle == event.subject).values(values))


def _named(connection: Connection, event: Event) -> Event:
    """The event with plate and VIN of the vehicle it names."""
    vehicle = found(connection, VEHICLE, event.body["vehicle"], "vehicle")
    known = {"plate": f"{vehicle.country} {vehicle.plate}", "vin": vehicle.vin}
    return replace(event, body=known | dict(event.body))


def _entered(connection: Connection, event: Event) -> None:
    added(LOT_ENTRY)(connection, _named(connection, event))


def _made(connection: Connection, event: Event) -> None:
    take(connection, event.body["opening"], event)
    added(BOOKING)(connection, _named(connection, event))


def _ended(connection: Connection, event: Event) -> None:
    give_back(connection, event.body["opening"], event)
    _absent(connection, event)


def _absent(connection: Connection, event: Event) -> None:
    """Write the absence an event tells of, and what state the booking is in."""
    absence = event.body.get("absence")
    if absence is not None:
        row = {"carrier": absence["carrier"], "due": absence["due"]}
        connection.execute(insert(ABSENCE), row | {"id": event.subject, "version": event.seq})
        if absence["suspended_until"] is not None:
            values = {"suspended_until": absence["suspended_until"], "version": event.seq}
            same = CARRIER.c.id == absence["carrier"]
            connection.execute(update(CARRIER).where(same).values(values))
    picked(BOOKING, "state", "expires", "deposit")(connection, event)


def _moved(connection: Connection, event: Event) -> None:
    give_back(connection, event.body["from"], event)
    take(connection, event.body["opening"], event)
    picked(BOOKING, "opening")(connection, event)


def _lot_opened(connection: Connection, event: Event) -> None:
    added(LOT)(connection, event)
    values = {"lot": event.subject, "version": event.seq}
    same = OPENING.c.id == event.body["opening"]
    connection.execute(update(OPENING).where(same).values(values))


def _lot_void(connection: Connection, event: Event) -> None:
    changed(LOT)(connection, event)
    same = OPENING.c.lot == event.subject
    connection.execute(update(OPENING).where(same).values(lot=None, version=event.seq))


ROOM = Room(
    TABLES,
    {
        "carrier-registered": added(CARRIER),
        "vehicle-registered": _registered,
        "vehicle-erased": _erased,
        "opening-published": added(OPENING),
        "capacity-changed": picked(OPENING, "target", "cap"),
        "slipped": changed(OPENING),
        "held": _made,
        "booked": changed(BOOKING),
        "number-imported": changed(BOOKING),
        "moved": _moved,
        "hold-lapsed": _ended,
        "cancelled": _ended,
        "no-show": _absent,
        "lot-opened": _lot_opened,
        "lot-committed": changed(LOT),
        "lot-entered": _entered,
        "lot-frozen": changed(LOT),
        "lot-revealed": changed(LOT),
        "lot-drawn": changed(LOT),
        "lot-void": _lot_void,
        "lot-won": _made,
    },
)
