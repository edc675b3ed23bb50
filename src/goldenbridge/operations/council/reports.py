"""A side reports and the other answers; where they disagree both positions stand."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row

from goldenbridge.errors import ForbiddenError, RuleError, StaleError
from goldenbridge.operations.council.plan import (
    ACCEPTED,
    Answer,
    Move,
    Report,
)
from goldenbridge.operations.council.plan_check import plan_flaws
from goldenbridge.operations.council.reading import filer_of, measure_in
from goldenbridge.operations.council.records import record_of, refuse
from goldenbridge.operations.council.standing import reported, state_of
from goldenbridge.operations.council.tables import MOVE, REPORT
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import found


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What the own side did for a measure in a quarter; a later one stands in its place.

    `version` is that of the report that it stands in the place of; a first one has none.
    """

    measure: str
    side: str
    quarter: str
    text: str
    done: bool = False
    proofs: tuple[dict[str, Any], ...] = ()
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `report-filed`."""
        measure, plan = measure_in(tx.connection, self.measure)
        report = tx.new_id()
        values = {
            "by": self.side,
            "quarter": self.quarter,
            "filed": f"{tx.now:%Y-%m-%d}",
            "done": self.done,
            "text": self.text,
            "proofs": [dict(one) for one in self.proofs],
        }
        made = record_of(Report, values | {"id": report})
        if made.quarter.start > tx.now.date():
            raise RuleError("quarter", self.quarter, "one that has begun")
        refuse(plan_flaws((plan,), (replace(measure, reports=(made,)),), ()))
        old = reported(measure).get((self.side, str(made.quarter)))
        if old is not None and state_of(old, plan.parties) == ACCEPTED:
            raise RuleError("quarter", f"{self.quarter}, accepted", "one that is not accepted yet")
        standing = found(tx.connection, REPORT, old.id, "report").version if old else None
        if self.version != standing:
            allowed = f"{standing or 'none'}, that of the report that stands; read it and ask again"
            raise StaleError("version", str(self.version or "none"), allowed)
        body = values | {"measure": self.measure, "done": int(self.done)}
        tx.append("report-filed", report, body)
        return {"report": report}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReport:
    """Accept the report of the other side, or dispute it and say why."""

    report: str
    side: str
    verdict: str
    text: str = ""
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `report-answered`."""
        row = found(tx.connection, REPORT, self.report, "report")
        measure, plan = measure_in(tx.connection, row.measure)
        check_party(self.side, plan.parties)
        check_other(tx.connection, row, self.side, tx.actor)
        report = next(one for one in measure.reports if one.id == self.report)
        holds = reported(measure)[report.by, str(report.quarter)]
        if holds is not report:
            found_ = f"{self.report}, in the place of which {holds.id} stands"
            raise StaleError("report", found_, "the report that stands; read it and answer that")
        if any(one.by == self.side and one.verdict == ACCEPTED for one in report.answers):
            raise RuleError("report", f"{self.report}, accepted already", "one not yet accepted")
        values = {"by": self.side, "on": f"{tx.now:%Y-%m-%d}"}
        values |= {"verdict": self.verdict, "text": self.text}
        answered = replace(report, answers=(*report.answers, record_of(Answer, values)))
        refuse(plan_flaws((plan,), (replace(measure, reports=(answered,)),), ()))
        tx.append("report-answered", tx.new_id(), values | {"report": self.report})
        return {"report": self.report}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeDeadline:
    """Propose another deadline of a measure; it holds once the other side agrees."""

    measure: str
    side: str
    due: str
    why: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `deadline-proposed`."""
        measure, plan = measure_in(tx.connection, self.measure)
        check_party(self.side, plan.parties)
        waiting = [one.id for one in measure.moves if one.answered is None]
        if waiting:
            allowed = f"an answer to {waiting[0]}, which was proposed before"
            raise RuleError("measure", f"{self.measure}, with a proposal open", allowed)
        values = {"by": self.side, "proposed": f"{tx.now:%Y-%m-%d}"}
        values |= {"due": self.due, "why": self.why}
        move = tx.new_id()
        made = record_of(Move, values | {"id": move})
        tried = replace(measure, due=made.due, due_basis="stated", moves=(made,))
        refuse(plan_flaws((plan,), (tried,), ()))
        body = values | {"measure": self.measure, "agreed": 0}
        tx.append("deadline-proposed", move, body)
        return {"move": move}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDeadline:
    """Agree to the deadline that the other side proposes, or decline it."""

    move: str
    side: str
    agreed: bool

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `deadline-answered`."""
        row = found(tx.connection, MOVE, self.move, "move")
        if row.answered is not None:
            raise RuleError("move", f"{self.move}, answered on {row.answered}", "an open one")
        _, plan = measure_in(tx.connection, row.measure)
        check_party(self.side, plan.parties)
        check_other(tx.connection, row, self.side, tx.actor)
        body = {"answered": f"{tx.now:%Y-%m-%d}", "agreed": int(self.agreed)}
        tx.append("deadline-answered", self.move, body | {"by_side": self.side})
        return {"move": self.move}


def check_party(side: str, parties: tuple[str, ...]) -> None:
    """Raises RuleError unless `side` is one of the plan's."""
    if side not in parties:
        raise RuleError("side", repr(side), ", ".join(parties))


def check_other(connection: Connection, row: Row[Any], side: str, actor: str) -> None:
    """Raises RuleError where a side answers itself, ForbiddenError where a person does."""
    if side == row.by:
        raise RuleError("side", f"{side}, whose own it is", "the other side")
    if filer_of(connection, row) == actor:
        raise ForbiddenError("answer: found who wrote it; allowed: somebody of the other side")
