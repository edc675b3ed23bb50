"""The call order: turns, window, sequence, and jumps that name rule and officer."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import RuleError
from goldenbridge.operations.calls import (
    ANIMALS,
    Call,
    CallRule,
    Jump,
    Line,
    Turn,
    Waiting,
    check_jump,
    next_call,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RULE = CallRule(
    lines=(
        Line(id="both", classes=("sealed-fresh",), weight=1),
        Line(id="fresh", classes=("fresh", "animal"), weight=1),
        Line(id="sealed", classes=("sealed",), weight=1),
        Line(id="general", classes=("general", "empty"), weight=5),
    ),
    jumps=(Jump(id="priority", share=0.05), Jump(id="paid", share=0.01)),
    early_min=180,
    late_min=30,
    animal_classes=("animal",),
    animal_most_wait_min=60,
)
CLASSES = [name for line in RULE.lines for name in line.classes]


def truck(seq: int, name: str = "general", due_h: int | None = 12, came_min: float = 0) -> Waiting:
    due = None if due_h is None else NOON.replace(hour=due_h)
    arrived = (due or NOON) + timedelta(minutes=came_min)
    return Waiting(visit=f"v{seq}", truck_class=name, due=due, arrived=arrived, seq=seq)


def call_all(waiting: list[Waiting], *, planned: int = 100, now: datetime = NOON) -> list[Call]:
    turn, calls = Turn(), []
    while call := next_call(waiting, turn, RULE, now=now, planned=planned):
        calls.append(call)
        turn = turn.after(call, RULE)
        waiting = [one for one in waiting if one.visit != call.visit]
    return calls


def test_lines_take_turns_1_1_1_5() -> None:
    waiting = [truck(n * 10 + k, name) for k, name in enumerate(CLASSES) for n in range(12)]
    lines = [call.line for call in call_all(waiting)]
    one_round = ["both", "fresh", "sealed", *["general"] * 5]
    assert lines[:24] == one_round * 3


def test_a_line_that_nobody_stands_in_holds_up_nobody() -> None:
    assert [c.visit for c in call_all([truck(n) for n in range(7)])] == [f"v{n}" for n in range(7)]
    mixed = [truck(n) for n in range(7)] + [truck(9, "fresh")]
    assert [c.line for c in call_all(mixed)] == ["fresh", *["general"] * 7]


def test_hour_then_window_then_sequence() -> None:
    waiting = [
        truck(1, due_h=13),
        truck(2, came_min=31),
        truck(3, came_min=30),
        truck(4, came_min=-181),
        truck(5, came_min=-180),
        truck(6, due_h=None),
        truck(7, due_h=11),
    ]
    assert [c.visit for c in call_all(waiting)] == ["v7", "v3", "v5", "v2", "v4", "v6", "v1"]


def test_animals_wait_no_longer_than_they_may() -> None:
    waiting = [truck(1, "sealed-fresh"), truck(2, "animal", came_min=-61), truck(3, "animal")]
    calls = call_all(waiting)
    assert (calls[0].visit, calls[0].rule) == ("v2", ANIMALS)
    assert [call.visit for call in calls[1:]] == ["v1", "v3"]


def test_out_of_turn_stops_at_its_share_and_names_its_officer() -> None:
    waiting = [truck(n) for n in range(3)] + [
        replace(truck(10 + n), jump="priority", officer="o7") for n in range(3)
    ]
    calls = call_all(waiting, planned=40)
    assert [(c.visit, c.rule, c.officer) for c in calls[:2]] == [
        ("v10", "priority", "o7"),
        ("v11", "priority", "o7"),
    ]
    assert [c.visit for c in calls[2:]] == ["v0", "v1", "v2", "v12"]
    assert {c.rule for c in calls[2:]} == {"turn"}


def test_a_jump_needs_a_known_ground_and_an_officer() -> None:
    check_jump("paid", "o7", RULE)
    with pytest.raises(RuleError, match="jump: found 'friend'; allowed: priority, paid"):
        check_jump("friend", "o7", RULE)
    with pytest.raises(RuleError, match="officer: found none"):
        check_jump("paid", "", RULE)


def test_a_class_of_no_line_is_told() -> None:
    with pytest.raises(RuleError, match="class: found 'bus'; allowed: sealed-fresh, fresh"):
        next_call([truck(1, "bus")], Turn(), RULE, now=NOON, planned=10)


@given(
    st.lists(
        st.tuples(st.sampled_from(CLASSES), st.sampled_from([None, 11, 12]), st.integers(-300, 90)),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_everybody_is_called_once_in_an_order_that_listing_does_not_change(
    trucks: list[tuple[str, int | None, int]], random: Random
) -> None:
    waiting = [truck(n, name, due, came) for n, (name, due, came) in enumerate(trucks)]
    calls = call_all(waiting)
    shuffled = list(waiting)
    random.shuffle(shuffled)
    assert call_all(shuffled) == calls
    assert Counter(c.visit for c in calls) == Counter(w.visit for w in waiting)
