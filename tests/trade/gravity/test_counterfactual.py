"""goldenbridge.trade.gravity.counterfactual: closed forms, a slow twin, laws, many draws."""

from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from goldenbridge.errors import EquilibriumError, GravityError
from goldenbridge.trade.gravity.counterfactual import Counterfactual, counterfactual, joint
from goldenbridge.trade.gravity.markets import Deficits
from goldenbridge.trade.gravity.world import Array, World, world

Make = Callable[..., World]
TREATMENTS = get_args(Deficits)
both = pytest.mark.parametrize("deficits", TREATMENTS)


def shocks(*shape: int, seed: int = 0, spread: float = 0.2) -> Array:
    return np.exp(np.random.default_rng(seed).normal(0, spread, shape))


def relative(found: Counterfactual) -> float:
    """Largest share of a country's income not matched by the flows themselves."""
    sold = found.flows.sum(axis=(0, 2))
    return float(np.abs(sold / (found.wage * found.world.income) - 1).max())


@both
@pytest.mark.parametrize("sectors", [1, 3])
def test_without_a_change_nothing_changes_to_the_last_bit(
    make: Make, sectors: int, deficits: Deficits
) -> None:
    before = make(sectors=sectors)
    found = counterfactual(before, np.ones((12, 12)), 4.0, deficits=deficits)
    for ratio in (found.wage, found.price, found.spending, found.real_income, found.welfare):
        assert (ratio == 1).all()
    assert (found.sector_price == 1).all()
    assert (found.flows == before.flows).all()
    assert found.iterations == 0


@pytest.mark.parametrize("home", [0.5, 0.9])
@pytest.mark.parametrize("tau_hat", [0.7, 1.3])
def test_two_alike_countries_have_the_closed_form(home: float, tau_hat: float) -> None:
    before = world([[home, 1 - home], [1 - home, home]])
    found = counterfactual(before, [[1, tau_hat], [tau_hat, 1]], 5.0)
    price = (home + (1 - home) * tau_hat**-5.0) ** (-1 / 5.0)
    np.testing.assert_allclose(found.price, price, rtol=1e-12)
    np.testing.assert_allclose(found.wage, 1, rtol=1e-12)
    np.testing.assert_allclose(found.welfare, 1 / price, rtol=1e-12)


@both
def test_costlier_goods_everywhere_cost_exactly_that_much(make: Make, deficits: Deficits) -> None:
    found = counterfactual(make(), np.full((12, 12), 1.25), 4.0, deficits=deficits)
    np.testing.assert_allclose(found.wage, 1, rtol=1e-11)
    np.testing.assert_allclose(found.welfare, 1 / 1.25, rtol=1e-11)


def home_shares(flows: Array) -> Array:
    return np.diagonal(flows, axis1=1, axis2=2) / flows.sum(axis=1)


@both
def test_real_income_follows_the_home_share_alone(make: Make, deficits: Deficits) -> None:
    """Arkolakis, Costinot & Rodríguez-Clare (2012, eq. 1), here sector by sector."""
    before, theta = make(sectors=3), np.array([3.0, 5.0, 8.0])
    tau_hat = shocks(3, 12, 12)
    tau_hat[:, range(12), range(12)] = 1
    found = counterfactual(before, tau_hat, theta, deficits=deficits)
    change = home_shares(found.flows) / home_shares(before.flows)
    weights = before.flows.sum(axis=1) / before.spending
    predicted = np.prod(change ** (-weights / theta[:, np.newaxis]), axis=0)
    np.testing.assert_allclose(found.real_income, predicted, rtol=1e-10)


def test_autarky_costs_what_the_formula_says(make: Make) -> None:
    flows = make().flows[0]
    before = world(flows + flows.T)  # every country's trade is balanced
    closed = np.where(np.eye(12) > 0, 1.0, 1e6)
    found = counterfactual(before, closed, 4.0)
    expected = home_shares(before.flows)[0] ** (1 / 4.0)
    np.testing.assert_allclose(found.welfare, expected, rtol=1e-10)


@both
@pytest.mark.parametrize("sectors", [1, 2])
def test_a_slow_twin_written_from_the_equations_agrees(
    make: Make, sectors: int, deficits: Deficits
) -> None:
    n, theta = 5, np.array([4.0, 6.0])[:sectors]
    before, tau_hat = make(n, sectors, seed=3), shocks(sectors, n, n, seed=4)
    x, y, e = before.flows, before.income, before.spending

    def outcome(log_wage: Array) -> tuple[Array, Array]:
        w = np.exp(log_wage)
        spends = w * y + e - y if deficits == "additive" else w * e * y.sum() / (w * e).sum()
        sales = np.zeros(n)
        for s in range(sectors):
            for j in range(n):
                pull = [x[s, i, j] * (w[i] * tau_hat[s, i, j]) ** -theta[s] for i in range(n)]
                sales += np.array(pull) / sum(pull) * x[s, :, j].sum() / e[j] * spends[j]
        return sales / y - w, w

    def gaps(log_wage: Array) -> Array:
        gap, w = outcome(log_wage)
        return np.append(gap[1:], (w * y).sum() / y.sum() - 1)

    slow = np.exp(optimize.root(gaps, np.zeros(n), tol=1e-13).x)
    found = counterfactual(before, tau_hat, theta, deficits=deficits)
    np.testing.assert_allclose(found.wage, slow, rtol=1e-9)


def test_alike_sectors_are_as_good_as_one(make: Make) -> None:
    one = make()
    two = world(np.concatenate([0.3 * one.flows, 0.7 * one.flows]))
    tau_hat = shocks(12, 12)
    single, double = counterfactual(one, tau_hat, 4.0), counterfactual(two, tau_hat, [4.0, 4.0])
    np.testing.assert_allclose(double.wage, single.wage, rtol=1e-10)
    np.testing.assert_allclose(double.welfare, single.welfare, rtol=1e-10)
    np.testing.assert_allclose(double.flows.sum(axis=0), single.flows[0], rtol=1e-9)


@both
def test_the_way_back_leads_home(make: Make, deficits: Deficits) -> None:
    before, tau_hat = make(), shocks(12, 12)
    there = counterfactual(before, tau_hat, 4.0, deficits=deficits)
    back = counterfactual(world(there.flows), 1 / tau_hat, 4.0, deficits=deficits)
    np.testing.assert_allclose(back.flows, before.flows, rtol=1e-9)
    np.testing.assert_allclose(back.welfare * there.welfare, 1, rtol=1e-9)


def test_multiplicative_deficits_keep_their_relative_size(make: Make) -> None:
    found = counterfactual(make(), shocks(12, 12), 4.0, deficits="multiplicative")
    ratio = found.spending / found.wage
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-10)


def test_additive_deficits_keep_their_size(make: Make) -> None:
    before = make()
    found = counterfactual(before, shocks(12, 12), 4.0, deficits="additive")
    deficit = found.spending * before.spending - found.wage * before.income
    scale = before.income.sum()
    np.testing.assert_allclose(deficit / scale, (before.spending - before.income) / scale)


sizes = st.integers(2, 6)
seeds = st.integers(0, 10_000)


@settings(deadline=None)
@given(
    sizes,
    st.integers(1, 3),
    seeds,
    st.floats(0.5, 12),
    st.sampled_from(TREATMENTS),
    st.floats(1e-6, 1e9),
)
def test_laws_of_every_equilibrium(
    make: Make, size: int, sectors: int, seed: int, theta: float, deficits: Deficits, unit: float
) -> None:
    """Markets clear, world income is conserved, the unit of value does not matter."""
    before, tau_hat = make(size, sectors, seed), shocks(sectors, size, size, seed=seed + 1)
    thetas = theta * np.linspace(1, 1.5, sectors)
    try:
        found = counterfactual(before, tau_hat, thetas, deficits=deficits)
    except EquilibriumError:
        # a fixed deficit may take more than a country earns
        assert deficits == "additive"
        return
    assert found.residual < 1e-10
    assert relative(found) < 1e-10
    assert (found.sector_price > 0).all()
    world_income = before.income.sum()
    assert (found.wage * before.income).sum() == pytest.approx(world_income, rel=1e-11)
    bought = found.flows.sum(axis=(0, 1))
    np.testing.assert_allclose(bought, found.spending * before.spending, rtol=1e-10)
    scaled = counterfactual(world(unit * before.flows), tau_hat, thetas, deficits=deficits)
    np.testing.assert_allclose(scaled.wage, found.wage, rtol=1e-8)
    np.testing.assert_allclose(scaled.flows, unit * found.flows, rtol=1e-8)


@settings(deadline=None)
@given(sizes, seeds, st.sampled_from(TREATMENTS))
def test_the_order_of_countries_does_not_matter(
    make: Make, size: int, seed: int, deficits: Deficits
) -> None:
    before, tau_hat = make(size, 1, seed), shocks(size, size, seed=seed)
    order = np.random.default_rng(seed).permutation(size)
    turned = world(before.flows[:, order][:, :, order])
    try:
        straight = counterfactual(before, tau_hat, 4.0, deficits=deficits)
    except EquilibriumError:
        # a fixed deficit may take more than a country earns, in any order
        with pytest.raises(EquilibriumError):
            counterfactual(turned, tau_hat[order][:, order], 4.0, deficits=deficits)
        return
    found = counterfactual(turned, tau_hat[order][:, order], 4.0, deficits=deficits)
    np.testing.assert_allclose(found.welfare, straight.welfare[order], rtol=1e-9)


def test_a_flow_of_zero_stays_zero() -> None:
    before = world([[9, 1, 0], [1, 9, 1], [1, 0, 9]])
    found = counterfactual(before, shocks(3, 3), 4.0)
    assert found.flows[0, 0, 2] == found.flows[0, 2, 1] == 0
    assert relative(found) < 1e-10


@both
def test_each_of_many_draws_is_the_one_solved_alone(make: Make, deficits: Deficits) -> None:
    before, tau_hat = make(sectors=2), shocks(20, 2, 12, 12)
    theta = np.random.default_rng(5).uniform(2, 8, (20, 2))
    many = joint(before, tau_hat, theta, deficits=deficits)
    assert many.residual.max() < 1e-10
    for draw in (0, 7, 19):
        alone = counterfactual(before, tau_hat[draw], theta[draw], deficits=deficits)
        assert (many.wage[draw] == alone.wage).all()
        assert (many.price[draw] == alone.price).all()
        assert (many.sector_price[draw] == alone.sector_price).all()
        assert (many.spending[draw] == alone.spending).all()
        assert (many.real_income[draw] == alone.real_income).all()
        assert (many.welfare[draw] == alone.welfare).all()
        assert many.residual[draw] == alone.residual
        assert (many.iterations[draw], many.solver[draw]) == (alone.iterations, alone.solver)
        flow = many.flow("country 3", "country 5")[draw]
        np.testing.assert_allclose(flow, alone.flows[:, 2, 4], rtol=1e-12)


def test_draws_may_share_costs_across_sectors_and_elasticities(make: Make) -> None:
    before, tau_hat = make(sectors=2), shocks(3, 12, 12)
    shared = joint(before, tau_hat, [3.0, 4.0, 5.0])
    full = joint(before, np.stack([tau_hat, tau_hat], axis=1), [[3, 3], [4, 4], [5, 5]])
    assert (shared.wage == full.wage).all()
    assert shared.flow("country 1", "country 2").shape == (3, 2)
    assert joint(before, tau_hat, 4.0).theta.tolist() == [[4, 4]] * 3


def test_the_draw_without_an_equilibrium_is_named() -> None:
    pair = world([[10.0, 1.0], [3.0, 10.0]], ["KAZ", "KGZ"])
    closed = [[1.0, 100.0], [100.0, 1.0]]
    with pytest.raises(EquilibriumError, match="draw 2 of 2: found no equilibrium in which KGZ"):
        joint(pair, [np.ones((2, 2)), closed], 4.0)


@pytest.mark.parametrize(
    ("tau_hat", "theta", "message"),
    [
        (np.ones((12, 12)), 0.0, "found an elasticity of 0; allowed: above 0, finite"),
        (np.ones((12, 12)), [4.0, -1.0], "found an elasticity of -1; allowed: above 0, finite"),
        (np.ones((12, 12)), np.nan, "found an elasticity of nan; allowed: above 0, finite"),
        (
            np.ones((12, 12)),
            [4.0, 4.0, 4.0],
            "found elasticities of shape [1, 3] for 1 draws and 2 sectors; allowed: one number",
        ),
        (
            np.ones((11, 12)),
            4.0,
            "found cost changes of shape [1, 11, 12]; allowed: 12 by 12, or 2 by 12 by 12",
        ),
        (np.ones((3, 12, 12)), 4.0, "found cost changes of shape [1, 3, 12, 12]; allowed"),
        (1.0, 4.0, "found cost changes of shape [1]; allowed"),
        (
            np.zeros((12, 12)),
            4.0,
            "found a cost change of 0 from country 1 to country 1; allowed: positive, finite",
        ),
        (
            np.full((2, 12, 12), np.nan),
            4.0,
            "found a cost change of nan from country 1 to country 1 in sector 1; allowed",
        ),
        (np.full((12, 12), np.inf), 4.0, "found a cost change of inf from country 1"),
    ],
)
def test_changes_and_elasticities_that_cannot_be_used_are_refused(
    make: Make, tau_hat: Array, theta: float, message: str
) -> None:
    with pytest.raises(GravityError) as refused:
        counterfactual(make(sectors=2), tau_hat, theta)
    assert str(refused.value).startswith(message)


def test_another_treatment_of_deficits_is_refused(make: Make) -> None:
    with pytest.raises(GravityError, match="found deficits 'none'; allowed: additive or multip"):
        counterfactual(make(), np.ones((12, 12)), 4.0, deficits="none")  # type: ignore[arg-type]
