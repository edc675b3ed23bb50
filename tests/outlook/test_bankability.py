"""The money of a complex against closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.outlook import bankability as money


def case(fees: float, rents: float = 0.0, *, built: float = 100.0, running: float = 5.0,
         tax: float = 0.0, years: int = 20, discount: float = 0.1) -> money.Case:  # fmt: skip
    ones = np.ones(4)
    return money.Case(
        built * ones, np.full((4, years), fees), np.full((4, years), rents), running * ones,
        tax * ones, discount * ones,
    )  # fmt: skip


def annuity(discount: float, years: int) -> float:
    return (1 - (1 + discount) ** -years) / discount


@given(st.floats(0, 40), st.floats(0, 20), st.floats(0.02, 0.2), st.integers(1, 30))
def test_even_flows_are_worth_an_annuity(
    fees: float, rents: float, discount: float, years: int
) -> None:
    worth = money.value(case(fees, rents, years=years, discount=discount))
    assert worth == pytest.approx((fees + rents - 5) * annuity(discount, years) - 100)


def test_tax_is_on_what_is_left_after_writing_off() -> None:
    left = money.flows(case(25, tax=0.2))
    assert left == pytest.approx(25 - 5 - 0.2 * (20 - 100 / 20))
    assert money.flows(case(9, tax=0.2)) == pytest.approx(4)  # no profit, no tax


def test_payback_counts_parts_of_years() -> None:
    assert money.payback(case(45)) == pytest.approx(2.5)
    assert np.isinf(money.payback(case(9))).all()


def test_break_even_by_fees_and_by_what_is_let() -> None:
    even = 100 / annuity(0.1, 20) + 5
    assert money.break_even(case(10, 4), fees=True) == pytest.approx((even - 4) / 10)
    assert money.break_even(case(10, 4), fees=False) == pytest.approx((even - 10) / 4)
    assert money.break_even(case(10, 0), fees=False) == np.inf
    assert money.break_even(case(0, 40), fees=True) == 0


def test_the_least_guarantee_and_grant_make_a_bid_rational() -> None:
    poor = case(6, 3)
    even = 100 / annuity(0.1, 20) + 5
    guarantee = money.least_guarantee(poor, 0.25)
    assert guarantee == pytest.approx(even)
    assert money.rational(poor, 0.25, guarantee * 1.0001)
    assert not money.rational(poor, 0.25, guarantee * 0.9999)
    grant = money.least_grant(poor, 0.25)
    assert grant == pytest.approx(-money.value(poor)[0])
    # a certain top-up is worth what the grant is
    assert money.cost_of(poor, guarantee) == pytest.approx(grant)
    assert money.least_guarantee(case(60), 0.25) == money.least_grant(case(60), 0.25) == 0


def test_a_bidder_who_bears_less_risk_asks_for_more() -> None:
    rng = np.random.default_rng(5)
    fees = np.repeat(rng.uniform(5, 30, (400, 1)), 20, axis=1)
    ones = np.ones(400)
    risky = money.Case(100 * ones, fees, 0 * fees, 5 * ones, 0.2 * ones, 0.1 * ones)
    bold, shy = (money.least_guarantee(risky, borne) for borne in (0.5, 0.02))
    assert bold <= shy  # the mean binds first
    assert money.least_grant(risky, 0.5) < money.least_grant(risky, 0.02)
