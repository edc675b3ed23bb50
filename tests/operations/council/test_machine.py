"""Whatever both sides say in whatever order: a small model of it agrees with the ledger."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.operations.complex import Clock
from tests.operations.council.table import DELEGATES, Council, council_at

from goldenbridge.errors import RefusedError
from goldenbridge.operations.council.reports import AnswerDeadline, FileReport, ProposeDeadline
from goldenbridge.operations.council.standing import due_of, reported, state_of
from goldenbridge.operations.council.tables import REPORT
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS

SIDES = ("KZ", "KG")
SIDE = st.sampled_from(SIDES)
QUARTER = st.sampled_from(["2025-Q4", "2026-Q1", "2026-Q2"])
DUE = st.sampled_from(["2026-09-30", "2026-12-31", "soon"])
VERDICT = st.sampled_from(["accepted", "disputed"])


class Both(RuleBasedStateMachine):
    """Two delegates; the model keeps what stands for each side and quarter, and the deadline."""

    fresh: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        ledger = Ledger.open(self.fresh(), ROOMS)
        self.council = Council(ledger, Clock())
        self.stands: dict[tuple[str, str], tuple[str, str]] = {}
        self.due, self.open = "2026-06-30", ""

    def tried(self, command: Any, actor: str) -> Any:
        try:
            return self.council.do(command, actor)
        except RefusedError:
            return None

    @rule(side=SIDE, quarter=QUARTER, seen=st.booleans())
    def report(self, side: str, quarter: str, seen: bool) -> None:
        held = self.stands.get((side, quarter))
        version = self.council.row(REPORT, held[0]).version if held and seen else None
        command = FileReport(measure="lanes", side=side, quarter=quarter, text="x", version=version)
        done = self.tried(command, DELEGATES[side])
        free = held is None or (seen and held[1] != "accepted")
        assert (done is not None) == free
        if done:
            self.stands[side, quarter] = (done["report"], "unanswered")

    @rule(by=SIDE, quarter=QUARTER, side=SIDE, verdict=VERDICT)
    def answer(self, by: str, quarter: str, side: str, verdict: str) -> None:
        held = self.stands.get((by, quarter))
        if held is None:
            return
        try:
            self.council.answer(held[0], side, verdict, "why")
        except RefusedError:
            assert side == by or held[1] == "accepted"
        else:
            assert side != by
            assert held[1] != "accepted"
            self.stands[by, quarter] = (held[0], verdict)

    @rule(side=SIDE, due=DUE)
    def propose(self, side: str, due: str) -> None:
        command = ProposeDeadline(measure="lanes", side=side, due=due, why="late")
        done = self.tried(command, DELEGATES[side])
        assert (done is not None) == (not self.open and due != "soon")
        if done:
            self.open = f"{done['move']} {side} {due}"

    @rule(side=SIDE, agreed=st.booleans())
    def settle(self, side: str, agreed: bool) -> None:
        if not self.open:
            return
        move, by, due = self.open.split()
        done = self.tried(AnswerDeadline(move=move, side=side, agreed=agreed), DELEGATES[side])
        assert (done is not None) == (side != by)
        if done:
            self.due, self.open = due if agreed else self.due, ""

    @invariant()
    def the_ledger_says_the_same(self) -> None:
        measure = self.council.measure()
        told = {key: (one.id, state_of(one, SIDES)) for key, one in reported(measure).items()}
        assert told == self.stands
        assert str(due_of(measure)) == self.due

    def teardown(self) -> None:
        assert self.council.replays()
        assert self.council.ledger.verify().whole
        self.council.ledger.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], str]:
    """New ledgers with the plan, each a copy of one."""
    with council_at(f"sqlite:///{tmp_path}/template.db"):
        pass

    def made() -> str:
        path = tmp_path / f"{uuid4().hex}.db"
        shutil.copy(tmp_path / "template.db", path)
        return f"sqlite:///{path}"

    return made


def test_both_sides_in_any_order(fresh: Callable[[], str]) -> None:
    kept = settings(
        max_examples=15,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = type("Machine", (Both,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(machine, settings=kept)
