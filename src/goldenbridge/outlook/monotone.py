"""Tables that may only rise, and smooth curves through them that rise too."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDS = 500
_CLOSE = 1e-12


def isotonic(table: Floats) -> Floats:
    """The table nearest to `table`, [row, column], that falls along neither axis.

    Least squares: pool adjacent violators along one axis and the other in turn, each with the
    correction of the round before (Dykstra & Robertson 1982, Annals of Statistics 10(3)). A table
    that rises already is given back as it is.
    """
    now, rows, columns = table, np.zeros_like(table), np.zeros_like(table)
    for _ in range(_ROUNDS):
        along = np.apply_along_axis(_pooled, 0, now + rows)
        rows = now + rows - along
        after = np.apply_along_axis(_pooled, 1, along + columns)
        columns = along + columns - after
        moved, now = float(np.abs(after - now).max()), after
        if moved < _CLOSE:
            break
    # what the last round leaves is below the noise, but a fall all the same
    return np.asarray(np.maximum.accumulate(np.maximum.accumulate(now, axis=0), axis=1))


def _pooled(values: Floats) -> Floats:
    """Pool adjacent violators (Ayer and others 1955)."""
    means: list[float] = []
    sizes: list[int] = []
    for value in values:
        means.append(float(value))
        sizes.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            size = sizes[-2] + sizes[-1]
            means[-2:] = [(means[-2] * sizes[-2] + means[-1] * sizes[-1]) / size]
            sizes[-2:] = [size]
    return np.repeat(means, sizes)


def cubics(x: Floats, y: Floats) -> Floats:
    """Coefficients [4, N - 1, ...] of cubics through y [N, ...] at x [N], monotone where y is.

    Piece i is c0 + c1 d + c2 d² + c3 d³ with d the distance from x[i]. The slopes inside are the
    weighted harmonic means of those on both sides (Fritsch & Butland 1984, SIAM Journal on
    Scientific and Statistical Computing 5(2)), those at the ends the secants there.
    """
    step = np.diff(x).reshape(-1, *([1] * (y.ndim - 1)))
    secant = np.diff(y, axis=0) / step
    slope = np.concatenate([secant[:1], np.zeros_like(secant[1:]), secant[-1:]])
    before, after = secant[:-1], secant[1:]
    near, far = 2 * step[1:] + step[:-1], step[1:] + 2 * step[:-1]
    turns = before * after <= 0
    safe_before, safe_after = np.where(turns, 1.0, before), np.where(turns, 1.0, after)
    mean = (near + far) / (near / safe_before + far / safe_after)
    slope[1:-1] = np.where(turns, 0.0, mean)
    left, right = slope[:-1], slope[1:]
    square = (3 * secant - 2 * left - right) / step
    cube = (left + right - 2 * secant) / step**2
    return np.stack([y[:-1], left, square, cube])
