"""A quantity told over draws: its middle, what 80 of 100 lie between, a fan of years."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Span(NamedTuple):
    """The middle and the 80 % interval of a quantity over draws."""

    median: float
    low: float
    high: float


def span(values: NDArray[np.float64]) -> Span:
    """The span of `values` [draw], of those that are numbers."""
    low, middle, high = np.nanquantile(values, (0.1, 0.5, 0.9))
    return Span(float(middle), float(low), float(high))


SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
"""The quantiles of a fan."""
Fan = tuple[tuple[int, tuple[float, ...]], ...]
"""Years, and for each the quantiles at SHARES."""


def quantiles(values: NDArray[np.float64]) -> tuple[float, ...]:
    """The quantiles of `values` [draw] at SHARES."""
    return tuple(float(v) for v in np.nanquantile(values, SHARES))
