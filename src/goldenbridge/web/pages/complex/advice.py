"""What to change in the next shifts: the proposal beside the plan, accepted or refused here."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row, select
from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import RefusedError
from goldenbridge.figures.before_after import Pair, before_after
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.language.messages import Number, tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.access.tables import staff
from goldenbridge.operations.advice.deciding import AcceptAdvice, RefuseAdvice
from goldenbridge.operations.advice.tables import ADVICE
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.web.api.advice import PLAN, noted, plain, proposed
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.complex.showing import words
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import allowed, page, see

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
Planner = Annotated[Principal, allowed(PLAN)]
Text = Annotated[str, Query(max_length=200)]
_SHOWN = 10
DONE = {
    "proposed": tell("A proposal is made. Look at it and decide."),
    "accepted": tell("The proposal holds: places and duty plan are changed."),
    "nothing": tell("Nothing within the bounds would help. Everything stays as it is."),
    "refused": tell("The proposal is refused."),
    "measured": tell("What it saved is measured."),
}
STATES = {
    "proposed": tell("Open"),
    "accepted": tell("Accepted"),
    "refused": tell("Refused"),
    "expired": tell("Void"),
}
WHY_NOT = {
    "sold": tell("sold meanwhile"),
    "changed": tell("changed by somebody else meanwhile"),
    "too-soon": tell("begins too soon"),
    "bounds": tell("outside the bounds that hold now"),
    "officers": tell("needs officers that cannot come"),
}
WHY = {
    "short": tell("The trucks would keep {load} officers busy: too many wait."),
    "idle": tell("The trucks keep {load} officers busy: nobody would wait longer."),
    "sold-out": tell("All places are sold, and the promise holds with more."),
    "promise": tell("The promise is in danger; these places are not sold yet."),
}
ASSUMED = {
    "besides": tell("Trucks without booking come as the programme says: the ledger is too young."),
    "no-show": tell("No-shows and lateness are those of the programme: too few bookings so far."),
    "sold": tell("Every free place counts as sold: too few places so far."),
}


@router.get("/complex/advice")
def shown(request: Request, _who: Planner, done: Text = "") -> Response:
    """The open proposal, if there is one, and what became of those before."""
    return _shown(request, done=done)


@router.post("/complex/advice")
async def act(request: Request, who: Planner, form: Posted) -> Response:
    """Reckon, accept, refuse, or measure what a proposal saved."""
    step = form.choice("act", ("reckon", "accept", "refuse", "measure"))
    status, done = 422, ""
    if step in {"reckon", "measure"}:
        try:
            if step == "reckon":
                _, answer = await run_in_threadpool(proposed, request, who)
                done = str(answer["state"])
            else:
                await run_in_threadpool(noted, request, who, form.text("advice"))
                done = "measured"
            status = 200
        except RefusedError as error:
            form.refused(error)
            status = 409
    elif step:
        values: dict[str, Any] = {"advice": form.text("advice"), "version": version(form)}
        kind: type[Any] = AcceptAdvice
        done = "accepted"
        if step == "refuse":
            kind, done = RefuseAdvice, "refused"
            values["reason"] = form.text("reason")
        status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/complex/advice?done={done}")
    return _shown(request, form=form, status=status)


def _shown(
    request: Request, *, done: str = "", form: Form | None = None, status: int = 200
) -> Response:
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        try:
            told = words(request, view.connection, ledger.clock())
        except RefusedError:
            return page(request, "no-rules.html")
        rows = select(ADVICE).order_by(ADVICE.c.version.desc()).limit(_SHOWN)
        known = [plain(row) for row in view.connection.execute(rows)]
        openings = _openings(view.connection, known)
        site = complex_at(view.connection, told["now"]).site
        logins = {row.id: row.login for row in view.connection.execute(select(staff))}
    now = stamp(told["now"])
    open_ = [one for one in known if one["state"] == "proposed" and one["holds"] > now]
    return page(
        request,
        "advice.html",
        status=status,
        proposal=open_[0] if open_ else None,
        figure=_figure(request, open_[0], told) if open_ else None,
        before=[one for one in known if one not in open_],
        openings=openings,
        over=lambda one: one["state"] == "accepted" and not one["measured"] and one["ends"] <= now,
        done=DONE.get(done),
        states=STATES,
        who_is=lambda actor: logins.get(actor, actor),
        why_not=WHY_NOT,
        assumed=ASSUMED,
        form=form or Form(),
        **told | _words(request, site, told),
    )


def _words(request: Request, site: str, told: dict[str, Any]) -> dict[str, Any]:
    """Numbers, reasons, and the names of pools, as the reader reads them."""
    language = reader.reader_of(request).language
    served: Served = request.app.state.served
    sites = [one for one in served.told(language).sites if one.id == site]
    pools = {pool.id: pool.name or pool.id for one in sites for pool in one.pools}

    def reason(change: dict[str, Any]) -> str:
        return language.say(WHY[change["why"]].template, load=Number(change.get("load", 0.0), 1))

    return {
        "amount": language.number,
        "share": lambda value: "–" if value is None else language.percent(value, 1),
        "reason": reason,
        "post": lambda name: pools.get(name, told["named"](name)),
    }


def _openings(connection: Connection, known: list[dict[str, Any]]) -> dict[str, Row[Any]]:
    """The openings that proposals speak of."""
    ids = {
        one["opening"]
        for proposal in known
        for one in (*proposal["places"], *(proposal["left_out"] or ()))
        if "opening" in one
    }
    rows = connection.execute(select(OPENING).where(OPENING.c.id.in_(sorted(ids))))
    return {row.id: row for row in rows}


def _figure(request: Request, proposal: dict[str, Any], told: dict[str, Any]) -> Figure | None:
    """Minutes a truck takes in each shift, as it stands and under the proposal."""
    language = reader.reader_of(request).language
    rows = []
    for one in proposal["expected"][:-1]:
        numbers = [
            one[name][part] for name in ("now_min", "then_min") for part in ("value", "half")
        ]
        if None not in numbers:
            name = f"{told['hour'](one['starts'])}–{told['hour'](one['ends'])}"
            rows.append(Pair(name, *numbers))
    caption = Caption(language.say("How long a truck takes"), language)
    names = (language.say("as it stands"), language.say("under the proposal"))
    return before_after(rows, caption, names)
