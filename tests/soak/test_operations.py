"""The ledger over hours: a thousand kills, a million operations, a million events brought back."""

import time
from pathlib import Path

from tests.operations.crash import killed, look
from tests.operations.toy import Open, toy_ledger
from tests.operations.witness import recorded, violations

from goldenbridge.operations.ledger.backup import backup, restore

KILLS = 1_000
OPERATIONS = 1_000_000
EVENTS = 1_000_000


def test_a_thousand_kills_lose_nothing_acknowledged(url: str) -> None:
    with toy_ledger(url) as ledger:
        ledger.submit(Open("g", 15), actor="chief")
    for cycle in range(KILLS):
        found = look(url, killed(url, str(cycle), acknowledged=20))
        assert found.sound, (cycle, found)
        assert found.restart_s < 5


def test_a_million_operations_are_one_at_a_time(tmp_path: Path) -> None:
    with toy_ledger(f"sqlite:///{tmp_path}/l.db") as ledger:
        for gate in range(400):
            ledger.submit(Open(f"g{gate}", 40), actor="chief")
        history = recorded(ledger, OPERATIONS, threads=64, gates=400, trucks=20_000, seed=1)
    assert len(history) >= OPERATIONS * 0.99
    assert violations(history, 40) == []


def test_a_million_events_come_back_within_a_quarter_of_an_hour(url: str, tmp_path: Path) -> None:
    with toy_ledger(url) as ledger, toy_ledger(f"sqlite:///{tmp_path}/new.db") as new:
        for start in range(0, EVENTS, 10_000):
            answers = [
                ledger.enqueue(Open(f"g{n}", 1), actor="chief")
                for n in range(start, start + 10_000)
            ]
            assert answers[-1].result().seq == start + 10_000
        backup(ledger.store, ledger.rooms, tmp_path / "copy")
        started = time.monotonic()
        assert restore(tmp_path / "copy", new.store, new.rooms).events == EVENTS
        assert time.monotonic() - started < 15 * 60
