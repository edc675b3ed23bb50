"""Docks, goods and the residents of the complex."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy import true

from goldenbridge.operations.access.roles import require_anywhere
from goldenbridge.operations.warehouse import docks, goods, residents
from goldenbridge.operations.warehouse.tables import DOCK_BOOKING, UNIT
from goldenbridge.web.commands import Act, Text, add
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import After, Limit, page

router = APIRouter(tags=["warehouse"])
_LABELS = {"labels": Annotated[list[Text], Field(max_length=20)]}

for _act in (
    Act("/docks", docks.AddDock, "build"),
    Act("/docks/{dock}/bookings", docks.BookDock, "store"),
    Act("/dock-bookings/{booking}/free", docks.FreeDock, "store", status=200),
    Act("/locations", goods.AddLocation, "build", _LABELS),
    Act("/units", goods.Receive, "store", _LABELS),
    Act("/units/{unit}/move", goods.MoveUnit, "store", status=200),
    Act("/units/{unit}/ship", goods.Ship, "store", status=200),
    Act("/units/{unit}/status", goods.SetStatus, "inspect", status=200),
    Act("/plots", residents.AddPlot, "build"),
    Act("/plots/{plot}/leases", residents.LetPlot, "let"),
    Act("/residents/{resident}/reports", residents.Report, "let"),
):
    add(router, _act)


@router.get("/units", responses=documented(401, 403))
def units(request: Request, who: Who, after: After = "", limit: Limit = 100) -> JSONResponse:
    """Units in the warehouse, a page at a time."""
    require_anywhere(who, "read")
    return page(request, UNIT, true(), after=after, limit=limit)


@router.get("/dock-bookings", responses=documented(401, 403))
def dock_bookings(
    request: Request, who: Who, after: After = "", limit: Limit = 100
) -> JSONResponse:
    """Times at the docks, a page at a time."""
    require_anywhere(who, "read")
    return page(request, DOCK_BOOKING, true(), after=after, limit=limit)
