"""Inflow members: equally likely years of monthly inflow that keep the sourced totals."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import lognorm

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.water import MONTHS, Inflow

Array = NDArray[np.float64]
_SUMMER = np.isin(np.arange(1, MONTHS + 1), [4, 5, 6, 7, 8, 9])


def monthly_mm3(inflow: Inflow) -> Array:
    """Mean inflow by month from January, Mm³: the season's total by the weights of its months."""
    weights = np.array(inflow.months or [1.0] * MONTHS)
    total = np.where(_SUMMER, inflow.summer_mm3, inflow.winter_mm3)
    season = np.where(_SUMMER, weights[_SUMMER].sum(), weights[~_SUMMER].sum())
    return np.asarray(total * weights / season, dtype=np.float64)


def draw(basin: Basin, *, members: int, months: int = MONTHS, seed: int) -> Array:
    """Inflow [member, inflow, month] in Mm³, the months counted from the first of the plan.

    The wetness of a year is lognormal with the `cv` of each inflow, one quantile for all inflows of
    a basin, stratified over the members (Latin hypercube; McKay, Beckman and Conover, 1979) and
    rescaled, so that the mean over members is the sourced total. Years are independent.
    """
    rng = np.random.default_rng(seed)
    calendar = np.array(basin.months(months)) - 1
    year = np.arange(months) // MONTHS
    strata = rng.permuted(np.tile(np.arange(members), (int(year.max()) + 1, 1)), axis=1)
    quantile = (strata + rng.random(strata.shape)) / members
    flows = np.empty((members, len(basin.inflows), months))
    for i, inflow in enumerate(basin.inflows):
        sigma = np.sqrt(np.log1p(inflow.cv**2))
        wet = lognorm.ppf(quantile, sigma) if sigma > 0 else np.ones_like(quantile)
        wet /= wet.mean(axis=1, keepdims=True)
        flows[:, i] = (monthly_mm3(inflow)[calendar] * wet[year].T).reshape(members, months)
    return flows
