"""Ten thousand random lives of a complex on each engine: `make soak ARGS="-k machine"`."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.operations.machine import ComplexMachine, World, postgresql_world, sqlite_world

from goldenbridge.programme.model import Programme

MANY = settings(
    max_examples=10_000,
    stateful_step_count=30,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def _run(world: World) -> None:
    run_state_machine_as_test(lambda: ComplexMachine(world), settings=MANY)  # type: ignore[no-untyped-call]


def test_ten_thousand_lives_on_sqlite(tmp_path: Path, programme: Programme) -> None:
    with sqlite_world(tmp_path, programme.sites[0]) as world:
        _run(world)


@pytest.mark.usefixtures("postgresql")
def test_ten_thousand_lives_on_postgresql(postgresql_url: str, programme: Programme) -> None:
    with postgresql_world(postgresql_url, programme.sites[0]) as world:
        _run(world)
