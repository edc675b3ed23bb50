"""Roots inside brackets, many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.outlook.bracketing import Floats, root


def test_roots_that_are_known() -> None:
    powers = np.array([2.0, 3.0, 5.0, 9.0])
    found = root(lambda x: x**powers - 2, np.zeros(4), np.full(4, 2.0))
    np.testing.assert_allclose(found, 2 ** (1 / powers), rtol=1e-15)


def test_a_function_that_falls_and_ends_in_either_order() -> None:
    def falls(x: Floats) -> Floats:
        return np.exp(-x) - x

    ways = (root(falls, [0.0], [1.0]), root(falls, [1.0], [0.0]), root(falls, [-50.0], [900.0]))
    # the omega constant, OEIS A030178
    for found in ways:
        assert found[0] == pytest.approx(0.567143290409783872999968662210, abs=1e-15)


def test_a_root_at_an_end_needs_no_search() -> None:
    calls = []

    def seen(x: Floats) -> Floats:
        calls.append(x)
        return x - 1

    assert root(seen, [1.0], [5.0])[0] == 1
    assert len(calls) == 2


def test_a_jump_is_found_to_the_last_bit() -> None:
    found = root(lambda x: np.where(x < 1 / 3, -1.0, 1.0), [0.0], [1.0])
    assert found[0] == pytest.approx(1 / 3, abs=1e-15)


def test_close_enough_ends_the_search() -> None:
    found = root(lambda x: x**3 - 2, [0.0], [2.0], close=1e-2)
    assert 0 < abs(found[0] ** 3 - 2) <= 1e-2


def test_ends_of_one_sign_give_the_nearer_end() -> None:
    assert root(lambda x: x, [1.0, -3.0], [2.0, -2.0]).tolist() == [1, -2]


def test_nan_is_said_and_stays_where_it_is() -> None:
    spoilt = np.array([1.0, np.nan])
    found = root(lambda x: spoilt * x - 0.5, [0.0, 0.0], [1.0, 1.0])
    assert found[0] == pytest.approx(0.5)
    assert np.isnan(found[1])


def test_nan_inside_the_bracket_is_said() -> None:
    found = root(lambda x: np.where(np.abs(x - 0.5) < 0.1, np.nan, x - 0.5), [0.0], [1.0])
    assert np.isnan(found[0])


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.floats(0.1, 30))
def test_any_bracket_gives_the_same_root(at: float, left: float, right: float, bend: float) -> None:
    def rises(x: Floats) -> Floats:
        return np.sinh(np.clip((x - at) / 1e3 * bend, -300, 300)) + (x - at)

    found = root(rises, [at - left], [at + right])
    assert found[0] == pytest.approx(at, rel=1e-14, abs=1e-9)
