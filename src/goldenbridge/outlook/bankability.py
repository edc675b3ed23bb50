"""Would anyone build it? What a company that runs a site gains or loses, in joint draws.

Money is USD of one year, real; flows are [draw, year], the first year that of the opening; what is
built is paid the year before.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROUNDS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What a bidder looks at: building, fees, rents, running costs; rates of tax and discount.

    `fees` [draw, year] come with trucks, `rents` [draw, year] with what is let; `built`, `running`,
    `tax` and `discount` are [draw]; what is built is written off evenly over the years.
    """

    built: Floats
    fees: Floats
    rents: Floats
    running: Floats
    tax: Floats
    discount: Floats

    @property
    def revenue(self) -> Floats:
        """All that comes in, [draw, year]."""
        return self.fees + self.rents


def flows(case: Case, guarantee: float = 0.0) -> Floats:
    """What is left each year after tax, [draw, year], where revenue is topped up to `guarantee`."""
    before = np.maximum(case.revenue, guarantee) - case.running[:, np.newaxis]
    written = case.built[:, np.newaxis] / case.fees.shape[1]
    return np.asarray(before - case.tax[:, np.newaxis] * np.maximum(before - written, 0.0))


def value(case: Case, guarantee: float = 0.0) -> Floats:
    """The net present value in the year of building, [draw]."""
    years = np.arange(1, case.fees.shape[1] + 1)
    worth = (1 + case.discount[:, np.newaxis]) ** -years
    return np.asarray((flows(case, guarantee) * worth).sum(axis=1) - case.built)


def payback(case: Case) -> Floats:
    """Years until what came back undiscounted is what was built, [draw]; infinite for never."""
    back = flows(case).cumsum(axis=1)
    there = back >= case.built[:, np.newaxis]
    first = there.argmax(axis=1)
    before = np.where(first > 0, back[np.arange(len(first)), np.maximum(first - 1, 0)], 0.0)
    step = back[np.arange(len(first)), first] - before
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(step > 0, (case.built - before) / step, 0.0)
    return np.where(there.any(axis=1), first + part, np.inf)


def break_even(case: Case, *, fees: bool, most: float = 100.0) -> float:
    """The factor on fees, or on what is let, at which the mean value is 0; else infinite."""

    def mean(factor: float) -> float:
        scaled = case.fees * factor if fees else case.rents * factor
        changed = replace(case, fees=scaled) if fees else replace(case, rents=scaled)
        return float(value(changed).mean())

    return _least(mean, most)


def rational(case: Case, loss_borne: float, guarantee: float = 0.0) -> bool:
    """Whether a bidder gains on average and loses with at most the probability it bears."""
    worth = value(case, guarantee)
    return bool(worth.mean() >= 0 and (worth < 0).mean() <= loss_borne)


def least_guarantee(case: Case, loss_borne: float) -> float:
    """The least yearly revenue, topped up to by the state, that makes a bid rational, else 0."""
    if rational(case, loss_borne):
        return 0.0
    return _least(
        lambda guarantee: 0.0 if rational(case, loss_borne, guarantee) else -1.0,
        100 * float(case.built.max() + case.running.max()),
    )


def cost_of(case: Case, guarantee: float) -> float:
    """What a guarantee costs the state, mean present value at the bidder's discount."""
    years = np.arange(1, case.fees.shape[1] + 1)
    worth = (1 + case.discount[:, np.newaxis]) ** -years
    return float((np.maximum(guarantee - case.revenue, 0.0) * worth).sum(axis=1).mean())


def least_grant(case: Case, loss_borne: float) -> float:
    """The least grant towards building that makes a bid rational: USD in the year of building."""
    worth = value(case)
    return max(-float(worth.mean()), -float(np.quantile(worth, loss_borne)), 0.0)


def _least(enough: Callable[[float], float], most: float) -> float:
    """The least number from 0 on at which `enough`, which rises, is not below 0."""
    if enough(most) < 0:
        return np.inf
    low, high = 0.0, most
    if enough(low) >= 0:
        return 0.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) >= 0 else (middle, high)
    return high
