"""What happened: events by page and as they come, and the heads of the days."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from goldenbridge.operations.access.roles import require
from goldenbridge.operations.ledger.chain import as_lines, daily_heads, rows
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import Limit, answered, ledger_of

router = APIRouter(tags=["ledger"])
Seq = Annotated[int, Query(ge=0, lt=2**63)]
_PAGE = 500
_PAUSE_S = 0.25
_QUIET_S = 15.0


class Lines(Response):
    """JSON, one object a line."""

    media_type = "application/jsonl"


class Events(StreamingResponse):
    """Server-sent events."""

    media_type = "text/event-stream"


@router.get("/events", responses=documented(401, 403))
def events(request: Request, who: Who, after: Seq = 0, limit: Limit = 100) -> JSONResponse:
    """Events after a sequence, in order; `next` is what to ask `after` for the following page."""
    require(who, "read-audit")
    with ledger_of(request).reading() as view:
        found = _after(view.connection, after, limit + 1)
        seq = view.seq
    following = found[limit - 1]["seq"] if len(found) > limit else None
    return answered(seq, {"items": found[:limit], "next": following})


@router.get("/heads", responses=documented(401, 403), response_class=Lines)
def heads(request: Request, who: Who) -> Lines:
    """The last event of each day as JSON lines, for both states to keep."""
    require(who, "read-audit")
    with ledger_of(request).reading() as view:
        lines = as_lines(daily_heads(view.connection))
    return Lines(lines)


@router.get("/events/stream", responses=documented(401, 403), response_class=Events)
async def stream(
    request: Request,
    who: Who,
    last_event_id: Annotated[int | None, Header(ge=0, lt=2**63)] = None,
) -> Events:
    """Events as they come (server-sent events), after `Last-Event-ID`, else from now on."""
    require(who, "read-audit")
    ledger = ledger_of(request)
    after = await run_in_threadpool(_now, ledger) if last_event_id is None else last_event_id
    return Events(_sent(request, ledger, after))


async def _sent(request: Request, ledger: Ledger, after: int) -> AsyncIterator[str]:
    quiet = 0.0
    while not (request.app.state.stopping.is_set() or await request.is_disconnected()):
        found = await run_in_threadpool(_new, ledger, after)
        for row in found:
            after, quiet = row["seq"], 0.0
            yield f"id: {after}\nevent: {row['kind']}\ndata: {json.dumps(row)}\n\n"
        if not found:
            quiet += _PAUSE_S
            await asyncio.sleep(_PAUSE_S)
        if quiet >= _QUIET_S:
            quiet = 0.0
            yield ": still here\n\n"


def _new(ledger: Ledger, after: int) -> list[dict[str, Any]]:
    with ledger.reading() as view:
        return _after(view.connection, after, _PAGE) if view.seq > after else []


def _now(ledger: Ledger) -> int:
    with ledger.reading() as view:
        return view.seq


def _after(connection: Any, after: int, most: int) -> list[dict[str, Any]]:
    return [
        row | {"body": json.loads(row["body"])}
        for row, _ in zip(rows(connection, after), range(most), strict=False)
    ]
