"""The places of an opening: sold or not, free or taken, given back when a hold is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, select, text, true

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.tables import ACTIVE, BOOKING, OPENING
from goldenbridge.operations.complexes import Complex
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import found

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


def row_of(opening: str, vehicle: Row[Any], state: str, expires: str | None) -> dict[str, Any]:
    """The body of an event that makes a booking."""
    return {
        "opening": opening,
        "vehicle": vehicle.id,
        "carrier": vehicle.carrier,
        "state": state,
        "expires": expires,
        "deposit": "due",
    }


def check_no_booking(tx: Transaction, vehicle: Row[Any]) -> None:
    """Raises RuleError when the plate or the VIN has an active booking; old holds lapse first."""
    plate = f"{vehicle.country} {vehicle.plate}"
    mine = {"of_plate": plate, "of_vin": vehicle.vin}
    if _ACTIVE_OF(tx.connection, mine).first() is None:
        return
    lapse(tx, (BOOKING.c.plate == plate) | (BOOKING.c.vin == vehicle.vin))
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


def lapse(tx: Transaction, which: ColumnElement[bool]) -> int:
    """Let go of the holds among the bookings `which` that are over; how many."""
    rows = select(BOOKING).where(which, _over(tx.now)).order_by(BOOKING.c.version)
    over = tx.connection.execute(rows).all()
    for row in over:
        body = {"state": "lapsed", "expires": None, "opening": row.opening, "deposit": "none"}
        tx.append("hold-lapsed", row.id, body)
    return len(over)


def any_over(connection: Connection, now: datetime) -> bool:
    """Whether a hold is over that nobody has let go yet."""
    return connection.execute(select(BOOKING.c.id).where(_over(now)).limit(1)).first() is not None


@dataclass(frozen=True, slots=True)
class LapseHolds:
    """Let go of every hold that is over, so that its place is offered again at once."""

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `hold-lapsed` for each."""
        return {"lapsed": lapse(tx, true())}


def _over(now: datetime) -> ColumnElement[bool]:
    # only what is held has an end, so the partial index finds it
    return and_(text(ACTIVE), BOOKING.c.expires.is_not(None), BOOKING.c.expires <= stamp(now))
