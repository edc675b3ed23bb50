"""The audit trail: every event, newest first, and whether the chain of them is whole."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, or_, select
from starlette.concurrency import run_in_threadpool

from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.access.tables import staff
from goldenbridge.operations.ledger.chain import Verdict, daily_heads
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import allowed, see

if TYPE_CHECKING:
    from goldenbridge.operations.ledger.ledger import Ledger

router = APIRouter(include_in_schema=False)
Auditor = Annotated[Principal, allowed("read-audit")]
Text = Annotated[str, Query(max_length=200)]
Before = Annotated[int, Query(ge=0, lt=2**63)]
PATH = "/complex/audit"
_PAGE, _DAYS, _LONGEST = 50, 7, 300


@dataclass(frozen=True, slots=True)
class Verified:
    """What following the whole chain found, and when."""

    at: str
    verdict: Verdict


@router.get(PATH)
def trail(request: Request, _who: Auditor, find: Text = "", before: Before = 0) -> Response:
    """Events before a sequence, the newest where none is named; those of one subject or actor."""

    def found(connection: Connection, _told: dict[str, Any]) -> dict[str, Any]:
        rows = select(ledger).order_by(ledger.c.seq.desc()).limit(_PAGE + 1)
        if before:
            rows = rows.where(ledger.c.seq < before)
        if text := find.strip():
            mine = select(staff.c.id).where(staff.c.login == text)
            by = or_(ledger.c.actor == text, ledger.c.actor.in_(mine))
            rows = rows.where(or_(ledger.c.subject == text, ledger.c.kind == text, by))
        some = connection.execute(rows).all()
        shown_ = some[:_PAGE]
        return {
            "events": [(one, _plain(one.body)) for one in shown_],
            "older": shown_[-1].seq if len(some) > _PAGE else 0,
            "names": _names(connection, {one.actor for one in shown_}),
            "looked": find.strip(),
            "heads": daily_heads(connection)[-_DAYS:],
            "verified": getattr(request.app.state, "verified", None),
            "limits": request.app.state.guard,
        }

    return shown(request, "audit.html", found)


@router.post(PATH)
async def verify(request: Request, _who: Auditor, _form: Posted) -> Response:
    """Follow the whole chain now; what is found is shown until the server stops."""
    book: Ledger = request.app.state.ledger
    verdict = await run_in_threadpool(book.verify)
    request.app.state.verified = Verified(stamp(book.clock()), verdict)
    return see(f"{PATH}#chain")


def _names(connection: Connection, actors: set[str]) -> dict[str, str]:
    """The logins of accounts among those who acted."""
    rows = select(staff.c.id, staff.c.login).where(staff.c.id.in_(actors))
    return {row.id: row.login for row in connection.execute(rows)}


def _plain(body: str) -> str:
    """What an event says, without the marks of JSON and what it leaves open."""
    text = _said(json.loads(body))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_said(one)}" for name, one in value.items() if one is not None)
    return ", ".join(map(_said, value)) if isinstance(value, list) else str(value)
