"""What officers do at stations.

Whoever acts does so for an agency, given by the session and not by the request; each command checks
that it is the agency the work is due to. So another agency's officer, and another country's, is
refused before anything else is looked at.
"""

import json
from dataclasses import dataclass
from typing import Any

from goldenbridge.errors import RuleError
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.holds import Hold, Refuse
from goldenbridge.operations.passage.tasks import check_entered, task_of, tasks_of_visit
from goldenbridge.operations.requests import (
    check_agency,
    check_whole,
    day_of,
)
from goldenbridge.operations.visits import check_start

RESULTS = ("pass", "hold", "refuse")


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
