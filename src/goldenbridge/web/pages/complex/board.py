"""The shift at a glance: tasks per station against their targets, holds; and the screen outside."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, select

from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.passage.tables import HOLD, TASK, VISIT
from goldenbridge.web.pages.complex.showing import shown, words
from goldenbridge.web.pages.page import Visitor, allowed, page
from goldenbridge.web.pages.waits import board as public_board

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, allowed("read")]
_NEXT = 8


@dataclass(frozen=True, slots=True)
class Load:
    """A station now: trucks ready for it, those it works on, those over the target, the longest."""

    station: str
    agency: str
    target_min: int
    ready: int
    doing: int
    late: int
    longest_min: int


@router.get("/complex/board")
def shift(request: Request, _who: Reader) -> Response:
    """Every station with its load, the latest first."""

    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        holds = (
            select(HOLD, VEHICLE.c.plate, VEHICLE.c.country)
            .join(VISIT, VISIT.c.id == HOLD.c.visit)
            .join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
            .where(HOLD.c.released.is_(None), VISIT.c.open == 1)
            .order_by(HOLD.c.placed)
        )
        return {"loads": _loads(connection, told), "holds": connection.execute(holds).all()}

    return shown(request, "board.html", found)


@router.get("/wall")
def wall(request: Request, _who: Visitor) -> Response:
    """Who is called now and who is next, for the screen at the yard; plates as the public sees."""
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        now = ledger.clock()
        found = public_board(view.connection, view.seq, now)
        if found is None:
            return page(request, "no-rules.html")
        told = words(request, view.connection, now)
        both = select(VISIT, VEHICLE.c.plate).join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
        rows = both.where(VISIT.c.state == "called").order_by(VISIT.c.called.desc())
        called = [
            {"direction": row.direction, "plate": f"…{row.plate[-3:]}", "called": row.called}
            for row in view.connection.execute(rows)
        ]
    order = [one for one in found.order if one.place <= _NEXT]
    return page(request, "wall.html", called=called, order=order, board=found, **told)


def _loads(connection: Connection, told: dict[str, Any]) -> list[Load]:
    rows = (
        select(TASK.c.station, TASK.c.state, TASK.c.ready, TASK.c.target_min)
        .join(VISIT, VISIT.c.id == TASK.c.visit)
        .where(TASK.c.state.in_(("todo", "doing")), TASK.c.ready.is_not(None), VISIT.c.open == 1)
    )
    here: dict[str, list[tuple[str, int, int]]] = {}
    for row in connection.execute(rows):
        waited = told["minutes"](row.ready)
        here.setdefault(row.station, []).append((row.state, waited, row.target_min))
    loads = [
        Load(
            station=post.station,
            agency=post.agency,
            target_min=round(post.target_min),
            ready=sum(state == "todo" for state, _, _ in here.get(post.station, [])),
            doing=sum(state == "doing" for state, _, _ in here.get(post.station, [])),
            late=sum(waited > target for _, waited, target in here.get(post.station, [])),
            longest_min=max((waited for _, waited, _ in here.get(post.station, [])), default=0),
        )
        for post in told["rules"].posts
    ]
    return sorted(loads, key=lambda one: (-one.late, -one.ready - one.doing, one.station))
