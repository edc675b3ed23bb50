"""Ten thousand random lives of a complex on each engine: `make soak ARGS="-k machine"`."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.operations.machine import ComplexMachine, World, postgresql_world, sqlite_world
from tests.soak.proof import proved, sized

from goldenbridge.programme.model import Programme

MANY = settings(
    max_examples=sized(10_000, 5),
    stateful_step_count=30,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def _run(world: World, url: str) -> None:
    started = time.monotonic()
    run_state_machine_as_test(lambda: ComplexMachine(world), settings=MANY)  # type: ignore[no-untyped-call]
    seconds = time.monotonic() - started
    told = f"{MANY.max_examples:,} lives of up to 30 steps in {seconds:.0f} s, 0 failures"
    proved("5. state machine", url, told)


def test_ten_thousand_lives_on_sqlite(tmp_path: Path, programme: Programme) -> None:
    with sqlite_world(tmp_path, programme.sites[0]) as world:
        _run(world, "sqlite")


@pytest.mark.usefixtures("postgresql")
def test_ten_thousand_lives_on_postgresql(postgresql_url: str, programme: Programme) -> None:
    with postgresql_world(postgresql_url, programme.sites[0]) as world:
        _run(world, postgresql_url)
