"""The ledger over hours: a thousand kills, a million operations, a million events brought back."""

import time
from pathlib import Path

from tests.operations.crash import killed, look
from tests.operations.toy import Open, toy_ledger
from tests.operations.witness import recorded, violations
from tests.soak.proof import counted, proved, sized

from goldenbridge.operations.ledger.backup import backup, restore

KILLS = sized(1_000, 3)
OPERATIONS = sized(1_000_000, 2_000)
EVENTS = sized(1_000, 2) * 1_000
AT_ONCE = 1_000


def test_a_thousand_kills_lose_nothing_acknowledged(url: str) -> None:
    with toy_ledger(url) as ledger:
        ledger.submit(Open("g", 15), actor="chief")
    acknowledged, slowest = 0, 0.0
    for cycle in counted("kills", KILLS):
        kept = killed(url, str(cycle), acknowledged=20)
        found = look(url, kept)
        assert found.sound, (cycle, found)
        assert found.restart_s < 5
        acknowledged += len(kept)
        slowest = max(slowest, found.restart_s)
    told = f"{KILLS:,} kills, {acknowledged:,} acknowledged, 0 lost, restart within {slowest:.2f} s"
    proved("3. kill -9", url, told)


def test_a_million_operations_are_one_at_a_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/l.db"
    started = time.monotonic()
    with toy_ledger(url) as ledger:
        for gate in range(400):
            ledger.submit(Open(f"g{gate}", 40), actor="chief")
        history = recorded(ledger, OPERATIONS, threads=64, gates=400, trucks=20_000, seed=1)
    seconds = time.monotonic() - started
    assert len(history) >= OPERATIONS * 0.99
    assert violations(history, 40) == []
    proved("6. history", url, f"{len(history):,} operations in {seconds:.0f} s, 0 violations")


def test_a_million_events_come_back_within_a_quarter_of_an_hour(url: str, tmp_path: Path) -> None:
    with toy_ledger(url) as ledger, toy_ledger(f"sqlite:///{tmp_path}/new.db") as new:
        for part in counted("events, thousands", EVENTS // AT_ONCE):
            start = part * AT_ONCE
            answers = [
                ledger.enqueue(Open(f"g{n}", 1), actor="chief")
                for n in range(start, start + AT_ONCE)
            ]
            assert answers[-1].result().seq == start + AT_ONCE
        backup(ledger.store, ledger.rooms, tmp_path / "copy")
        started = time.monotonic()
        assert restore(tmp_path / "copy", new.store, new.rooms).events == EVENTS
        seconds = time.monotonic() - started
    assert seconds < 15 * 60
    proved("10. restore", url, f"{EVENTS:,} events in {seconds:.0f} s")
