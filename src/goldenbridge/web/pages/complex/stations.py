"""The screens of officers: what waits at a station, and one truck at a time."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row, func, select

from goldenbridge.errors import MissingError, RefusedError
from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal, permissions
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.passage import holds, seals, stations
from goldenbridge.operations.passage.tables import TASK, VISIT, WEIGHING
from goldenbridge.operations.rules import Post, Rules
from goldenbridge.web.pages.complex.doing import do
from goldenbridge.web.pages.complex.showing import shown, words
from goldenbridge.web.pages.complex.trucks import Truck, find, truck_of
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import allowed, page, see

router = APIRouter(include_in_schema=False)
Officer = Annotated[Principal, allowed("inspect")]
Text = Annotated[str, Query(max_length=200)]
DONE = {
    "start": tell("The work has begun."),
    "pass": tell("Done: it may go on."),
    "hold": tell("The truck is held back."),
    "refuse": tell("The truck is refused."),
    "weigh": tell("The weight is noted."),
    "seal": tell("The seal is noted."),
    "release": tell("The hold is released."),
    "ask": tell("It is asked for."),
    "turn-back": tell("The truck is sent back."),
    "impound": tell("The truck is impounded."),
}


@router.get("/complex/stations")
def mine(request: Request, who: Officer) -> Response:
    """The stations where whoever is signed in may work, with what waits there."""

    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        ready = TASK.c.state.in_(("todo", "doing")) & TASK.c.ready.is_not(None)
        here = select(TASK.c.station, func.count()).where(ready).group_by(TASK.c.station)
        counts = {row[0]: row[1] for row in connection.execute(here)}
        posts = [post for post in told["rules"].posts if covers(who, post)]
        return {"posts": posts, "counts": counts}

    return shown(request, "stations.html", found)


@router.get("/complex/stations/{station}")
def station(request: Request, who: Officer, station: str, find: Text = "") -> Response:
    """The trucks whose turn it is at a station; a scan leads to one of them."""
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        told = words(request, view.connection, ledger.clock())
        post = _post(told["rules"], station)
        looked = [one for one in _found(view.connection, find) if one.visit is not None]
        rows = _waiting(view.connection, station)
    if len(looked) == 1 and looked[0].visit is not None:
        return see(f"/complex/stations/{station}/{looked[0].visit.id}")
    return page(
        request,
        "station.html",
        post=post,
        rows=rows,
        looked=find.strip(),
        ours=covers(who, post),
        **told,
    )


@router.get("/complex/stations/{station}/{visit}")
def truck(request: Request, who: Officer, station: str, visit: str, done: Text = "") -> Response:
    """One truck at a station: start, pass, hold, refuse, release."""
    return _shown(request, who, station, visit, done=DONE.get(done))


@router.post("/complex/stations/{station}/{visit}")
async def act(request: Request, who: Officer, station: str, visit: str, form: Posted) -> Response:
    """What the officer has found."""
    step = form.choice("act", DONE)
    values: dict[str, Any] = {"visit": visit, "now": _version(request, visit, station)}
    kind: type[Any] = stations.Start
    if step in {"start", "pass", "weigh"}:
        values["station"] = station
    if step in stations.RESULTS and form.values.get("of") == "task":
        kind = stations.End
        values |= {"station": station, "result": step}
        values["reason"] = form.text("reason", needed=step != "pass")
    elif step in {"hold", "refuse"}:
        kind = holds.Hold if step == "hold" else holds.Refuse
        values["reason"] = form.text("reason")
    elif step == "weigh":
        kind = stations.Weigh
        values["gross_kg"] = form.number("gross_kg", least=1, most=200_000)
        values |= {n: form.text(n) for n in ("device", "calibrated_until")} | {"axles_kg": ()}
    elif step == "seal":
        kind, values["number"] = seals.Seal, form.text("number")
    elif step == "ask":
        kind, values["station"] = stations.Ask, form.text("asked")
    elif step == "release":
        kind = holds.Release
        values = {"hold": form.text("hold"), "now": values["now"]}
    elif step in {"turn-back", "impound"}:
        kind, values["step"] = holds.Conclude, step
    # an officer of several agencies acts for the one this station belongs to
    values["agency"] = _agency(request, who, station)
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/complex/stations/{station}/{visit}?done={step}")
    return _shown(request, who, station, visit, form=form, status=status)


def covers(who: Principal, post: Post, *, everywhere: bool = False) -> bool:
    """Whether a grant lets `who` work at a station for its agency, or for it `everywhere`.

    What concerns a truck as a whole (release, conclude) is covered only by the latter.
    """
    stations_ = {None} if everywhere else {None, post.station}
    return any(
        (grant.role, "inspect") in permissions()
        and grant.agency == post.agency
        and grant.station in stations_
        for grant in who.grants
    )


def _agency(request: Request, who: Principal, station: str) -> str | None:
    with request.app.state.ledger.reading() as view:
        rules = words(request, view.connection, request.app.state.ledger.clock())["rules"]
    post = _post(rules, station)
    return post.agency if covers(who, post) else None


def _post(rules: Rules, station: str) -> Post:
    try:
        return rules.post(station)
    except RefusedError:
        known = ", ".join(post.station for post in rules.posts)
        raise MissingError("station", repr(station), known) from None


def _found(connection: Connection, text: str) -> list[Truck]:
    return find(connection, text) if text.strip() else []


def _waiting(connection: Connection, station: str) -> list[Row[Any]]:
    rows = (
        select(TASK, VISIT.c.truck_class, VISIT.c.state.label("visit_state"))
        .add_columns(VEHICLE.c.plate, VEHICLE.c.country)
        .join(VISIT, VISIT.c.id == TASK.c.visit)
        .join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
        .where(TASK.c.station == station, TASK.c.state.in_(("todo", "doing")))
        .where(TASK.c.ready.is_not(None), VISIT.c.open == 1)
        .order_by(TASK.c.state, TASK.c.ready)
    )
    return list(connection.execute(rows))


def _version(request: Request, visit: str, station: str) -> int | None:
    """The version of the visit and its task together: whichever changed last."""
    with request.app.state.ledger.reading() as view:
        truck = truck_of(view.connection, visit)
    return None if truck is None else seen(truck, station)


def seen(truck: Truck, station: str) -> int:
    """What a page shows of a truck at a station is true of this place of the ledger."""
    own = [one.version for one in truck.tasks if one.station == station]
    holds = [one.version for one in truck.holds]
    latest: int = max([truck.visit.version if truck.visit is not None else 0, *own, *holds])
    return latest


def _shown(request: Request, who: Principal, station: str, visit: str, **sent: Any) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        post = _post(told["rules"], station)
        truck = truck_of(connection, visit)
        if truck is None or truck.visit is None:
            raise MissingError("visit", repr(visit), "a truck that is here")
        last = select(WEIGHING).where(WEIGHING.c.station == station)
        own = next((one for one in truck.tasks if one.station == station), None)
        optional = [one for one in truck.tasks if one.state == "optional"]
        return {
            "post": post,
            "truck": truck,
            "task": own,
            "before": _open_before(own, {one.station: one.state for one in truck.tasks}),
            "seen": seen(truck, station),
            "ours": covers(who, post),
            "everywhere": covers(who, post, everywhere=True),
            "scales": connection.execute(last.order_by(WEIGHING.c.version.desc())).first(),
            "may_be_asked": [one.station for one in optional if own and one.side == own.side],
        }

    return shown(request, "officer.html", found, **sent)


def _open_before(own: Row[Any] | None, states: dict[str, str]) -> list[str]:
    """Stations that have to be done before this one."""
    if own is None:
        return []
    return [one for one in states if f'"{one}"' in own.needs and states[one] in ("todo", "doing")]
