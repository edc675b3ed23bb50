"""From arrival to entry: who waits, who is called, who is let out of turn."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.booking import BOOKED, check_no_booking
from goldenbridge.operations.appointments.tables import BOOKING, OPENING, VEHICLE
from goldenbridge.operations.attendance import arrival
from goldenbridge.operations.calls import TURN as IN_TURN
from goldenbridge.operations.calls import Call, Turn, Waiting, check_jump, line_of, next_call
from goldenbridge.operations.complexes import Complex, complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import TASK, TURN, VISIT
from goldenbridge.operations.requests import check_version, found
from goldenbridge.operations.visits import after

BRIDGED = timedelta(hours=1)
"""How far a clock may be set back without a truck losing its place to a later one."""


@dataclass(frozen=True, slots=True)
class Arrive:
    """The truck of a booking is there."""

    booking: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `arrived`: on time it waits, early it stands aside, late it goes to the tail."""
        booking = found(tx.connection, BOOKING, self.booking, "booking")
        if booking.state != BOOKED:
            raise RuleError("booking", f"{self.booking}, which is {booking.state}", BOOKED)
        opening = found(tx.connection, OPENING, booking.opening, "opening")
        terms = complex_at(tx.connection, tx.now).rules.terms
        came = came_at(tx, opening.direction)
        slipped = opening.slipped_min
        step = arrival(moment(opening.starts), came, slipped_min=slipped, terms=terms)
        return _arrived(
            tx,
            booking=booking.id,
            opening=opening,
            vehicle=booking.vehicle,
            truck_class=opening.truck_class,
            state=after("booked", step),
            came=came,
        )


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A truck without appointment is there; it gets the next free general place, or none."""

    vehicle: str
    direction: str
    truck_class: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `arrived`."""
        now = complex_at(tx.connection, tx.now)
        now.tasks(self.direction, self.truck_class)
        line_of(self.truck_class, now.rules.calls)
        vehicle = found(tx.connection, VEHICLE, self.vehicle, "vehicle")
        check_no_booking(tx, vehicle)
        inside = select(VISIT.c.id).where(VISIT.c.vehicle == vehicle.id, VISIT.c.open == 1)
        if tx.connection.execute(inside).first():
            raise RuleError("vehicle", f"{vehicle.id}, which is here", "one that is not here yet")
        came = came_at(tx, self.direction)
        general = (OPENING.c.truck_class == now.rules.general_class) & OPENING.c.lot.is_(None)
        free = (OPENING.c.direction == self.direction) & (OPENING.c.used < OPENING.c.cap)
        ahead = OPENING.c.ends > stamp(came)
        first = select(OPENING).where(general, free, ahead).order_by(OPENING.c.starts).limit(1)
        return _arrived(
            tx,
            booking=None,
            opening=tx.connection.execute(first).first(),
            vehicle=vehicle.id,
            truck_class=self.truck_class,
            state="waiting",
            came=came,
            direction=self.direction,
        )


@dataclass(frozen=True, slots=True)
class Admit:
    """Let a truck that came early or late wait with the others, from the tail of its hour on."""

    visit: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `admitted`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        state = after(row.state, "admit")
        if row.state == "early":
            early = complex_at(tx.connection, tx.now).rules.terms.early_min.value
            if (moment(row.due) - came_at(tx, row.direction)).total_seconds() > early * 60:
                raise RuleError(
                    "visit", f"{row.id}, still early", f"{early:g} min before {row.due}"
                )
        event = tx.append("admitted", self.visit, {"state": state})
        return {"visit": self.visit, "state": state, "version": event.seq}


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


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Let a truck that waits go away; a place that was booked is used up."""

    visit: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `gave-up`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        state = after(row.state, "cancel")
        tx.append("gave-up", self.visit, {"state": state, "booking": row.booking})
        return {"visit": self.visit, "state": state}


@dataclass(frozen=True, slots=True)
class EnterGate:
    """Let a called truck in; its tasks at the stations of its way begin."""

    visit: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `entered`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        state = after(row.state, "enter")
        plan = complex_at(tx.connection, tx.now).tasks(row.direction, row.truck_class)
        mine = select(TASK.c.station).where(TASK.c.visit == self.visit)
        # a visit that was corrected back before the gate keeps the work done on it
        known = set(tx.connection.execute(mine).scalars())
        tasks = [
            {
                "station": task.station,
                "kind": task.kind,
                "agency": task.agency,
                "side": task.side,
                "needs": list(task.needs),
                "target_min": round(task.target_min),
                "state": "todo" if task.required else "optional",
            }
            for task in plan
            if task.station not in known
        ]
        body = {"state": state, "entered": stamp(tx.now), "tasks": tasks}
        event = tx.append("entered", self.visit, body)
        return {"visit": self.visit, "version": event.seq}


def came_at(tx: Transaction, direction: str) -> datetime:
    """The time, but not before the last arrival of the direction: a clock set back orders nothing.

    Further back than `BRIDGED` the clock was wrong before, and is believed now.
    """
    last = select(func.max(VISIT.c.arrived)).where(VISIT.c.direction == direction)
    text = tx.connection.execute(last).scalar()
    if text is None:
        return tx.now
    latest = moment(text)
    return latest if tx.now < latest <= tx.now + BRIDGED else tx.now


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


def _arrived(  # noqa: PLR0913 - each is a column of the visit
    tx: Transaction,
    *,
    booking: str | None,
    opening: Row[Any] | None,
    vehicle: str,
    truck_class: str,
    state: str,
    came: datetime,
    direction: str = "",
) -> dict[str, Any]:
    visit = tx.new_id()
    body = {
        "booking": booking,
        "opening": None if opening is None else opening.id,
        "vehicle": vehicle,
        "direction": direction or (opening.direction if opening is not None else ""),
        "truck_class": truck_class,
        "state": state,
        "open": 1,
        "due": None if opening is None else opening.starts,
        "arrived": stamp(came),
        "missed": 0,
        "jump": "",
        "jump_officer": "",
    }
    event = tx.append("arrived", visit, body)
    return {"visit": visit, "state": state, "version": event.seq}


def _pairs(text: str) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(json.loads(text).items()))


def _planned(connection: Connection, now: Complex, direction: str, at: datetime) -> int:
    """Places of a direction whose hour begins on the local day of `at`."""
    day = at.astimezone(now.zone).date()
    rows = connection.execute(
        select(OPENING.c.starts, OPENING.c.planned).where(OPENING.c.direction == direction)
    )
    return sum(row.planned for row in rows if moment(row.starts).astimezone(now.zone).date() == day)
