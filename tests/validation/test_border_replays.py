"""The engine against two real queues: a call centre's log and the posted waits at El Paso."""

import csv
import math
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from goldenbridge.border.runs import trace

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "border"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data/border, the logs")
RUNS = 20


@pytest.fixture(scope="module")
def replays() -> SimpleNamespace:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT), *sys.path])
        from benchmarks.replays import call_centre, call_log, el_paso, staffing

    return SimpleNamespace(centre=call_centre, log=call_log, bridge=el_paso, staffing=staffing)


@pytest.fixture(scope="module")
def weeks(replays: SimpleNamespace) -> tuple[Any, Any]:
    return replays.log.read(replays.log.FIRST), replays.log.read(replays.log.SECOND)


@pytest.fixture(scope="module")
def second(replays: SimpleNamespace, weeks: tuple[Any, Any]) -> Any:
    """Days 8 to 14 by the engine, with what days 1 to 7 tell."""
    learnt = replays.centre.learn(weeks[0])
    shifts = replays.staffing.CHOSEN.shifts(weeks[1])
    return replays.centre.replay(replays.centre.model_of(weeks[1], learnt, shifts), RUNS)


def z_next(values: np.ndarray, seen: float) -> float:
    """How far one more week lies from those told, in standard deviations of a prediction."""
    return float((seen - values.mean()) / (values.std(ddof=1) * math.sqrt(1 + 1 / values.size)))


def test_erlang_a(replays: SimpleNamespace) -> None:
    """M/M/8+M: the share that leaves is the number waiting over patience and rate."""
    waiting = replays.centre.erlang_a(9.0, 1.0, 8, 2.0)
    assert waiting == pytest.approx(3.052743, abs=1e-6)
    assert waiting / 2 / 9 == pytest.approx(0.169597, abs=1e-6)


def callers(replays: SimpleNamespace, **columns: Any) -> Any:
    size = len(columns["arrived"])
    empty = {"waited": np.zeros(size), "talked": np.zeros(size), "hung_up": np.zeros(size, bool)}
    agent = np.full(size, "A")
    return replays.log.Week(**{"first": date(1999, 2, 1), **empty, "agent": agent, **columns})


def test_patience_is_found_though_most_were_answered(replays: SimpleNamespace) -> None:
    """Exponential patience of mean 5, answers after an exponential time of mean 1: 1 in 6 leaves.

    100 of 20,000 still wait at ln(200)/1.2 = 4.4. By Greenwood ln S is known to 0.023 at the median
    of 3.47, which is 0.115 there; the tail is a hazard of 221 events, 6.7 % of a mean to which it
    adds 0.41 · 5.
    """
    draw = np.random.default_rng(1)
    patient, answer = draw.exponential(5, 20_000), draw.exponential(1, 20_000)
    waited, left = np.minimum(patient, answer), patient < answer
    week = callers(replays, arrived=np.zeros(20_000), waited=waited, hung_up=left)
    found = np.array(replays.log.patience(week).values)
    assert abs(np.median(found) - 5 * math.log(2)) < 4 * 0.115
    assert abs(found.mean() - 5) < 4 * math.hypot(0.067 * 0.41 * 5, 0.115)


def test_rules_of_staffing(replays: SimpleNamespace) -> None:
    """A talks 7:00 to 7:10 and 7:40 to 7:44, B 7:05 to 7:20."""
    at = {"arrived": np.array([420.0, 425, 460]), "talked": np.array([10.0, 15, 4])}
    week = callers(replays, **at, agent=np.array(["A", "B", "A"]))

    def told(shifts: Any) -> list[tuple[float, float, float]]:
        return [(round(60 * s.from_h), round(60 * s.to_h), s.staff) for s in shifts]

    rules = replays.staffing
    assert told(rules.peak(week, 30)) == [(420, 450, 2), (450, 480, 1)]
    assert told(rules.seen(week, 15)) == [(420, 435, 2), (435, 450, 1), (450, 465, 1)]
    # 25 minutes talked in 30 and 4 in 30, at half the time busy: 1.67 and 0.27, with 1.93 in all
    assert told(rules.occupancy(week, 30, 0.5)) == [(420, 450, 2)]
    assert told(rules.present(week, 20)) == [(420, 430, 1), (460, 464, 1), (425, 440, 1)]
    assert told(rules.present(week, 30)) == [(420, 464, 1), (425, 440, 1)]


@needs_data
def test_no_caller_is_lost(replays: SimpleNamespace, weeks: tuple[Any, Any]) -> None:
    with replays.log.LOG.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    phantoms = sum(row["outcome"] == "PHANTOM" for row in rows)
    early = sum(row["outcome"] == "HANG" and row["q_start"] == "0:00:00" for row in rows)
    assert sum(week.arrived.size for week in weeks) == len(rows) - phantoms - early


@needs_data
def test_as_many_call_as_called(weeks: tuple[Any, Any], second: Any) -> None:
    """A Poisson number each day, whose mean is the number in the log."""
    called = np.bincount(weeks[1].day, minlength=7)
    z = (second.callers.mean(axis=0) - called) / np.sqrt(called / RUNS)
    assert np.abs(z).max() < 4


@needs_data
def test_a_share_is_the_best_of_its_rule(replays: SimpleNamespace, weeks: tuple[Any, Any]) -> None:
    """The benchmark compares all rules; here one rule with every share, on days 1 to 7 only."""
    learnt = replays.centre.learn(weeks[0])
    stem = replays.staffing.CHOSEN.name.partition("×")[0]
    rivals = [rule for rule in replays.staffing.rules() if rule.name.startswith(stem)]
    assert len(rivals) == len(replays.staffing.SHARES)
    best = replays.centre.ranked(weeks[0], learnt, rivals, RUNS)[0]
    assert best.rule.name == replays.staffing.CHOSEN.name
    assert best.rule.shifts(weeks[1]) == replays.staffing.CHOSEN.shifts(weeks[1])


@needs_data
def test_the_second_week(replays: SimpleNamespace, weeks: tuple[Any, Any], second: Any) -> None:
    """The week that was is one of those told, and told better than by the days before it."""
    before, truth = map(replays.centre.observed, weeks)
    assert abs(z_next(second.mean_wait, truth.mean_wait[0])) < 2
    assert abs(z_next(second.share_left, truth.share_left[0])) < 2
    assert replays.centre.misfit(second, truth) < replays.centre.misfit(before, truth)


@needs_data
def test_posted_waits(replays: SimpleNamespace) -> None:
    """Weekdays 6 to 13 h in twelve months are 480 cells; three of 6 h were never posted."""
    seen = replays.bridge.read()
    assert (~np.isnan(seen.waits)).sum() == 477
    assert (seen.trucks > 0).all()
    assert replays.bridge.weekdays(2025).sum() == 261


@needs_data
def test_trucks_of_each_month(replays: SimpleNamespace) -> None:
    bridge = replays.bridge
    trucks = bridge.read().trucks
    month = np.array([date.fromordinal(date(2025, 1, 1).toordinal() + i).month for i in range(365)])
    times = trace(bridge.model(trucks, 4, 2.0), 1).times[:, 0]
    came = np.bincount(month[(times // 1440).astype(int)], minlength=13)[1:]
    assert np.abs((came - trucks) / np.sqrt(trucks)).max() < 4


@needs_data
def test_lanes_and_minutes_are_one_number(replays: SimpleNamespace) -> None:
    """One lane or four, the posted mean asks for the same trucks an hour; the profile moves it."""
    bridge = replays.bridge
    seen = bridge.read()
    one, four = (60 * lanes / bridge.ridge(seen, lanes) for lanes in (1, 4))
    assert four == pytest.approx(one, rel=0.02)
    # lanes that are free at 6 h and fed 78.6 trucks an hour have to take about as many
    assert one == pytest.approx(seen.trucks.sum() / 261 / 8, rel=0.02)
    early = 60 / bridge.ridge(seen, 1, bridge.EARLY)
    assert early > 1.1 * one
