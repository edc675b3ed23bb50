"""The conditions under which all markets clear, and their derivative.

The model is Armington's with one factor, labour, that moves between sectors and not between
countries, and Cobb-Douglas spending across sectors; Eaton & Kortum (2002) gives the same equations.
In changes ("hats") from the base, after Dekle, Eaton & Kortum (2008, IMF Staff Papers 55(3)) and,
for many sectors, Costinot & Rodríguez-Clare (2014, Handbook of International Economics 4, ch. 4):

    X'_sij = X_sij (w_i τ_sij)^-θ_s P_sj^θ_s E_j        flow of sector s from i to j
    P_sj^-θ_s = Σ_i X_sij (w_i τ_sij)^-θ_s / Σ_i X_sij  price in j
    w_i Y_i = Σ_s Σ_j X'_sij                            income of i

with wages w, prices P, spending E and cost changes τ as ratios to the base and income Y of the
base. World income is the numeraire: Σ w_i Y_i = Σ Y_i.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

import numpy as np

from goldenbridge.trade.gravity.world import Array, World

Deficits = Literal["additive", "multiplicative"]


class Point(NamedTuple):
    """What trial wages imply; values in shares of world income.

    `log_wage` [n]; `power` [sector, n], price change to the power -θ; `sold` [sector, n], by
    seller; `earned` [n], spending out of income; `spending` [n]; `gap` [n], log of demand over
    supply; `miss`, the largest absolute gap.
    """

    log_wage: Array
    power: Array
    sold: Array
    earned: Array
    spending: Array
    gap: Array
    miss: float


@dataclass(frozen=True, slots=True)
class Base:
    """A world prepared for many counterfactuals with one treatment of deficits.

    Spending of a country is `ratio` times its income, scaled so that the world spends what it
    earns, plus `transfer`. `flows` [sector, n, n] are in shares of world income, `bought` [sector,
    n] their sums by buyer and `weights` [sector, n] the shares of sectors in a buyer's spending.
    `spending` [n] is that of the base.
    """

    flows: Array
    bought: Array
    weights: Array
    income: Array
    ratio: Array
    transfer: Array
    spending: Array

    @classmethod
    def of(cls, before: World, deficits: Deficits) -> Self:
        """Additive deficits stay in world income, multiplicative ones in their country's income."""
        size = before.income.sum()
        flows, income, spending = before.flows / size, before.income / size, before.spending / size
        weights = flows.sum(axis=1) / spending
        # a sector nobody sells to a country has no weight there; its price must still be a number
        sector, buyer = np.nonzero(weights == 0)
        flows[sector, buyer, buyer] = 1.0
        bought = np.matmul(np.ones_like(weights)[:, np.newaxis], flows)[:, 0]
        if deficits == "additive":
            ratio, transfer = np.ones_like(income), spending - income
        else:
            ratio, transfer = spending / income, np.zeros_like(income)
        # not the `spending` above: equal to it but for rounding, and to the bit what `at` computes
        spent = ratio * income + transfer
        return cls(flows, bought, weights, income, ratio, transfer, spent)


class Markets:
    """The market-clearing conditions after one change of trade costs."""

    def __init__(self, base: Base, tau_hat: Array, theta: Array) -> None:
        """Take cost changes `tau_hat` [sector or 1, n, n] and elasticities `theta` [sector]."""
        self.base, self.theta = base, theta
        with np.errstate(over="ignore", under="ignore"):
            self.change = tau_hat ** -theta[:, np.newaxis, np.newaxis]
        self._flows = base.flows * self.change
        self._earned_before = float((base.ratio * base.income).sum())

    def at(self, log_wage: Array) -> Point:
        """Evaluate demand and supply of every country's labour at the wages exp(log_wage)."""
        base = self.base
        income = base.income * np.exp(log_wage)
        cost = np.exp(-self.theta[:, np.newaxis] * log_wage)
        power = np.matmul(cost[:, np.newaxis], self._flows)[:, 0]
        earned = base.ratio * income
        earned *= self._earned_before / earned.sum()
        spending = earned + base.transfer
        per_power = base.weights * spending / power
        sold = cost * np.matmul(self._flows, per_power[:, :, np.newaxis])[:, :, 0]
        gap = np.log(sold.sum(axis=0) / income)
        miss = float(np.abs(gap).max())
        return Point(log_wage, power / base.bought, sold, earned, spending, gap, miss)

    def jacobian(self, point: Point) -> Array:
        """Derivative [n, n] of the gap of country i (row) by the log wage of country k (column)."""
        base = self.base
        demand = point.sold.sum(axis=0)
        result = np.zeros((demand.size, demand.size))
        cost = np.exp(-self.theta[:, np.newaxis] * point.log_wage)
        for s, theta in enumerate(self.theta):
            share = self._flows[s] * cost[s][:, np.newaxis]
            share /= point.power[s] * base.bought[s]
            result += theta * ((share * (base.weights[s] * point.spending)) @ share.T)
            out_of_income = share * (base.weights[s] * point.earned)
            result += out_of_income
            # the scaling to world income takes from every country what one adds to it
            rescaled = out_of_income.sum(axis=1) / self._earned_before
            result -= rescaled[:, np.newaxis] * point.earned
        result /= demand[:, np.newaxis]
        own = 1 + (self.theta[:, np.newaxis] * point.sold).sum(axis=0) / demand
        result[np.diag_indices(demand.size)] -= own
        return result
