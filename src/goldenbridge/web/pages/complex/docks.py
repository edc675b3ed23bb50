"""The docks: a truck comes to a dock, is unloaded and loaded, and the dock is free again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row, select

from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage.steps import Advance
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.warehouse.docks import BookDock, FreeDock
from goldenbridge.operations.warehouse.tables import DOCK, DOCK_BOOKING
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.complex.trucks import find
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import allowed, see

router = APIRouter(include_in_schema=False)
AtDock = Annotated[Principal, allowed("store")]
Text = Annotated[str, Query(max_length=200)]
DONE = {
    "dock": tell("The truck stands at the dock."),
    "unload": tell("The truck is unloaded."),
    "load": tell("The truck is loaded."),
    "finish": tell("Everything is done; the truck may leave."),
    "book": tell("The dock is kept."),
    "free": tell("The dock is free."),
}
ACTS = {
    "dock": tell("It stands at the dock"),
    "unload": tell("It is unloaded"),
    "load": tell("It is loaded"),
    "finish": tell("All work is done"),
}
NEXT = {
    "entered": ("dock",),
    "at-dock": ("unload", "load"),
    "unloaded": ("load", "finish"),
    "loaded": ("finish",),
}
HOURS = (1, 2, 4)


@router.get("/complex/docks")
def docks(request: Request, _who: AtDock, find: Text = "", done: Text = "") -> Response:
    """Which dock is taken until when; a scan leads to a truck."""
    return _shown(request, find, done=DONE.get(done))


@router.post("/complex/docks")
async def act(request: Request, who: AtDock, form: Posted) -> Response:
    """A step of a truck at a dock, or the time of a dock."""
    step = form.choice("act", DONE)
    looked = form.text("find", needed=False)
    kind: type[Any] = Advance
    if step == "book":
        kind = BookDock
        hours = int(form.choice("hours", [str(one) for one in HOURS]) or 1)
        now = request.app.state.ledger.clock()
        values: dict[str, Any] = {"dock": form.text("dock"), "visit": form.text("visit")}
        values |= {"starts": stamp(now), "ends": stamp(now + timedelta(hours=hours))}
        # the times are those of the moment the form is sent: a key would not recognise it again
        form.key = ""
    elif step == "free":
        kind, values = FreeDock, {"booking": form.text("booking")}
    else:
        values = {"visit": form.text("visit"), "step": step, "version": version(form)}
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/complex/docks?done={step}&find={quote(looked)}")
    return _shown(request, looked, form=form, status=status)


def _shown(request: Request, text: str, **sent: Any) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        trucks = find(connection, text) if text.strip() else []
        known = connection.execute(select(DOCK).order_by(DOCK.c.id)).all()
        return {
            "looked": text.strip(),
            "trucks": [one for one in trucks if one.visit is not None],
            "times": _times(connection, told["now"]),
            "docks": known,
            "dock_pairs": [(one.id, one.id) for one in known],
            "hour_pairs": [(str(one), str(one)) for one in HOURS],
            "acts": ACTS,
            "steps": NEXT,
        }

    return shown(request, "docks.html", found, **sent)


def _times(connection: Connection, now: datetime) -> Sequence[Row[Any]]:
    """Docks that are kept from now on, with the truck."""
    taken = (
        select(DOCK_BOOKING, VEHICLE.c.plate, VEHICLE.c.country)
        .join(VISIT, VISIT.c.id == DOCK_BOOKING.c.visit)
        .join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
        .where(DOCK_BOOKING.c.state == "booked", DOCK_BOOKING.c.ends > stamp(now))
        .order_by(DOCK_BOOKING.c.starts)
    )
    return connection.execute(taken).all()
