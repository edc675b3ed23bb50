"""goldenbridge.trade.gravity.solving: both solvers, and what is refused."""

from collections.abc import Callable
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from goldenbridge.errors import EquilibriumError
from goldenbridge.trade.gravity import solving
from goldenbridge.trade.gravity.markets import Base, Deficits, Markets, Point
from goldenbridge.trade.gravity.solving import fixed_point, newton, solve
from goldenbridge.trade.gravity.world import Array, World, world

Make = Callable[..., World]
PAIR = world([[10.0, 1.0], [3.0, 10.0]], ["KAZ", "KGZ"])


def markets(before: World, tau_hat: object, theta: float, deficits: Deficits) -> Markets:
    changes = np.array(tau_hat, dtype=np.float64)[np.newaxis]
    return Markets(Base.of(before, deficits), changes, np.full(len(before.flows), theta))


@pytest.mark.parametrize("deficits", get_args(Deficits))
def test_newton_and_the_fixed_point_meet(make: Make, deficits: Deficits) -> None:
    tau_hat = np.exp(np.random.default_rng(4).normal(0, 0.3, (12, 12)))
    cleared = markets(make(), tau_hat, 4.0, deficits)
    start = cleared.at(np.zeros(12))
    fast, slow = newton(cleared, start), fixed_point(cleared, start)
    assert fast.point.miss < 1e-12
    assert slow.point.miss < 1e-12
    assert fast.iterations < 10 < slow.iterations
    np.testing.assert_allclose(fast.point.log_wage, slow.point.log_wage, atol=1e-10)


def test_the_fixed_point_takes_over_where_newton_does_not_arrive() -> None:
    found = solve(markets(PAIR, [[1, 10], [10, 1]], 4.0, "additive"), PAIR.countries)
    assert found.solver == "fixed point"
    assert found.point.miss < 1e-12


def test_a_step_that_leads_away_with_an_old_jacobian_is_taken_with_a_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tau_hat = np.exp(np.random.default_rng(89).normal(0, 1.0, (2, 2)))
    cleared = markets(PAIR, tau_hat, 8.0, "multiplicative")
    start, at, misses = cleared.at(np.zeros(2)), cleared.at, []

    def watched(log_wage: Array) -> Point:
        point = at(log_wage)
        misses.append(point.miss)
        return point

    monkeypatch.setattr(cleared, "at", watched)
    assert newton(cleared, start).point.miss < 1e-12
    assert any(later > earlier for earlier, later in pairwise(misses))


def test_newton_stops_after_its_steps(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "_NEWTON_STEPS", 1)
    cleared = markets(make(), np.full((12, 12), 1.2) - 0.2 * np.eye(12), 4.0, "additive")
    found = newton(cleared, cleared.at(np.zeros(12)))
    assert found.iterations == 1
    assert found.point.miss > 1e-12


def test_a_surplus_that_closed_borders_cannot_carry_is_refused() -> None:
    with pytest.raises(EquilibriumError) as refused:
        solve(markets(PAIR, [[1, 100], [100, 1]], 4.0, "additive"), PAIR.countries)
    assert str(refused.value).startswith(
        "found no equilibrium in which KGZ earns what its surplus takes: its spending would be -"
    )
    assert str(refused.value).endswith("or multiplicative deficits, which move with income")


def test_wages_that_do_not_settle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "_FIXED_POINT_STEPS", 3)
    with pytest.raises(EquilibriumError) as refused:
        solve(markets(PAIR, [[1, 10], [10, 1]], 4.0, "additive"), PAIR.countries)
    message = str(refused.value)
    assert message.startswith("found no equilibrium: after 3 steps of the fixed point ")
    assert message.endswith("is not matched by demand; allowed: 1e-10")


@pytest.mark.parametrize(
    ("tau_hat", "price"), [([[1e-300, 1], [1, 1]], "0"), ([[1e300, 1], [1e300, 1]], "inf")]
)
def test_prices_that_are_not_positive_and_finite_are_refused(tau_hat: object, price: str) -> None:
    with pytest.raises(EquilibriumError) as refused:
        solve(markets(PAIR, tau_hat, 4.0, "additive"), PAIR.countries)
    assert str(refused.value).startswith(
        f"found a price change to {price} times the base in KAZ; allowed: positive, finite prices"
    )


def test_a_price_that_fails_in_one_of_several_sectors_is_named() -> None:
    two = world(np.stack([PAIR.flows[0], PAIR.flows[0]]), PAIR.countries)
    changes = np.ones((2, 2, 2))
    changes[1, :, 1] = 1e300
    with pytest.raises(EquilibriumError, match="to inf times the base in KGZ in sector 2;"):
        solve(Markets(Base.of(two, "additive"), changes, np.array([4.0, 4.0])), two.countries)
