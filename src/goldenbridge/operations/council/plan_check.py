"""What is wrong with the measures, reports and sessions of a plan, beyond single fields."""

from collections.abc import Iterator, Mapping, Sequence

from goldenbridge.language.periods import Period, quarter_of
from goldenbridge.operations.council.plan import (
    DISPUTED,
    Move,
    Plan,
    PlanMeasure,
    Report,
    Session,
)
from goldenbridge.site.check import Flaw, Path


def plan_flaws(
    plans: Sequence[Plan], measures: Sequence[PlanMeasure], sessions: Sequence[Session]
) -> Iterator[Flaw]:
    """Everything wrong with the blocks; ids that are named and not there are left to the reader."""
    by_id = {plan.id: plan for plan in plans}
    for i, plan in enumerate(plans):
        yield from _plan((("plans", i),), plan)
    for i, measure in enumerate(measures):
        yield from _measure((("measures", i),), measure, by_id)
    for i, session in enumerate(sessions):
        yield from _once((("sessions", i),), "resolution", [one.id for one in session.resolution])


def is_quarter(period: Period) -> bool:
    """Whether a period is one whole quarter."""
    quarter = quarter_of(period.start)
    return (period.start, period.end) == (quarter.start, quarter.end)


def _plan(here: Path, plan: Plan) -> Iterator[Flaw]:
    if plan.ends.end < plan.starts.start:
        yield Flaw(here, "ends", str(plan.ends), f"a period that ends after {plan.starts} begins")
    if plan.reports_from is not None and not is_quarter(plan.reports_from):
        yield Flaw(here, "reports_from", str(plan.reports_from), "a quarter such as 2026-Q1")
    for name in ("report_within_days", "answer_within_days"):
        if getattr(plan, name) < 0:
            yield Flaw(here, name, str(getattr(plan, name)), "0 or more")


def _measure(here: Path, measure: PlanMeasure, plans: Mapping[str, Plan]) -> Iterator[Flaw]:
    if (measure.due is None) != (measure.due_basis == "none"):
        found = f"{measure.due_basis!r}, and {'no ' if measure.due is None else 'a '}deadline"
        yield Flaw(here, "due_basis", found, "none where no deadline is given, and only there")
    if measure.due and measure.starts and measure.due.end < measure.starts.start:
        allowed = f"a period that ends on or after {measure.starts}"
        yield Flaw(here, "due", str(measure.due), allowed)
    if not measure.owners:
        yield Flaw(here, "owners", "none", "a side that acts in [[measures.owners]]")
    yield from _once(here, "owners", [owner.party for owner in measure.owners], "party")
    yield from _once(here, "reports", [report.id for report in measure.reports])
    yield from _once(here, "moves", [move.id for move in measure.moves])
    acting = {owner.party for owner in measure.owners}
    plan = plans.get(measure.plan)
    for i, owner in enumerate(measure.owners):
        if plan and owner.party not in plan.parties:
            yield Flaw((*here, ("owners", i)), "party", owner.party, ", ".join(plan.parties))
    for i, report in enumerate(measure.reports):
        yield from _report((*here, ("reports", i)), report, acting, plan)
    for i, move in enumerate(measure.moves):
        yield from _move((*here, ("moves", i)), move)


def _report(here: Path, report: Report, acting: set[str], plan: Plan | None) -> Iterator[Flaw]:
    if not is_quarter(report.quarter):
        yield Flaw(here, "quarter", str(report.quarter), "a quarter such as 2026-Q1")
    elif plan and not plan.starts.start <= report.quarter.end <= plan.ends.end:
        allowed = f"a quarter of the plan, {plan.starts} to {plan.ends}"
        yield Flaw(here, "quarter", str(report.quarter), allowed)
    if report.by not in acting:
        yield Flaw(here, "by", report.by, f"a side that acts: {', '.join(sorted(acting))}")
    for i, answer in enumerate(report.answers):
        there = (*here, ("answers", i))
        if answer.by == report.by:
            yield Flaw(there, "by", answer.by, "another side than the one that reports")
        if answer.on.end < report.filed.start:
            yield Flaw(
                there, "on", str(answer.on), f"the day of the report, {report.filed}, or later"
            )
        if answer.verdict == DISPUTED and not answer.text:
            yield Flaw(there, "text", "nothing", "the position of the side that disputes")


def _move(here: Path, move: Move) -> Iterator[Flaw]:
    if move.agreed and move.answered is None:
        yield Flaw(here, "agreed", "yes, and no day of the answer", "the day of it in answered")
    if move.answered and move.answered.end < move.proposed.start:
        yield Flaw(here, "answered", str(move.answered), f"{move.proposed} or later")


def _once(here: Path, block: str, ids: Sequence[str], field: str = "id") -> Iterator[Flaw]:
    for i, name in enumerate(ids):
        if name in ids[:i]:
            yield Flaw((*here, (block, i)), field, f"{name!r} a second time", "once")
