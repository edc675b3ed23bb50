"""The rubric: what became of a promise, computed from its target, deadline and evidence."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from goldenbridge.language.messages import Message, Quantity, tell
from goldenbridge.language.periods import Period, months_between
from goldenbridge.programme.model import Commitment, Event, Evidence
from goldenbridge.statistics.units import UNITS

Status = Literal["kept", "kept_late", "partly_kept", "broken", "pending", "unknown", "untestable"]

SILENCE_MONTHS = 24
PARTLY = 0.5

RUBRIC: tuple[tuple[Status, Message], ...] = (
    ("kept", tell("the target was reached by the deadline, or at any time where there is none")),
    ("kept_late", tell("the target was reached after the deadline")),
    (
        "partly_kept",
        tell(
            "at least half of the way to the target was covered when last seen on or after the "
            "deadline; without a deadline, when last seen and nothing was heard for 24 months"
        ),
    ),
    (
        "broken",
        tell("less than half of the way was covered when last seen on or after the deadline"),
    ),
    (
        "pending",
        tell(
            "the deadline is ahead, or hangs on an event that has no date, or there is none and "
            "something was heard in the last 24 months"
        ),
    ),
    (
        "unknown",
        tell(
            "the deadline has passed and nothing measured was seen since; without a deadline, less "
            "than half was seen and nothing was heard for 24 months"
        ),
    ),
    ("untestable", tell("nothing is named by which anyone could tell that it was kept")),
)
"""Each status with its rule. A date known to the month or year only counts as its middle."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a promise, and why.

    `share` is how much of the way to the target was covered when last seen, None when nothing
    measured was seen; `decisive` is the period and value that decide it, `evidence` the record
    they come from where there is one.
    """

    status: Status
    reason: Message
    share: float | None = None
    decisive: tuple[Period, float] | None = None
    evidence: Evidence | None = None


def due_date(commitment: Commitment, events: Iterable[Event]) -> date | None:
    """The last day on which the promise is in time; None without deadline or date of its event."""
    if commitment.deadline is not None:
        return commitment.deadline.end
    moment = commitment.deadline_event
    if moment is None:
        return None
    for event in events:
        when = event.end or event.start
        if event.id == moment.event and event.status != "cancelled" and when is not None:
            return _add_months(when.end, moment.months)
    return None


def judge(commitment: Commitment, *, as_of: date, due: date | None) -> Verdict:
    """Judge a promise by its evidence known on `as_of`; `due` comes from `due_date`."""
    if not commitment.testable or commitment.target is None:
        return Verdict("untestable", tell("it names no target that can be checked"))
    known = [e for e in commitment.evidence if (e.published or e.on).middle <= as_of]
    measured = [(e.on, e.value) for e in known if e.value is not None]
    said = [r.on for r in commitment.repeated if r.on.middle <= as_of]
    heard = max(
        p.middle for p in (commitment.made_on, *said, *(e.published or e.on for e in known))
    )
    verdict = judge_values(
        measured,
        target=commitment.target,
        baseline=commitment.baseline,
        due=due,
        as_of=as_of,
        at_most=commitment.at_most,
        unit=commitment.unit,
        heard=heard,
    )
    if due is None and commitment.deadline_event is not None and verdict.status != "kept":
        reason = tell("its deadline hangs on an event that has no date yet")
        return Verdict("pending", reason, verdict.share)
    decisive = (e for e in known if (e.on, e.value) == verdict.decisive)
    return replace(verdict, evidence=next(decisive, None))


def judge_values(  # noqa: PLR0913 - what a promise is made of
    values: Sequence[tuple[Period, float]],
    *,
    target: float,
    baseline: float | None,
    due: date | None,
    as_of: date,
    at_most: bool = False,
    unit: str = "",
    heard: date | None = None,
) -> Verdict:
    """Judge a target by RUBRIC from the values known on `as_of`, in the target's unit.

    A target is reached once a value meets it; a ceiling by the last value, once its deadline is
    over. `heard` is the last sign of life of any sort, by default the last period measured. What
    is only counted (plants, bridges) is told without its noun, which stands in the promise.
    """
    seen = sorted(values, key=lambda v: (v[0].middle, v[0].end))
    reached = [v for v in seen if v[1] >= target]
    if at_most:
        over = due is None or as_of > due
        reached = [v for v in seen[-1:] if v[1] <= target and over]
    unit = unit if unit in UNITS else ""
    goal: object = Quantity(target, unit)
    if at_most:
        goal = tell("at most {target}", target=goal)
    last = seen[-1] if seen else None
    share = _share(last[1], target, baseline, at_most=at_most) if last else None
    half = share is not None and share >= PARTLY
    if reached:
        return _reached(reached[0], goal, unit, due)
    stood = tell("nothing measured")
    if last:
        value = Quantity(last[1], unit)
        stood = tell("{value} of {goal} ({when})", value=value, goal=goal, when=last[0])
    if due is None:
        heard = heard or (last[0].end if last else date.min)
        if months_between(heard, as_of) <= SILENCE_MONTHS:
            return Verdict("pending", tell("no deadline; {stood}", stood=stood), share, last)
        reason = tell("no deadline; {stood}; nothing heard for 24 months", stood=stood)
        return Verdict("partly_kept" if half else "unknown", reason, share, last)
    if as_of <= due:
        reason = tell("due by {due}; so far {stood}", due=due, stood=stood)
        return Verdict("pending", reason, share, last)
    if last is None or last[0].end < due:
        reason = tell("{stood}; nothing since the deadline {due}", stood=stood, due=due)
        return Verdict("unknown", reason, share, last)
    reason = tell("{stood}; the deadline {due} has passed", stood=stood, due=due)
    return Verdict("partly_kept" if half else "broken", reason, share, last)


def _reached(first: tuple[Period, float], goal: object, unit: str, due: date | None) -> Verdict:
    in_time = due is None or first[0].middle <= due
    told = {"value": Quantity(first[1], unit), "goal": goal, "when": first[0], "due": due}
    if due is None:
        reason = tell("reached {value} of {goal}: {when}", **told)
    elif in_time:
        reason = tell("reached {value} of {goal}: {when}, in time for {due}", **told)
    else:
        reason = tell("reached {value} of {goal}: {when}, after the deadline {due}", **told)
    return Verdict("kept" if in_time else "kept_late", reason, 1.0, first)


def _share(value: float, target: float, baseline: float | None, *, at_most: bool) -> float:
    """How much of the way from the baseline, or from none, to a target not reached is covered.

    A ceiling without baseline, and a baseline beyond the target, leave no way to measure: 0.
    """
    start = baseline or 0.0
    way = start - target if at_most else target - start
    covered = start - value if at_most else value - start
    return max(covered / way, 0.0) if way > 0 else 0.0


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
