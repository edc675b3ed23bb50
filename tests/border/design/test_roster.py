"""Rosters are as small as the known formula says, and legal."""

import math
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenbridge.border.design.roster import OFF, Roster, Rules, patterns, roster
from goldenbridge.errors import DesignError, ExtraError

FIVE = Rules(week_h=40, rest_h=11, days_in_a_row=6)
EIGHTS = ((0.0, 8.0), (8.0, 16.0), (16.0, 24.0))


@pytest.mark.parametrize("needed", [1, 2, 3, 4, 5, 7, 12])
def test_one_post_needs_what_baker_says(needed: int) -> None:
    """Two days off a week and the same need each day: max(n, ceil(7n/5)) (Baker 1976)."""
    assert roster(EIGHTS[1:2], (needed,), FIVE).heads == math.ceil(7 * needed / 5)


def test_twelve_hours_leave_three_days_a_week() -> None:
    made = roster(((8.0, 20.0), (20.0, 8.0)), (5, 3), FIVE)
    assert made.heads == math.ceil(7 * (5 + 3) / 3)


@settings(max_examples=8)
@given(st.tuples(*[st.integers(0, 3)] * 3))
def test_every_post_is_manned_by_legal_weeks(needed: tuple[int, int, int]) -> None:
    made = roster(EIGHTS, needed, FIVE)
    for day in range(7):
        for post, count in enumerate(needed):
            pairs = zip(made.patterns, made.people, strict=True)
            assert sum(people for week, people in pairs if week[day] == post) >= count
    for week in made.patterns:
        assert sum(8 for post in week if post != OFF) <= 40
        for day, post in enumerate(week):
            following = week[(day + 1) % 7]
            if OFF not in (post, following):
                assert EIGHTS[following][0] + 24 - EIGHTS[post][1] >= 11
    assert made.heads >= math.ceil(7 * sum(needed) / 5)


def test_an_even_roster_is_as_small_and_has_fewer_broken_weeks() -> None:
    plain, even = (roster(EIGHTS[:2], (3, 2), FIVE, even=choice) for choice in (False, True))
    assert plain.heads == even.heads
    assert breaks(even) <= breaks(plain)


def breaks(made: Roster) -> int:
    pairs = zip(made.patterns, made.people, strict=True)
    return sum(sum(p != week[d - 1] for d, p in enumerate(week)) * n for week, n in pairs)


def test_fewer_hours_need_more_people() -> None:
    part = Rules(week_h=16, rest_h=11, days_in_a_row=6)
    assert roster(EIGHTS[:1], (2,), part).heads == 7
    alternate = Rules(week_h=40, rest_h=11, days_in_a_row=1)
    assert all(len([p for p in week if p != OFF]) <= 3 for week in patterns(EIGHTS[:1], alternate))


def test_a_post_longer_than_a_week_is_refused() -> None:
    with pytest.raises(DesignError, match="found 24 hours; allowed: at most week_h = 20"):
        roster(((0.0, 24.0),), (1,), Rules(week_h=20, rest_h=0, days_in_a_row=7))


def test_without_a_solver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ExtraError, match=r"goldenbridge\[design\]"):
        roster(EIGHTS, (9, 9, 9), Rules(week_h=48, rest_h=11, days_in_a_row=6))
