"""A council's register for tests: a plan of two sides with two measures."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.operations.complex import Clock, Desk

from goldenbridge.operations.council.measures import RegisterMeasure, SetPlan
from goldenbridge.operations.council.plan import PlanMeasure, Register
from goldenbridge.operations.council.reading import register
from goldenbridge.operations.council.reports import AnswerReport, FileReport
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS

DELEGATES = {"KZ": "aigerim", "KG": "bakyt"}
PLAN: dict[str, Any] = {
    "plan": "p",
    "title": "Plan 2025-2027",
    "parties": ("KZ", "KG"),
    "starts": "2025",
    "ends": "2027",
    "reports_from": "2025-Q4",
    "report_within_days": 30,
    "answer_within_days": 30,
}
LANES: dict[str, Any] = {
    "measure": "lanes",
    "plan": "p",
    "title": "Open the lanes",
    "sector": "transport",
    "done_when": "trucks pass",
    "basis": "stated",
    "owners": [{"party": "KZ", "body": "ministry of transport"}, {"party": "KG"}],
    "due": "2026-06-30",
    "due_basis": "stated",
}
GRANTS = LANES | {"measure": "grants", "title": "Sixty grants", "owners": [{"party": "KZ"}]}
GRANTS = {name: value for name, value in GRANTS.items() if name not in {"due", "due_basis"}}


class Council(Desk):
    """Short words for what delegates and secretaries do."""

    def report(self, side: str, quarter: str, *, measure: str = "lanes", **own: Any) -> str:
        command = FileReport(
            measure=measure, side=side, quarter=quarter, text=own.pop("text", "work goes on"), **own
        )
        return str(self.do(command, DELEGATES[side])["report"])

    def answer(self, report: str, side: str, verdict: str, text: str = "") -> None:
        command = AnswerReport(report=report, side=side, verdict=verdict, text=text)
        self.do(command, DELEGATES[side])

    def read(self) -> Register:
        with self.ledger.reading() as view:
            return register(view.connection)

    def measure(self, name: str = "lanes") -> PlanMeasure:
        return next(one for one in self.read().measures if one.id == name)


@contextmanager
def council_at(url: str) -> Iterator[Council]:
    """A new ledger at `url` with the plan and its measures, on 27 February 2026."""
    clock = Clock()
    with Ledger.open(url, ROOMS, new=True, clock=clock) as ledger:
        council = Council(ledger, clock)
        council.do(SetPlan(**PLAN), "secretary-kz")
        for one in (LANES, GRANTS):
            council.do(RegisterMeasure(**one), "secretary-kz")
        yield council
