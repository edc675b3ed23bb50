"""What an accepted proposal saved: the trucks that came, run with it and without it.

The trucks are those of the ledger, each in its ten minutes, and the same in both runs; without the
proposal the duty plan is the one it changed, trucks on places it added are not there, and places
it kept back are sold where the others were sold out. What trucks really took stands beside the run
with the proposal: where it lies outside of what the run allows, the run does not know the day.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil, gcd
from typing import Any

import numpy as np
from scipy.special import stdtrit
from sqlalchemy import Connection, Row, select

from goldenbridge.border.coming import MOST_GROUPS, Coming, Group, Times, Way, model_of, times
from goldenbridge.border.tables import WEEK_H, Floats
from goldenbridge.errors import RuleError
from goldenbridge.operations.advice.deciding import Measure, check_over
from goldenbridge.operations.advice.tables import ADVICE, DUTY
from goldenbridge.operations.advising import DutyChange, PlaceChange
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.requests import found
from goldenbridge.outlook.advice.plan import expected, told
from goldenbridge.outlook.advice.reading import Assumed
from goldenbridge.outlook.advice.run import Duty, Run, hours_from
from goldenbridge.outlook.advice.standing import CLEAR, WARM
from goldenbridge.site.site import Site

REPLICATIONS = 32
SEED = 11


@dataclass(frozen=True, slots=True)
class Done:
    """What of a proposal was done, and what the openings it changed were in the end."""

    row: Row[Any]
    places: tuple[PlaceChange, ...]
    duty: tuple[DutyChange, ...]
    openings: Mapping[str, Row[Any]]


@dataclass(frozen=True, slots=True)
class Came:
    """A truck that came: its way, its opening, when it came and left, and whether it is inside."""

    visit: str
    way: Way
    opening: str | None
    arrived: datetime
    left: datetime | None
    here: bool


def measure(  # noqa: PLR0913 - what is measured, from where, and how often
    connection: Connection,
    advice: str,
    now: datetime,
    site: Site,
    assumed: Assumed,
    *,
    replications: int = REPLICATIONS,
) -> Measure:
    """The command that notes what a proposal saved.

    Raises RuleError for one that was not accepted, is not over, or was measured before, and while
    trucks of its hours are inside, for twelve hours at most.
    """
    done = _done(connection, found(connection, ADVICE, advice, "advice"), now)
    starts, ends = moment(done.row.starts), moment(done.row.ends)
    came = _came(connection, starts - 2 * WARM, ends)
    mine = [one for one in came if one.arrived >= starts]
    inside = sum(one.here for one in mine)
    if inside and now < ends + CLEAR:
        allowed = f"none, or from {stamp(ends + CLEAR)} on"
        raise RuleError("advice", f"{inside} trucks of its hours not yet out", allowed)
    run = _run(connection, site, starts, ends, now)
    extra = _extra(done, mine)
    run = replace(run, came=tuple((one.way, one.arrived) for one in came))
    fewer = tuple((one.way, one.arrived) for one in came if one not in extra)
    withheld = tuple(_withheld(run, done, assumed.no_show))
    with_it = _times(run, (), replications)
    without = _times(
        replace(run, duty=(*run.duty, *_before(run, done)), came=fewer), withheld, replications
    )
    return Measure(
        advice,
        told(expected(run, without, with_it, starts, ends))
        | _really(mine, with_it.mean_min(run.rows(starts, ends)))
        | {
            "places_used": len(extra),
            "places_kept_back": int(sum(one.slots.sum() for one in withheld)),
            "replications": replications,
        },
    )


def to_measure(connection: Connection, now: datetime) -> list[str]:
    """Proposals that were accepted, are over for long enough and were not measured."""
    over = (ADVICE.c.state == "accepted") & ADVICE.c.measured.is_(None)
    rows = select(ADVICE.c.id).where(over, ADVICE.c.ends <= stamp(now - CLEAR))
    return list(connection.execute(rows.order_by(ADVICE.c.id)).scalars())


def _done(connection: Connection, row: Row[Any], now: datetime) -> Done:
    check_over(row, now)
    applied = json.loads(row.applied)
    places = tuple(PlaceChange(**one) for one in applied["places"])
    duty = tuple(DutyChange(**one) for one in applied["duty"])
    ids = [one.opening for one in places]
    rows = connection.execute(select(OPENING).where(OPENING.c.id.in_(ids)))
    return Done(row, places, duty, {one.id: one for one in rows})


def _came(connection: Connection, since: datetime, until: datetime) -> list[Came]:
    rows = select(VISIT).where(VISIT.c.arrived >= stamp(since), VISIT.c.arrived < stamp(until))
    return [
        Came(
            row.id,
            (row.direction, row.truck_class),
            row.opening,
            moment(row.arrived),
            None if row.left_at is None else moment(row.left_at),
            bool(row.open) and row.left_at is None,
        )
        for row in connection.execute(rows.order_by(VISIT.c.arrived, VISIT.c.id))
    ]


def _run(
    connection: Connection, site: Site, starts: datetime, ends: datetime, now: datetime
) -> Run:
    rows = select(DUTY).where(DUTY.c.ends > stamp(starts - 2 * WARM), DUTY.c.starts < stamp(now))
    duty = tuple(
        Duty(row.pool, moment(row.starts), moment(row.ends), row.staff)
        for row in connection.execute(rows.order_by(DUTY.c.starts, DUTY.c.pool))
    )
    bare = Run(site, starts.date(), 1, 1, duty, ())
    first = (starts - WARM).astimezone(bare.zone).date()
    edges = [hours_from(first, one.astimezone(bare.zone)) for one in (starts, ends)]
    days = ceil((edges[1] + CLEAR / timedelta(hours=1)) / 24)
    return Run(site, first, days, gcd(4, *edges), duty, ())


def _before(run: Run, done: Done) -> Iterable[Duty]:
    """The duty plan as it was; what somebody changed again afterwards stays."""
    kept = {(one.pool, stamp(one.starts)): one.staff for one in run.duty}
    for one in done.duty:
        if kept.get((one.pool, one.starts)) == one.to:
            yield Duty(one.pool, moment(one.starts), moment(one.ends), one.now)


def _extra(done: Done, mine: list[Came]) -> list[Came]:
    """The trucks that had a place only because it was added: the last of each opening."""
    found_ = []
    for change in done.places:
        if change.to > change.now:
            sold = done.openings[change.opening].used
            on_it = [one for one in mine if one.opening == change.opening]
            number = min(max(sold - change.now, 0), len(on_it))
            found_ += on_it[len(on_it) - number :]
    return found_


def _withheld(run: Run, done: Done, no_show: float) -> Iterable[Group]:
    """Places kept back that would have been sold, as those beside them were all sold."""
    for change in done.places:
        row = done.openings[change.opening]
        if change.to < change.now and row.used >= row.target:
            slots = np.zeros(WEEK_H, np.int64)
            slots[run.hour_of_week(run.hour(moment(row.starts)))] = change.now - change.to
            yield Group((row.direction, row.truck_class), slots, no_show)


def _times(run: Run, besides: tuple[Group, ...], replications: int) -> Times:
    groups = (*run.as_they_came(MOST_GROUPS - len(besides)), *besides)
    rows = run.days * 24 // run.step_h
    model = model_of(run.manned(), Coming(groups, {}), start=run.first, days=run.days, rows=rows)
    return times(model, replications=replications, seed=SEED)


def _really(mine: list[Came], in_runs: Floats) -> dict[str, Any]:
    """What the trucks took, and whether the run with the proposal could have been that day.

    The interval is that of one more run: mean ± t s √(1 + 1/n) (Law & Kelton 2000, ch. 9).
    """
    took = [(one.left - one.arrived) / timedelta(minutes=1) for one in mine if one.left is not None]
    really = float(np.mean(took)) if took else None
    runs = in_runs[~np.isnan(in_runs)]
    found_: dict[str, Any] = {
        "came": len(mine),
        "out": len(took),
        "really_min": None if really is None else round(really, 4),
        "believable": None,
    }
    if really is not None and runs.size > 1:
        spread = runs.std(ddof=1) * np.sqrt(1 + 1 / runs.size)
        half = float(stdtrit(runs.size - 1, 0.975) * spread)
        found_["believable"] = bool(abs(really - runs.mean()) <= half)
    return found_
