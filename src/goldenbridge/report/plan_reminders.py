"""What comes due in the register: reports, answers, deadlines and sessions, also as iCalendar."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from goldenbridge.language.messages import Message, Own, tell
from goldenbridge.operations.council.standing import Standing, reported, wanted
from goldenbridge.report.as_calendar import escaped, heading, written
from goldenbridge.report.registered import Registered
from goldenbridge.report.sections.plan_late import answer_due


class Reminder(NamedTuple):
    """Something due on `day`; `name` is its own for ever, `who` the sides it is for."""

    day: date
    name: str
    title: str
    what: Message
    who: tuple[str, ...]


def reminders(found: Registered, ahead_days: int) -> list[Reminder]:
    """What comes due from the day of the register on, within `ahead_days`, in order."""
    last = found.day + timedelta(days=ahead_days)
    due = [one for standing in found.standings for one in _of(found, standing)]
    due += [
        Reminder(one.on.start, f"session-{one.id}", one.title, tell("session"), ())
        for one in found.sessions
    ]
    return sorted(one for one in due if found.day <= one.day <= last)


def as_reminders(found: Registered, ahead_days: int) -> str:
    """The reminders as iCalendar (RFC 5545), the same bytes for the same register and day."""
    title = found.language.say("{programme}: the plan", programme=found.programme.title)
    return written(found.programme, title, _entries(found, ahead_days))


def _of(found: Registered, one: Standing) -> Iterator[Reminder]:
    plan, measure = found.plan(one.measure.plan), one.measure
    if one.state != "done" and one.due:
        sides = tuple(owner.party for owner in measure.owners)
        name = f"deadline-{measure.id}"
        yield Reminder(one.due.end, name, measure.title, tell("deadline"), sides)
    there = reported(measure)
    for side, quarter in wanted(measure, plan):
        if (side, str(quarter)) not in there:
            day = quarter.end + timedelta(days=plan.report_within_days)
            what = tell("report for {quarter}", quarter=quarter)
            name = f"report-{measure.id}-{side}-{quarter}"
            yield Reminder(day, name, measure.title, what, (side,))
    for report in one.unanswered:
        others = tuple(party for party in plan.parties if party != report.by)
        what = tell(
            "answer to the report of {side} for {quarter}",
            side=Own(found.side(report.by)),
            quarter=report.quarter,
        )
        day = answer_due(found, one, report)
        yield Reminder(day, f"answer-{report.id}", measure.title, what, others)


def _entries(found: Registered, ahead_days: int) -> Iterator[str]:
    for one in reminders(found, ahead_days):
        who = found.language.listing([found.side(side) for side in one.who])
        summary = f"{found.language.say(one.what)}: {one.title}"
        yield "BEGIN:VEVENT"
        yield from heading(found.programme.id, one.name, found.day, (one.day, one.day))
        yield f"SUMMARY:{escaped(summary)}"
        yield "STATUS:CONFIRMED"
        yield "CATEGORIES:REMINDER"
        if who:
            yield f"DESCRIPTION:{escaped(who)}"
        yield "END:VEVENT"
