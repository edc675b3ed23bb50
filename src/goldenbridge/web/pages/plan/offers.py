"""What somebody may write of a measure: for the sides they speak for, or for the secretariat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goldenbridge.language.messages import Message, Own, tell
from goldenbridge.operations.access.roles import Principal, may
from goldenbridge.operations.council.plan import ACCEPTED
from goldenbridge.operations.council.standing import Standing, reported, sides, state_of
from goldenbridge.report.registered import Registered
from goldenbridge.web.pages.navigation import may_anywhere

_QUARTERS = 4
"""Quarters back from now that a page offers to report for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A form of the page: what its fields are sent with, what it is called, what it is about."""

    hidden: Mapping[str, str]
    label: Message
    about: Any = None

    @property
    def act(self) -> str:
        """What the form does."""
        return self.hidden["act"]

    @property
    def key(self) -> str:
        """The name of the form in the address."""
        return key_of(self.hidden)


def key_of(values: Mapping[str, str]) -> str:
    """The name of the form that is sent with these values."""
    names = ("act", "side", "quarter", "report", "move")
    return ":".join(values[name] for name in names if values.get(name))


def offered(found: Registered, stands: Standing, who: Principal | None) -> Iterator[Offer]:
    """Every form of the measure that `who` may send, answers first."""
    plan = found.plan(stands.measure.plan)
    for side in plan.parties:
        if who is not None and may(who, "report", country=side):
            yield from _answers(found, stands, side)
            yield from _reports(found, stands, side)
            if not stands.proposed:
                label = tell("Propose another deadline ({side})", side=Own(found.side(side)))
                yield Offer({"act": "propose", "side": side}, label)
    if may_anywhere(who, "keep-register"):
        seen = str(stands.measure.version)
        yield Offer({"act": "change", "seen": seen}, tell("Change the wording"))


def _answers(found: Registered, stands: Standing, side: str) -> Iterator[Offer]:
    for report in reported(stands.measure).values():
        mine = [answer.verdict for answer in report.answers if answer.by == side]
        if report.by != side and ACCEPTED not in mine:
            label = tell(
                "Answer the report of {side} for {quarter}",
                side=Own(found.side(report.by)),
                quarter=report.quarter,
            )
            yield Offer({"act": "answer", "side": side, "report": report.id}, label, report)
    for move in stands.proposed:
        if move.by != side:
            label = tell("Answer the deadline that {side} proposes", side=Own(found.side(move.by)))
            yield Offer({"act": "agree", "side": side, "move": move.id}, label, move)


def _reports(found: Registered, stands: Standing, side: str) -> Iterator[Offer]:
    plan, holds = found.plan(stands.measure.plan), reported(stands.measure)
    if side not in sides(stands.measure):
        return
    for quarter in found.quarters(plan)[:_QUARTERS]:
        held = holds.get((side, str(quarter)))
        hidden = {"act": "report", "side": side, "quarter": str(quarter)}
        values = {"side": Own(found.side(side)), "quarter": quarter}
        if held is None:
            yield Offer(hidden, tell("Report for {quarter} ({side})", **values))
        elif state_of(held, plan.parties) != ACCEPTED:
            label = tell("Report for {quarter} again, in the place of the first ({side})", **values)
            yield Offer(hidden | {"replaces": held.id}, label, held)
