"""Bookings that are given back or not used, and what an absence costs."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.booking import own
from goldenbridge.operations.appointments.places import BOOKED, HELD
from goldenbridge.operations.appointments.tables import ABSENCE, BOOKING, OPENING
from goldenbridge.operations.attendance import check_absent, consequence, counts_as_absence
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_version, found


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
