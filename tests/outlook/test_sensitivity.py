"""Which number moves the chance, and what each measure adds to it."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.outlook.sensitivity import shapley, swings

N = 20_000
RNG = np.random.default_rng(9)
A, B = RNG.random(N), RNG.random(N)


def test_the_number_that_decides_has_the_widest_swing() -> None:
    """Met when a > 0.8: 0 in its lowest fifth, 1 in its highest."""
    first, second = swings(np.quantile(A, 0.8) < A, {"b": B, "a": A})
    assert (first.name, first.low, first.high) == ("a", 0.0, 1.0)
    assert abs(second.high - second.low) < 4 * np.sqrt(2 * 0.16 / (N / 5))
    assert second.known < 0.005
    # |0 - .2| in eight of ten parts, |1 - .2| in two
    assert first.known == pytest.approx(0.32, abs=0.02)


def test_a_number_without_a_spread_is_left_out() -> None:
    assert swings(A > 0.5, {"fixed": np.ones(N)}) == ()


def test_shapley_of_the_glove_game() -> None:
    """One left glove, two right ones: 2/3, 1/6, 1/6 (Shapley 1953)."""

    def pairs(chosen: tuple[str, ...]) -> float:
        return float("left" in chosen and len(chosen) > 1)

    assert shapley(("left", "a", "b"), pairs, seed=1) == pytest.approx(
        {"left": 2 / 3, "a": 1 / 6, "b": 1 / 6}
    )


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=9))
def test_what_does_not_interact_gets_its_own_worth(worths: list[float]) -> None:
    names = [f"m{i}" for i in range(len(worths))]
    own = dict(zip(names, worths, strict=True))
    shares = shapley(names, lambda chosen: sum(own[name] for name in chosen), seed=1)
    assert shares == pytest.approx(own, abs=1e-9)


def test_random_orders_come_near_the_exact_shares() -> None:
    names = [f"m{i}" for i in range(8)]

    def worth(chosen: tuple[str, ...]) -> float:
        return float(sum(1 for _ in combinations(chosen, 2)))

    assert shapley(names, worth, seed=4) == pytest.approx(dict.fromkeys(names, 3.5), abs=0.6)
