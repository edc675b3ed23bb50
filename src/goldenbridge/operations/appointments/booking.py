"""Who may book, and what is done with a booking until its truck is there."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select, text

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.tables import (
    ABSENCE,
    ACTIVE,
    BOOKING,
    CARRIER,
    OPENING,
    VEHICLE,
)
from goldenbridge.operations.attendance import check_absent, consequence, counts_as_absence
from goldenbridge.operations.complexes import Complex, complex_at
from goldenbridge.operations.identifiers import normal_vin
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.plates import normal_plate
from goldenbridge.operations.requests import check_new, check_version, found

HELD, BOOKED, ARRIVED = "held", "booked", "arrived"
TAKES = (HELD, BOOKED, ARRIVED)
"""States in which a vehicle has its one active booking."""


# the condition as the partial indexes have it, or they would not be used
_ACTIVE_OF = Prepared(
    select(BOOKING.c.id).where(
        (BOOKING.c.plate == bindparam("of_plate")) | (BOOKING.c.vin == bindparam("of_vin")),
        text(ACTIVE),
    )
)


@dataclass(frozen=True, slots=True)
class RegisterCarrier:
    """Let a carrier be known; what is known of persons stands elsewhere."""

    carrier: str
    country: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `carrier-registered`."""
        check_new(tx.connection, CARRIER, self.carrier, "carrier")
        tx.append("carrier-registered", self.carrier, {"country": self.country})
        return {"carrier": self.carrier}


@dataclass(frozen=True, slots=True)
class RegisterVehicle:
    """Let a vehicle be known by its plate and VIN, which nobody can change later."""

    carrier: str
    country: str
    plate: str
    vin: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `vehicle-registered`."""
        forms = complex_at(tx.connection, tx.now).rules.plates
        found(tx.connection, CARRIER, self.carrier, "carrier")
        country = self.country.strip().upper()
        plate = normal_plate(self.plate, country, forms.get(country, ()))
        vin = normal_vin(self.vin)
        same = (VEHICLE.c.country == country) & (VEHICLE.c.plate == plate)
        _check_unknown(tx.connection, same, "plate", f"{country} {plate}")
        _check_unknown(tx.connection, VEHICLE.c.vin == vin, "vin", vin)
        vehicle = tx.new_id()
        body = {"carrier": self.carrier, "country": country, "plate": plate, "vin": vin}
        tx.append("vehicle-registered", vehicle, body)
        return {"vehicle": vehicle, "plate": plate, "vin": vin}


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


@dataclass(frozen=True, slots=True)
class Cancel:
    """Give a place back; later than the rules allow it counts as an absence."""

    booking: str
    carrier: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `cancelled`."""
        row = own(tx.connection, self.booking, self.carrier)
        check_version(row, self.version)
        if row.state not in (HELD, BOOKED):
            raise RuleError("booking", f"{self.booking}, which is {row.state}", "held or booked")
        opening = found(tx.connection, OPENING, row.opening, "opening")
        terms = complex_at(tx.connection, tx.now).rules.terms
        due = moment(opening.starts)
        absent = row.state == BOOKED and counts_as_absence(
            due, tx.now, slipped_min=opening.slipped_min, terms=terms
        )
        body = _absence(tx, row, opening) if absent else {"deposit": "returned", "absence": None}
        body |= {"state": "cancelled", "expires": None, "opening": row.opening}
        tx.append("cancelled", self.booking, body)
        return {"booking": self.booking, "deposit": body["deposit"]}


@dataclass(frozen=True, slots=True)
class MarkAbsent:
    """Note that the truck of a booking has not come, once its time is over."""

    booking: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `no-show`."""
        row = found(tx.connection, BOOKING, self.booking, "booking")
        if row.state != BOOKED:
            raise RuleError("booking", f"{self.booking}, which is {row.state}", BOOKED)
        opening = found(tx.connection, OPENING, row.opening, "opening")
        terms = complex_at(tx.connection, tx.now).rules.terms
        slipped = opening.slipped_min
        check_absent(moment(opening.starts), tx.now, slipped_min=slipped, terms=terms)
        body = _absence(tx, row, opening) | {"state": "no-show", "expires": None}
        tx.append("no-show", self.booking, body)
        return {"booking": self.booking, "deposit": body["deposit"], "absence": body["absence"]}


def row_of(opening: str, vehicle: Row[Any], state: str, expires: str | None) -> dict[str, Any]:
    """The body of an event that makes a booking."""
    return {
        "opening": opening,
        "vehicle": vehicle.id,
        "carrier": vehicle.carrier,
        "plate": f"{vehicle.country} {vehicle.plate}",
        "vin": vehicle.vin,
        "state": state,
        "expires": expires,
        "deposit": "due",
    }


def check_eligible(connection: Connection, vehicle: str, carrier: str, now: datetime) -> Row[Any]:
    """The vehicle, when its carrier asks and is not suspended. Raises RuleError."""
    both = select(VEHICLE, CARRIER.c.suspended_until).join(CARRIER)
    row = connection.execute(both.where(VEHICLE.c.id == vehicle)).first()
    if row is None:
        return found(connection, VEHICLE, vehicle, "vehicle")
    if row.carrier != carrier:
        raise RuleError("carrier", repr(carrier), f"the carrier of the vehicle {vehicle}")
    if row.suspended_until is not None and moment(row.suspended_until) > now:
        raise RuleError("carrier", f"{carrier}, suspended", f"from {row.suspended_until}")
    return row


def check_no_booking(tx: Transaction, vehicle: Row[Any]) -> None:
    """Raises RuleError when the plate or the VIN has an active booking; old holds lapse first."""
    plate = f"{vehicle.country} {vehicle.plate}"
    same = (BOOKING.c.plate == plate) | (BOOKING.c.vin == vehicle.vin)
    lapse(tx, same)
    mine = {"of_plate": plate, "of_vin": vehicle.vin}
    if (taken := _ACTIVE_OF(tx.connection, mine).scalar()) is not None:
        raise RuleError("vehicle", f"{plate} with booking {taken}", "one active booking a vehicle")


def check_sold(opening: Row[Any], now: Complex, at: datetime) -> None:
    """Raises RuleError unless the opening is sold first come first served, and now."""
    if opening.lot is not None:
        raise RuleError("opening", f"{opening.id}, drawn by lot", f"an entry in lot {opening.lot}")
    first = moment(opening.starts) - timedelta(days=now.rules.terms.sold_ahead_days.value)
    if not first <= at < moment(opening.starts):
        allowed = f"from {stamp(first)} until {opening.starts}"
        raise RuleError("opening", f"{opening.id} at {stamp(at)}", allowed)


def check_free(tx: Transaction, opening: Row[Any], kept: int) -> None:
    """Raises RuleError when all places but those `kept` for walk-ins are taken.

    Holds that are over give their places back first.
    """
    if opening.used >= opening.cap - kept:
        lapse(tx, BOOKING.c.opening == opening.id)
        opening = found(tx.connection, OPENING, opening.id, "opening")
    if opening.used >= opening.cap - kept:
        taken = f"{opening.id} with {opening.used} of {opening.cap} places taken"
        told = f", {kept} kept for trucks without appointment" if kept else ""
        raise RuleError("opening", f"{taken}{told}", "one with a free place")


def reserve(opening: Row[Any], now: Complex) -> int:
    """Places of an opening that are kept for walk-ins, who have the general class only."""
    if opening.truck_class != now.rules.general_class:
        return 0
    return int(opening.cap * now.rules.terms.walk_in_share.value + 1e-9)


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


def lapse(tx: Transaction, which: ColumnElement[bool]) -> None:
    """Let go of the holds among the bookings `which` that are over."""
    over = BOOKING.c.expires <= stamp(tx.now)
    rows = select(BOOKING).where(which, text(ACTIVE), BOOKING.c.state == HELD, over)
    for row in tx.connection.execute(rows.order_by(BOOKING.c.version)).all():
        body = {"state": "lapsed", "expires": None, "opening": row.opening, "deposit": "none"}
        tx.append("hold-lapsed", row.id, body)


def _absence(tx: Transaction, row: Row[Any], opening: Row[Any]) -> dict[str, Any]:
    """What an absence costs, as the body of its event."""
    mine = select(ABSENCE.c.due).where(ABSENCE.c.carrier == row.carrier)
    before = [moment(due) for due in tx.connection.execute(mine).scalars()]
    terms = complex_at(tx.connection, tx.now).rules.terms
    due = moment(opening.starts)
    what = consequence(before, due, slipped_min=opening.slipped_min, terms=terms)
    until = what.suspended_until
    absence: dict[str, Any] | None = None
    if what.strike:
        plain = asdict(what) | {"suspended_until": None if until is None else stamp(until)}
        absence = plain | {"carrier": row.carrier, "due": opening.starts}
    return {"deposit": "kept" if what.deposit_kept else "returned", "absence": absence}


def _check_unknown(connection: Connection, same: Any, field: str, told: str) -> None:
    if connection.execute(select(VEHICLE.c.id).where(same)).first():
        raise RuleError(field, f"{told}, which is registered", "a vehicle that is not yet")
