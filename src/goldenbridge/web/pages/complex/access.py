"""The administrator: accounts, what they may do where, and their sessions."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, func, select
from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import RefusedError
from goldenbridge.language.messages import tell
from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.grants import EndSessions, GiveGrants, TakeGrant
from goldenbridge.operations.access.hashes import LONGEST
from goldenbridge.operations.access.roles import Grant, Principal, roles
from goldenbridge.operations.access.tables import role_grant, staff, staff_session
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.web.pages.complex.doing import do
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import allowed, see

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Principal, allowed("manage-access")]
Text = Annotated[str, Query(max_length=200)]
ROLES = {
    "administrator": tell("administrator"),
    "auditor": tell("auditor"),
    "carrier": tell("carrier"),
    "delegate": tell("delegate of a state"),
    "gate": tell("gate"),
    "manager": tell("manager"),
    "officer": tell("officer"),
    "scheduler": tell("scheduler"),
    "secretary": tell("secretary of the council"),
    "warehouse": tell("warehouse"),
    "witness": tell("witness of a state"),
}
DONE = {
    "add": tell("The account is made."),
    "give": tell("The grant is given."),
    "take": tell("The grant is taken back."),
    "end": tell("Every session of this account has ended."),
    "close": tell("The account is closed."),
}
_PAGE = 40
_ACTS: dict[str, tuple[type[Any], str]] = {
    "take": (TakeGrant, "grant"),
    "end": (EndSessions, "staff"),
    "close": (accounts.CloseStaff, "staff"),
}


@router.get("/complex/access")
def people(request: Request, _who: Administrator, after: Text = "", done: Text = "") -> Response:
    """Accounts by login, a page at a time, each with its grants and sessions."""
    return _people(request, after, done=DONE.get(done))


@router.post("/complex/access")
async def act(request: Request, who: Administrator, form: Posted) -> Response:
    """Make an account, give and take grants, end sessions, close."""
    step = form.choice("act", ("add", "give", *_ACTS))
    after = form.text("after", needed=False)
    status = 422
    if step == "add":
        status = await _added(request, who, form)
    elif step == "give":
        given = [{name: getattr(_grant(form), name) for name in Grant.__slots__}]
        status = await do(request, GiveGrants, who, form, staff=form.text("staff"), grants=given)
    elif step:
        kind, name = _ACTS[step]
        status = await do(request, kind, who, form, **{name: form.text(name)})
    if status == 200:
        return see(f"/complex/access?done={step}")
    return _people(request, after, form=form, status=status)


async def _added(request: Request, who: Principal, form: Form) -> int:
    login, password = form.text("login"), form.values.pop("password", "")[: LONGEST + 1]
    grant = _grant(form)
    if form.errors:
        return 422
    ledger = request.app.state.ledger
    try:
        await run_in_threadpool(
            accounts.add_staff, ledger, login, password, [grant], actor=who.actor
        )
    except RefusedError as error:
        text = str(error)
        form.errors["password" if text.startswith("password") else "login"] = text
        return 409
    return 200


def _grant(form: Form) -> Grant:
    """The grant of a form; an officer's names the agency."""
    role = form.choice("role", roles())
    part = {name: form.text(name, needed=False) or None for name in ("station", "country")}
    agency = form.text("agency", needed=role == "officer") or None
    return Grant(role, part["station"], part["country"], agency)


def _people(request: Request, after: str, **sent: Any) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        rows = select(staff).where(staff.c.active == 1, staff.c.login > after)
        some = connection.execute(rows.order_by(staff.c.login).limit(_PAGE + 1)).all()
        ids = [one.id for one in some[:_PAGE]]
        grants: dict[str, list[Any]] = {}
        mine = select(role_grant).where(role_grant.c.staff.in_(ids)).order_by(role_grant.c.role)
        for grant in connection.execute(mine):
            grants.setdefault(grant.staff, []).append(grant)
        posts = told["rules"].posts
        agencies = sorted({post.agency for post in posts})
        return {
            "people": some[:_PAGE],
            "next": some[_PAGE - 1].login if len(some) > _PAGE else "",
            "grants": grants,
            "sessions": _sessions(connection, ids, stamp(told["now"])),
            "roles": ROLES,
            "role_pairs": [(one, ROLES.get(one, one)) for one in roles() if one != "carrier"],
            "stations": [("", tell("every station")), *told["pairs"]([p.station for p in posts])],
            "sides": [("", tell("both sides")), *((one, one) for one in told["rules"].plates)],
            "agencies": [("", tell("no agency")), *((one, one) for one in agencies)],
            "after": after,
        }

    return shown(request, "access.html", found, **sent)


def _sessions(connection: Connection, ids: list[str], now: str) -> dict[str, tuple[int, str]]:
    """Sessions that are open for each account, and until when the last of them lasts."""
    open_ = staff_session.c.staff.in_(ids) & (staff_session.c.expires > now)
    rows = (
        select(staff_session.c.staff, func.count(), func.max(staff_session.c.expires))
        .where(open_)
        .group_by(staff_session.c.staff)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(rows)}
