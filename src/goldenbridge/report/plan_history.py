"""What happened to the measures of a plan, day by day, in words."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from goldenbridge.language.messages import Message, Own, tell
from goldenbridge.operations.council.plan import ACCEPTED, Move, PlanMeasure, Report


class Step(NamedTuple):
    """One thing that happened to a measure."""

    day: date
    measure: str
    what: Message


def steps(measures: Iterable[PlanMeasure], side: Callable[[str], str]) -> list[Step]:
    """Everything that is dated, in order of the days; `side` gives the name of a side."""
    found = [step for measure in measures for step in _of(measure, side)]
    return sorted(found, key=lambda step: step.day)


def _of(measure: PlanMeasure, side: Callable[[str], str]) -> Iterator[Step]:
    if measure.registered:
        yield Step(measure.registered.middle, measure.id, tell("put on the register"))
    for report in measure.reports:
        yield from _report(measure.id, report, side)
    for move in measure.moves:
        yield from _move(measure.id, move, side)


def _report(measure: str, report: Report, side: Callable[[str], str]) -> Iterator[Step]:
    values = {"side": Own(side(report.by)), "quarter": report.quarter, "text": Own(report.text)}
    said = (
        tell("{side} reports for {quarter} that it is done: {text}", **values)
        if report.done
        else tell("{side} reports for {quarter}: {text}", **values)
    )
    yield Step(report.filed.middle, measure, said)
    for answer in report.answers:
        values = {"side": Own(side(answer.by)), "quarter": report.quarter, "text": Own(answer.text)}
        if answer.verdict == ACCEPTED:
            said = tell("{side} accepts the report for {quarter}", **values)
        else:
            said = tell("{side} disputes the report for {quarter}: {text}", **values)
        yield Step(answer.on.middle, measure, said)


def _move(measure: str, move: Move, side: Callable[[str], str]) -> Iterator[Step]:
    said = tell(
        "{side} proposes {due} as deadline: {why}",
        side=Own(side(move.by)),
        due=move.due,
        why=Own(move.why),
    )
    yield Step(move.proposed.middle, measure, said)
    if move.answered:
        told = (
            tell("both sides agree to the deadline {due}", due=move.due)
            if move.agreed
            else tell("the deadline {due} is declined", due=move.due)
        )
        yield Step(move.answered.middle, measure, told)
