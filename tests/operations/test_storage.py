"""Goods that may not stand together, docks that are taken, plots and what they cost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import RuleError
from goldenbridge.operations.rules import example_rules
from goldenbridge.operations.storage import (
    Load,
    Location,
    check_lease,
    check_load,
    check_location,
    check_place,
    monthly_fee,
    overlap,
)

RULES = example_rules()
GOODS = RULES.goods
COLD = Location(id="C1", zone="C", temperature="chilled", labels=(), cap=10)
SAFE = Location(id="D1", zone="D", temperature="ambient", labels=("3", "5.1", "6.1"), cap=10)


def ambient(*labels: str, food: bool = False) -> Load:
    return Load(temperature="ambient", labels=labels, food=food)


def test_temperature_and_fitting_of_a_place() -> None:
    check_place(Load(temperature="chilled", food=True), COLD, [], GOODS)
    check_place(ambient("3"), SAFE, [ambient("3"), ambient(food=True)], GOODS)
    with pytest.raises(
        RuleError, match="location: found C1, which is chilled; allowed: one that is ambient"
    ):
        check_place(ambient(), COLD, [], GOODS)
    with pytest.raises(RuleError, match=r"found D1, fitted for 3, 5.1, 6.1; allowed: one for 8"):
        check_place(ambient("8"), SAFE, [], GOODS)
    plain = Location(id="A1", zone="A", temperature="ambient", labels=(), cap=1)
    with pytest.raises(RuleError, match="fitted for no dangerous goods"):
        check_place(ambient("3"), plain, [], GOODS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ambient("5.1"), ambient("3")),
        (ambient("6.1"), ambient(food=True)),
    ],
)
def test_what_is_kept_apart_is_so_both_ways(one: Load, other: Load) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(RuleError, match=r"location D1: found .* beside"):
            check_place(first, SAFE, [second], GOODS)


def test_a_load_of_unknown_or_clashing_marks_is_refused() -> None:
    with pytest.raises(RuleError, match=r"labels: found '10'; allowed: of ADR: 1, 2.1"):
        check_load(ambient("10"), GOODS)
    with pytest.raises(
        RuleError, match=r"temperature: found 'warm'; allowed: ambient, chilled, frozen"
    ):
        check_load(Load(temperature="warm"), GOODS)
    with pytest.raises(RuleError, match="labels: found"):
        check_load(ambient("6.1", food=True), GOODS)


def test_a_location_is_one_the_rules_can_fill() -> None:
    check_location(SAFE, GOODS)
    for place, told in (
        (Location(id="x", zone="x", temperature="ambient", labels=(), cap=0), "cap: found 0"),
        (Location(id="x", zone="x", temperature="hot", labels=(), cap=1), "temperature"),
        (
            Location(id="x", zone="x", temperature="frozen", labels=("z",), cap=1),
            "labels: found 'z'",
        ),
    ):
        with pytest.raises(RuleError, match=told):
            check_location(place, GOODS)


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))
def test_times_overlap_when_they_share_a_minute(a: int, long_a: int, b: int, long_b: int) -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)

    def span(begin: int, length: int) -> tuple[datetime, datetime]:
        return start + timedelta(minutes=begin), start + timedelta(minutes=begin + length)

    shared = set(range(a, a + long_a)) & set(range(b, b + long_b))
    assert overlap(span(a, long_a), span(b, long_b)) == bool(shared)


def test_plots_cost_by_kind_and_area() -> None:
    assert monthly_fee(RULES, "store", 15) == (Decimal("60.00"), "USD")
    with pytest.raises(RuleError, match="kind: found 'palace'; allowed: production, store"):
        monthly_fee(RULES, "palace", 15)
    with pytest.raises(RuleError, match="area_m2: found 0"):
        monthly_fee(RULES, "store", 0)
    check_lease(date(2026, 1, 1), date(2026, 1, 2))
    with pytest.raises(RuleError, match="ends: found 2026-01-01; allowed: a day after 2026-01-01"):
        check_lease(date(2026, 1, 1), date(2026, 1, 1))
