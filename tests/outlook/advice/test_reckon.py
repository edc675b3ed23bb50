"""Advice where arithmetic knows the queues; within bounds and never below what is sold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.operations.advising import Advice, Manning, check_duty, check_place
from goldenbridge.operations.rules import example_rules
from goldenbridge.outlook.advice.plan import Plan, told
from goldenbridge.outlook.advice.reckon import advise
from goldenbridge.outlook.advice.run import Duty
from goldenbridge.outlook.advice.standing import Habits, Hour, Standing
from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
MAKE = Callable[..., tuple[Site, Demand]]
DAY = (Shift(from_h=8, to_h=20, staff=1), Shift(from_h=20, to_h=8, staff=1))
SURE = Habits((), 0.0, 0.0, 0.0, 1.0, ())
WAY = ("d", "a")


def bounds(least: int = 1, most: int = 6, called_in: int = 3) -> Advice:
    found = example_rules().advice
    assert found is not None
    manning = (Manning(pool="gate", least=least, most=most, basis="assumed"),)
    called = replace(found.called_in, value=called_in)
    return replace(found, manning=manning, called_in=called, shifts=replace(found.shifts, value=1))


def standing(
    site: Site, advice: Advice, places: int, used: int, hours: range = range(8, 12)
) -> Standing:
    openings = tuple(
        Hour(f"o{h}", WAY, NOW.replace(hour=h), places, used, used, by_lot=False) for h in hours
    )
    return Standing(NOW, site, advice, (), openings, (), SURE)


def gate(site_of: MAKE, staff: int, promise_min: float | None = None, minutes: float = 10) -> Site:
    service = Service(kind="deterministic", mean_min=minutes)
    shifts = tuple(replace(one, staff=float(staff)) for one in DAY)
    site, _ = site_of({"gate": {"service": service, "staff": shifts}}, {"a": 0.1})
    return replace(site, classes=tuple(replace(c, promise_min=promise_min) for c in site.classes))


def test_a_gate_that_is_short_gets_just_the_officers_it_needs(site_of: MAKE) -> None:
    """Twelve trucks an hour of ten minutes each: two officers let nobody wait."""
    found = advise(standing(gate(site_of, 1), bounds(), 12, 12), replications=3)
    (change,) = found.plan.duty
    assert (change.pool, change.starts, change.ends) == (
        "gate",
        "2026-03-02T08:00:00.000000Z",
        "2026-03-02T12:00:00.000000Z",
    )
    assert (change.now, change.to, change.why, change.load) == (1, 2, "short", 2.0)
    assert found.plan.places == ()
    # one officer: truck k of 48 waits 5 k minutes
    assert found.whole.now_min.value == pytest.approx(10 + 5 * 47 / 2, abs=1e-3)
    assert found.whole.then_min.value == pytest.approx(10, abs=1e-3)
    assert found.whole.saved_min.value == pytest.approx(117.5, abs=1e-3)
    command = found.command()
    assert command.gain_min == pytest.approx(117.5, abs=1e-3)
    assert [one["why"] for one in command.duty] == ["short"]


def test_where_nothing_helps_it_says_so(site_of: MAKE) -> None:
    site = gate(site_of, 2)
    found = advise(standing(site, bounds(least=2), 12, 12), replications=3)
    assert not found.helps
    assert found.whole.saved_min.value == 0
    assert not advise(standing(gate(site_of, 1), bounds(most=1), 12, 12), replications=3).helps
    assert not advise(standing(gate(site_of, 1), bounds(called_in=0), 9, 9), replications=3).helps


def test_hours_that_somebody_set_by_hand_are_left_alone(site_of: MAKE) -> None:
    at = standing(gate(site_of, 1), bounds(), 12, 12)
    starts = NOW.replace(hour=9)
    by_hand = replace(at, duty=(Duty("gate", starts, starts + timedelta(hours=1), 1),))
    assert not advise(by_hand, replications=3).helps
    starts = NOW.replace(hour=8)
    same = replace(at, duty=(Duty("gate", starts, starts + timedelta(hours=4), 1),))
    assert [one.to for one in advise(same, replications=3).plan.duty] == [2]


def test_officers_without_work_can_be_spared(site_of: MAKE) -> None:
    site = gate(site_of, 5)
    found = advise(standing(site, bounds(), 6, 6), replications=3)
    assert {one.why for one in found.plan.duty} == {"idle"}
    assert all(1 <= one.to < 5 for one in found.plan.duty)
    assert found.whole.then_min.value == pytest.approx(10, abs=1e-3)


def test_places_are_withheld_where_the_promise_is_in_danger(site_of: MAKE) -> None:
    """Eight places an hour at a gate that serves six: the two that are free are not sold."""
    site = gate(site_of, 1, promise_min=30)
    found = advise(standing(site, bounds(most=1), 8, 6), replications=3)
    assert {(one.now, one.to, one.why) for one in found.plan.places} == {(8, 6, "promise")}
    assert found.whole.then_kept.value == 1
    assert found.whole.now_kept.value < 0.5


def test_places_are_added_where_they_are_sold_out_and_the_promise_holds(site_of: MAKE) -> None:
    site = gate(site_of, 2, promise_min=30)
    found = advise(standing(site, bounds(least=2), 6, 6), replications=3)
    assert {(one.now, one.to, one.why) for one in found.plan.places} == {(6, 8, "sold-out")}
    assert found.whole.then_kept.value == 1
    by_lot = standing(site, bounds(least=2), 6, 6)
    by_lot = replace(by_lot, hours=tuple(replace(one, by_lot=True) for one in by_lot.hours))
    assert not advise(by_lot, replications=3).helps


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    staff=st.integers(1, 6),
    least=st.integers(0, 3),
    spare=st.integers(0, 4),
    called_in=st.integers(0, 3),
    places=st.integers(0, 14),
    sold=st.floats(0, 1.2),
    promise=st.sampled_from((None, 15.0, 60.0)),
)
def test_whatever_stands_no_sold_place_is_cut_and_no_bound_is_broken(
    site_of: MAKE,
    staff: int,
    least: int,
    spare: int,
    called_in: int,
    places: int,
    sold: float,
    promise: float | None,
) -> None:
    advice = bounds(least, least + spare, called_in)
    at = standing(gate(site_of, staff, promise), advice, places, int(sold * places))
    found = advise(at, replications=2)
    check_duty(found.plan.duty, advice)
    hours = {one.opening: one for one in at.hours}
    for change in found.plan.places:
        one = hours[change.opening]
        check_place(change, target=one.target, used=one.used, advice=advice)
    assert all("NaN" not in str(told(one)) for one in (*found.shifts, found.whole))


def test_the_next_shifts_begin_where_they_can_still_be_changed(programme: Programme) -> None:
    """At 11:00 in Almaty, two hours ahead: from 16:00 on, in blocks that start at 8 and 20."""
    site = next(one for one in programme.sites if one.id == "karasu")
    advice = example_rules().advice
    assert advice is not None
    at = Standing(NOW, site, advice, (), (), (), SURE)
    hours = [[one.astimezone(at.zone).hour for one in block] for block in at.blocks]
    assert hours == [[16, 20], [20, 0], [0, 4], [4, 8]]
    assert [[one.astimezone(at.zone).hour for one in shift] for shift in at.shifts] == [
        [16, 20],
        [20, 8],
    ]
    assert (at.run.first, at.run.days, at.run.step_h) == (date(2026, 3, 1), 3, 4)
    late = replace(at, now=NOW + timedelta(hours=3, minutes=1))
    assert late.shifts[0][0].astimezone(at.zone).hour == 20


def test_the_duty_plan_takes_the_place_of_the_shifts(programme: Programme) -> None:
    site = next(one for one in programme.sites if one.id == "karasu")
    advice = example_rules().advice
    assert advice is not None
    starts = NOW.replace(hour=11)
    duty = Duty("revenue", starts, starts + timedelta(hours=4), 7)
    at = Standing(NOW, site, advice, (duty,), (), (), SURE)
    monday = [3] * 8 + [5] * 8 + [7] * 4 + [3] * 4
    assert at.run.staff("revenue")[:24].tolist() == monday
    assert at.run.staff("revenue")[24:48].tolist() == [3] * 8 + [5] * 12 + [3] * 4
    more = replace(duty, staff=9)
    shifts = [s for s in at.run.manned([more]).pool("revenue").shifts if s.days == ("mon",)]
    assert [(s.from_h, s.to_h, s.staff) for s in shifts] == [
        (0, 8, 3),
        (8, 16, 5),
        (16, 20, 9),
        (20, 24, 3),
    ]
    assert at.digest != replace(at, duty=()).digest
    assert Plan() == Plan((), ())
