"""The ledger of a complex as what advice is reckoned from."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from goldenbridge.border.coming import Way
from goldenbridge.border.compile import compile_site
from goldenbridge.border.fit.bookings import bookings
from goldenbridge.errors import ChoiceError, RuleError
from goldenbridge.operations.advice.tables import DUTY
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.complexes import Complex, complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.outlook.advice.run import Duty
from goldenbridge.outlook.advice.standing import HOUR, WARM, Habits, Hour, Standing, on_the_hour
from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

PAST = timedelta(days=28)
"""What habits are learnt from."""
FEWEST_DAYS, FEWEST_BOOKINGS, FEWEST_PLACES = 7, 50, 100
"""Below these the ledger has too little to tell, and what the programme assumes is taken."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken where the ledger cannot tell: of the programme, or on the safe side."""

    demand: Demand
    no_show: float
    late_min: float
    spread_min: float


def site_of(programme: Programme, connection: Connection, now: datetime) -> tuple[Site, Assumed]:
    """The site of the ledger as the programme describes it, and what it assumes.

    Raises ChoiceError where the programme lacks it, RuleError where no rules hold.
    """
    return named(programme, complex_at(connection, now).site)


def named(programme: Programme, name: str) -> tuple[Site, Assumed]:
    """A site of the programme and what it assumes of it; ChoiceError where it lacks the site."""
    sites = [one for one in programme.sites if one.id == name]
    demands = [one for one in programme.demands if one.site == name]
    if not sites or not demands:
        allowed = ", ".join(dict.fromkeys(one.site for one in programme.demands))
        raise ChoiceError(f"site: found {name}; allowed: {allowed}")
    books = [book for one in programme.demands for book in one.books]
    told = [(b.no_show or 0.0, b.late_min or 0.0, b.spread_min or 0.0) for b in books[:1]]
    return sites[0], Assumed(demands[0], *(told[0] if told else (0.0, 0.0, 0.0)))


def standing(connection: Connection, now: datetime, site: Site, assumed: Assumed) -> Standing:
    """The complex at `now`. Raises RuleError where its rules have no bounds of advice."""
    rules = complex_at(connection, now)
    advice = rules.rules.advice
    if advice is None:
        raise RuleError("advice", f"none in the rules {rules.rules.version}", "rules with [advice]")
    hour = on_the_hour(now)
    habits = habits_of(connection, hour, site, rules, assumed)
    bare = Standing(now, site, advice, (), (), (), habits)
    return Standing(
        now,
        site,
        advice,
        duty_of(connection, hour - 2 * WARM),
        _hours(connection, hour, bare.shifts[-1][1] + WARM),
        _came(connection, hour - 2 * WARM, now),
        habits,
    )


def duty_of(connection: Connection, since: datetime) -> tuple[Duty, ...]:
    """The duty plan that ends after `since`."""
    rows = select(DUTY).where(DUTY.c.ends > stamp(since)).order_by(DUTY.c.starts, DUTY.c.pool)
    return tuple(
        Duty(row.pool, moment(row.starts), moment(row.ends), row.staff)
        for row in connection.execute(rows)
    )


def _hours(connection: Connection, first: datetime, until: datetime) -> tuple[Hour, ...]:
    """The openings from the hour on; of what is sold, trucks that came are not due any more."""
    since = stamp(first - 2 * WARM)
    counted = select(VISIT.c.opening, func.count()).where(VISIT.c.arrived >= since)
    here = {row[0]: row[1] for row in connection.execute(counted.group_by(VISIT.c.opening))}
    rows = select(OPENING).where(OPENING.c.starts >= stamp(first), OPENING.c.starts < stamp(until))
    return tuple(
        Hour(
            opening=row.id,
            way=(row.direction, row.truck_class),
            starts=moment(row.starts),
            target=row.target,
            used=row.used,
            due=max(row.used - here.get(row.id, 0), 0),
            by_lot=row.lot is not None,
        )
        for row in connection.execute(rows.order_by(OPENING.c.starts, OPENING.c.id))
    )


def _came(
    connection: Connection, since: datetime, until: datetime
) -> tuple[tuple[Way, datetime], ...]:
    rows = select(VISIT.c.direction, VISIT.c.truck_class, VISIT.c.arrived).where(
        VISIT.c.arrived >= stamp(since), VISIT.c.arrived < stamp(until)
    )
    return tuple(
        ((row.direction, row.truck_class), moment(row.arrived))
        for row in connection.execute(rows.order_by(VISIT.c.arrived, VISIT.c.id))
    )


def habits_of(
    connection: Connection, now: datetime, site: Site, rules: Complex, assumed: Assumed
) -> Habits:
    """What the last 28 days tell of who comes, and what is assumed where they tell too little."""
    told: list[str] = []
    besides = _besides(connection, now, rules)
    if besides is None:
        told.append("besides")
        share = rules.rules.terms.walk_in_share.value
        besides = by_programme(site, assumed.demand, now, share, rules)
    due, arrived = _kept(connection, now)
    no_show, late, spread = assumed.no_show, assumed.late_min, assumed.spread_min
    if len(due) < FEWEST_BOOKINGS:
        told.append("no-show")
    else:
        fit = bookings(np.array(due), np.array(arrived))
        no_show = fit.no_show
        late, spread = (
            (late, spread) if np.isnan(fit.spread_min) else (fit.late_min, fit.spread_min)
        )
    sold = _sold(connection, now)
    if sold is None:
        told.append("sold")
    return Habits(besides, no_show, late, spread, 1.0 if sold is None else sold, tuple(told))


def _besides(
    connection: Connection, now: datetime, rules: Complex
) -> tuple[tuple[Way, tuple[float, ...]], ...] | None:
    """Trucks without booking an hour, by way and hour of the day; None in the first week."""
    since = now - PAST
    first = connection.execute(
        select(func.min(VISIT.c.arrived)).where(VISIT.c.arrived >= stamp(since))
    ).scalar()
    days = 0.0 if first is None else (now - moment(first)) / timedelta(days=1)
    if days < FEWEST_DAYS:
        return None
    rows = select(VISIT.c.direction, VISIT.c.truck_class, VISIT.c.arrived).where(
        VISIT.c.arrived >= stamp(since), VISIT.c.booking.is_(None)
    )
    counts: dict[Way, Counter[int]] = defaultdict(Counter)
    for row in connection.execute(rows):
        hour = moment(row.arrived).astimezone(rules.zone).hour
        counts[row.direction, row.truck_class][hour] += 1
    return tuple((way, tuple(counts[way][hour] / days for hour in range(24))) for way in rules.ways)


def by_programme(
    site: Site, demand: Demand, now: datetime, share: float, rules: Complex
) -> tuple[tuple[Way, tuple[float, ...]], ...]:
    """The share of the trucks of the programme, in this month and on this day of the week."""
    local = now.astimezone(rules.zone)
    net, types = _net(site, demand, local)
    row = net.month[0]
    day = [(local.weekday() * 24 + hour) % 168 for hour in range(24)]
    by_type = np.diff(net.mix[row, day], axis=1, prepend=0.0) * net.rates[row, day][:, None]
    return tuple(
        (way, tuple(float(x) for x in by_type[:, types.index(way)] * 60 * share))
        for way in rules.ways
        if way in types
    )


def _net(site: Site, demand: Demand, local: datetime) -> Any:
    model = compile_site(site, demand, days=1, start=local.date())
    return model.net, model.types


def _kept(connection: Connection, now: datetime) -> tuple[Sequence[float], Sequence[float]]:
    """When bookings of the past were due and when their trucks came, in minutes; nan for never."""
    rows = (
        select(OPENING.c.starts, VISIT.c.arrived)
        .join(OPENING, OPENING.c.id == BOOKING.c.opening)
        .outerjoin(VISIT, VISIT.c.booking == BOOKING.c.id)
        .where(BOOKING.c.state.in_(("arrived", "done", "no-show")))
        .where(OPENING.c.starts >= stamp(now - PAST), OPENING.c.starts < stamp(now))
    )
    due, arrived = [], []
    for starts, came in connection.execute(rows):
        # an hour's trucks are due from its beginning to its end: its middle is on time
        due.append((moment(starts) + HOUR / 2).timestamp() / 60)
        arrived.append(np.nan if came is None else moment(came).timestamp() / 60)
    return due, arrived


def _sold(connection: Connection, now: datetime) -> float | None:
    """The share of the places of the past that was taken; None where there were few."""
    past = (OPENING.c.ends >= stamp(now - PAST)) & (OPENING.c.ends <= stamp(now))
    sums = select(func.sum(OPENING.c.used), func.sum(OPENING.c.cap)).where(past)
    used, places = connection.execute(sums).one()
    if places is None or places < FEWEST_PLACES:
        return None
    return float(used) / float(places)
