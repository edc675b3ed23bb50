"""The rubric: what became of a promise, computed from its target, deadline and evidence."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from goldenbridge.language.periods import Period, months_between
from goldenbridge.outlook.survival import middle
from goldenbridge.programme.model import Commitment, Event, Evidence

Status = Literal["kept", "kept_late", "partly_kept", "broken", "pending", "unknown", "untestable"]

SILENCE_MONTHS = 24
PARTLY = 0.5

RUBRIC: tuple[tuple[Status, str], ...] = (
    ("kept", "the target was reached by the deadline, or at any time where there is none"),
    ("kept_late", "the target was reached after the deadline"),
    (
        "partly_kept",
        (
            "at least half of the way to the target was covered when last seen on or after the "
            "deadline; without a deadline, when last seen and nothing was heard for 24 months"
        ),
    ),
    ("broken", "less than half of the way was covered when last seen on or after the deadline"),
    (
        "pending",
        (
            "the deadline is ahead, or hangs on an event that has no date, or there is none and "
            "something was heard in the last 24 months"
        ),
    ),
    (
        "unknown",
        (
            "the deadline has passed and nothing measured was seen since; without a deadline, less "
            "than half was seen and nothing was heard for 24 months"
        ),
    ),
    ("untestable", "the promise names nothing by which anyone could tell that it was kept"),
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
    reason: str
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
        return Verdict("untestable", "it names no target that can be checked")
    known = [e for e in commitment.evidence if (e.published or e.on).start <= as_of]
    measured = [(e.on, e.value) for e in known if e.value is not None]
    said = [r.on for r in commitment.repeated if r.on.start <= as_of]
    heard = max(
        middle(p) for p in (commitment.made_on, *said, *(e.published or e.on for e in known))
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
        reason = f"its deadline hangs on {commitment.deadline_event.event}, which has no date yet"
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

    `heard` is the last sign of life of any sort, by default the last period measured.
    """
    seen = sorted(values, key=lambda v: (middle(v[0]), v[0].end))
    reached = [v for v in seen if (v[1] <= target if at_most else v[1] >= target)]
    goal = f"{'at most ' if at_most else ''}{target:g} {unit}".strip()
    last = seen[-1] if seen else None
    share = _share(last[1], target, baseline, at_most=at_most) if last else None
    half = share is not None and share >= PARTLY
    if reached:
        first = reached[0]
        in_time = due is None or middle(first[0]) <= due
        when = "" if due is None else f", {'by' if in_time else 'after'} the deadline of {due}"
        reason = f"{first[1]:g} of {goal} reached {_when(first[0])}{when}"
        return Verdict("kept" if in_time else "kept_late", reason, 1.0, first)
    stood = f"{last[1]:g} of {goal} {_when(last[0])}" if last else "nothing measured"
    if due is None:
        heard = heard or (last[0].end if last else date.min)
        if months_between(heard, as_of) <= SILENCE_MONTHS:
            return Verdict("pending", f"no deadline; {stood}", share, last)
        reason = f"no deadline; {stood}, and nothing heard for {SILENCE_MONTHS} months"
        return Verdict("partly_kept" if half else "unknown", reason, share, last)
    if as_of <= due:
        return Verdict("pending", f"due by {due}; {stood} so far", share, last)
    if last is None or last[0].end < due:
        reason = f"{stood}, and nothing since the deadline of {due}"
        return Verdict("unknown", reason, share, last)
    reason = f"{stood}, the deadline of {due} passed"
    return Verdict("partly_kept" if half else "broken", reason, share, last)


def _share(value: float, target: float, baseline: float | None, *, at_most: bool) -> float:
    """How much of the way from the baseline, or from none, to a target not reached is covered.

    A ceiling without baseline, and a baseline beyond the target, leave no way to measure: 0.
    """
    start = baseline or 0.0
    way = start - target if at_most else target - start
    covered = start - value if at_most else value - start
    return max(covered / way, 0.0) if way > 0 else 0.0


def _when(period: Period) -> str:
    return f"{'on' if period.start == period.end else 'in'} {period}"


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
