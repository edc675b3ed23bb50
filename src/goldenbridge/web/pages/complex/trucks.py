"""The truck that somebody looks for, with all that is known of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from goldenbridge.operations.appointments.places import TAKES
from goldenbridge.operations.appointments.tables import BOOKING, OPENING, VEHICLE
from goldenbridge.operations.passage.tables import HOLD, SEAL, TASK, VISIT, WEIGHING
from goldenbridge.operations.plates import folded


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
