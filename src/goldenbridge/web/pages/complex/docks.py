"""The docks: a truck comes to a dock, is unloaded and loaded, and the dock is free again."""

from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select

from goldenbridge.errors import RefusedError
from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage.steps import Advance
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.warehouse.docks import BookDock, FreeDock
from goldenbridge.operations.warehouse.tables import DOCK, DOCK_BOOKING
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.complex.showing import find, words
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import allowed, page, see

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
    return _shown(request, find, done=done)


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


def _shown(
    request: Request, text: str, *, done: str = "", form: Form | None = None, status: int = 200
) -> Response:
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        try:
            told = words(request, view.connection, ledger.clock())
        except RefusedError:
            return page(request, "no-rules.html")
        trucks = find(view.connection, text) if text.strip() else []
        taken = (
            select(DOCK_BOOKING, VEHICLE.c.plate, VEHICLE.c.country)
            .join(VISIT, VISIT.c.id == DOCK_BOOKING.c.visit)
            .join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
            .where(DOCK_BOOKING.c.state == "booked", DOCK_BOOKING.c.ends > stamp(told["now"]))
            .order_by(DOCK_BOOKING.c.starts)
        )
        times = view.connection.execute(taken).all()
        known = view.connection.execute(select(DOCK).order_by(DOCK.c.id)).all()
    return page(
        request,
        "docks.html",
        status=status,
        looked=text.strip(),
        trucks=[one for one in trucks if one.visit is not None],
        times=times,
        docks=known,
        dock_pairs=[(one.id, one.id) for one in known],
        hour_pairs=[(str(one), str(one)) for one in HOURS],
        done=DONE.get(done),
        acts=ACTS,
        steps=NEXT,
        form=form or Form(),
        **told,
    )
