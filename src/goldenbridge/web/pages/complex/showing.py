"""What the screens show: names, times, and the truck that somebody looks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fastapi import Request
from sqlalchemy import Connection, Row, or_, select

from goldenbridge.language.messages import tell
from goldenbridge.operations.appointments.places import TAKES
from goldenbridge.operations.appointments.tables import BOOKING, OPENING, VEHICLE
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.passage.tables import HOLD, SEAL, TASK, VISIT, WEIGHING
from goldenbridge.operations.plates import folded
from goldenbridge.web.pages import reader

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

STATES = {
    "held": tell("held back"),
    "booked": tell("booked"),
    "kept": tell("place kept, not yet booked"),
    "arrived": tell("has arrived"),
    "cancelled": tell("cancelled"),
    "lapsed": tell("lapsed"),
    "no-show": tell("did not come"),
    "early": tell("too early, stands aside"),
    "requeued": tell("out of the line"),
    "waiting": tell("waits for its call"),
    "called": tell("called"),
    "entered": tell("inside"),
    "at-dock": tell("at the dock"),
    "unloaded": tell("unloaded"),
    "loaded": tell("loaded"),
    "refused": tell("refused"),
    "exit-ready": tell("ready to leave"),
    "exited": tell("has left"),
    "handed-over": tell("handed over"),
    "closed": tell("closed"),
    "turned-back": tell("sent back"),
    "impounded": tell("impounded"),
    "optional": tell("only if asked for"),
    "todo": tell("to do"),
    "doing": tell("going on"),
    "done": tell("done"),
}


@dataclass(frozen=True, slots=True)
class Truck:
    """A vehicle, and its booking and visit that are not over; either may be missing."""

    vehicle: Row[Any]
    booking: Row[Any] | None
    opening: Row[Any] | None
    visit: Row[Any] | None
    tasks: tuple[Row[Any], ...] = ()
    holds: tuple[Row[Any], ...] = ()
    seals: tuple[Row[Any], ...] = ()
    weighings: tuple[Row[Any], ...] = ()


def find(connection: Connection, text: str) -> list[Truck]:
    """Trucks with this plate, or with a booking or number of this reference; 5 at most."""
    text = text.strip()
    plate = folded(text)
    of_booking = select(BOOKING.c.vehicle).where(
        or_(BOOKING.c.id == text, BOOKING.c.external_ref == text)
    )
    of_visit = select(VISIT.c.vehicle).where(VISIT.c.id == text)
    known = select(VEHICLE).where(
        or_(
            VEHICLE.c.plate == plate,
            VEHICLE.c.country + VEHICLE.c.plate == plate,
            VEHICLE.c.id.in_(of_booking),
            VEHICLE.c.id.in_(of_visit),
        )
    )
    rows = connection.execute(known.order_by(VEHICLE.c.id).limit(5)).all()
    return [_truck(connection, row) for row in rows]


def truck_of(connection: Connection, visit: str) -> Truck | None:
    """The truck of a visit, whether that is over or not."""
    row = connection.execute(select(VISIT).where(VISIT.c.id == visit)).first()
    if row is None:
        return None
    vehicle = connection.execute(select(VEHICLE).where(VEHICLE.c.id == row.vehicle)).one()
    return _truck(connection, vehicle, row)


def _truck(connection: Connection, vehicle: Row[Any], visit: Row[Any] | None = None) -> Truck:
    def of(table: Any) -> tuple[Row[Any], ...]:
        if visit is None:
            return ()
        rows = select(table).where(table.c.visit == visit.id).order_by(table.c.version)
        return tuple(connection.execute(rows))

    if visit is None:
        here = (VISIT.c.vehicle == vehicle.id) & (VISIT.c.open == 1)
        visit = connection.execute(select(VISIT).where(here)).first()
    mine = (BOOKING.c.vehicle == vehicle.id) & BOOKING.c.state.in_(TAKES)
    booking = connection.execute(select(BOOKING).where(mine)).first()
    opening = None
    if booking is not None:
        its = OPENING.c.id == booking.opening
        opening = connection.execute(select(OPENING).where(its)).first()
    parts = (of(TASK), of(HOLD), of(SEAL), of(WEIGHING))
    return Truck(vehicle, booking, opening, visit, *parts)


def words(request: Request, connection: Connection, now: datetime) -> dict[str, Any]:
    """Names of directions, classes and stations, and times as the clock on the wall shows them."""
    language = reader.reader_of(request).language
    complex_ = complex_at(connection, now)
    served: Served = request.app.state.served
    site = next((one for one in served.told(language).sites if one.id == complex_.site), None)
    names: dict[str, str] = {}
    if site is not None:
        listed: tuple[Any, ...] = (*site.classes, *site.directions, *site.stations)
        names = {one.id: one.name for one in listed if one.name}

    def state(name: str) -> str:
        return language.say(STATES[name]) if name in STATES else name

    return {
        "named": lambda name: names.get(name, name),
        "pairs": lambda listed: [(one, names.get(one, one)) for one in listed],
        "state": state,
        "hour": _hour(complex_.zone, now),
        "minutes": lambda text: max(0, round((now - moment(text)).total_seconds() / 60)),
        "directions": list(dict.fromkeys(direction for direction, _ in complex_.ways)),
        "classes": list(dict.fromkeys(one for _, one in complex_.ways)),
        "rules": complex_.rules,
        "now": now,
        "zone": complex_.zone.key,
        "clock": f"{now.astimezone(complex_.zone):%H:%M:%S}",
    }


def _hour(zone: ZoneInfo, now: datetime) -> Callable[[str], str]:
    """The time of day at the complex, with the date where it is not today's."""

    def told(text: str) -> str:
        local = moment(text).astimezone(zone)
        same = local.date() == now.astimezone(zone).date()
        return f"{local:%H:%M}" if same else f"{local:%d.%m. %H:%M}"

    return told
