"""The screens of officers: what waits at a station, and one truck at a time."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row, func, select

from goldenbridge.errors import MissingError, RefusedError
from goldenbridge.operations.access.roles import Principal, permissions
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.operations.rules import Post, Rules
from goldenbridge.web.pages.complex.showing import shown, words
from goldenbridge.web.pages.complex.trucks import Truck, find
from goldenbridge.web.pages.page import allowed, page, see

router = APIRouter(include_in_schema=False)
Officer = Annotated[Principal, allowed("inspect")]
Text = Annotated[str, Query(max_length=200)]


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
        post = post_of(told["rules"], station)
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


def post_of(rules: Rules, station: str) -> Post:
    """What is done at a station. Raises MissingError for one there is none of."""
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
