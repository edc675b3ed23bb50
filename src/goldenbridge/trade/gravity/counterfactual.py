"""The world with other trade costs: one counterfactual, or one for each of many draws."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from goldenbridge.errors import EquilibriumError, GravityError
from goldenbridge.trade.gravity.markets import Base, Deficits, Markets
from goldenbridge.trade.gravity.solving import Solution, Solver, solve
from goldenbridge.trade.gravity.world import Array, World, place


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """An equilibrium after a change of trade costs, beside the base.

    Ratios to the base, [n]: `wage` (of income too, with world income as the numeraire), `price` of
    all goods a country buys, `spending`, `real_income` = wage / price, `welfare` = spending /
    price. Without deficits the last two are equal. `sector_price` [sector, n] is a ratio too;
    `flows` [sector, n, n] is in the unit of the base flows. `residual` is the largest share of a
    country's income that its customers' demand misses or exceeds; `iterations` are of `solver`.
    """

    world: World
    wage: Array
    price: Array
    sector_price: Array
    spending: Array
    real_income: Array
    welfare: Array
    flows: Array
    residual: float
    iterations: int
    solver: Solver


@dataclass(frozen=True, slots=True)
class Joint:
    """Equilibria of many draws; fields as in `Counterfactual` with a leading axis [draw].

    `tau_hat` [draw, sector or 1, n, n] and `theta` [draw, sector] are what was drawn.
    """

    world: World
    tau_hat: Array
    theta: Array
    wage: Array
    price: Array
    sector_price: Array
    spending: Array
    real_income: Array
    welfare: Array
    residual: Array
    iterations: tuple[int, ...]
    solver: tuple[Solver, ...]

    def flow(self, seller: str, buyer: str) -> Array:
        """What `seller` sells to `buyer`, [draw, sector], in the unit of the base flows.

        Raises GravityError for a country that is not in the world.
        """
        i, j = self.world.index(seller), self.world.index(buyer)
        cost = self.wage[:, i, np.newaxis] * self.tau_hat[:, :, i, j]
        change = (cost / self.sector_price[:, :, j]) ** -self.theta
        return self.world.flows[:, i, j] * change * self.spending[:, j, np.newaxis]


def counterfactual(
    before: World, tau_hat: ArrayLike, theta: ArrayLike, *, deficits: Deficits = "additive"
) -> Counterfactual:
    """Solve for wages, prices, flows and welfare after trade costs change by the ratio `tau_hat`.

    `tau_hat` [n, n] or [sector, n, n], seller by row, is the new iceberg cost over the old one (1
    for no change). `theta` is the trade elasticity, one number or [sector]: the elasticity of
    substitution less 1. `deficits`: "additive" keeps each country's deficit in world income,
    "multiplicative" its ratio of spending to income, with all ratios scaled by one factor so that
    the world spends what it earns.
    Equations and sources are in `goldenbridge.trade.gravity.markets`.

    Raises GravityError for changes or elasticities that are not positive and finite or do not fit
    the world, and for another treatment of deficits; EquilibriumError, which is one too, where no
    equilibrium with positive prices is found to a residual of 1e-10.
    """
    changes, elasticities = _shocks(before, np.asarray(tau_hat)[np.newaxis], _one_theta(theta))
    base = Base.of(before, _treatment(deficits))
    markets = Markets(base, changes[0], elasticities[0])
    found = solve(markets, before.countries)
    ratios = _ratios(base, elasticities[0], found)
    wage, price, _, spending = ratios
    cost = wage ** -elasticities[0][:, np.newaxis]
    flows = before.flows * markets.change * cost[:, :, np.newaxis]
    flows *= (spending / found.point.power)[:, np.newaxis]
    return Counterfactual(
        before,
        *ratios,
        real_income=wage / price,
        welfare=spending / price,
        flows=flows,
        residual=_residual(found),
        iterations=found.iterations,
        solver=found.solver,
    )


def joint(
    before: World, tau_hat: ArrayLike, theta: ArrayLike, *, deficits: Deficits = "additive"
) -> Joint:
    """Solve one counterfactual for each draw of trade costs and elasticities.

    `tau_hat` [draw, n, n] or [draw, sector, n, n]; `theta` one number, [draw] or [draw, sector].
    A draw gives the same result alone and among others. Raises as `counterfactual` does; the
    message of an EquilibriumError then starts with the draw.
    """
    changes, elasticities = _shocks(before, np.asarray(tau_hat), np.asarray(theta))
    base = Base.of(before, _treatment(deficits))
    rows, solutions = [], []
    for draw, (change, elasticity) in enumerate(zip(changes, elasticities, strict=True)):
        try:
            found = solve(Markets(base, change, elasticity), before.countries)
        except EquilibriumError as error:
            raise EquilibriumError(f"draw {draw + 1} of {len(changes)}: {error}") from error
        rows.append(_ratios(base, elasticity, found))
        solutions.append(found)
    wage, price, sector_price, spending = (np.stack(values) for values in zip(*rows, strict=True))
    return Joint(
        before,
        changes,
        elasticities,
        wage,
        price,
        sector_price,
        spending,
        real_income=wage / price,
        welfare=spending / price,
        residual=np.array([_residual(found) for found in solutions]),
        iterations=tuple(found.iterations for found in solutions),
        solver=tuple(found.solver for found in solutions),
    )


def _ratios(base: Base, theta: Array, found: Solution) -> tuple[Array, Array, Array, Array]:
    """Wage [n], price [n], price by sector [sector, n] and spending [n], over the base."""
    log_price = np.log(found.point.power) / -theta[:, np.newaxis]
    price = np.exp((base.weights * log_price).sum(axis=0))
    spending = found.point.spending / base.spending
    return np.exp(found.point.log_wage), price, np.exp(log_price), spending


def _residual(found: Solution) -> float:
    return float(np.abs(np.expm1(found.point.gap)).max())


def _treatment(deficits: Deficits) -> Deficits:
    if deficits not in get_args(Deficits):
        raise GravityError(
            f"found deficits {deficits!r}; allowed: {' or '.join(get_args(Deficits))}"
        )
    return deficits


def _one_theta(theta: ArrayLike) -> Array:
    """The elasticities of one counterfactual as those of one draw."""
    array = np.asarray(theta, dtype=np.float64)
    return array[np.newaxis] if array.ndim else array


def _shocks(before: World, tau_hat: Array, theta: Array) -> tuple[Array, Array]:
    """Check and shape to [draw, sector or 1, n, n] and [draw, sector]."""
    sectors, size = before.flows.shape[:2]
    changes = np.asarray(tau_hat, dtype=np.float64)
    if changes.ndim == 3:
        changes = changes[:, np.newaxis]
    fits = changes.ndim == 4 and changes.shape[1] in {1, sectors} and len(changes) > 0
    if not fits or changes.shape[2:] != (size, size):
        raise GravityError(
            f"found cost changes of shape {list(tau_hat.shape)}; allowed: {size} by {size}, or "
            f"{sectors} by {size} by {size}, with a leading axis for draws where there are several"
        )
    wrong = np.argwhere(~((changes > 0) & (changes < np.inf)))
    if len(wrong):
        value = changes[tuple(wrong[0])]
        where = place(before.countries, wrong[0][1:], changes.shape[1])
        raise GravityError(
            f"found a cost change of {value:g} {where}; allowed: positive, finite ratios"
        )
    return changes, _elasticities(theta, len(changes), sectors)


def _elasticities(theta: Array, draws: int, sectors: int) -> Array:
    """Check and shape to [draw, sector]."""
    array = np.asarray(theta, dtype=np.float64)
    wrong = array[~((array > 0) & (array < np.inf))]
    if wrong.size:
        raise GravityError(f"found an elasticity of {wrong.flat[0]:g}; allowed: above 0, finite")
    shaped = array[:, np.newaxis] if array.ndim == 1 else array
    try:
        return np.broadcast_to(shaped, (draws, sectors))
    except ValueError as error:
        raise GravityError(
            f"found elasticities of shape {list(array.shape)} for {draws} draws and {sectors} "
            "sectors; allowed: one number, one for each draw, or one for each draw and sector"
        ) from error
