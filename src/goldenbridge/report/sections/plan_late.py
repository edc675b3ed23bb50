"""What is late: measures past their deadline, reports and answers that have not come."""

from collections.abc import Iterator
from datetime import date, timedelta

from goldenbridge.language.messages import Message, Own, tell, tell_many
from goldenbridge.operations.council.plan import Report
from goldenbridge.operations.council.standing import Standing
from goldenbridge.report.registered import Registered
from goldenbridge.report.section import Section, Table


def section(found: Registered) -> Section:
    """Everything that is late, the longest first."""
    say = found.language.say
    late = sorted(_late(found), key=lambda row: row[0])
    return Section(
        id="late",
        title=say("What is late?"),
        answer=say(
            tell_many("{count} thing is late.", "{count} things are late.", len(late))
            if late
            else tell("Nothing is late.")
        ),
        tables=(
            Table(
                id="late",
                caption=say("Late, the longest first"),
                columns=(say("since"), say("days"), say("measure"), say("what"), say("who")),
                rows=tuple(
                    (
                        found.language.day(since),
                        found.language.number((found.day - since).days, 0),
                        found.title(measure),
                        say(what),
                        who,
                    )
                    for since, measure, what, who in late
                ),
                numeric=(say("days"),),
            ),
        )
        if late
        else (),
        data={
            "late": [
                {
                    "since": since.isoformat(),
                    "measure": measure,
                    "what": say(what),
                    "who": who,
                }
                for since, measure, what, who in late
            ]
        },
    )


def answer_due(found: Registered, one: Standing, report: Report) -> date:
    """The day by which the other side answers a report."""
    within = found.plan(one.measure.plan).answer_within_days
    return report.filed.end + timedelta(days=within)


def _late(found: Registered) -> Iterator[tuple[date, str, Message, str]]:
    for one in found.standings:
        plan = found.plan(one.measure.plan)
        acting = found.language.listing([found.side(o.party) for o in one.measure.owners])
        if one.overdue_days and one.due:
            yield one.due.end, one.measure.id, tell("deadline"), acting
        for side, quarter in one.missing:
            since = quarter.end + timedelta(days=plan.report_within_days)
            what = tell("report for {quarter}", quarter=quarter)
            yield since, one.measure.id, what, found.side(side)
        for report in one.unanswered:
            since = answer_due(found, one, report)
            if since < found.day:
                others = [found.side(p) for p in plan.parties if p != report.by]
                what = tell(
                    "answer to the report of {side} for {quarter}",
                    side=Own(found.side(report.by)),
                    quarter=report.quarter,
                )
                yield since, one.measure.id, what, found.language.listing(others)
