"""Carriers, vehicles, openings, bookings and the lot."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, true
from starlette.concurrency import run_in_threadpool

from goldenbridge.operations.access.roles import Principal, require, require_anywhere
from goldenbridge.operations.appointments import (
    absences,
    booking,
    identities,
    lots,
    offers,
    parties,
)
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.web.commands import Act, Named, Text, Whole, add
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import After, Limit, answered, ledger_of, one, page

router = APIRouter(tags=["appointments"])


class OpeningBody(BaseModel):
    """An hour offered to a class of trucks in a direction, and what sets its capacity."""

    model_config = ConfigDict(extra="forbid")
    direction: Text
    truck_class: Text
    starts: Text
    ends: Text
    cap: Whole
    bottleneck: Text


for _act in (
    Act("/bookings", booking.Hold, "book"),
    Act("/bookings/{booking}/confirm", booking.Confirm, "book", status=200),
    Act("/lots/{lot}/entries", lots.Enter, "book"),
    Act("/carriers", parties.RegisterCarrier, "register"),
    Act("/vehicles", parties.RegisterVehicle, "book"),
    Act("/openings", offers.Publish, "open-slots", {"openings": list[OpeningBody]}),
    Act("/openings/{opening}/capacity", offers.ChangeCapacity, "open-slots", status=200),
    Act("/openings/{opening}/slip", offers.Slip, "open-slots", status=200),
    Act("/openings/{opening}/lot", lots.OpenLot, "open-slots"),
    Act("/bookings/{booking}/number", booking.ImportNumber, "book", status=200),
    Act("/bookings/{booking}/move", booking.Move, "book", status=200),
    Act("/bookings/{booking}/cancel", absences.Cancel, "cancel", status=200),
    Act("/bookings/{booking}/absent", absences.MarkAbsent, "call", status=200),
    Act("/lots/{lot}/commitments", lots.Commit, "draw", status=200, side="party"),
    Act("/lots/{lot}/freeze", lots.Freeze, "open-slots", status=200),
    Act("/lots/{lot}/reveals", lots.Reveal, "draw", status=200, side="party"),
    Act("/lots/{lot}/draw", lots.Draw, "open-slots", status=200),
):
    add(router, _act)


@router.delete("/vehicles/{vehicle}", responses=documented(401, 403, 404, 409))
async def erase_vehicle(request: Request, who: Who, vehicle: Named) -> JSONResponse:
    """Forget plate and VIN of a vehicle that has no booking."""
    require(who, "erase-person")
    ledger = ledger_of(request)

    def erase() -> int:
        return ledger.forget(identities.EraseVehicle(vehicle), actor=who.actor).seq

    return answered(await run_in_threadpool(erase), {"vehicle": vehicle})


@router.get("/openings", responses=documented(401))
def openings(
    request: Request,
    _who: Who,
    direction: Annotated[str | None, Query(max_length=100)] = None,
    after: After = "",
    limit: Limit = 100,
) -> JSONResponse:
    """Openings, a page at a time."""
    where = true() if direction is None else OPENING.c.direction == direction
    return page(request, OPENING, where, after=after, limit=limit)


@router.get("/openings/{opening}", responses=documented(401, 404))
def opening(request: Request, _who: Who, opening: Named) -> JSONResponse:
    """An opening, with its version as ETag."""
    return one(request, OPENING, true(), opening)


@router.get("/bookings", responses=documented(401, 403))
def bookings(request: Request, who: Who, after: After = "", limit: Limit = 100) -> JSONResponse:
    """Bookings, a page at a time; a carrier sees its own."""
    return page(request, BOOKING, _seen_by(who), after=after, limit=limit)


@router.get("/bookings/{booking}", responses=documented(401, 403, 404))
def one_booking(request: Request, who: Who, booking: Named) -> JSONResponse:
    """A booking, with its version as ETag; another carrier's is not there."""
    return one(request, BOOKING, _seen_by(who), booking)


def _seen_by(who: Principal) -> ColumnElement[bool]:
    if who.party is not None:
        return BOOKING.c.carrier == who.party
    require_anywhere(who, "read")
    return true()
