"""A person accepts or refuses a proposal; afterwards what it changed is measured."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, update

from goldenbridge.errors import RuleError
from goldenbridge.operations.advice.applying import apply
from goldenbridge.operations.advice.tables import ADVICE, DUTY, TABLES
from goldenbridge.operations.ledger.events import Event, moment, stamp
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import added, check_version, found, picked


@dataclass(frozen=True, slots=True)
class AcceptAdvice:
    """Accept a proposal: its places and officers hold from now on, as far as they still can."""

    advice: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `advice-accepted` with what was done and what was left out, and why."""
        return apply(tx, _open(tx, self.advice, self.version), cause="manual", rule="")


@dataclass(frozen=True, slots=True)
class RefuseAdvice:
    """Refuse a proposal, and say why."""

    advice: str
    reason: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `advice-refused`."""
        _open(tx, self.advice, self.version)
        if not self.reason.strip():
            raise RuleError("reason", "nothing", "why it is refused")
        event = tx.append(
            "advice-refused", self.advice, {"state": "refused", "reason": self.reason}
        )
        return {"advice": self.advice, "state": "refused", "version": event.seq}


@dataclass(frozen=True, slots=True)
class Measure:
    """Note what an accepted proposal saved, once its hours are over; once only."""

    advice: str
    measured: dict[str, Any]

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `advice-measured`."""
        row = found(tx.connection, ADVICE, self.advice, "advice")
        check_over(row, tx.now)
        event = tx.append("advice-measured", self.advice, {"measured": self.measured})
        return {"advice": self.advice, "measured": self.measured, "version": event.seq}


def check_over(row: Row[Any], now: Any) -> None:
    """Raises RuleError unless a proposal was accepted, is over and was not measured before."""
    if row.state != "accepted":
        raise RuleError("advice", f"{row.id}, which is {row.state}", "one that was accepted")
    if row.measured is not None:
        raise RuleError("advice", f"{row.id}, measured already", "one that was not measured yet")
    if moment(row.ends) > now:
        raise RuleError("advice", f"{row.id}, which ends {row.ends}", "one whose hours are over")


def _open(tx: Transaction, advice: str, version: int | None) -> Row[Any]:
    """A proposal that waits for a decision. Raises RuleError where it was decided, or is void."""
    row = found(tx.connection, ADVICE, advice, "advice")
    check_version(row, version)
    if row.state != "proposed":
        raise RuleError("advice", f"{advice}, which is {row.state}", "one that is proposed")
    if moment(row.holds) <= tx.now:
        raise RuleError("advice", f"{advice}, void since {row.holds}", "a new proposal")
    return row


def _decided(connection: Connection, event: Event) -> None:
    picked(ADVICE, "state", "rule", "reason", "applied", "left_out")(connection, event)
    values = {"decided": stamp(event.at), "decided_by": event.actor}
    connection.execute(update(ADVICE).where(ADVICE.c.id == event.subject).values(values))


def _duty_set(connection: Connection, event: Event) -> None:
    same = DUTY.c.id == event.subject
    values = {"staff": event.body["staff"], "version": event.seq}
    if connection.execute(update(DUTY).where(same).values(values)).rowcount == 0:
        added(DUTY)(connection, event)


ROOM = Room(
    TABLES,
    {
        "advice-proposed": added(ADVICE),
        "advice-accepted": _decided,
        "advice-refused": _decided,
        "advice-expired": picked(ADVICE, "state", "reason"),
        "advice-measured": picked(ADVICE, "measured"),
        "duty-set": _duty_set,
    },
)
