"""What a scan in the warehouse leads to: a unit, a place, a truck, an owner, or nothing yet."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from goldenbridge.errors import RuleError
from goldenbridge.language.messages import Message, tell
from goldenbridge.operations.appointments.tables import VEHICLE
from goldenbridge.operations.identifiers import normal_sscc
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.storage import Load
from goldenbridge.operations.visits import INSIDE
from goldenbridge.operations.warehouse.places import Place, places
from goldenbridge.operations.warehouse.tables import LOCATION, MOVE, STOCK, UNIT
from goldenbridge.web.pages.complex.trucks import find

MOST = 60
"""Units that a list shows."""
_DIGITS = 14
"""A text with so many digits is meant as an SSCC."""


def scanned(connection: Connection, text: str) -> dict[str, Any]:
    """The unit with its stock and moves, or the place, or the units of a truck or an owner.

    `sscc` is a right number that no unit has yet, `fault` what is wrong with one.
    """
    text = text.strip()
    found: dict[str, Any] = {"unit": None, "place": None, "units": [], "sscc": "", "fault": ""}
    if not text:
        return found
    if place := place_of(connection, text):
        here = STOCK.c.location == place.location.id
        return found | {"place": place, "units": _listed(connection, here)}
    try:
        number = normal_sscc(text)
    except RuleError as error:
        if sum(sign.isdigit() for sign in text) >= _DIGITS:
            return found | {"fault": str(error)}
        return found | {"units": _listed(connection, _theirs(connection, text))}
    unit = connection.execute(select(UNIT).where(UNIT.c.id == number)).first()
    if unit is None:
        return found | {"sscc": number}
    own = {"unit": unit, "stock": stock_of(connection, number), "moves": _moves(connection, number)}
    return found | own


def place_of(connection: Connection, text: str) -> Place | None:
    """The place with this name, whatever its case."""
    same = func.lower(LOCATION.c.id) == text.strip().lower()
    name = connection.execute(select(LOCATION.c.id).where(same)).scalar()
    return places(connection, name)[0] if name is not None else None


def stock_of(connection: Connection, unit: str) -> Sequence[Row[Any]]:
    """Where packages of a unit are."""
    here = (STOCK.c.unit == unit) & (STOCK.c.packages > 0)
    return connection.execute(select(STOCK).where(here).order_by(STOCK.c.location)).all()


def seen(connection: Connection, unit: str) -> int:
    """What a page shows of a unit is true of this place of the ledger; 0 where there is none."""
    own = select(func.max(UNIT.c.version)).where(UNIT.c.id == unit)
    here = select(func.max(STOCK.c.version)).where(STOCK.c.unit == unit)
    return max(connection.execute(one).scalar() or 0 for one in (own, here))


def docked(connection: Connection) -> Sequence[Any]:
    """Trucks that stand at a dock."""
    at_dock = VISIT.c.state.in_(("at-dock", "unloaded", "loaded"))
    both = select(VISIT.c.id, VEHICLE.c.plate, VEHICLE.c.country)
    rows = both.join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle).where(at_dock)
    return connection.execute(rows.order_by(VEHICLE.c.plate)).all()


def visit_of(connection: Connection, text: str) -> str:
    """The visit of the truck inside with this plate, empty where there is none."""
    visits = [one.visit for one in find(connection, text) if one.visit is not None]
    return next((str(visit.id) for visit in visits if visit.state in INSIDE), "")


def obstacle(place: Place, load: Load, packages: int) -> Message:
    """Why a place does not take a load that the rules have refused it."""
    here, needs = place.location, load.temperature
    if needs != here.temperature:
        return tell(
            "{place} is {found}; this has to stand where it is {needed}.",
            place=here.id,
            found=TEMPERATURES.get(here.temperature, here.temperature),
            needed=TEMPERATURES.get(needs, needs),
        )
    if wanting := [label for label in load.labels if label not in here.labels]:
        return tell(
            "{place} is not fitted for dangerous goods of class {labels}.",
            place=here.id,
            labels=", ".join(wanting),
        )
    if packages > place.free:
        return tell("{place} has room for {free} packages.", place=here.id, free=place.free)
    return tell(
        "{place} stands in zone {zone}, where goods are that must not be beside this.",
        place=here.id,
        zone=here.zone,
    )


TEMPERATURES = {
    "ambient": tell("not cooled"),
    "chilled": tell("chilled"),
    "frozen": tell("frozen"),
}
STATUSES = {
    "bonded": tell("under customs control"),
    "free": tell("cleared"),
    "held": tell("held back"),
}


def _listed(connection: Connection, where: Any) -> Sequence[Row[Any]]:
    both = select(UNIT, STOCK.c.location, STOCK.c.packages.label("here"))
    rows = both.join(STOCK, STOCK.c.unit == UNIT.c.id).where(where, STOCK.c.packages > 0)
    return connection.execute(rows.order_by(UNIT.c.id, STOCK.c.location).limit(MOST)).all()


def _theirs(connection: Connection, text: str) -> Any:
    """Units of an owner, or that came or were moved with the truck of a plate."""
    visit = visit_of(connection, text)
    with_truck: Select[Any] = select(MOVE.c.unit).where(MOVE.c.visit == visit)
    owned = func.lower(UNIT.c.owner) == text.lower()
    return or_(owned, UNIT.c.id.in_(with_truck)) if visit else owned


def _moves(connection: Connection, unit: str) -> Sequence[Row[Any]]:
    """The last moves of a unit, the latest first."""
    both = select(MOVE, ledger.c.at).join(ledger, ledger.c.seq == MOVE.c.version)
    rows = both.where(MOVE.c.unit == unit).order_by(MOVE.c.version.desc()).limit(20)
    return connection.execute(rows).all()
