"""The ledger of a complex as the state that a simulation begins with, and as who comes next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, select

from goldenbridge.border.state import Due, Standing, State
from goldenbridge.operations.appointments.places import BOOKED
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.passage.calling import call_order
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.operations.visits import INSIDE
from goldenbridge.outlook.advice.reading import Assumed, duty_of, habits_of
from goldenbridge.outlook.advice.run import Run
from goldenbridge.outlook.advice.standing import HOUR, Habits
from goldenbridge.site.demand import Book, Demand, Flow, Profile
from goldenbridge.site.routes import IN
from goldenbridge.site.site import Site

AHEAD = timedelta(days=9)
"""Openings so far ahead are looked at: the longest forecast and a day more."""
OVERDUE = timedelta(days=1)
"""A booking that nobody marked absent is no longer waited for after this."""
OUTSIDE = ("called", "waiting", "requeued", "early")
"""Where trucks stand before the gate, who is called first."""


def state_of(connection: Connection, now: datetime, site: Site, sold: float) -> State:
    """Who stands in the complex at `now` and who is due; free places are `sold` with that chance.

    Trucks before the gate stand at the first station of their way in the order of calls, those
    that came early or are out of the line behind the others. Inside, a truck stands where it is
    worked on, else at the first station that still has to. Trucks due in an hour are due in its
    middle, later where the hour has slipped. Whoever is held without open work is not in it.
    """
    return State(
        at=now,
        standing=(*_outside(connection, now, site), *_inside(connection, now)),
        due=tuple(_due(connection, now, sold)),
        booked_until=now + 2 * AHEAD,
    )


def manned(connection: Connection, now: datetime, site: Site) -> Site:
    """The site with its duty plan of the week."""
    first = now.astimezone(ZoneInfo(site.time_zone)).date()
    return Run(site, first, 7, 1, duty_of(connection, now), ()).manned()


def demand_of(
    connection: Connection, now: datetime, site: Site, assumed: Assumed
) -> tuple[Demand, Habits]:
    """Who comes besides those due, and how bookings are kept, by the ledger's last 28 days."""
    habits = habits_of(connection, now, site, complex_at(connection, now), assumed)
    some = [(way, hours) for way, hours in habits.besides if sum(hours) > 0]
    profiles = tuple(Profile(id="-".join(way), hours=hours) for way, hours in some)
    flows = tuple(
        Flow(
            direction=d,
            truck_class=c,
            kind="transit",
            trucks_per_day=sum(hours),
            profile=f"{d}-{c}",
        )
        for (d, c), hours in some
    )
    books = tuple(
        Book(
            direction=d,
            truck_class=c,
            kind="transit",
            from_h=0,
            to_h=24,
            slots_per_h=1,
            no_show=habits.no_show,
            late_min=habits.late_min,
            spread_min=habits.spread_min,
        )
        for d, c in complex_at(connection, now).ways
    )
    return Demand(id="ledger", site=site.id, profiles=profiles, flows=flows, books=books), habits


def _outside(connection: Connection, now: datetime, site: Site) -> Iterator[Standing]:
    rows = select(VISIT).where(VISIT.c.state.in_(OUTSIDE)).order_by(VISIT.c.place)
    waiting = list(connection.execute(rows))
    directions = dict.fromkeys(row.direction for row in waiting)
    order = [call.visit for d in directions for call in call_order(connection, d, now)]
    place = {visit: n for n, visit in enumerate(order)}
    last = len(order)
    for row in sorted(waiting, key=lambda one: (OUTSIDE.index(one.state), place.get(one.id, last))):
        came = min(moment(row.arrived), now)
        station = _first(site, row)
        if station:
            yield Standing(
                direction=row.direction,
                truck_class=row.truck_class,
                station=station,
                came=came,
                since=came,
            )


def _inside(connection: Connection, now: datetime) -> Iterator[Standing]:
    open_ = TASK.c.state.in_(("todo", "doing")) & TASK.c.ready.is_not(None)
    rows = (
        select(VISIT, TASK.c.station, TASK.c.state.label("task"), TASK.c.ready, TASK.c.started)
        .join(TASK, TASK.c.visit == VISIT.c.id)
        .where(VISIT.c.state.in_(INSIDE) & open_)
        .order_by(TASK.c.state, TASK.c.ready, TASK.c.id)
    )
    seen: set[str] = set()
    for row in connection.execute(rows):
        # what is done comes before what is to do, in the order of the rows
        if row.id in seen:
            continue
        seen.add(row.id)
        came = min(moment(row.arrived), now)
        since = min(max(moment(row.ready), came), now)
        # the clock of a ledger may have been set back
        started = min(max(moment(row.started), since), now) if row.task == "doing" else None
        yield Standing(
            direction=row.direction,
            truck_class=row.truck_class,
            station=row.station,
            came=came,
            since=since,
            started=started,
        )


def _due(connection: Connection, now: datetime, sold: float) -> Iterator[Due]:
    booked = (
        select(BOOKING.c.opening, func.count().label("trucks"))
        .where(BOOKING.c.state == BOOKED)
        .group_by(BOOKING.c.opening)
        .subquery()
    )
    hours = (
        select(OPENING, booked.c.trucks)
        .outerjoin(booked, booked.c.opening == OPENING.c.id)
        .where(OPENING.c.ends > stamp(now - OVERDUE), OPENING.c.starts < stamp(now + AHEAD))
        .order_by(OPENING.c.starts, OPENING.c.id)
    )
    for row in connection.execute(hours):
        due = moment(row.starts) + HOUR / 2 + timedelta(minutes=row.slipped_min)
        one = Due(direction=row.direction, truck_class=row.truck_class, due=due)
        yield from (one for _ in range(row.trucks or 0))
        if moment(row.ends) > now:
            yield from (replace(one, chance=sold) for _ in range(row.cap - row.used))


def _first(site: Site, row: Row[Any]) -> str | None:
    route = site.route(row.direction, row.truck_class)
    return next((leg.to for leg in route.legs if leg.after == IN), None) if route else None
