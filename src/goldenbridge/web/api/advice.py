"""Advice for the next shifts, and who is on duty."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import select, true
from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import MissingError
from goldenbridge.operations.access.roles import Principal, require, require_anywhere, roles_that
from goldenbridge.operations.advice import deciding, duty
from goldenbridge.operations.advice.tables import ADVICE, DUTY
from goldenbridge.outlook.advice.plan import Advised, told
from goldenbridge.outlook.advice.reading import site_of, standing
from goldenbridge.outlook.advice.reckon import advise
from goldenbridge.outlook.advice.saved import measure
from goldenbridge.web.commands import RECEIPT, Act, Named, add
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import After, Limit, answered, ledger_of, page

router = APIRouter(tags=["advice"])
PLAN = "plan-shifts"
"""The permission to ask for advice and to decide on it."""
_JSON = ("places", "duty", "expected", "assumed", "applied", "left_out", "measured")

for _act in (
    Act("/advice/{advice}/accept", deciding.AcceptAdvice, PLAN, status=200),
    Act("/advice/{advice}/refuse", deciding.RefuseAdvice, PLAN, status=200),
    Act("/duty", duty.SetDuty, PLAN),
):
    add(router, _act)


@router.post(
    "/advice",
    status_code=201,
    responses=documented(401, 403, 409)
    | {201: {"description": "Done", "content": {"application/json": {"schema": RECEIPT}}}},
    openapi_extra={"x-roles": roles_that(PLAN)},
)
async def propose(request: Request, who: Who) -> JSONResponse:
    """Reckon what to change in the next shifts, and propose it.

    `advice` is null where nothing within the bounds would help; `expected` tells for each shift,
    and last for all together, what trucks meet now and would meet then. Asked again while nothing
    has changed, it names the same proposal. A rule of the complex may accept it at once.
    """
    seq, answer = await run_in_threadpool(proposed, request, who)
    return JSONResponse({"seq": seq} | answer, 201, {"Ledger-Seq": str(seq)})


@router.post(
    "/advice/{advice}/measure",
    status_code=201,
    responses=documented(401, 403, 404, 409)
    | {201: {"description": "Done", "content": {"application/json": {"schema": RECEIPT}}}},
    openapi_extra={"x-roles": roles_that(PLAN)},
)
async def measured(request: Request, who: Who, advice: Named) -> JSONResponse:
    """Note what an accepted proposal saved, once its hours are over and its trucks are out.

    The trucks that came are run with it and without it; `saved_min` is negative where it did harm.
    `really_min` is what they took; where that is not `believable` the runs do not know the day.
    """
    seq, answer = await run_in_threadpool(noted, request, who, advice)
    return JSONResponse({"seq": seq} | answer, 201, {"Ledger-Seq": str(seq)})


@router.get("/advice", responses=documented(401, 403))
def listed(request: Request, who: Who, after: After = "", limit: Limit = 100) -> JSONResponse:
    """Proposals, a page at a time."""
    require_anywhere(who, "read")
    rows = select(ADVICE).where(ADVICE.c.id > after).order_by(ADVICE.c.id).limit(limit + 1)
    with ledger_of(request).reading() as view:
        found = [plain(row) for row in view.connection.execute(rows)]
        seq = view.seq
    following = found[limit - 1]["id"] if len(found) > limit else None
    return answered(seq, {"items": found[:limit], "next": following})


@router.get("/advice/{advice}", responses=documented(401, 403, 404))
def single(request: Request, who: Who, advice: Named) -> JSONResponse:
    """A proposal, what became of it and what it saved, with its version as ETag."""
    require_anywhere(who, "read")
    with ledger_of(request).reading() as view:
        row = view.connection.execute(select(ADVICE).where(ADVICE.c.id == advice)).first()
        seq = view.seq
    if row is None:
        raise MissingError("advice", repr(advice), "the id of one that is there")
    return answered(seq, plain(row), ETag=f'"{row.version}"')


@router.get("/duty", responses=documented(401, 403))
def duties(request: Request, who: Who, after: After = "", limit: Limit = 100) -> JSONResponse:
    """Where officers on duty differ from the shifts of the site, a page at a time."""
    require_anywhere(who, "read")
    return page(request, DUTY, true(), after=after, limit=limit)


def proposed(request: Request, who: Principal) -> tuple[int, dict[str, Any]]:
    """Reckon and propose; the place of the ledger and what is answered."""
    require(who, PLAN)
    ledger = ledger_of(request)
    found, seq = reckoned(request)
    answer: dict[str, Any] = {"advice": None, "state": "nothing"}
    if found.helps:
        receipt = ledger.submit(found.command(), actor=who.actor)
        seq, answer = receipt.seq, dict(receipt.body)
    return seq, answer | {"expected": [told(one) for one in (*found.shifts, found.whole)]}


def noted(request: Request, who: Principal, advice: str) -> tuple[int, dict[str, Any]]:
    """Measure a proposal; the place of the ledger and what is answered."""
    require(who, PLAN)
    ledger = ledger_of(request)
    now = ledger.clock()
    with ledger.reading() as view:
        site, assumed = site_of(request.app.state.served.programme, view.connection, now)
        command = measure(view.connection, advice, now, site, assumed)
    receipt = ledger.submit(command, actor=who.actor)
    return receipt.seq, dict(receipt.body)


def reckoned(request: Request) -> tuple[Advised, int]:
    """What to change in the next shifts as the ledger stands, and its place."""
    ledger = ledger_of(request)
    now = ledger.clock()
    with ledger.reading() as view:
        site, assumed = site_of(request.app.state.served.programme, view.connection, now)
        at, seq = standing(view.connection, now, site, assumed), view.seq
    return advise(at), seq


def plain(row: Any) -> dict[str, Any]:
    """A row of proposals with its lists and records as such."""
    found = dict(row._mapping)  # noqa: SLF001 - its public name
    return found | {name: json.loads(found[name]) for name in _JSON if found[name] is not None}
