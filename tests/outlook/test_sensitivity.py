"""Which number moves the chance."""

import numpy as np
import pytest

from goldenbridge.outlook.sensitivity import swings

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
