"""The measures of the plan: who acts, by when, and how each stands."""

from collections import Counter
from typing import Any

from goldenbridge.language.messages import Listing, Message, tell, tell_many
from goldenbridge.operations.council.plan import ACCEPTED, DISPUTED, PlanMeasure, Report
from goldenbridge.operations.council.records import plain_of
from goldenbridge.operations.council.standing import STATES, Standing, state_of
from goldenbridge.report.registered import Registered
from goldenbridge.report.section import Section, Table

VERDICTS = {ACCEPTED: tell("accepted"), DISPUTED: tell("disputed")}


def section(found: Registered) -> Section:
    """Every measure with its owners, deadline and state, and the last reports of the sides."""
    say = found.language.say
    return Section(
        id="measures",
        title=say("Who does what, and how does it stand?"),
        answer=say(_answer(found)),
        tables=(
            Table(
                id="measures",
                caption=say("Measures of the plan"),
                columns=(
                    say("id"),
                    say("measure"),
                    say("who"),
                    say("deadline"),
                    say("how it stands"),
                    say("by the sources"),
                ),
                rows=tuple(
                    (
                        one.measure.id,
                        one.measure.title,
                        owners(found, one.measure),
                        due(found, one),
                        found.state(one),
                        found.seen(one),
                    )
                    for one in found.standings
                ),
                sources=tuple(one.measure.sources for one in found.standings),
            ),
            *_positions(found),
            Table(
                id="states",
                caption=say("What the words mean"),
                columns=(say("how it stands"), say("rule")),
                rows=tuple((say(name), say(rule)) for _, name, rule in STATES),
            ),
        ),
        data={"measures": [_plain(found, one) for one in found.standings]},
    )


def owners(found: Registered, measure: PlanMeasure) -> str:
    """Each side with who answers for it there."""
    say = found.language.say
    return "; ".join(
        say("{side}: {body}", side=found.side(one.party), body=one.body or tell("not published"))
        for one in measure.owners
    )


def due(found: Registered, one: Standing) -> str:
    """The deadline that holds, its basis included."""
    say = found.language.say
    if one.due is None:
        return say("none given")
    moved = one.due != one.measure.due
    if moved or one.measure.due_basis == "stated":
        return found.language.period(one.due)
    return say("{when} ({basis})", when=one.due, basis=tell(one.measure.due_basis))


def _positions(found: Registered) -> tuple[Table, ...]:
    """The last report of each side beside what the other says to it."""
    say, period = found.language.say, found.language.period
    rows = [
        (
            one.measure.title,
            say("{side}, {quarter}", side=found.side(report.by), quarter=period(report.quarter)),
            say("done: {text}", text=report.text) if report.done else report.text,
            answered(found, report),
        )
        for one in found.standings
        for report in one.last
    ]
    if not rows:
        return ()
    return (
        Table(
            id="positions",
            caption=say("What each side says of a measure, and what the other says to that"),
            columns=(say("measure"), say("report of"), say("report"), say("answer")),
            rows=tuple(rows),
        ),
    )


def answered(found: Registered, report: Report) -> str:
    """What the other side says to a report last."""
    say = found.language.say
    if not report.answers:
        return say("no answer yet")
    last = report.answers[-1]
    values = {"side": found.side(last.by), "verdict": VERDICTS[last.verdict]}
    if last.text:
        return say("{side}: {verdict}: {text}", **values, text=last.text)
    return say("{side}: {verdict}", **values)


def _answer(found: Registered) -> Message:
    count = Counter(one.state for one in found.standings)
    if not count:
        return tell("No measures yet.")
    told = [
        tell("{count} {status}", count=count[state], status=name)
        for state, name, _ in STATES
        if count[state]
    ]
    return tell_many(
        "Of {count} measure: {states}.",
        "Of {count} measures: {states}.",
        count.total(),
        states=Listing(told),
    )


def _plain(found: Registered, one: Standing) -> dict[str, Any]:
    parties = found.plan(one.measure.plan).parties
    reports = [
        plain_of(report) | {"state": state_of(report, parties)} for report in one.measure.reports
    ]
    return plain_of(one.measure) | {
        "state": one.state,
        "due": str(one.due) if one.due else None,
        "overdue_days": one.overdue_days,
        "reports": reports,
        "missing": [{"side": side, "quarter": str(quarter)} for side, quarter in one.missing],
    }
