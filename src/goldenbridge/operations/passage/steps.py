"""Steps of a visit that are more than a task."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import HOLD, VISIT
from goldenbridge.operations.passage.tasks import tasks_of_visit
from goldenbridge.operations.requests import check_version, found
from goldenbridge.operations.visits import after

STEPS_ASKED = ("dock", "unload", "load", "finish", "exit", "close")
"""Steps that are asked for by name; the others follow from what officers do."""


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
            raise RuleError("step", repr(self.step), "dock, unload, load, finish, exit, close")
        state = after(row.state, self.step)
        if self.step == "finish":
            _check_done(tx.connection, self.visit)
        body = {"state": state, "booking": row.booking}
        if self.step == "exit":
            body |= {"left_at": stamp(tx.now)}
        event = tx.append("advanced", self.visit, body)
        return {"visit": self.visit, "state": state, "version": event.seq}


@dataclass(frozen=True, slots=True)
class HandOver:
    """The country that a truck has left for acknowledges it, by the number of its own record."""

    visit: str
    agency: str
    record: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `acknowledged`; only an agency of the receiving side may."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        check_version(row, self.version)
        plan = complex_at(tx.connection, tx.now).tasks(row.direction, row.truck_class)
        receiving = plan[-1].side
        agencies = sorted({task.agency for task in plan if task.side == receiving})
        if self.agency not in agencies:
            raise RuleError("agency", repr(self.agency), ", ".join(agencies))
        if not self.record.strip():
            raise RuleError("record", repr(self.record), f"the number of the record of {receiving}")
        state = after(row.state, "hand-over")
        body = {"state": state, "booking": row.booking, "side": receiving}
        body |= {"agency": self.agency, "record": self.record}
        event = tx.append("acknowledged", self.visit, body)
        return {"visit": self.visit, "state": state, "version": event.seq}


def _check_done(connection: Connection, visit: str) -> None:
    """Raises RuleError while a task is open or a hold stands."""
    for row in tasks_of_visit(connection, visit):
        if row.state in ("todo", "doing"):
            raise RuleError("step", "finish", f"after {row.station}, which is {row.state}")
    standing = select(HOLD.c.agency).where(HOLD.c.visit == visit, HOLD.c.released.is_(None))
    if agency := connection.execute(standing).scalar():
        raise RuleError("step", "finish", f"after {agency} has released its hold")
