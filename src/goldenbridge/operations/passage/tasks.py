"""The tasks of a visit, and what an officer must be before work on it begins."""

from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.operations.requests import found


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


def check_here(connection: Connection, visit: str, agency: str) -> None:
    """Raises RuleError unless `agency` has a task on the way of the visit."""
    known = sorted({row.agency for row in tasks_of_visit(connection, visit)})
    if agency not in known:
        raise RuleError("agency", repr(agency), ", ".join(known) or "none yet")
