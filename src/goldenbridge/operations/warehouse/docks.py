"""Docks: a truck at a time."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from goldenbridge.errors import RuleError
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.requests import check_new, found, time_of
from goldenbridge.operations.storage import overlap
from goldenbridge.operations.warehouse.tables import DOCK, DOCK_BOOKING


@dataclass(frozen=True, slots=True)
class AddDock:
    """A dock of a zone of the warehouse."""

    dock: str
    zone: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `dock-added`."""
        check_new(tx.connection, DOCK, self.dock, "dock")
        tx.append("dock-added", self.dock, {"zone": self.zone})
        return {"dock": self.dock}


@dataclass(frozen=True, slots=True)
class BookDock:
    """Keep a dock for a visit from `starts` until `ends`; one may begin when another ends."""

    dock: str
    visit: str
    starts: str
    ends: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `dock-booked`."""
        found(tx.connection, DOCK, self.dock, "dock")
        visit = found(tx.connection, VISIT, self.visit, "visit")
        if not visit.open:
            raise RuleError("visit", f"{self.visit}, which is {visit.state}", "one that goes on")
        starts, ends = time_of("starts", self.starts), time_of("ends", self.ends)
        if ends <= starts:
            raise RuleError("ends", self.ends, f"later than {self.starts}")
        mine = (DOCK_BOOKING.c.dock == self.dock) & (DOCK_BOOKING.c.state == "booked")
        # stamps have one length, so the text of times compares as times do
        near = mine & (DOCK_BOOKING.c.starts < stamp(ends))
        for row in tx.connection.execute(select(DOCK_BOOKING).where(near)):
            if overlap((starts, ends), (moment(row.starts), moment(row.ends))):
                taken = f"from {row.starts} until {row.ends}"
                raise RuleError("starts", self.starts, f"a time not {taken}, which is taken")
        booking = tx.new_id()
        body = {
            "dock": self.dock,
            "visit": self.visit,
            "starts": stamp(starts),
            "ends": stamp(ends),
            "state": "booked",
        }
        tx.append("dock-booked", booking, body)
        return {"booking": booking}


@dataclass(frozen=True, slots=True)
class FreeDock:
    """Give the time of a dock back."""

    booking: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `dock-freed`."""
        row = found(tx.connection, DOCK_BOOKING, self.booking, "booking")
        if row.state != "booked":
            raise RuleError("booking", f"{self.booking}, which is {row.state}", "booked")
        tx.append("dock-freed", self.booking, {"state": "freed"})
        return {"booking": self.booking}
