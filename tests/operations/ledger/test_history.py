"""A concurrent history is that of one operation at a time; a clock that steps changes nothing."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.operations.toy import Enter, Leave, Open, toy_ledger
from tests.operations.witness import FAULTS, Fault, Operation, recorded, violations

from goldenbridge.errors import RefusedError

PLACES = 4
BASE = datetime(2026, 1, 1, tzinfo=UTC)


def _history(url: str, operations: int) -> list[Operation]:
    with toy_ledger(url) as ledger:
        for gate in range(5):
            ledger.submit(Open(f"g{gate}", PLACES), actor="chief")
        return recorded(ledger, operations, threads=16, gates=5, trucks=30, seed=7)


def test_a_concurrent_history_is_one_operation_at_a_time(url: str) -> None:
    assert violations(_history(url, 2_000), PLACES) == []


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> list[Operation]:
    return _history(f"sqlite:///{tmp_path_factory.mktemp('h')}/l.db", 3_000)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_seeded_fault_is_caught(history: list[Operation], fault: Fault) -> None:
    for seed in range(5):
        draws = random.Random(seed)  # noqa: S311 - a place, not a secret
        assert violations(fault(history, draws), PLACES)


def _answers(url: str, steps: Iterable[int]) -> list[object]:
    minutes = iter(steps)
    now = [BASE]

    def clock() -> datetime:
        now[0] += timedelta(seconds=1, minutes=next(minutes))
        return now[0]

    commands = [
        Open("g", 2),
        Enter("g", "a"),
        Enter("g", "b"),
        Enter("g", "c"),
        Leave("a"),
        Enter("g", "c"),
    ]
    answers: list[object] = []
    with toy_ledger(url, clock=clock) as ledger:
        for command in commands:
            try:
                answers.append(ledger.submit(command, actor="w", idempotency_key=str(command)))
            except RefusedError as refused:
                answers.append((str(refused), refused.seq))
        assert ledger.verify().whole
        return [*answers, ledger.replay()]


def test_a_clock_that_steps_ten_minutes_changes_nothing(tmp_path: Path) -> None:
    steady = _answers(f"sqlite:///{tmp_path}/a.db", [0] * 99)
    stepping = _answers(f"sqlite:///{tmp_path}/b.db", [10, -10, -10, 10] * 25)
    assert steady == stepping
