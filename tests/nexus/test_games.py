"""Splits of games with published or hand-made answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenbridge.nexus.games import core_gap, groups, nucleolus, shapley

TVA = (163520, 140826, 250096, 301607, 378821, 367370, 412584)
THREE = ("1", "2", "3")


def game(costs: tuple[float, ...], sides: tuple[str, ...] = THREE) -> dict[frozenset[str], float]:
    """A cost game as values: what is saved is what is not spent."""
    return {group: -cost for group, cost in zip(groups(sides), costs, strict=True)}


def airport(costs: dict[str, float]) -> dict[frozenset[str], float]:
    return {group: -max(costs[side] for side in group) for group in groups(tuple(costs))}


def test_the_dams_of_the_tennessee_valley() -> None:
    values = game(TVA)
    assert [-v for v in shapley(values, THREE).values()] == pytest.approx(
        [117829, 100756.5, 193998.5]
    )
    assert [-v for v in nucleolus(values, THREE).values()] == pytest.approx(
        [116234, 93540, 202810], abs=0.5
    )


def test_runways_of_four_planes() -> None:
    """Shapley: each piece of runway by those who use it; nucleolus by the rule of Littlechild."""
    costs = {"a": 2.0, "b": 3.0, "c": 4.0, "d": 9.0}
    values = airport(costs)
    sides = tuple(costs)
    assert [-v for v in shapley(values, sides).values()] == pytest.approx(
        [0.5, 0.5 + 1 / 3, 0.5 + 1 / 3 + 0.5, 0.5 + 1 / 3 + 0.5 + 5]
    )
    assert [-v for v in nucleolus(values, sides).values()] == pytest.approx([1, 1, 1, 6])
    assert core_gap(values, nucleolus(values, sides)) < 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 50), min_size=3, max_size=3), st.floats(0, 100))
def test_a_split_gives_all_and_treats_equals_alike(pairs: list[float], extra: float) -> None:
    whole = max(pairs) + extra
    values = dict.fromkeys(map(frozenset, ("1", "2", "3")), 0.0)
    values |= dict(zip(map(frozenset, (("1", "2"), ("1", "3"), ("2", "3"))), pairs, strict=True))
    values[frozenset(THREE)] = whole
    for split in (shapley(values, THREE), nucleolus(values, THREE)):
        assert sum(split.values()) == pytest.approx(whole, abs=1e-5)
    even = {g: (whole if len(g) == 3 else 0.0) for g in groups(THREE)}
    for split in (shapley(even, THREE), nucleolus(even, THREE)):
        assert list(split.values()) == pytest.approx([whole / 3] * 3, abs=1e-5)


def test_a_group_that_gains_by_leaving_is_told() -> None:
    values = game((0, 0, 0, -6, -6, -6, -6))
    assert core_gap(values, {"1": 2.0, "2": 2.0, "3": 2.0}) == pytest.approx(2)
