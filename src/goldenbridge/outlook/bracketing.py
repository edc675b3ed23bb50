"""Where falling meets rising: many crossings at once, each inside its bracket."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

STEPS = 200
_TIGHT = 2 * np.finfo(np.float64).eps


def root(
    function: Callable[[Floats], Floats],
    low: ArrayLike,
    high: ArrayLike,
    *,
    close: ArrayLike = 0.0,
    steps: int = STEPS,
) -> Floats:
    """Where `function` changes its sign between `low` and `high`, elementwise, any shape.

    Inverse quadratic interpolation where the three last points allow it, else bisection
    (Chandrupatla 1997, Advances in Engineering Software 28(3)); the bracket is kept throughout. An
    element ends where |function| ≤ `close` or its bracket is as narrow as the numbers allow; of the
    points seen the one with the least |function| is given. Where the ends have one sign that is one
    of them, and where the function is nan so is the result: the caller looks at the residual.
    """
    x1, x2 = (np.array(end, np.float64) for end in np.broadcast_arrays(high, low))
    f1, f2 = function(x1), function(x2)
    best, least = _nearer(x1, f1, x2, f2)
    enough = np.asarray(close, np.float64)
    going = (np.sign(f1) * np.sign(f2) < 0) & (least > enough) & (x1 != x2)
    share = np.full_like(x1, 0.5)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for _ in range(steps):
            if not going.any():
                break
            x = np.where(going, x1 + share * (x2 - x1), best)
            f = function(x)
            best, least = _nearer(x, f, best, least)
            same = np.sign(f) == np.sign(f1)
            x3, f3 = np.where(same, x1, x2), np.where(same, f1, f2)
            x2, f2 = np.where(same, x2, x1), np.where(same, f2, f1)
            x1, f1 = x, f
            room = _TIGHT * np.abs(best) / np.abs(x2 - x1)
            going &= (room < 0.5) & (least > enough)
            share = np.clip(_share(x1, x2, x3, f1, f2, f3), room, 1 - room)
    return np.where(np.isnan(least), np.nan, best)


def _share(  # noqa: PLR0913 - three points
    x1: Floats, x2: Floats, x3: Floats, f1: Floats, f2: Floats, f3: Floats
) -> Floats:
    """How far to go from x1 to x2: by the parabola x(f) where that is safe, else half way."""
    across, up = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
    safe = (up**2 < across) & ((1 - up) ** 2 < 1 - across)
    curved = f1 / (f1 - f2) * f3 / (f3 - f2)
    curved -= (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f2 - f3)
    return np.where(safe & np.isfinite(curved), curved, 0.5)


def _nearer(x: Floats, f: Floats, other: Floats, least: Floats) -> tuple[Floats, Floats]:
    """The point of the two where |function| is less, and how much it is; nan if either is."""
    f, least = np.abs(f), np.abs(least)
    nearer = (f <= least) | np.isnan(f)
    return np.where(nearer, x, other), np.where(nearer, f, least)
