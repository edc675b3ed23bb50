"""A place held, booked, moved, and known by its number in the state's own queue."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.parties import check_eligible
from goldenbridge.operations.appointments.places import (
    BOOKED,
    HELD,
    TAKES,
    check_free,
    check_no_booking,
    check_sold,
    reserve,
    row_of,
)
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_version, found


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep a place for a vehicle for some minutes, after the checks and before it is booked."""

    opening: str
    vehicle: str
    carrier: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Events `hold-lapsed` for holds that are over and in the way, then `held`."""
        now = complex_at(tx.connection, tx.now)
        opening = found(tx.connection, OPENING, self.opening, "opening")
        vehicle = check_eligible(tx.connection, self.vehicle, self.carrier, tx.now)
        check_sold(opening, now, tx.now)
        check_no_booking(tx, vehicle)
        check_free(tx, opening, reserve(opening, now))
        minutes = min(now.rules.terms.hold_min.value, 5)
        expires = stamp(tx.now + timedelta(minutes=minutes))
        booking = tx.new_id()
        tx.append("held", booking, row_of(self.opening, vehicle, HELD, expires))
        return {"booking": booking, "expires": expires}


@dataclass(frozen=True, slots=True)
class Confirm:
    """Book what is held; `external_ref` is the number in the state's own queue, if there is one."""

    booking: str
    carrier: str
    external_ref: str | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `booked`."""
        row = own(tx.connection, self.booking, self.carrier)
        if row.state != HELD or moment(row.expires) <= tx.now:
            state = "lapsed" if row.state == HELD else row.state
            raise RuleError("booking", f"{self.booking}, which is {state}", "one that is held")
        check_external(tx.connection, self.external_ref)
        body = {"state": BOOKED, "expires": None, "external_ref": self.external_ref}
        event = tx.append("booked", self.booking, body)
        return {"booking": self.booking, "version": event.seq}


@dataclass(frozen=True, slots=True)
class ImportNumber:
    """Note the number a booking has in the state's own electronic queue."""

    booking: str
    carrier: str
    external_ref: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `number-imported`."""
        row = own(tx.connection, self.booking, self.carrier)
        check_version(row, self.version)
        if row.state not in TAKES:
            raise RuleError("booking", f"{self.booking}, which is {row.state}", ", ".join(TAKES))
        if row.external_ref != self.external_ref:
            check_external(tx.connection, self.external_ref)
        event = tx.append("number-imported", self.booking, {"external_ref": self.external_ref})
        return {"booking": self.booking, "version": event.seq}


@dataclass(frozen=True, slots=True)
class Move:
    """Take up another opening: offered when an hour has lost capacity or runs behind."""

    booking: str
    carrier: str
    opening: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `moved`."""
        now = complex_at(tx.connection, tx.now)
        row = own(tx.connection, self.booking, self.carrier)
        check_version(row, self.version)
        old = found(tx.connection, OPENING, row.opening, "opening")
        new = found(tx.connection, OPENING, self.opening, "opening")
        if row.state != BOOKED:
            raise RuleError("booking", f"{self.booking}, which is {row.state}", BOOKED)
        if old.used <= old.target and not old.slipped_min:
            allowed = "one whose opening has lost capacity or runs behind"
            raise RuleError("booking", self.booking, allowed)
        if (old.direction, old.truck_class) != (new.direction, new.truck_class):
            allowed = f"an opening {old.direction} for {old.truck_class}"
            raise RuleError("opening", f"{new.direction} for {new.truck_class}", allowed)
        if old.id == new.id:
            raise RuleError("opening", repr(new.id), "another opening than now")
        check_sold(new, now, tx.now)
        check_free(tx, new, reserve(new, now))
        event = tx.append("moved", self.booking, {"opening": self.opening, "from": row.opening})
        return {"booking": self.booking, "version": event.seq}


def check_external(connection: Connection, number: str | None) -> None:
    """Raises RuleError when the number of the other queue is empty or stands at another booking."""
    if number is None:
        return
    taken = connection.execute(select(BOOKING.c.id).where(BOOKING.c.external_ref == number)).first()
    if taken or not number.strip():
        raise RuleError("external_ref", repr(number), "a number of one booking only")


def own(connection: Connection, booking: str, carrier: str) -> Row[Any]:
    """The booking, when its own carrier asks; another one is told that there is none."""
    row = found(connection, BOOKING, booking, "booking")
    return row if row.carrier == carrier else found(connection, BOOKING, "", "booking")
