"""Wages that clear all markets: Newton, and a damped fixed point where Newton does not arrive."""

from typing import Literal, NamedTuple

import numpy as np
from scipy.linalg.lapack import dgetrf, dgetrs

from goldenbridge.errors import EquilibriumError
from goldenbridge.trade.gravity.markets import Markets, Point

Solver = Literal["Newton", "fixed point"]

RESIDUAL = 1e-10
"""A larger share of a country's income left unsold is no equilibrium."""

# the search aims below what is promised, and above what rounding leaves for hundreds of countries
_AIM = 1e-12
_NEWTON_STEPS = 60
_FIXED_POINT_STEPS = 20_000
# a Jacobian serves until a step with it no longer takes away nine tenths of the gap
_KEEP = 0.1
_LONGEST = 1.0


class Solution(NamedTuple):
    """Where the markets clear, after how many steps of which solver."""

    point: Point
    iterations: int
    solver: Solver


def solve(markets: Markets, countries: tuple[str, ...]) -> Solution:
    """Find the wages that clear `markets`; `countries` are for the message.

    Raises EquilibriumError where a price is not positive and finite at the base wages or in the
    end, where a deficit cannot be paid, and where neither solver arrives.
    """
    with np.errstate(all="ignore"):
        start = markets.at(np.zeros(len(countries)))
        _check_prices(start, countries)
        found = newton(markets, start)
        if found.point.miss > _AIM:
            found = fixed_point(markets, start)
    _check(markets, found, countries)
    return found


def newton(markets: Markets, point: Point) -> Solution:
    """Newton's method on log wages; stops at the best point where a step no longer helps.

    The factors of a Jacobian are kept while steps with them contract well (Shamanskii 1967).
    """
    factors = None
    for step in range(_NEWTON_STEPS):
        if point.miss <= _AIM:
            return Solution(point, step, "Newton")
        if fresh := factors is None:
            lower_upper, pivots, _ = dgetrf(markets.jacobian(point), overwrite_a=True)
            factors = lower_upper, pivots
        move, _ = dgetrs(*factors, point.gap)
        further = markets.at(point.log_wage - np.clip(move, -_LONGEST, _LONGEST))
        if further.miss < point.miss:
            factors = factors if further.miss <= _KEEP * point.miss else None
            point = further
        elif fresh:
            return Solution(point, step, "Newton")
        else:
            factors = None
    return Solution(point, _NEWTON_STEPS, "Newton")


def fixed_point(markets: Markets, point: Point) -> Solution:
    """Raise wages where demand exceeds supply (Alvarez & Lucas 2007, J. Monetary Economics 54(6)).

    Damped by the largest elasticity, so that a country's own wage does not overshoot.
    """
    damping = 1 / (1 + markets.theta.max())
    for step in range(_FIXED_POINT_STEPS):
        if not point.miss > _AIM:
            return Solution(point, step, "fixed point")
        point = markets.at(point.log_wage + damping * point.gap)
    return Solution(point, _FIXED_POINT_STEPS, "fixed point")


def _check(markets: Markets, found: Solution, countries: tuple[str, ...]) -> None:
    point = found.point
    poor = np.flatnonzero(~(point.spending > 0))
    if poor.size:
        who = poor[0]
        raise EquilibriumError(
            f"found no equilibrium in which {countries[who]} earns what its surplus takes: its "
            f"spending would be {point.spending[who]:.2g} of world income, in the base "
            f"{markets.base.spending[who]:.2g}; allowed: smaller cost changes or deficits, or "
            "multiplicative deficits, which move with income"
        )
    _check_prices(point, countries)
    residual = float(np.abs(np.expm1(point.gap)).max())
    if not residual <= RESIDUAL:
        worst = countries[int(np.argmax(np.abs(point.gap)))]
        raise EquilibriumError(
            f"found no equilibrium: after {found.iterations} steps of the {found.solver} "
            f"{residual:.1e} of the income of {worst} is not matched by demand; "
            f"allowed: {RESIDUAL:.0e}"
        )


def _check_prices(point: Point, countries: tuple[str, ...]) -> None:
    wrong = np.argwhere(~((point.power > 0) & (point.power < np.inf)))
    if len(wrong):
        sector, buyer = wrong[0]
        where = countries[buyer] + (f" in sector {sector + 1}" if len(point.power) > 1 else "")
        price = 0.0 if point.power[sector, buyer] == np.inf else np.inf
        raise EquilibriumError(
            f"found a price change to {price:g} times the base in {where}; allowed: positive, "
            "finite prices; the cost changes there or the elasticity are too large"
        )
