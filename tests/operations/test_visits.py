"""Steps of a visit, tasks at stations, and what being late or absent means."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import RuleError
from goldenbridge.operations import attendance
from goldenbridge.operations.attendance import FORGIVEN, arrival, consequence, counts_as_absence
from goldenbridge.operations.rules import example_rules
from goldenbridge.operations.visits import (
    INSIDE,
    LAST,
    STEPS,
    after,
    check_start,
    tasks_of,
)
from goldenbridge.programme.model import Programme
from goldenbridge.site.site import Site

RULES = example_rules()
DUE = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def karasu(programme: Programme) -> Site:
    return next(site for site in programme.sites if site.id == "karasu")


def test_the_usual_way_of_a_visit() -> None:
    state = "booked"
    for step in ("arrive", "call", "enter", "hold", "release", "finish", "exit", "hand-over"):
        state = after(state, step)
    assert after(state, "close") == "closed"


def test_every_state_is_reached_and_leads_to_an_end() -> None:
    targets = {to for steps in STEPS.values() for to in steps.values()}
    assert set(STEPS) == targets | {"booked"}
    assert {"closed", "cancelled", "no-show", "turned-back", "impounded"} == LAST
    ends = set(LAST)
    while more := {s for s, steps in STEPS.items() if ends & set(steps.values())} - ends:
        ends |= more
    assert ends == set(STEPS)
    assert all("cancel" not in STEPS[state] for state in INSIDE | {"called"})


@given(st.sampled_from(sorted(STEPS)), st.text(max_size=8))
def test_a_refused_step_says_what_is_allowed(state: str, step: str) -> None:
    if step in STEPS[state]:
        return
    with pytest.raises(RuleError) as told:
        after(state, step)
    assert told.value.allowed == (", ".join(STEPS[state]) or "none")


def test_tasks_follow_the_route_of_the_site(karasu: Site) -> None:
    tasks = {task.station: task for task in tasks_of(karasu, RULES, "to-kz", "perishable")}
    required = [name for name, task in tasks.items() if task.required]
    assert required == ["ak-tilek-exit", "karasu-entry", "karasu-scales", "scanner", "documents"]
    assert tasks["documents"].needs == ("karasu-scales", "scanner")
    assert tasks["sampling"].needs == ("plant-check",)
    assert (tasks["ak-tilek-exit"].side, tasks["scanner"].agency) == ("KG", "KZ-revenue")
    sealed = {task.station: task for task in tasks_of(karasu, RULES, "to-kz", "sealed")}
    assert not sealed["scanner"].required
    with pytest.raises(
        RuleError, match=r"way: found to-mars, empty; allowed: a direction \(to-kz,"
    ):
        tasks_of(karasu, RULES, "to-mars", "empty")


def test_a_task_waits_for_those_before_it() -> None:
    check_start("documents", {"scales": "done", "scanner": "optional"})
    with pytest.raises(RuleError, match="station: found documents; allowed: scales, scanner first"):
        check_start("documents", {"scales": "todo", "scanner": "doing"})


@pytest.mark.parametrize(
    ("minutes", "slipped", "step"),
    [
        (-181, 0, "arrive-early"),
        (-180, 0, "arrive"),
        (30, 0, "arrive"),
        (31, 0, "arrive-late"),
        (90, 60, "arrive"),
        (91, 60, "arrive-late"),
    ],
)
def test_the_window_moves_with_the_queue(minutes: int, slipped: int, step: str) -> None:
    now = DUE + timedelta(minutes=minutes)
    assert arrival(DUE, now, slipped_min=slipped, terms=RULES.terms) == step


def test_nobody_is_absent_before_the_time_is_over() -> None:
    def check(minutes: int, slipped: float) -> None:
        now = DUE + timedelta(minutes=minutes)
        attendance.check_absent(DUE, now, slipped_min=slipped, terms=RULES.terms)

    check(240, 0)
    check(300, 60)
    with pytest.raises(RuleError, match="allowed: from 2026-03-02 17:00 UTC"):
        check(299, 60)


def test_late_cancellations_count_unless_the_hour_slipped() -> None:
    def counts(minutes: int, slipped: float = 0) -> bool:
        now = DUE - timedelta(minutes=minutes)
        return counts_as_absence(DUE, now, slipped_min=slipped, terms=RULES.terms)

    assert [counts(721), counts(720), counts(719), counts(0)] == [False, False, True, True]
    assert not counts(0, slipped=1)


def test_the_second_absence_keeps_the_deposit_the_third_suspends() -> None:
    first = consequence([], DUE, slipped_min=0, terms=RULES.terms)
    second = consequence([DUE - timedelta(days=89)], DUE, slipped_min=0, terms=RULES.terms)
    third = consequence(
        [DUE - timedelta(days=d) for d in (1, 2)], DUE, slipped_min=0, terms=RULES.terms
    )
    old = consequence([DUE - timedelta(days=90)] * 5, DUE, slipped_min=0, terms=RULES.terms)
    assert (first.strike, first.deposit_kept, first.suspended_until) == (True, False, None)
    assert (second.deposit_kept, second.suspended_until) == (True, None)
    assert third.suspended_until == DUE + timedelta(days=30)
    assert old == first


@given(st.lists(st.integers(0, 200), max_size=9), st.floats(0.1, 10_000))
def test_never_a_penalty_when_the_queue_itself_slips(days: list[int], slipped: float) -> None:
    before = [DUE - timedelta(days=day) for day in days]
    assert consequence(before, DUE, slipped_min=slipped, terms=RULES.terms) == FORGIVEN
    assert not counts_as_absence(DUE, DUE, slipped_min=slipped, terms=RULES.terms)
