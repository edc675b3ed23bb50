"""Trucks from arrival to exit: calls, stations, holds, seals, corrections; and their records."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import Field
from sqlalchemy import Connection, Row, select, true

from goldenbridge.operations.access.roles import require_anywhere
from goldenbridge.operations.complexes import RULE_SET
from goldenbridge.operations.passage import arrivals, calling, holds, seals, stations, steps
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.web.commands import Act, Named, Whole, add
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import After, Limit, answered, ledger_of, one, page

router = APIRouter(tags=["visits"])
_AXLES = Annotated[list[Whole], Field(max_length=12)]
COLUMNS = (
    "visit",
    "site",
    "station",
    "direction",
    "truck_class",
    "arrived",
    "started",
    "ended",
    "outcome",
)
"""One row for each station a truck was served at, as the fit of a simulation reads them."""

for _act in (
    Act("/bookings/{booking}/arrive", arrivals.Arrive, "pass"),
    Act("/visits", arrivals.WalkIn, "pass"),
    Act("/visits/{visit}/admit", arrivals.Admit, "pass", status=200),
    Act("/visits/{visit}/jump", calling.AllowJump, "call", status=200),
    Act("/directions/{direction}/call", calling.CallNext, "call", status=200),
    Act("/visits/{visit}/missed-call", calling.MissCall, "call", status=200),
    Act("/visits/{visit}/give-up", arrivals.GiveUp, "pass", status=200),
    Act("/visits/{visit}/enter", arrivals.EnterGate, "pass", status=200),
    Act("/visits/{visit}/ask", stations.Ask, "inspect", status=200),
    Act("/visits/{visit}/stations/{station}/start", stations.Start, "inspect", status=200),
    Act("/visits/{visit}/stations/{station}/end", stations.End, "inspect", status=200),
    Act(
        "/visits/{visit}/stations/{station}/weighing",
        stations.Weigh,
        "inspect",
        {"axles_kg": _AXLES},
    ),
    Act("/visits/{visit}/holds", holds.Hold, "inspect"),
    Act("/holds/{hold}/release", holds.Release, "inspect", status=200),
    Act("/visits/{visit}/refuse", holds.Refuse, "inspect", status=200),
    Act("/visits/{visit}/conclude", holds.Conclude, "inspect", status=200),
    Act("/visits/{visit}/seals", seals.Seal, "inspect"),
    Act("/seals/{seal}/remove", seals.Unseal, "inspect", status=200),
    Act("/visits/{visit}/advance", steps.Advance, "pass", status=200),
    Act("/visits/{visit}/hand-over", steps.HandOver, "inspect", status=200),
    Act("/visits/{visit}/correct", steps.Correct, "correct", status=200),
):
    add(router, _act)


@router.get("/visits", responses=documented(401, 403))
def visits(
    request: Request,
    who: Who,
    state: Annotated[str | None, Query(max_length=50)] = None,
    after: After = "",
    limit: Limit = 100,
) -> JSONResponse:
    """Visits, a page at a time."""
    require_anywhere(who, "read")
    where = true() if state is None else VISIT.c.state == state
    return page(request, VISIT, where, after=after, limit=limit)


@router.get("/visits/{visit}", responses=documented(401, 403, 404))
def one_visit(request: Request, who: Who, visit: Named) -> JSONResponse:
    """A visit, with its version as ETag."""
    require_anywhere(who, "read")
    return one(request, VISIT, true(), visit)


@router.get("/stations/{station}/tasks", responses=documented(401, 403))
def tasks(
    request: Request, who: Who, station: Named, after: After = "", limit: Limit = 100
) -> JSONResponse:
    """What is to be done at a station, with how soon it should be."""
    require_anywhere(who, "read")
    where = (TASK.c.station == station) & TASK.c.state.in_(("todo", "doing"))
    return page(request, TASK, where, after=after, limit=limit)


@router.get("/station-visits", responses=documented(401, 403))
def station_visits(
    request: Request,
    who: Who,
    form: Literal["csv", "json"] = "json",
    after: After = "",
    limit: Limit = 1000,
) -> Any:
    """One row for each station a truck was served at, which the fit of a simulation reads."""
    require_anywhere(who, "read")
    with ledger_of(request).reading() as view:
        rows = list(_served(view.connection, after, limit))
        seq = view.seq
    if form == "json":
        return answered(
            seq, {"items": rows, "next": rows[-1]["id"] if len(rows) == limit else None}
        )
    return StreamingResponse(iter([_as_csv(rows)]), media_type="text/csv")


def _served(connection: Connection, after: str, limit: int) -> Iterator[dict[str, Any]]:
    site = connection.execute(select(RULE_SET.c.site).limit(1)).scalar()
    visit = (VISIT.c.direction, VISIT.c.truck_class)
    served = (
        select(TASK, *visit)
        .join(VISIT, VISIT.c.id == TASK.c.visit)
        .where((TASK.c.state == "done") & (TASK.c.id > after))
        .order_by(TASK.c.id)
        .limit(limit)
    )
    for row in connection.execute(served):
        yield {"site": site} | _station_visit(row)


def _station_visit(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "visit": row.visit,
        "station": row.station,
        "direction": row.direction,
        "truck_class": row.truck_class,
        "arrived": row.ready,
        "started": row.started,
        "ended": row.ended,
        "outcome": row.result,
    }


def _as_csv(rows: list[dict[str, Any]]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
