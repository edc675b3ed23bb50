"""Carriers that are known, and the tokens of their programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, func, select
from starlette.concurrency import run_in_threadpool

from goldenbridge.language.messages import tell
from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Principal, require
from goldenbridge.operations.access.tables import api_token
from goldenbridge.operations.appointments.parties import RegisterCarrier
from goldenbridge.operations.appointments.tables import CARRIER, VEHICLE
from goldenbridge.web.pages.complex.doing import do
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import allowed, see

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, allowed("read")]
Text = Annotated[str, Query(max_length=200)]
PATH = "/complex/carriers"
DONE = {
    "register": tell("The carrier is known now."),
    "revoke": tell("The token is revoked; it opens nothing any more."),
}
_PAGE = 40


@router.get(PATH)
def carriers(request: Request, _who: Reader, after: Text = "", done: Text = "") -> Response:
    """Carriers by name, a page at a time, and for an administrator their tokens."""
    return _shown(request, after, done=DONE.get(done))


@router.post(PATH)
async def act(request: Request, who: Reader, form: Posted) -> Response:
    """Register a carrier; issue a token, which is shown this once; revoke one."""
    step = form.choice("act", ("register", "issue", "revoke"))
    carrier = form.text("carrier", needed=step != "revoke")
    status = 422
    if step == "register":
        country = form.text("country").upper()
        status = await do(request, RegisterCarrier, who, form, carrier=carrier, country=country)
    elif step == "revoke":
        status = await do(request, accounts.RevokeToken, who, form, id=form.text("token"))
    elif step and carrier:
        require(who, "manage-access")
        ledger, actor = request.app.state.ledger, who.actor
        made = await run_in_threadpool(accounts.issue_token, ledger, carrier, actor=actor)
        return _shown(request, "", token=made[1], holder=carrier)
    if status == 200:
        return see(f"{PATH}?done={step}")
    return _shown(request, "", form=form, status=status)


def _shown(
    request: Request, after: str, *, token: str = "", holder: str = "", **sent: Any
) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        rows = select(CARRIER).where(CARRIER.c.id > after).order_by(CARRIER.c.id).limit(_PAGE + 1)
        some = connection.execute(rows).all()
        ids = [one.id for one in some[:_PAGE]]
        trucks = select(VEHICLE.c.carrier, func.count()).where(VEHICLE.c.carrier.in_(ids))
        tokens: dict[str, list[Any]] = {}
        held = select(api_token).where(api_token.c.party.in_(ids)).order_by(api_token.c.expires)
        for one in connection.execute(held):
            tokens.setdefault(one.party, []).append(one)
        return {
            "carriers": some[:_PAGE],
            "next": ids[-1] if len(some) > _PAGE else "",
            "trucks": dict(connection.execute(trucks.group_by(VEHICLE.c.carrier)).all()),
            "tokens": tokens,
            "countries": list(told["rules"].plates),
            "issued": token,
            "holder": holder,
        }

    return shown(request, "carriers.html", found, **sent)
