"""What the bar of every page offers: a place, its name, and who may go there."""

from typing import NamedTuple

from goldenbridge.language.messages import Message, tell
from goldenbridge.operations.access.roles import Principal, permissions


class Place(NamedTuple):
    """A page in the bar; `action` is the permission it needs, empty for everybody."""

    path: str
    name: Message
    action: str = ""


PLACES: tuple[Place, ...] = (
    Place("/", tell("Overview")),
    Place("/commitments", tell("Promises")),
    Place("/plan", tell("Plan")),
    Place("/documents", tell("Documents")),
    Place("/calendar", tell("Calendar")),
    Place("/design", tell("Design")),
    Place("/waits", tell("Waits")),
    Place("/planner", tell("Planner")),
    Place("/data", tell("Data")),
    Place("/council", tell("Sessions"), "keep-register"),
    Place("/reading", tell("Reading a text"), "read-text"),
    Place("/carrier", tell("Your trucks"), "read-own"),
    Place("/complex/gate", tell("Gate"), "pass"),
    Place("/complex/stations", tell("My stations"), "inspect"),
    Place("/complex/docks", tell("Docks"), "store"),
    Place("/complex/warehouse", tell("Warehouse"), "store"),
    Place("/complex/board", tell("Shift board"), "read"),
    Place("/complex/day", tell("The day"), "read"),
    Place("/complex/advice", tell("Advice"), "plan-shifts"),
    Place("/complex/carriers", tell("Carriers"), "register"),
    Place("/complex/corrections", tell("Corrections"), "correct"),
    Place("/complex/access", tell("Access"), "manage-access"),
    Place("/complex/audit", tell("Audit trail"), "read-audit"),
)


def places(who: Principal | None) -> list[Place]:
    """The places `who` may go to, everybody's first."""
    return [place for place in PLACES if not place.action or may_anywhere(who, place.action)]


def may_anywhere(who: Principal | None, action: str) -> bool:
    """Whether some grant of `who` covers `action`, wherever that is."""
    return who is not None and any((g.role, action) in permissions() for g in who.grants)
