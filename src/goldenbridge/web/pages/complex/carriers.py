"""A carrier's own pages: it books a place, sees its call, gets a calendar file, cancels."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Connection, Row, select

from goldenbridge.errors import ForbiddenError, MissingError, SignInError
from goldenbridge.language.messages import tell
from goldenbridge.operations.access.hashes import hashed_token
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.appointments.absences import Cancel
from goldenbridge.operations.appointments.booking import Confirm, Hold
from goldenbridge.operations.appointments.calendar import calendar
from goldenbridge.operations.appointments.lots import Enter
from goldenbridge.operations.appointments.parties import RegisterVehicle
from goldenbridge.operations.appointments.places import TAKES, reserve
from goldenbridge.operations.appointments.tables import BOOKING, LOT, OPENING, VEHICLE
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage.calling import call_order
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.web import sessions
from goldenbridge.web.guard import COOKIE, Guard
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import Visitor, page, see, signed_in

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Query(max_length=200)]
_MOST = 60
_KINDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "hold": (Hold, ("opening", "vehicle")),
    "enter": (Enter, ("lot", "vehicle")),
    "register": (RegisterVehicle, ("country", "plate", "vin")),
    "confirm": (Confirm, ("booking",)),
    "cancel": (Cancel, ("booking",)),
}
DONE = {
    "hold": tell("The place is kept for you for some minutes. Book it now."),
    "enter": tell("The truck takes part in the draw."),
    "register": tell("The truck is known now."),
    "confirm": tell("The place is booked."),
    "cancel": tell("The place is given back."),
}


async def _carrier(request: Request) -> Principal:
    """The carrier that is signed in; ForbiddenError for staff, who book elsewhere."""
    who = await signed_in(request)
    if who.party is None:
        raise ForbiddenError("carrier: found staff; allowed: who signed in with a carrier's token")
    return who


Carrier = Annotated[Principal, Depends(_carrier)]


@router.get("/carrier/sign-in")
def sign_in_page(request: Request, _who: Visitor) -> Response:
    """Ask for the token of a carrier."""
    return page(request, "carrier-sign-in.html")


@router.post("/carrier/sign-in")
async def sign_in(request: Request, form: Posted) -> Response:
    """Keep the token of a carrier in the cookie of a session."""
    token = form.text("token")
    if not form.errors:
        guard: Guard = request.app.state.guard
        address = request.client.host if request.client else "nowhere"
        guard.try_sign_in(hashed_token(token)[:16], address)
        try:
            who = await guard.who(token)
        except SignInError:
            who = None
        if who is not None and who.party is not None:
            answer = see("/carrier")
            sessions.remember(request, answer, token)
            return answer
        form.errors["token"] = tell("This is no token of a carrier, or it has expired.")
    return page(request, "carrier-sign-in.html", status=422, form=form)


@router.post("/carrier/sign-out")
async def sign_out(_who: Carrier, _form: Posted) -> Response:
    """Forget the token in this browser; it stays valid for the programs of the carrier."""
    answer = see("/")
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/carrier")
def own(
    request: Request, who: Carrier, direction: Text = "", truck_class: Text = "", done: Text = ""
) -> Response:
    """Bookings, trucks, and the places that are free."""
    return _shown(request, who, (direction, truck_class), done=DONE.get(done))


@router.post("/carrier")
async def act(request: Request, who: Carrier, form: Posted) -> Response:
    """Keep a place, book it, give it back, take part in a draw, let a truck be known."""
    step = form.choice("act", _KINDS)
    way = (form.text("direction", needed=False), form.text("truck_class", needed=False))
    if not step:
        return _shown(request, who, way, form=form, status=422)
    kind, names = _KINDS[step]
    values: dict[str, Any] = {name: form.text(name) for name in names}
    if step == "confirm":
        values["external_ref"] = form.text("external_ref", needed=False) or None
    if step == "cancel":
        values["version"] = version(form)
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/carrier?done={step}")
    return _shown(request, who, way, form=form, status=status)


@router.get("/carrier/bookings/{booking}.ics")
def calendar_file(request: Request, who: Carrier, booking: str) -> Response:
    """The appointment for the carrier's calendar."""
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        site = complex_at(view.connection, ledger.clock()).site
        names = [one.name for one in request.app.state.served.programme.sites if one.id == site]
        place = names[0] if names else site
        content = calendar(view.connection, booking, who.party or "", place=place)
    named = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=named)


def _shown(request: Request, who: Principal, way: tuple[str, str], **sent: Any) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        mine = select(VEHICLE).where(VEHICLE.c.carrier == who.party).order_by(VEHICLE.c.plate)
        vehicles = connection.execute(mine).all()
        bookings = _bookings(connection, who)
        return {
            "vehicles": vehicles,
            "trucks": [(one.id, f"{one.country} {one.plate}") for one in vehicles],
            "bookings": bookings,
            "free": _free(connection, way, told["now"]) if all(way) else [],
            "way": way,
            "turns": _turns(connection, told["now"], bookings),
            "countries": list(told["rules"].plates),
        }

    return shown(request, "carrier.html", found, **sent)


def _bookings(connection: Connection, who: Principal) -> list[Row[Any]]:
    """Bookings of a carrier with their hour and visit, those that are not over first."""
    visit = (VISIT.c.state.label("visit_state"), VISIT.c.called, VISIT.c.id.label("visit"))
    opening = (OPENING.c.starts, OPENING.c.direction, OPENING.c.truck_class, OPENING.c.slipped_min)
    rows = (
        select(BOOKING, *opening, *visit)
        .join(OPENING, OPENING.c.id == BOOKING.c.opening)
        .outerjoin(VISIT, VISIT.c.booking == BOOKING.c.id)
        .where(BOOKING.c.carrier == who.party)
        .order_by(BOOKING.c.state.in_(TAKES).desc(), OPENING.c.starts.desc())
        .limit(_MOST)
    )
    return list(connection.execute(rows))


def _free(connection: Connection, way: tuple[str, str], now: datetime) -> list[dict[str, Any]]:
    """Hours ahead with the places a carrier can have, and the draw where there is one."""
    complex_ = complex_at(connection, now)
    if way not in complex_.ways:
        raise MissingError("way", " ".join(way), ", ".join(" ".join(one) for one in complex_.ways))
    rows = (
        select(OPENING, LOT.c.state.label("lot_state"), LOT.c.closes)
        .outerjoin(LOT, LOT.c.id == OPENING.c.lot)
        .where(OPENING.c.direction == way[0], OPENING.c.truck_class == way[1])
        .where(OPENING.c.starts > stamp(now))
        .order_by(OPENING.c.starts)
        .limit(_MOST)
    )
    return [
        {"row": row, "free": max(0, row.cap - row.used - reserve(row, complex_))}
        for row in connection.execute(rows)
    ]


def _turns(connection: Connection, now: datetime, bookings: list[Row[Any]]) -> dict[str, int]:
    """Which place in the published order of calls a visit has that waits."""
    waiting = {one.direction for one in bookings if one.visit_state == "waiting"}
    return {
        call.visit: place
        for direction in waiting
        for place, call in enumerate(call_order(connection, direction, now), start=1)
    }
