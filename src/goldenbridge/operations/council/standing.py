"""How a measure stands on a day: computed from deadlines, reports and answers, never typed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from goldenbridge.language.messages import tell
from goldenbridge.language.periods import Period, quarters
from goldenbridge.operations.council.plan import (
    ACCEPTED,
    DISPUTED,
    Move,
    Plan,
    PlanMeasure,
    Report,
    Session,
)

STATES = (
    (
        "done",
        tell("carried out"),
        tell("each side that acts reports it done and the other accepts that"),
    ),
    ("overdue", tell("overdue"), tell("its deadline is past, and reports are asked for")),
    ("disputed", tell("disputed"), tell("the last report of a side is disputed by the other")),
    ("awaiting", tell("awaits an answer"), tell("the last report of a side is not answered")),
    ("underway", tell("under way"), tell("the last report of each side is accepted")),
    ("silent", tell("no report"), tell("begun, or without a beginning, and nobody has reported")),
    ("upcoming", tell("not begun"), tell("its beginning lies ahead and nobody has reported")),
)
"""Every state with its name and what it means; of several that fit the first is told."""
UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure on a day: `last` holds the last report of each side that has made one."""

    measure: PlanMeasure
    state: str
    due: Period | None
    overdue_days: int
    last: tuple[Report, ...]
    disputed: tuple[Report, ...]
    unanswered: tuple[Report, ...]
    missing: tuple[tuple[str, Period], ...]
    """Sides and quarters whose report is late."""
    proposed: tuple[Move, ...]
    """Later deadlines that wait for an answer."""


def as_on(measure: PlanMeasure, day: date) -> PlanMeasure | None:
    """The measure with what had been said by `day`; None where it was not registered yet."""
    if measure.registered and measure.registered.middle > day:
        return None
    reports = tuple(
        replace(one, answers=tuple(a for a in one.answers if a.on.middle <= day))
        for one in measure.reports
        if one.filed.middle <= day
    )
    moves = tuple(
        one
        if one.answered is None or one.answered.middle <= day
        else replace(one, answered=None, agreed=False)
        for one in measure.moves
        if one.proposed.middle <= day
    )
    return replace(measure, reports=reports, moves=moves)


def session_on(session: Session, day: date) -> Session:
    """The session with what had been written by `day`."""
    changed: dict[str, object] = {}
    for name, held in (
        ("agenda_fixed", {"agenda": ()}),
        ("minutes_kept", {"minutes": ""}),
        ("resolved", {"resolution": ()}),
    ):
        when: Period | None = getattr(session, name)
        if when is not None and when.middle > day:
            changed |= {name: None, **held}
    return replace(session, **changed)  # type: ignore[arg-type] # names and values fit by the table above


def due_of(measure: PlanMeasure) -> Period | None:
    """The deadline that holds: that of the last move both agreed to, else the first."""
    agreed = [one.due for one in measure.moves if one.agreed]
    return agreed[-1] if agreed else measure.due


def state_of(report: Report, parties: Collection[str]) -> str:
    """Accepted by every other side, disputed by one of them, or unanswered."""
    said = {answer.by: answer.verdict for answer in report.answers}
    if DISPUTED in said.values():
        return DISPUTED
    others = [party for party in parties if party != report.by]
    return ACCEPTED if all(said.get(party) == ACCEPTED for party in others) else UNANSWERED


def reported(measure: PlanMeasure) -> dict[tuple[str, str], Report]:
    """The report that holds for each side and quarter: the last that was filed."""
    return {(one.by, str(one.quarter)): one for one in measure.reports}


def last_reports(measure: PlanMeasure) -> dict[str, Report]:
    """The report on the latest quarter by each side."""
    last: dict[str, Report] = {}
    for one in reported(measure).values():
        if one.by not in last or one.quarter.start > last[one.by].quarter.start:
            last[one.by] = one
    return last


def sides(measure: PlanMeasure) -> tuple[str, ...]:
    """The sides that must act."""
    return tuple(dict.fromkeys(owner.party for owner in measure.owners))


def standing(measure: PlanMeasure, plan: Plan, day: date) -> Standing | None:
    """How `measure` stands on `day`; None where it was not registered yet."""
    known = as_on(measure, day)
    if known is None:
        return None
    last, due = last_reports(known), due_of(known)
    states = {side: state_of(report, plan.parties) for side, report in last.items()}
    done = all(
        side in last and last[side].done and states[side] == ACCEPTED for side in sides(known)
    )
    asked = plan.reports_from is not None or bool(known.reports)
    late = max(0, (day - due.end).days) if due and asked and not done else 0
    fits = {
        "done": done,
        "overdue": late > 0,
        "disputed": DISPUTED in states.values(),
        "awaiting": UNANSWERED in states.values(),
        "underway": bool(last),
        "silent": known.starts is None or known.starts.start <= day,
        "upcoming": True,
    }
    return Standing(
        measure=known,
        state=next(state for state, fit in fits.items() if fit),
        due=due,
        overdue_days=late,
        last=tuple(last.values()),
        disputed=tuple(last[side] for side, one in states.items() if one == DISPUTED),
        unanswered=tuple(last[side] for side, one in states.items() if one == UNANSWERED),
        missing=tuple(missing(known, plan, day)),
        proposed=tuple(one for one in known.moves if one.answered is None),
    )


def missing(measure: PlanMeasure, plan: Plan, day: date) -> Iterator[tuple[str, Period]]:
    """Sides and quarters whose report was due before `day` and has not come."""
    last_day = day - timedelta(days=plan.report_within_days + 1)
    there = reported(measure)
    for side, quarter in wanted(measure, plan):
        if quarter.end <= last_day and (side, str(quarter)) not in there:
            yield side, quarter


def wanted(measure: PlanMeasure, plan: Plan) -> Iterator[tuple[str, Period]]:
    """Every side and quarter that a report is due for, until the side says it is done."""
    if plan.reports_from is None:
        return
    first = max(plan.reports_from.start, measure.starts.start if measure.starts else date.min)
    last = last_reports(measure)
    for quarter in quarters(first, plan.ends.end):
        for side in sides(measure):
            said = last.get(side)
            if said is None or not said.done or quarter.start <= said.quarter.start:
                yield side, quarter
