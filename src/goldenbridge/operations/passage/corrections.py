"""What was written wrong is set right by another event; the first stays written.

The state of a visit takes two persons: one proposes, another one confirms. What the scales say is
corrected by the agency of the station, with a reason.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.errors import MissingError, RuleError
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import VISIT, WEIGHING
from goldenbridge.operations.passage.tasks import task_of, tasks_of_visit
from goldenbridge.operations.requests import check_agency, check_version, check_whole, found
from goldenbridge.operations.visits import INSIDE, STEPS

PROPOSED, CORRECTED, WEIGHED = "correction-proposed", "corrected", "weighing-corrected"


@dataclass(frozen=True, slots=True)
class ProposeCorrection:
    """Say which state a visit really has, and why the record is wrong; another person confirms."""

    visit: str
    state: str
    reason: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `correction-proposed`; `proposal` is its place in the ledger."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        _check(tx.connection, row, self.state, self.reason)
        body = {"state": self.state, "reason": self.reason, "seen": row.version}
        return {"visit": self.visit, "proposal": tx.append(PROPOSED, self.visit, body).seq}


@dataclass(frozen=True, slots=True)
class Correct:
    """Set a visit to the state another person proposed, while nothing else has happened to it."""

    visit: str
    proposal: int

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `corrected`, with both persons, the reason and the state before."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        by, body = _proposed(tx.connection, self.visit, self.proposal)
        if tx.actor == by:
            raise RuleError("second", repr(by), f"another person than {by}, who proposed it")
        check_version(row, body["seen"])
        _check(tx.connection, row, body["state"], body["reason"])
        told = {"state": body["state"], "was": row.state, "second": by, "reason": body["reason"]}
        told |= {"booking": row.booking, "proposal": self.proposal}
        event = tx.append(CORRECTED, self.visit, told)
        return {"visit": self.visit, "state": body["state"], "version": event.seq}


@dataclass(frozen=True, slots=True)
class CorrectWeighing:
    """Set right what was noted of the scales."""

    weighing: str
    agency: str
    gross_kg: int
    reason: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `weighing-corrected`, with the weight before; that of axles no longer stands."""
        row = found(tx.connection, WEIGHING, self.weighing, "weighing")
        task = task_of(tx.connection, row.visit, row.station)
        check_agency(self.agency, task.agency)
        check_whole("gross_kg", self.gross_kg)
        if self.gross_kg == row.gross_kg:
            raise RuleError("gross_kg", str(self.gross_kg), "another weight than the one noted")
        if not self.reason.strip():
            raise RuleError("reason", "nothing", "why the record was wrong")
        body = {"gross_kg": self.gross_kg, "was": row.gross_kg, "axles_kg": []}
        tx.append(WEIGHED, self.weighing, body | {"reason": self.reason}, station=row.station)
        return {"visit": row.visit, "gross_kg": self.gross_kg}


def _check(connection: Connection, row: Row[Any], state: str, reason: str) -> None:
    """Raises RuleError for a state the visit cannot have had, or without a reason."""
    if state not in STEPS:
        raise RuleError("state", repr(state), ", ".join(STEPS))
    if not reason.strip():
        raise RuleError("reason", "nothing", "why the record was wrong")
    if state == row.state:
        raise RuleError("state", repr(state), "another than it has")
    if state in ("booked", "no-show"):
        raise RuleError("state", repr(state), "a state of a truck that has arrived")
    if state in INSIDE and not tasks_of_visit(connection, row.id):
        raise RuleError("state", repr(state), "one outside: the truck has never entered")


def _proposed(connection: Connection, visit: str, seq: int) -> tuple[str, dict[str, Any]]:
    """Who proposed a correction, and what. Raises MissingError."""
    mine = (ledger.c.seq == seq) & (ledger.c.subject == visit) & (ledger.c.kind == PROPOSED)
    row = connection.execute(select(ledger.c.actor, ledger.c.body).where(mine)).first()
    if row is None:
        raise MissingError("proposal", str(seq), "the place of a proposal for this visit")
    return row.actor, json.loads(row.body)
