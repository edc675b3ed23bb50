"""Openings: published for a day, changed, slipped."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_version, check_whole, found, time_of
from goldenbridge.operations.slots import Capacity, Opening, changed


@dataclass(frozen=True, slots=True)
class Publish:
    """Offer openings; each is a direction, a class, an hour, a capacity and its bottleneck."""

    openings: list[dict[str, Any]]

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `opening-published` for each."""
        now = complex_at(tx.connection, tx.now)
        ids = []
        for one in self.openings:
            now.tasks(one["direction"], one["truck_class"])
            check_whole("cap", one["cap"], least=0)
            starts, ends = (stamp(time_of(field, one[field])) for field in ("starts", "ends"))
            if ends <= starts:
                raise RuleError("ends", ends, f"later than {starts}")
            same = (OPENING.c.direction == one["direction"]) & (OPENING.c.starts == starts)
            same &= OPENING.c.truck_class == one["truck_class"]
            if tx.connection.execute(select(OPENING.c.id).where(same)).first():
                raise RuleError("starts", starts, "an hour of this way not yet published")
            opening = tx.new_id()
            body = {
                "direction": one["direction"],
                "truck_class": one["truck_class"],
                "starts": starts,
                "ends": ends,
                "bottleneck": one["bottleneck"],
                "planned": one["cap"],
                "target": one["cap"],
                "cap": one["cap"],
                "used": 0,
                "slipped_min": 0,
            }
            tx.append("opening-published", opening, body)
            ids.append(opening)
        return {"openings": ids}


def publish(openings: tuple[Opening, ...]) -> Publish:
    """The command that offers what `slots.openings` has found."""
    return Publish(
        [
            {
                "direction": one.direction,
                "truck_class": one.truck_class,
                "starts": stamp(one.starts),
                "ends": stamp(one.ends),
                "cap": one.cap,
                "bottleneck": one.bottleneck,
            }
            for one in openings
        ]
    )


@dataclass(frozen=True, slots=True)
class ChangeCapacity:
    """More or fewer places; fewer stop the sale, and the answer says how many to offer a move."""

    opening: str
    delta: int
    cause: str
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `capacity-changed`."""
        row = found(tx.connection, OPENING, self.opening, "opening")
        check_version(row, self.version)
        bound = complex_at(tx.connection, tx.now).rules.terms.capacity_bound.value
        before = Capacity(row.planned, row.target, row.used)
        now = changed(before, self.delta, cause=self.cause, bound=bound)
        body = {"target": now.target, "cap": now.cap, "cause": self.cause, "delta": self.delta}
        event = tx.append("capacity-changed", self.opening, body)
        return {"cap": now.cap, "to_move": now.to_move, "version": event.seq}


@dataclass(frozen=True, slots=True)
class Slip:
    """Publish by how many minutes an hour runs behind; nobody is absent or late because of it."""

    opening: str
    minutes: int

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `slipped`."""
        row = found(tx.connection, OPENING, self.opening, "opening")
        check_whole("minutes", self.minutes, least=row.slipped_min)
        tx.append("slipped", self.opening, {"slipped_min": self.minutes})
        return {"opening": self.opening, "slipped_min": self.minutes}
