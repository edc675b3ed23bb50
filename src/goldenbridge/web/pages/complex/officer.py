"""One truck at a station: the officer begins, weighs, seals, passes, holds, refuses, releases."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row, select

from goldenbridge.errors import MissingError
from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.passage import holds, seals, stations
from goldenbridge.operations.passage.corrections import WEIGHED, CorrectWeighing
from goldenbridge.operations.passage.steps import HandOver
from goldenbridge.operations.passage.tables import WEIGHING
from goldenbridge.operations.rules import Post
from goldenbridge.web.pages.complex.doing import do
from goldenbridge.web.pages.complex.showing import shown, words
from goldenbridge.web.pages.complex.stations import covers, post_of
from goldenbridge.web.pages.complex.trucks import Truck, truck_of
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import allowed, see

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
    "unseal": tell("The seal is taken off."),
    "hand-over": tell("The truck is taken over."),
    "reweigh": tell("The weight is corrected."),
}


@dataclass(frozen=True, slots=True)
class _Act:
    """A command, the fields of the form and the parts of the address it is made of."""

    command: type[Any]
    texts: tuple[str, ...] = ()
    of: tuple[str, ...] = ("visit",)
    weighs: bool = False
    fixed: Mapping[str, Any] = field(default_factory=dict)


_HERE = ("visit", "station")
_ACTS = {
    "start": _Act(stations.Start, of=_HERE),
    "hold": _Act(holds.Hold, ("reason",)),
    "refuse": _Act(holds.Refuse, ("reason",)),
    "weigh": _Act(
        stations.Weigh,
        ("device", "calibrated_until"),
        of=_HERE,
        weighs=True,
        fixed={"axles_kg": ()},
    ),
    "reweigh": _Act(CorrectWeighing, ("weighing", "reason"), of=(), weighs=True),
    "seal": _Act(seals.Seal, ("number",)),
    "unseal": _Act(seals.Unseal, ("seal",), of=()),
    "ask": _Act(stations.Ask, ("station",)),
    "release": _Act(holds.Release, ("hold",), of=()),
    "turn-back": _Act(holds.Conclude, fixed={"step": "turn-back"}),
    "impound": _Act(holds.Conclude, fixed={"step": "impound"}),
    "hand-over": _Act(HandOver, ("record",)),
}


@router.get("/complex/stations/{station}/{visit}")
def truck(request: Request, who: Officer, station: str, visit: str, done: Text = "") -> Response:
    """One truck at a station: start, pass, hold, refuse, release."""
    return _shown(request, who, station, visit, done=DONE.get(done))


@router.post("/complex/stations/{station}/{visit}")
async def act(request: Request, who: Officer, station: str, visit: str, form: Posted) -> Response:
    """What the officer has found."""
    step = form.choice("act", DONE)
    kind, values = _asked(form, step, {"station": station, "visit": visit})
    # an officer of several agencies acts for the one this station belongs to
    values |= {"agency": _agency(request, who, station), "now": _version(request, visit, station)}
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/complex/stations/{station}/{visit}?done={step}")
    return _shown(request, who, station, visit, form=form, status=status)


def _asked(form: Form, step: str, here: Mapping[str, str]) -> tuple[type[Any], dict[str, Any]]:
    """The command of a step and its values; a result ends the task where the form says so."""
    if step in stations.RESULTS and form.values.get("of") == "task":
        reason = form.text("reason", needed=step != "pass")
        return stations.End, {**here, "result": step, "reason": reason}
    act = _ACTS.get(step)
    if act is None:
        form.errors.setdefault("act", tell("Choose one of those offered."))
        return stations.Start, {}
    values: dict[str, Any] = {name: here[name] for name in act.of}
    values |= {name: form.text(name) for name in act.texts}
    if act.weighs:
        values["gross_kg"] = form.number("gross_kg", least=1, most=200_000)
    return act.command, {**values, **act.fixed}


def _agency(request: Request, who: Principal, station: str) -> str | None:
    with request.app.state.ledger.reading() as view:
        rules = words(request, view.connection, request.app.state.ledger.clock())["rules"]
    post = post_of(rules, station)
    return post.agency if covers(who, post) else None


def _version(request: Request, visit: str, station: str) -> int | None:
    """The version of the visit and its task together: whichever changed last."""
    with request.app.state.ledger.reading() as view:
        truck = truck_of(view.connection, visit)
    return None if truck is None else seen(truck, station)


def seen(truck: Truck, station: str) -> int:
    """What a page shows of a truck at a station is true of this place of the ledger."""
    own = [one for one in truck.tasks if one.station == station]
    visit = [truck.visit] if truck.visit is not None else []
    parts = (*visit, *own, *truck.holds, *truck.seals, *truck.weighings)
    return max((one.version for one in parts), default=0)


def _shown(request: Request, who: Principal, station: str, visit: str, **sent: Any) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        post = post_of(told["rules"], station)
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
            "receiving": _receiving(connection, truck.visit, post, told["now"]),
            "corrected": _corrected(connection, truck),
            "may_be_asked": [one.station for one in optional if own and one.side == own.side],
        }

    return shown(request, "officer.html", found, **sent)


def _receiving(connection: Connection, visit: Row[Any], post: Post, now: datetime) -> bool:
    """Whether the agency of a station is of the side that a truck has left for."""
    plan = complex_at(connection, now).tasks(visit.direction, visit.truck_class)
    return any(one.agency == post.agency and one.side == plan[-1].side for one in plan)


def _corrected(connection: Connection, truck: Truck) -> dict[str, list[dict[str, Any]]]:
    """What stood before in weighings that were corrected, the first correction first."""
    found: dict[str, list[dict[str, Any]]] = {}
    ids = [one.id for one in truck.weighings]
    mine = ledger.c.subject.in_(ids) & (ledger.c.kind == WEIGHED)
    rows = select(ledger.c.subject, ledger.c.body).where(mine).order_by(ledger.c.seq)
    for subject, body in connection.execute(rows):
        found.setdefault(subject, []).append(json.loads(body))
    return found


def _open_before(own: Row[Any] | None, states: dict[str, str]) -> list[str]:
    """Stations that have to be done before this one."""
    if own is None:
        return []
    return [one for one in states if f'"{one}"' in own.needs and states[one] in ("todo", "doing")]
