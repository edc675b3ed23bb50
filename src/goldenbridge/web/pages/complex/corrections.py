"""Corrections of what a visit is written to be: one person proposes, another one confirms."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, select

from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.access.tables import staff
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.passage.corrections import PROPOSED, Correct, ProposeCorrection
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.visits import STEPS
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.complex.showing import STATES, shown
from goldenbridge.web.pages.complex.trucks import find
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import allowed, see

router = APIRouter(include_in_schema=False)
Corrector = Annotated[Principal, allowed("correct")]
Text = Annotated[str, Query(max_length=200)]
PATH = "/complex/corrections"
DONE = {
    "propose": tell("Proposed. It holds when another person has confirmed it."),
    "confirm": tell("The visit is corrected."),
}
_RECENT = 20_000
"""Events among which proposals are looked for."""


@router.get(PATH)
def corrections(request: Request, _who: Corrector, find: Text = "", done: Text = "") -> Response:
    """Proposals that wait for another person; a scan leads to a truck to correct."""
    return _shown(request, find, done=DONE.get(done))


@router.post(PATH)
async def act(request: Request, who: Corrector, form: Posted) -> Response:
    """Propose a correction, or confirm that of another person."""
    step = form.choice("act", DONE)
    values: dict[str, Any] = {"visit": form.text("visit")}
    kind: type[Any] = Correct
    if step == "confirm":
        values["proposal"] = form.number("proposal", least=1, most=2**31 - 1)
    else:
        kind = ProposeCorrection
        values |= {"state": form.choice("state", STEPS), "reason": form.text("reason")}
        values["version"] = version(form)
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"{PATH}?done={step}")
    return _shown(request, form.values.get("find", ""), form=form, status=status)


def _shown(request: Request, text: str, **sent: Any) -> Response:
    def found(connection: Connection, _told: dict[str, Any]) -> dict[str, Any]:
        trucks = find(connection, text) if text.strip() else []
        allowed_ = [one for one in STEPS if one not in {"booked", "no-show"}]
        return {
            "looked": text.strip(),
            "trucks": [one for one in trucks if one.visit is not None],
            "state_pairs": [(one, STATES[one]) for one in allowed_],
            "proposals": _open(connection),
        }

    return shown(request, "corrections.html", found, **sent)


def _open(connection: Connection) -> list[dict[str, Any]]:
    """Proposals of visits to which nothing has happened since, the latest first."""
    last = select(ledger.c.seq).order_by(ledger.c.seq.desc()).limit(1).scalar_subquery()
    rows = (
        select(ledger.c.seq, ledger.c.at, ledger.c.actor, ledger.c.body, staff.c.login)
        .add_columns(VISIT.c.id, VISIT.c.state, VISIT.c.version, VEHICLE.c.plate, VEHICLE.c.country)
        .join(VISIT, VISIT.c.id == ledger.c.subject)
        .join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
        .outerjoin(staff, staff.c.id == ledger.c.actor)
        .where(ledger.c.seq > last - _RECENT, ledger.c.kind == PROPOSED)
        .order_by(ledger.c.seq.desc())
    )
    told = [{"row": row} | json.loads(row.body) for row in connection.execute(rows)]
    return [one for one in told if one["seen"] == one["row"].version]
