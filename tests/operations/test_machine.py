"""A few random lives of a complex on each engine; thousands of them run in tests/soak."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.operations.machine import ComplexMachine, World, postgresql_world, sqlite_world

from goldenbridge.operations.appointments import projections
from goldenbridge.programme.model import Programme

FEW = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def _run(world: World, few: settings = FEW) -> None:
    run_state_machine_as_test(lambda: ComplexMachine(world), settings=few)  # type: ignore[no-untyped-call]


def test_a_complex_on_sqlite(tmp_path: Path, programme: Programme) -> None:
    with sqlite_world(tmp_path, programme.sites[0]) as world:
        _run(world)


def test_a_complex_on_postgresql(postgresql_url: str, programme: Programme) -> None:
    with postgresql_world(postgresql_url, programme.sites[0]) as world:
        _run(world, settings(FEW, max_examples=3))


def test_a_complex_that_forgets_to_give_places_back_is_caught(
    tmp_path: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: a fault put in on purpose must be found."""
    monkeypatch.setattr(projections, "give_back", lambda *_: None)
    quick = settings(FEW, max_examples=200, phases=[Phase.generate], report_multiple_bugs=False)
    with sqlite_world(tmp_path, programme.sites[0]) as world, pytest.raises(AssertionError):
        _run(world, quick)
