"""Trucks of a day: against the plan by hour, how long they waited, whether the promise was kept."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.daily.span import Span
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.passage.tables import VISIT

HOURS = 24
FEWEST = 5
"""Trucks of which a tenth can be told."""
_THROUGH = ("exited", "handed-over", "closed")


@dataclass(frozen=True, slots=True)
class Flow:
    """Trucks of a direction by hour of the local day: planned places, let in, and left."""

    direction: str
    planned: tuple[int, ...]
    entered: tuple[int, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Trucks of one class in one direction on a day.

    `entered` were let in; of these `median_min` and `p90_min` (None below five trucks) are minutes
    from arrival to entry. `through` left the complex, `kept` of them within `promise_min` minutes
    of their arrival, or of the hour booked where they came before it. A class without a promise
    has None.
    """

    direction: str
    truck_class: str
    entered: int
    median_min: int | None
    p90_min: int | None
    through: int
    promise_min: float | None
    kept: int


def flows(connection: Connection, span: Span, directions: Sequence[str]) -> list[Flow]:
    """Each direction by the hour."""
    planned: Counter[tuple[str, int]] = Counter()
    offered = select(OPENING.c.direction, OPENING.c.starts, OPENING.c.planned)
    for direction, starts, places in connection.execute(
        offered.where(span.holds(OPENING.c.starts))
    ):
        planned[direction, span.hour(starts)] += places
    entered, left = (_by_hour(connection, span, name) for name in ("entered", "left_at"))
    return [
        Flow(
            one, *(tuple(of[one, hour] for hour in range(HOURS)) for of in (planned, entered, left))
        )
        for one in directions
    ]


def passages(
    connection: Connection,
    span: Span,
    ways: Sequence[tuple[str, str]],
    promised_min: Mapping[str, float],
) -> list[Passage]:
    """Each class of each direction; `promised_min` is the promise of a class in minutes."""
    way = (VISIT.c.direction, VISIT.c.truck_class)
    waited: dict[tuple[str, str], list[float]] = {}
    came_in = select(*way, VISIT.c.arrived, VISIT.c.entered).where(span.holds(VISIT.c.entered))
    for direction, truck_class, arrived, entered in connection.execute(came_in):
        waited.setdefault((direction, truck_class), []).append(_minutes(arrived, entered))
    took: dict[tuple[str, str], list[float]] = {}
    went = select(*way, VISIT.c.arrived, VISIT.c.due, VISIT.c.left_at)
    through = span.holds(VISIT.c.left_at) & VISIT.c.state.in_(_THROUGH)
    for direction, truck_class, arrived, due, left in connection.execute(went.where(through)):
        minutes = _minutes(max(arrived, due or arrived), left)
        took.setdefault((direction, truck_class), []).append(minutes)
    return [
        _passage(one, waited.get(one, []), took.get(one, []), promised_min.get(one[1]))
        for one in ways
    ]


def appointments(connection: Connection, span: Span) -> dict[str, int]:
    """Bookings for hours of the day by their state."""
    states = (
        select(BOOKING.c.state, func.count())
        .join(OPENING, OPENING.c.id == BOOKING.c.opening)
        .where(span.holds(OPENING.c.starts))
        .group_by(BOOKING.c.state)
    )
    return {row[0]: row[1] for row in connection.execute(states)}


def tenth(minutes: Sequence[float]) -> tuple[int | None, int | None]:
    """The median, and what nine of ten stay within; None below five."""
    if len(minutes) < FEWEST:
        return None, None
    return round(statistics.median(minutes)), round(statistics.quantiles(minutes, n=10)[-1])


def _by_hour(connection: Connection, span: Span, name: str) -> Counter[tuple[str, int]]:
    at = VISIT.c[name]
    where = span.holds(at)
    if name == "left_at":
        where &= VISIT.c.state.in_(_THROUGH)
    rows = connection.execute(select(VISIT.c.direction, at).where(where))
    return Counter((direction, span.hour(text)) for direction, text in rows)


def _passage(
    way: tuple[str, str], waited: list[float], took: list[float], promise: float | None
) -> Passage:
    kept = sum(minutes <= promise for minutes in took) if promise is not None else 0
    return Passage(*way, len(waited), *tenth(waited), len(took), promise, kept)


def _minutes(first: str, last: str) -> float:
    return (moment(last) - moment(first)).total_seconds() / 60
