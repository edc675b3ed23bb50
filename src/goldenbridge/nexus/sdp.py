"""The exact value of one reservoir, by recursion over concave piecewise linear functions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Concave:
    """A concave function through (x, y), x rising from 0; flat beyond the last."""

    x: Floats
    y: Floats

    def __call__(self, at: Floats | float) -> Floats:
        """The values at `at`."""
        return np.asarray(np.interp(at, self.x, self.y), dtype=np.float64)


def value(
    payoffs: Sequence[Concave],
    inflows: Sequence[Sequence[tuple[float, float]]],
    full: float,
    end: Concave,
) -> Concave:
    """Worth of a volume 0 to `full` before the first stage, inflow known when release is chosen.

    `payoffs` give the worth of a release by stage, `inflows` probability and size by stage, `end`
    the worth of what is left. Spilling is free. Exact: the best split of water between now and
    later takes slopes in falling order (sup-convolution), and the expectation keeps all corners.
    """
    later = end
    for payoff, outcomes in zip(reversed(payoffs), reversed(inflows), strict=True):
        best = _merged(payoff, later)
        corners = [best.x - size for _, size in outcomes]
        x = np.unique(np.concatenate([*corners, np.array([0.0, full])]))
        x = x[(x >= 0) & (x <= full)]
        later = Concave(x, sum((p * best(x + size) for p, size in outcomes), np.zeros(len(x))))
    return later


def _merged(now: Concave, later: Concave) -> Concave:
    widths = np.concatenate([np.diff(now.x), np.diff(later.x)])
    slopes = np.concatenate([np.diff(now.y) / np.diff(now.x), np.diff(later.y) / np.diff(later.x)])
    order = np.argsort(-slopes, kind="stable")
    rises = np.maximum(slopes[order], 0.0) * widths[order]
    base = float(now.y[0] + later.y[0])
    x = np.concatenate([[0.0], np.cumsum(widths[order])])
    return Concave(x, base + np.concatenate([[0.0], np.cumsum(rises)]))
