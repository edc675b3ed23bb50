"""The product-limit curve against published figures and hand-computed ones."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.language.periods import read_period
from goldenbridge.outlook.survival import Curve, later, wilson

# Weeks in remission on 6-mercaptopurine, 21 patients, 9 relapses: Freireich et al. (1963),
# Blood 21, as printed with its survival figures in Cox and Oakes (1984), table 1.1.
REMISSION = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
RELAPSED = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)

cases = st.lists(
    st.tuples(st.integers(-40, 40), st.booleans(), st.integers(1, 5)), min_size=1, max_size=30
)


def plain() -> Curve:
    return Curve.fit(REMISSION, RELAPSED)


@pytest.mark.parametrize(
    ("week", "left"),
    [
        (5.9, 1),
        (6, 0.857),
        (7, 0.807),
        (9, 0.807),
        (10, 0.753),
        (13, 0.690),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
        (35, 0.448),
    ],
)
def test_remission_on_6_mp(week: float, left: float) -> None:
    assert plain().survival(week) == pytest.approx(left, abs=5e-4)


def test_the_same_at_negative_times() -> None:
    moved = Curve.fit(np.array(REMISSION) - 20, RELAPSED)
    np.testing.assert_allclose(moved.left, plain().left)
    assert moved.steps[0] == -14


def test_what_is_left_of_a_wait() -> None:
    odds = plain().by(16, after=10)
    assert odds.probability == pytest.approx(1 - (11 / 12) * (10 / 11))
    # After week 10 twelve of thirteen either relapsed or were seen to week 16; week 11 was lost.
    assert (odds.n, odds.effective_n) == (12, 12)
    assert odds.interval80 == wilson(12 * (2 / 12), 12)
    assert odds.shown_as == "probability"


def test_a_case_open_at_a_time_was_at_risk_then_and_decides_it() -> None:
    odds = Curve.fit([0, 0, 5], [True, False, False]).by(0)
    assert odds.probability == pytest.approx(1 / 3)
    assert (odds.n, odds.shown_as) == (3, "range")


def test_nobody_waited_so_long() -> None:
    odds = plain().by(50, after=35)
    assert odds.probability is None
    assert (odds.interval80, odds.n) == ((0, 1), 0)


def test_nobody_decides() -> None:
    odds = Curve.fit([1, 2], [False, False]).by(5)
    assert (odds.probability, odds.n, odds.interval80) == (0, 0, (0, 1))


def test_no_cases() -> None:
    empty = Curve.fit([], [])
    assert (empty.survival(0), empty.by(0).probability, empty.quantile(0.5)) == (1, None, None)


def test_quantiles() -> None:
    assert plain().quantile(0.1) == 6
    assert plain().quantile(0.5) == 23
    assert plain().quantile(0.6) is None
    # Of the 0.753 left after week 10, half is 0.376: never reached. A quarter off is 0.565.
    assert plain().quantile(0.5, after=10) is None
    assert plain().quantile(0.25, after=10) == 22


def test_weights_are_repetitions() -> None:
    weighted = Curve.fit([1, 2, 3], [True, False, True], [2, 1, 3])
    repeated = Curve.fit([1, 1, 2, 3, 3, 3], [True, True, False, True, True, True])
    np.testing.assert_allclose(weighted.left, repeated.left)
    assert weighted.by(1).effective_n == pytest.approx(36 / 14)


@pytest.mark.parametrize(
    ("kept", "n", "low", "high"),
    [(12, 67, 0.127, 0.247), (8, 57, 0.091, 0.209), (0, 0, 0, 1), (0, 10, 0, 0.1411)],
)
def test_wilson(kept: float, n: float, low: float, high: float) -> None:
    assert wilson(kept, n) == pytest.approx((low, high), abs=5e-4)


def test_wilson_at_95() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263.
    assert wilson(81, 263, level=0.95) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_days() -> None:
    assert read_period("2016-10").middle == date(2016, 10, 16)
    assert read_period("2025-08-22").middle == date(2025, 8, 22)
    assert later(date(2024, 1, 1), 12) == date(2024, 12, 31)
    assert later(date(2024, 1, 1), -12) == date(2023, 1, 1)


@given(cases)
def test_equal_weights_are_no_weights(rows: list[tuple[int, bool, int]]) -> None:
    times, over, _ = zip(*rows, strict=True)
    equal = Curve.fit(times, over, [2.5] * len(rows))
    np.testing.assert_allclose(equal.left, Curve.fit(times, over).left, atol=1e-12)


@given(cases, st.integers(-45, 45), st.integers(0, 30), st.integers(0, 30))
def test_a_probability_grows_with_time_inside_its_interval(
    rows: list[tuple[int, bool, int]], after: int, first: int, more: int
) -> None:
    curve = Curve.fit(*zip(*rows, strict=True))
    sooner, later_on = (
        curve.by(after + first, after=after),
        curve.by(after + first + more, after=after),
    )
    if sooner.probability is None or later_on.probability is None:
        assert all(time <= after for time, _, _ in rows)
        return
    assert 0 <= sooner.probability <= later_on.probability <= 1
    low, high = sooner.interval80
    assert low - 1e-9 <= sooner.probability <= high + 1e-9


@given(cases, st.integers(-45, 45), st.floats(0.01, 0.99))
def test_a_quantile_is_the_first_time_of_its_probability(
    rows: list[tuple[int, bool, int]], after: int, q: float
) -> None:
    curve = Curve.fit(*zip(*rows, strict=True))
    t = curve.quantile(q, after=after)
    if t is not None:
        at, before = curve.by(t, after=after), curve.by(t - 1, after=after)
        assert at.probability is not None
        assert before.probability is not None
        assert before.probability < q + 1e-9
        assert at.probability >= q - 1e-9


@given(cases, st.integers(-45, 45))
def test_shares_of_the_cases_still_seen_agree_with_the_curve(
    rows: list[tuple[int, bool, int]], t: int
) -> None:
    times, over, _ = zip(*rows, strict=True)
    curve = Curve.fit(times, over)
    weights = curve.known(t)
    if weights.any() and max(times) >= t:
        share = np.average(curve.over & (curve.times <= t), weights=weights)
        assert share == pytest.approx(1 - curve.survival(t), abs=1e-9)
