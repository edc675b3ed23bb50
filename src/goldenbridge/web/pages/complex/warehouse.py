"""The warehouse: units come in, are put away, carried and loaded; a scan leads to any of them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, select

from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal, permissions
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.rules import Goods
from goldenbridge.operations.storage import Load
from goldenbridge.operations.warehouse.goods import MoveUnit, Receive, SetStatus, Ship
from goldenbridge.operations.warehouse.places import Place, load_of, places
from goldenbridge.operations.warehouse.tables import UNIT
from goldenbridge.web.pages.complex import stock
from goldenbridge.web.pages.complex.doing import do
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import allowed, see

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, allowed("read")]
Text = Annotated[str, Query(max_length=200)]
PATH = "/complex/warehouse"
DONE = {
    "receive": tell("The unit is received and put down."),
    "move": tell("The unit stands in its new place."),
    "ship": tell("It is loaded on the truck."),
    "free": tell("The unit is cleared."),
    "held": tell("The unit is held back."),
    "bonded": tell("The unit is under customs control again."),
}
STEPS = {
    "free": tell("Clear it"),
    "held": tell("Hold it back"),
    "bonded": tell("Put it under customs control"),
}
_MOST, _OFFERED = 10_000, 6


@router.get(PATH)
def warehouse(  # noqa: PLR0913 - what the address tells
    request: Request, who: Reader, find: Text = "", at: Text = "", like: Text = "", done: Text = ""
) -> Response:
    """Stock by place; a scan leads to a unit, a place, a truck or an owner.

    `at` is the place to carry from, `like` the unit before, which a new one is often like.
    """
    return _shown(request, who, find, at=at, like=like, done=DONE.get(done))


@router.post(PATH)
async def act(request: Request, who: Reader, form: Posted) -> Response:
    """Receive a unit, carry it to a place or a truck, clear, hold or bond it."""
    step = form.choice("act", ("receive", "carry", *STEPS))
    unit = form.text("unit", longest=60)
    values: dict[str, Any] = {}
    kind: type[Any] = SetStatus
    with request.app.state.ledger.reading() as view:
        if step == "receive":
            kind, values = Receive, _received(view.connection, form, unit)
        elif step == "carry":
            kind, values = _carried(view.connection, form, unit)
            step = "ship" if kind is Ship else "move"
        elif step:
            values = {"unit": unit, "status": step, "agency": form.text("agency")}
        values["now"] = stock.seen(view.connection, unit)
    status = await do(request, kind, who, form, **values)
    if status != 200:
        return _refused(request, who, form, values, status)
    after = {"find": unit} if kind is SetStatus else {}
    after |= {"like": unit} if kind is Receive else {}
    return see(f"{PATH}?{urlencode({'done': step} | after)}")


def _received(connection: Connection, form: Form, unit: str) -> dict[str, Any]:
    return {
        "sscc": unit,
        "owner": form.text("owner"),
        "location": _place(connection, form, "location"),
        "packages": form.number("packages", least=1, most=_MOST),
        "temperature": form.choice("temperature", stock.TEMPERATURES),
        "labels": tuple(form.text("labels", needed=False).replace(",", " ").split()),
        "food": form.values.get("food") == "yes",
        "visit": form.text("visit", needed=False) or None,
    }


def _carried(connection: Connection, form: Form, unit: str) -> tuple[type[Any], dict[str, Any]]:
    """To another place, or on a truck: `to` names either."""
    packages = form.number("packages", least=1, most=_MOST)
    values = {"unit": unit, "source": form.text("at"), "packages": packages}
    to = form.text("to")
    if to and not stock.place_of(connection, to):
        if visit := stock.visit_of(connection, to):
            onward = form.values.get("transit") == "yes"
            return Ship, values | {"visit": visit, "transit": onward}
        form.errors["to"] = tell("Neither a place nor a truck inside is known by this.")
        return MoveUnit, values
    return MoveUnit, values | {"target": _place(connection, form, "to")}


def _place(connection: Connection, form: Form, name: str) -> str:
    text = form.text(name)
    found = stock.place_of(connection, text) if text else None
    if text and found is None:
        form.errors[name] = tell("No place has this name.")
    return found.location.id if found else ""


def _refused(
    request: Request, who: Principal, form: Form, values: dict[str, Any], status: int
) -> Response:
    """The page again; where a place does not take the load, it says why in plain words."""
    name = "location" if "location" in values else "to"
    target = values.get("location") or values.get("target")
    if status == 409 and target:
        with request.app.state.ledger.reading() as view:
            goods = complex_at(view.connection, request.app.state.ledger.clock()).rules.goods
            load = _load(view.connection, values)
            place = stock.place_of(view.connection, target)
        if place and load and not place.takes(load, values["packages"], goods):
            told = str(next(iter(form.errors.values())))
            form.errors = {name: stock.obstacle(place, load, values["packages"]), "server": told}
    unit = form.values.get("unit", "")
    return _shown(request, who, unit, at=values.get("source", ""), form=form, status=status)


def _load(connection: Connection, values: dict[str, Any]) -> Load | None:
    if "sscc" in values:
        labels = values["labels"]
        return Load(temperature=values["temperature"], labels=labels, food=values["food"])
    row = connection.execute(select(UNIT).where(UNIT.c.id == values["unit"])).first()
    return load_of(row) if row else None


def _shown(
    request: Request, who: Principal, text: str, *, at: str = "", like: str = "", **sent: Any
) -> Response:
    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        own = stock.scanned(connection, text)
        everywhere = places(connection)
        same = stock.scanned(connection, like)["unit"] if own["sscc"] else None
        if own["unit"]:
            source = next((one for one in own["stock"] if one.location == at), None)
            source = source or (own["stock"][0] if len(own["stock"]) == 1 else None)
            own |= {"source": source, "seen": stock.seen(connection, own["unit"].id)}
            own["offered"] = _offered(everywhere, own, told["rules"].goods)
        trucks = stock.docked(connection)
        return own | {
            "looked": text.strip(),
            "like": like,
            "same": same,
            "same_place": stock.stock_of(connection, same.id) if same else (),
            "zones": _zones(everywhere),
            "docked": [("", tell("no truck")), *((t.id, f"{t.country} {t.plate}") for t in trucks)],
            "agencies": _agencies(who),
            "temperatures": [
                (t, stock.TEMPERATURES.get(t, t)) for t in told["rules"].goods.temperatures
            ],
            "cold": stock.TEMPERATURES,
            "statuses": stock.STATUSES,
            "steps": STEPS,
            "most": stock.MOST,
        }

    return shown(request, "warehouse.html", found, **sent)


def _offered(everywhere: list[Place], own: dict[str, Any], goods: Goods) -> list[Place]:
    """Places that take what is to be carried, those of the same zone first."""
    source, load = own["source"], load_of(own["unit"])
    if source is None:
        return []
    zones = {one.location.id: one.location.zone for one in everywhere}
    fit = [
        one
        for one in everywhere
        if one.location.id != source.location and one.takes(load, source.packages, goods)
    ]
    here = zones[source.location]
    return sorted(fit, key=lambda one: one.location.zone != here)[:_OFFERED]


def _zones(everywhere: list[Place]) -> dict[str, list[Place]]:
    zones: dict[str, list[Place]] = {}
    for place in everywhere:
        zones.setdefault(place.location.zone, []).append(place)
    return zones


def _agencies(who: Principal) -> list[str]:
    """The agencies for which somebody may clear, hold or release units."""
    return sorted(
        {
            grant.agency
            for grant in who.grants
            if (grant.role, "inspect") in permissions() and grant.agency and not grant.station
        }
    )
