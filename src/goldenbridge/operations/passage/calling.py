"""Who waits, who is called, who is let out of turn."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.calls import TURN as IN_TURN
from goldenbridge.operations.calls import Call, Turn, Waiting, check_jump, next_call
from goldenbridge.operations.complexes import Complex, complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.arrivals import came_at
from goldenbridge.operations.passage.tables import TURN, VISIT
from goldenbridge.operations.requests import (
    check_version,
    found,
)
from goldenbridge.operations.visits import after


@dataclass(frozen=True, slots=True)
class AllowJump:
    """Let a truck that waits go out of turn; whoever asks answers for it."""

    visit: str
    ground: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `jump-allowed`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        if row.state != "waiting":
            raise RuleError("visit", f"{row.id}, which is {row.state}", "one that is waiting")
        check_jump(self.ground, tx.actor, complex_at(tx.connection, tx.now).rules.calls)
        body = {"jump": self.ground, "jump_officer": tx.actor}
        event = tx.append("jump-allowed", self.visit, body)
        return {"visit": self.visit, "version": event.seq}


@dataclass(frozen=True, slots=True)
class CallNext:
    """Call the truck whose turn it is."""

    direction: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `called`, after `priority-used` for a jump; no event when nobody waits."""
        now = complex_at(tx.connection, tx.now)
        at = came_at(tx, self.direction)
        turn_id, turn = _turn(tx.connection, now, self.direction, at)
        planned = _planned(tx.connection, now, self.direction, at)
        waiting = waiting_in(tx.connection, self.direction)
        call = next_call(waiting, turn, now.rules.calls, now=at, planned=planned)
        if call is None:
            return {"visit": None, "rule": None}
        if call.rule != IN_TURN:
            used = {"rule": call.rule, "officer": call.officer, "rules": now.rules.version}
            tx.append("priority-used", call.visit, used)
        later = turn.after(call, now.rules.calls)
        body = {
            "turn": turn_id,
            "rule": call.rule,
            "line": call.line,
            "round": dict(later.round),
            "jumped": dict(later.jumped),
            "state": after("waiting", "call"),
            "called": stamp(at),
        }
        event = tx.append("called", call.visit, body)
        return {"visit": call.visit, "rule": call.rule, "version": event.seq}


@dataclass(frozen=True, slots=True)
class MissCall:
    """Note that a called truck did not come: to the tail of its hour, then out of the line."""

    visit: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `call-missed`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        state = after(row.state, "miss-call" if row.missed == 0 else "miss-again")
        body = {"state": state, "missed": row.missed + 1, "called": None}
        event = tx.append("call-missed", self.visit, body)
        return {"visit": self.visit, "state": state, "version": event.seq}


def waiting_in(connection: Connection, direction: str) -> list[Waiting]:
    """Who waits to be called in a direction."""
    mine = (VISIT.c.direction == direction) & (VISIT.c.state == "waiting")
    return [
        Waiting(
            visit=row.id,
            truck_class=row.truck_class,
            due=None if row.due is None else moment(row.due),
            arrived=moment(row.arrived),
            seq=row.place,
            jump=row.jump,
            officer=row.jump_officer,
        )
        for row in connection.execute(select(VISIT).where(mine).order_by(VISIT.c.place))
    ]


def call_order(connection: Connection, direction: str, at: datetime) -> list[Call]:
    """In which order those who wait at `at` are called if nobody else comes, and by which rule.

    Raises RuleError where no rules hold.
    """
    now = complex_at(connection, at)
    _, turn = _turn(connection, now, direction, at)
    planned = _planned(connection, now, direction, at)
    waiting = {one.visit: one for one in waiting_in(connection, direction)}
    calls: list[Call] = []
    while call := next_call(list(waiting.values()), turn, now.rules.calls, now=at, planned=planned):
        calls.append(call)
        turn = turn.after(call, now.rules.calls)
        del waiting[call.visit]
    return calls


def _turn(connection: Connection, now: Complex, direction: str, at: datetime) -> tuple[str, Turn]:
    """Where the calls of a direction stand on the local day of `at`, and the id of that."""
    name = f"{direction} {at.astimezone(now.zone).date()}"
    row = connection.execute(select(TURN).where(TURN.c.id == name)).first()
    if row is None:
        return name, Turn()
    return name, Turn(round=_pairs(row.round), jumped=_pairs(row.jumped))


def _pairs(text: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(json.loads(text).items()))


def _planned(connection: Connection, now: Complex, direction: str, at: datetime) -> int:
    """Places of a direction whose hour begins on the local day of `at`."""
    day = at.astimezone(now.zone).date()
    rows = connection.execute(
        select(OPENING.c.starts, OPENING.c.planned).where(OPENING.c.direction == direction)
    )
    return sum(row.planned for row in rows if moment(row.starts).astimezone(now.zone).date() == day)
