"""Trucks that are kept or refused: only the agency that holds a truck lets it go."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from goldenbridge.errors import RuleError
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import HOLD, VISIT
from goldenbridge.operations.passage.tasks import check_here
from goldenbridge.operations.requests import check_agency, found
from goldenbridge.operations.visits import after


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep a truck inside the complex until the same agency releases it."""

    visit: str
    agency: str
    reason: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `hold-placed`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_here(tx.connection, self.visit, self.agency)
        _check_reason(self.reason)
        state = row.state if row.state == "held" else after(row.state, "hold")
        hold = tx.new_id()
        body = {
            "visit": self.visit,
            "agency": self.agency,
            "reason": self.reason,
            "placed_by": tx.actor,
            "placed": stamp(tx.now),
            "visit_state": state,
        }
        tx.append("hold-placed", hold, body)
        return {"hold": hold, "visit_state": state}


@dataclass(frozen=True, slots=True)
class Release:
    """Let go of a hold; the truck goes on when it was the last."""

    hold: str
    agency: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `hold-released`. Only the agency that placed a hold may release it.

        Where the rules name the agency under `another_releases`, it takes another person.
        """
        row = found(tx.connection, HOLD, self.hold, "hold")
        check_agency(self.agency, row.agency)
        if row.released is not None:
            raise RuleError("hold", f"{self.hold}, released at {row.released}", "one not released")
        rules = complex_at(tx.connection, tx.now).rules
        if row.agency in rules.another_releases and row.placed_by == tx.actor:
            raise RuleError("hold", f"{self.hold}, placed by {tx.actor}", "another person releases")
        visit = found(tx.connection, VISIT, row.visit, "visit")
        others = select(HOLD.c.id).where(
            HOLD.c.visit == row.visit, HOLD.c.released.is_(None), HOLD.c.id != self.hold
        )
        last = tx.connection.execute(others).first() is None
        state = after("held", "release") if last and visit.state == "held" else visit.state
        body = {
            "visit": row.visit,
            "released_by": tx.actor,
            "released": stamp(tx.now),
            "visit_state": state,
        }
        tx.append("hold-released", self.hold, body)
        return {"visit": row.visit, "state": state}


@dataclass(frozen=True, slots=True)
class Refuse:
    """Refuse a truck its passage."""

    visit: str
    agency: str
    reason: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `refused`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_here(tx.connection, self.visit, self.agency)
        _check_reason(self.reason)
        state = after(row.state, "refuse")
        body = {"state": state, "agency": self.agency, "reason": self.reason}
        tx.append("refused", self.visit, body)
        return {"visit": self.visit, "state": state}


@dataclass(frozen=True, slots=True)
class Conclude:
    """Send a refused truck back, or impound it; the agency that refused it says which."""

    visit: str
    agency: str
    step: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `concluded`; step turn-back or impound."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_here(tx.connection, self.visit, self.agency)
        state = after(row.state, self.step)
        body = {"state": state, "agency": self.agency, "left_at": stamp(tx.now)}
        tx.append("concluded", self.visit, body)
        return {"visit": self.visit, "state": state}


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleError("reason", "nothing", "why")
