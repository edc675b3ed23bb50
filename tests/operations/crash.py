"""Kill -9 under load, then look whether anything that was acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, select, text
from tests.operations.toy import GATE, TRUCK, toy_ledger

from goldenbridge.operations.ledger.tables import idempotency

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Found:
    """What a ledger holds after a crash."""

    lost: int
    whole: bool
    equal: bool
    within: bool
    restart_s: float

    @property
    def sound(self) -> bool:
        """Whether nothing is lost or broken."""
        return not self.lost and self.whole and self.equal and self.within


def killed(
    url: str,
    run: str,
    *,
    acknowledged: int = 50,
    synchronous: str = "FULL",
    environment: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Sequence by key of all that was acknowledged before the kill, a random while after some."""
    command = [sys.executable, "-m", "tests.operations.worker", url, run, synchronous]
    work = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env=dict(os.environ) | dict(environment or {})
    )
    assert work.stdout is not None
    lines = [work.stdout.readline() for _ in range(acknowledged)]
    time.sleep(random.Random(run).random() * 0.1)  # noqa: S311 - a moment, not a secret
    work.send_signal(signal.SIGKILL)
    lines += work.stdout.read().splitlines(keepends=True)
    work.wait()
    work.stdout.close()
    whole = [line.split() for line in lines if line.endswith(b"\n")]
    return {key.decode(): int(seq) for key, seq in whole}


def kill_backend(url: str) -> None:
    """Kill -9 one process of PostgreSQL, so that the server recovers as after a crash."""
    engine = create_engine(url)
    with engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        os.kill(pid, signal.SIGKILL)
        connection.invalidate()
    engine.dispose()
    _wait_until_it_answers(url)


def _wait_until_it_answers(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        time.sleep(0.05)
        engine = create_engine(url)
        try:
            with engine.connect():
                return
        except Exception:
            if time.monotonic() > deadline:
                raise
        finally:
            engine.dispose()


def look(url: str, acknowledged: Mapping[str, int]) -> Found:
    """Open the ledger again and compare it with what was acknowledged."""
    started = time.monotonic()
    with toy_ledger(url) as ledger:
        restart_s = time.monotonic() - started
        with ledger.reading() as view:
            rows = view.connection.execute(select(idempotency.c.key, idempotency.c.seq))
            kept = {row.key: row.seq for row in rows}
            trucks = len(view.connection.execute(select(TRUCK)).all())
            gates = view.connection.execute(select(GATE)).all()
        return Found(
            lost=sum(kept.get(key) != seq for key, seq in acknowledged.items()),
            whole=ledger.verify().whole,
            equal=not ledger.replay().differing,
            within=all(gate.taken == trucks <= gate.places for gate in gates),
            restart_s=restart_s,
        )
