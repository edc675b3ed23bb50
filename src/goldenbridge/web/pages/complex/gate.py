"""The gate: who comes, who is called, who goes in, who leaves."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, func, select

from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.appointments.parties import RegisterVehicle
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.passage import arrivals, calling
from goldenbridge.operations.passage.steps import Advance
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.complex.trucks import find
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import allowed, see

router = APIRouter(include_in_schema=False)
AtGate = Annotated[Principal, allowed("pass")]
Text = Annotated[str, Query(max_length=200)]
DONE = {
    "arrive": tell("The truck is noted as arrived."),
    "walk-in": tell("The truck is noted as arrived, without booking."),
    "admit": tell("The truck waits with the others now."),
    "enter": tell("The truck may drive in."),
    "miss": tell("Noted: it did not come when it was called."),
    "give-up": tell("Noted: it goes away."),
    "finish": tell("Everything is done; the truck may leave."),
    "exit": tell("The truck has left."),
    "call": tell("The next truck is called."),
    "register": tell("The truck is known now."),
}
NEXT: dict[str, tuple[str, ...]] = {
    "early": ("admit", "give-up"),
    "requeued": ("admit", "give-up"),
    "waiting": ("give-up",),
    "called": ("enter", "miss"),
    "entered": ("finish",),
    "unloaded": ("finish",),
    "loaded": ("finish",),
    "exit-ready": ("exit",),
}
"""What the gate may do with a visit, the likeliest first."""
ACTS = {
    "arrive": tell("It has arrived"),
    "admit": tell("Let it wait with the others"),
    "give-up": tell("It goes away"),
    "enter": tell("Let it in"),
    "miss": tell("It did not come"),
    "finish": tell("All work is done"),
    "exit": tell("It leaves"),
}
_KINDS: dict[str, tuple[type[Any], str]] = {
    "arrive": (arrivals.Arrive, "booking"),
    "admit": (arrivals.Admit, "visit"),
    "enter": (arrivals.EnterGate, "visit"),
    "miss": (calling.MissCall, "visit"),
    "give-up": (arrivals.GiveUp, "visit"),
    "finish": (Advance, "visit"),
    "exit": (Advance, "visit"),
}
_VERSIONED = ("admit", "enter", "give-up", "finish", "exit")


@router.get("/complex/gate")
def gate(request: Request, _who: AtGate, find: Text = "", done: Text = "") -> Response:
    """Scan or type a plate, a booking or the number of the state's queue."""
    return _shown(request, find, done=DONE.get(done))


@router.post("/complex/gate")
async def act(request: Request, who: AtGate, form: Posted) -> Response:
    """One of the steps of the gate."""
    step = form.choice("act", (*_KINDS, "call", "walk-in", "register"))
    looked = form.text("find", needed=False)
    values: dict[str, Any] = {}
    kind: type[Any] = calling.CallNext
    if step == "call":
        values["direction"] = form.text("direction")
    elif step == "walk-in":
        kind = arrivals.WalkIn
        values = {n: form.text(n) for n in ("vehicle", "direction", "truck_class")}
    elif step == "register":
        kind = RegisterVehicle
        values = {n: form.text(n) for n in ("carrier", "country", "plate", "vin")}
        looked = values["plate"]
    elif step in _KINDS:
        kind, subject = _KINDS[step]
        values[subject] = form.text("subject")
        values |= {"step": step} if kind is Advance else {}
        values |= {"version": version(form)} if step in _VERSIONED else {}
        if step == "miss":
            values["now"] = _version(request, values["visit"])
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/complex/gate?done={step}")
    return _shown(request, looked, form=form, status=status)


def _version(request: Request, visit: str) -> int | None:
    with request.app.state.ledger.reading() as view:
        rows = select(VISIT.c.version).where(VISIT.c.id == visit)
        found: int | None = view.connection.execute(rows).scalar()
    return found


def _shown(request: Request, text: str, **sent: Any) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        own = {"looked": text.strip(), "acts": ACTS, "steps": NEXT}
        trucks = find(connection, text) if text.strip() else []
        countries = list(told["rules"].plates)
        return own | {"trucks": trucks, "countries": countries} | _queue(connection)

    return shown(request, "gate.html", found, **sent)


def _queue(connection: Connection) -> dict[str, Any]:
    """Trucks that are called, and how many wait in each direction."""
    both = select(VISIT, VEHICLE.c.plate, VEHICLE.c.country).join(
        VEHICLE, VEHICLE.c.id == VISIT.c.vehicle
    )
    called = connection.execute(both.where(VISIT.c.state == "called").order_by(VISIT.c.called))
    waits = select(VISIT.c.direction, func.count()).where(VISIT.c.state == "waiting")
    waiting = {row[0]: row[1] for row in connection.execute(waits.group_by(VISIT.c.direction))}
    return {"called": called.all(), "waiting": waiting}
