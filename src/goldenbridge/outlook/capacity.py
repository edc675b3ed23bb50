"""How many trucks a day the border takes within a service standard."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goldenbridge.errors import LoopError
from goldenbridge.outlook.bracketing import root
from goldenbridge.outlook.equilibrium import Border

Floats = NDArray[np.float64]
Standard = Literal["mean", "p95"]

MOST_TRUCKS = 1e5
"""The largest load looked at for a capacity, trucks a day; beyond it the capacity is infinite."""


def capacity(
    border: Border, draws: int, standard_h: float, *, standard: Standard = "mean"
) -> Floats:
    """The most trucks a day, [draw], at which the mean (or 95th percentile) is within `standard_h`.

    Where hours differ by group the standard holds for every group. 0 where an empty border does not
    keep it, infinite where MOST_TRUCKS still do. Raises LoopError for a standard not above 0.
    """
    if not standard_h > 0:
        raise LoopError(f"service standard: found {standard_h:g} hours; allowed: above 0")

    def over(level: Floats) -> Floats:
        state = border.state(level)
        hours = state.mean_h if standard == "mean" else state.p95_h
        worst = hours if hours.ndim == 1 else hours.max(axis=-1)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(worst) - np.log(standard_h))

    low = border.bounds(np.zeros(draws))[0]
    high = border.bounds(np.full(draws, MOST_TRUCKS))[1]
    empty, full = over(low), over(high)
    found = border.state(root(over, low, high)).load
    return np.where(empty > 0, 0.0, np.where(full <= 0, np.inf, found))
