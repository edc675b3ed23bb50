"""What officers do at stations, and how a visit ends.

Whoever acts does so for an agency, given by the session and not by the request; each command checks
that it is the agency the work is due to. So another agency's officer, and another country's, is
refused before anything else is looked at.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import HOLD, SEAL, TASK, VISIT
from goldenbridge.operations.requests import (
    check_agency,
    check_version,
    check_whole,
    day_of,
    found,
)
from goldenbridge.operations.visits import INSIDE, after, check_correction, check_start

RESULTS = ("pass", "hold", "refuse")
STEPS_ASKED = ("dock", "unload", "load", "finish", "exit", "hand-over", "close")
"""Steps that are asked for by name; the others follow from what officers do."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Order what not every truck has to pass: an inspection, a sampling, a seal."""

    visit: str
    station: str
    agency: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `asked`. An agency asks of its own side only."""
        task = task_of(tx.connection, self.visit, self.station)
        check_entered(tx.connection, self.visit)
        sides = {one.agency: one.side for one in tasks_of_visit(tx.connection, self.visit)}
        if sides.get(self.agency) != task.side:
            allowed = sorted(name for name, side in sides.items() if side == task.side)
            raise RuleError("agency", repr(self.agency), ", ".join(allowed))
        if task.state != "optional":
            raise RuleError("task", f"{self.station}, which is {task.state}", "optional")
        tx.append("asked", task.id, {"state": "todo", "asked": stamp(tx.now)}, station=self.station)
        return {"task": task.id}


@dataclass(frozen=True, slots=True)
class Start:
    """Begin the work of a station on a truck."""

    visit: str
    station: str
    agency: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `task-started`."""
        task = task_of(tx.connection, self.visit, self.station)
        check_agency(self.agency, task.agency)
        check_entered(tx.connection, self.visit)
        if task.state != "todo":
            raise RuleError("task", f"{self.station}, which is {task.state}", "todo")
        states = {one.station: one.state for one in tasks_of_visit(tx.connection, self.visit)}
        check_start(self.station, {name: states[name] for name in json.loads(task.needs)})
        body = {"state": "doing", "started": stamp(tx.now)}
        tx.append("task-started", task.id, body, station=self.station)
        return {"task": task.id}


@dataclass(frozen=True, slots=True)
class End:
    """Finish the work of a station: pass, hold the truck, or refuse it."""

    visit: str
    station: str
    agency: str
    result: str
    reason: str = ""
    evidence_sha256: tuple[str, ...] = ()

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `task-ended`, then `hold-placed` or `refused` by its result."""
        task = task_of(tx.connection, self.visit, self.station)
        check_agency(self.agency, task.agency)
        if self.result not in RESULTS:
            raise RuleError("result", repr(self.result), ", ".join(RESULTS))
        if task.state != "doing":
            raise RuleError("task", f"{self.station}, which is {task.state}", "doing")
        body = {
            "state": "done",
            "ended": stamp(tx.now),
            "result": self.result,
            "visit": self.visit,
            "station": self.station,
            "reason": self.reason,
            "evidence_sha256": list(self.evidence_sha256),
        }
        tx.append("task-ended", task.id, body, station=self.station)
        answer = {"task": task.id}
        if self.result == "hold":
            answer |= Hold(self.visit, self.agency, self.reason)(tx)
        if self.result == "refuse":
            answer |= Refuse(self.visit, self.agency, self.reason)(tx)
        return answer


@dataclass(frozen=True, slots=True)
class Weigh:
    """Note what the scales say, while the weighing of the truck goes on."""

    visit: str
    station: str
    agency: str
    gross_kg: int
    axles_kg: tuple[int, ...]
    device: str
    calibrated_until: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `weighed`."""
        task = task_of(tx.connection, self.visit, self.station)
        check_agency(self.agency, task.agency)
        if (task.kind, task.state) != ("weighing", "doing"):
            found = f"{self.station}, {task.kind}, which is {task.state}"
            raise RuleError("task", found, "a weighing that is going on")
        check_whole("gross_kg", self.gross_kg)
        if self.axles_kg and (min(self.axles_kg) < 1 or sum(self.axles_kg) != self.gross_kg):
            found = f"{list(self.axles_kg)}, together {sum(self.axles_kg)}"
            raise RuleError("axles_kg", found, f"axles above 0, together {self.gross_kg}")
        if not self.device.strip():
            raise RuleError("device", repr(self.device), "the number of the scales")
        if day_of("calibrated_until", self.calibrated_until) < tx.now.date():
            raise RuleError("calibrated_until", self.calibrated_until, "scales still calibrated")
        body = {
            "visit": self.visit,
            "station": self.station,
            "gross_kg": self.gross_kg,
            "axles_kg": list(self.axles_kg),
            "device": self.device,
            "calibrated_until": self.calibrated_until,
        }
        tx.append("weighed", tx.new_id(), body, station=self.station)
        return {"visit": self.visit, "gross_kg": self.gross_kg}


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep a truck inside the complex until the same agency releases it."""

    visit: str
    agency: str
    reason: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `hold-placed`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        _check_here(tx.connection, self.visit, self.agency)
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
        """Event `hold-released`. Only the agency that placed a hold may release it."""
        row = found(tx.connection, HOLD, self.hold, "hold")
        check_agency(self.agency, row.agency)
        if row.released is not None:
            raise RuleError("hold", f"{self.hold}, released at {row.released}", "one not released")
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
        _check_here(tx.connection, self.visit, self.agency)
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
        _check_here(tx.connection, self.visit, self.agency)
        state = after(row.state, self.step)
        body = {"state": state, "agency": self.agency, "left_at": stamp(tx.now)}
        tx.append("concluded", self.visit, body)
        return {"visit": self.visit, "state": state}


@dataclass(frozen=True, slots=True)
class Seal:
    """Fit a navigation seal; its number is on one truck at a time."""

    visit: str
    agency: str
    number: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `sealed`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        kinds = {one.kind: one for one in tasks_of_visit(tx.connection, self.visit)}
        if "seal" not in kinds:
            raise RuleError("visit", f"{self.visit}, whose way has no seal", "one with a seal")
        check_agency(self.agency, kinds["seal"].agency)
        if kinds["seal"].state != "doing" or row.state != "entered":
            raise RuleError("task", f"the seal, which is {kinds['seal'].state}", "doing")
        number = self.number.strip().upper()
        fitted = select(SEAL.c.visit).where(SEAL.c.number == number, SEAL.c.removed.is_(None))
        if not number or tx.connection.execute(fitted).first():
            raise RuleError("number", repr(self.number), "a seal that is on no truck")
        body = {"visit": self.visit, "number": number, "fitted": stamp(tx.now)}
        seal = tx.new_id()
        tx.append("sealed", seal, body)
        return {"seal": seal}


@dataclass(frozen=True, slots=True)
class Unseal:
    """Take a navigation seal off."""

    seal: str
    agency: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `unsealed`; any agency with a station on the way of the truck may."""
        row = found(tx.connection, SEAL, self.seal, "seal")
        _check_here(tx.connection, row.visit, self.agency)
        if row.removed is not None:
            raise RuleError("seal", f"{row.number}, taken off at {row.removed}", "one still fitted")
        tx.append("unsealed", self.seal, {"removed": stamp(tx.now)})
        return {"seal": self.seal}


@dataclass(frozen=True, slots=True)
class Advance:
    """A step that is more than a task, from the dock to the close of the visit (`STEPS_ASKED`)."""

    visit: str
    step: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `advanced`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        if self.step not in STEPS_ASKED:
            raise RuleError(
                "step", repr(self.step), "dock, unload, load, finish, exit, hand-over, close"
            )
        state = after(row.state, self.step)
        if self.step == "finish":
            _check_done(tx.connection, self.visit)
        body = {"state": state, "booking": row.booking}
        if self.step == "exit":
            body |= {"left_at": stamp(tx.now)}
        event = tx.append("advanced", self.visit, body)
        return {"visit": self.visit, "state": state, "version": event.seq}


@dataclass(frozen=True, slots=True)
class Correct:
    """Set a visit to the state it really has; what was written before stays written."""

    visit: str
    state: str
    second: str
    reason: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `corrected`, with both persons, the reason and the state before."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        check_correction(self.state, by=tx.actor, second=self.second, reason=self.reason)
        if self.state == row.state:
            raise RuleError("state", repr(self.state), "another than it has")
        if self.state in ("booked", "no-show"):
            raise RuleError("state", repr(self.state), "a state of a truck that has arrived")
        if self.state in INSIDE and not tasks_of_visit(tx.connection, self.visit):
            raise RuleError("state", repr(self.state), "one outside: the truck has never entered")
        body = {
            "state": self.state,
            "was": row.state,
            "second": self.second,
            "reason": self.reason,
            "booking": row.booking,
        }
        event = tx.append("corrected", self.visit, body)
        return {"visit": self.visit, "state": self.state, "version": event.seq}


def task_of(connection: Connection, visit: str, station: str) -> Row[Any]:
    """The task of a visit at a station. Raises RuleError naming the visit's stations."""
    found(connection, VISIT, visit, "visit")
    rows = tasks_of_visit(connection, visit)
    for row in rows:
        if row.station == station:
            return row
    known = ", ".join(row.station for row in rows) or "none before the truck has entered"
    raise RuleError("station", repr(station), known)


def tasks_of_visit(connection: Connection, visit: str) -> list[Row[Any]]:
    """The tasks of a visit."""
    mine = select(TASK).where(TASK.c.visit == visit).order_by(TASK.c.id)
    return list(connection.execute(mine))


def check_entered(connection: Connection, visit: str) -> None:
    """Raises RuleError unless the truck is inside and not held."""
    row = found(connection, VISIT, visit, "visit")
    if row.state != "entered":
        raise RuleError("visit", f"{visit}, which is {row.state}", "one that is entered")


def _check_here(connection: Connection, visit: str, agency: str) -> None:
    """Raises RuleError unless `agency` has a task on the way of the visit."""
    known = sorted({row.agency for row in tasks_of_visit(connection, visit)})
    if agency not in known:
        raise RuleError("agency", repr(agency), ", ".join(known) or "none yet")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleError("reason", "nothing", "why")


def _check_done(connection: Connection, visit: str) -> None:
    """Raises RuleError while a task is open or a hold stands."""
    for row in tasks_of_visit(connection, visit):
        if row.state in ("todo", "doing"):
            raise RuleError("step", "finish", f"after {row.station}, which is {row.state}")
    standing = select(HOLD.c.agency).where(HOLD.c.visit == visit, HOLD.c.released.is_(None))
    if agency := connection.execute(standing).scalar():
        raise RuleError("step", "finish", f"after {agency} has released its hold")
