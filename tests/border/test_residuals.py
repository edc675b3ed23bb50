"""What is left of a duration, against the survival functions of SciPy's distributions."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from goldenbridge.border.residuals import residual

NONE = np.empty(0)
LAWS: list[tuple[str, tuple[float, float, float], Any]] = [
    ("exponential", (7.0, 0.0, 0.0), stats.expon(scale=7)),
    ("lognormal", (1.5, 0.8, 0.0), stats.lognorm(0.8, scale=math.exp(1.5))),
    ("erlang", (3.0, 2.0, 0.0), stats.gamma(3, scale=2)),
    ("gamma", (0.4, 5.0, 0.0), stats.gamma(0.4, scale=5)),
    ("gamma", (6.5, 2.0, 0.0), stats.gamma(6.5, scale=2)),
    ("uniform", (2.0, 9.0, 0.0), stats.uniform(2, 7)),
    ("triangular", (2.0, 4.0, 12.0), stats.triang(0.2, 2, 10)),
]


@pytest.mark.parametrize(("kind", "law", "known"), LAWS)
@given(
    passed=st.floats(0, 0.999),
    left=st.floats(1e-6, 1),
)
def test_the_chance_to_last_longer_is_the_conditional_one(
    kind: str, law: tuple[float, float, float], known: Any, passed: float, left: float
) -> None:
    elapsed = np.array([known.ppf(passed)])
    more = residual(kind, *law, NONE, elapsed, np.array([left]))
    expected = left * known.sf(elapsed)
    assert known.sf(elapsed + more) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(elapsed=st.floats(0, 1e5), left=st.floats(1e-12, 1))
def test_an_exponential_does_not_remember(elapsed: float, left: float) -> None:
    at = np.array([elapsed, 0.0])
    more = residual("exponential", 7.0, 0.0, 0.0, NONE, at, np.full(2, left))
    assert more[0] == pytest.approx(more[1], abs=1e-8)


def test_what_is_fixed_or_observed_ends_when_it_must() -> None:
    elapsed, left = np.array([0.0, 4.0, 30.0]), np.array([0.3, 0.3, 0.3])
    fixed = residual("deterministic", 10.0, 0.0, 0.0, NONE, elapsed, left)
    assert fixed.tolist() == [10, 6, 0]
    seen = np.array([9.0, 2.0, 4.0])
    # above 4 only the 9 is left; above 30 nothing is
    assert residual("empirical", 1.0, 3.0, 0.0, seen, elapsed, left).tolist() == [9, 5, 0]


def test_a_gamma_forgotten_for_a_month_goes_on_as_its_tail() -> None:
    more = residual("gamma", 2.0, 5.0, 0.0, NONE, np.array([43_200.0]), np.array([0.5]))
    assert more[0] == pytest.approx(5 * math.log(2))
