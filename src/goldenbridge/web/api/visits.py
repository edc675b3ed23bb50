"""Trucks from arrival to exit: calls, stations, holds, seals, corrections; and their records."""

from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from sqlalchemy import true

from goldenbridge.operations.access.roles import require_anywhere
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage import (
    arrivals,
    calling,
    corrections,
    holds,
    seals,
    stations,
    steps,
)
from goldenbridge.operations.passage.served import served
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.site.visits import as_csv, as_parquet
from goldenbridge.web.commands import Act, Named, Whole, add
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import After, Limit, answered, ledger_of, one, page

router = APIRouter(tags=["visits"])
_AXLES = Annotated[list[Whole], Field(max_length=12)]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {}, "application/vnd.apache.parquet": {}}}
}
_MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
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
    Act("/visits/{visit}/corrections", corrections.ProposeCorrection, "correct"),
    Act("/visits/{visit}/correct", corrections.Correct, "correct", status=200),
    Act("/weighings/{weighing}/correct", corrections.CorrectWeighing, "inspect", status=200),
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


@router.get("/station-visits", responses=documented(401, 403, 501) | _FILES)
def station_visits(
    request: Request,
    who: Who,
    form: Literal["csv", "json", "parquet"] = "json",
    after: After = "",
    limit: Limit = 1000,
) -> Response:
    """One row for each station a truck was served at, as the fit of a simulation reads them.

    As CSV and Parquet the header `Link` says where the following page is.
    """
    require_anywhere(who, "read")
    with ledger_of(request).reading() as view:
        rows = served(view.connection, after, limit + 1)
        seq = view.seq
    following = rows[limit - 1][0] if len(rows) > limit else None
    page = [visit for _, visit in rows[:limit]]
    if form == "json":
        items = [{"id": id_} | asdict(visit) for id_, visit in rows[:limit]]
        for item in items:
            item |= {name: stamp(item[name]) for name in ("arrived", "started", "ended")}
        return answered(seq, {"items": items, "next": following})
    headers = {"Ledger-Seq": str(seq)}
    if following is not None:
        query = urlencode({"form": form, "after": following, "limit": limit})
        headers["Link"] = f'</station-visits?{query}>; rel="next"'
    content = as_csv(page) if form == "csv" else as_parquet(page)
    return Response(content, media_type=_MEDIA[form], headers=headers)
