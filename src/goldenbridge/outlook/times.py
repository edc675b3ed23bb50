"""Times at the border as functions of the load, for many draws at once."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import LoopError
from goldenbridge.outlook.monotone import cubics

Floats = NDArray[np.float64]


class Times(Protocol):
    """Hours at the border by the load: neither may fall where the load rises.

    `load` [..., draw] is trucks a day; the answer has its shape, or one axis more: [draw, group].
    """

    def mean_h(self, load: Floats) -> Floats:
        """Mean hours from arrival to exit."""
        ...

    def p95_h(self, load: Floats) -> Floats:
        """Hours that 95 % of the trucks stay below."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceTimes:
    """A surface at given service factors; see `surface_times`.

    `knots` [L] are logarithms of work; `mean`, `p95` [D, L - 1, 4] coefficients of log hours, with
    D the number of factors, 1 or that of the draws.
    """

    knots: Floats
    factor: Floats
    mean: Floats
    p95: Floats

    def mean_h(self, load: Floats) -> Floats:
        """Mean hours at `load` trucks a day, [..., draw]."""
        return self._hours(self.mean, load)

    def p95_h(self, load: Floats) -> Floats:
        """The 95th percentile in hours at `load` trucks a day, [..., draw]."""
        return self._hours(self.p95, load)

    def _hours(self, c: Floats, load: Floats) -> Floats:
        knots, draws, pieces = self.knots, len(c), c.shape[1]
        work = np.asarray(load, np.float64) * self.factor
        x = np.log(np.maximum(work, np.exp(knots[0])))
        i = np.searchsorted(knots[1:-1], x, side="right")
        # one look-up of four numbers that lie together: this is where the loop spends its time
        piece = c.reshape(-1, 4)[i + pieces * np.arange(draws)]
        d = np.minimum(x, knots[-1]) - knots[i]
        c0, c1, c2, c3 = np.moveaxis(piece, -1, 0)
        hours = np.exp(c0 + d * (c1 + d * (c2 + d * c3)))
        width, end = knots[-1] - knots[-2], c[:, -1]
        slope = end[:, 1] + width * (2 * end[:, 2] + width * 3 * end[:, 3])
        return np.asarray(hours * (1 + slope * np.maximum(work / np.exp(knots[-1]) - 1, 0.0)))


def surface_times(
    loads: Floats, factors: Floats, tables: tuple[Floats, Floats], factor: ArrayLike
) -> SurfaceTimes:
    """Interpolate tables of mean and p95 [L, F], as `Surface` has them, at `factor`, one or [draw].

    Log hours are monotone cubics of log work (load × factor) and, at given work, linear in the log
    of the factor; so hours rise in load and factor, as the tables do. Beyond the grid: below the
    least work they stay what they are there; above the greatest they grow with the load on the
    tangent; at other factors they are proportional to the factor at given work, which is exact for
    a queue without opening hours and end (a change of the unit of time).

    Raises LoopError for factors that are not above 0.
    """
    wanted = np.atleast_1d(np.asarray(factor, np.float64))
    if wanted.ndim != 1 or not np.all(np.isfinite(wanted)) or not np.all(wanted > 0):
        bad = wanted[~(wanted > 0)]
        found = f"{bad[0]:g}" if bad.size else f"factors of shape {wanted.shape}, or infinite"
        raise LoopError(f"service factor: found {found}; allowed: above 0, one or [draw]")
    knots, at, x = np.log(loads), np.log(factors), np.log(wanted)
    inside = np.clip(x, at[0], at[-1])
    j = np.clip(np.searchsorted(at, inside, side="right") - 1, 0, max(at.size - 2, 0))
    after = np.minimum(j + 1, at.size - 1)
    gap = at[after] - at[j]
    share = np.divide(inside - at[j], gap, out=np.zeros_like(inside), where=gap > 0)
    curves = []
    for table in tables:
        c = cubics(knots, np.log(table))
        blend = c[:, :, j] * (1 - share) + c[:, :, after] * share
        blend[0] += x - inside
        curves.append(np.ascontiguousarray(np.moveaxis(blend, 0, -1).swapaxes(0, 1)))
    return SurfaceTimes(knots, wanted, curves[0], curves[1])


@dataclass(frozen=True, slots=True, eq=False)
class ByGroup:
    """Times that differ by group of goods, such as by direction, at one load of the crossing.

    `times` are as many as there are ways; `way` [group] says which of them is a group's.
    """

    times: tuple[Times, ...]
    way: NDArray[np.intp]

    def mean_h(self, load: Floats) -> Floats:
        """Mean hours, [draw, group], at `load` [draw]."""
        return np.stack([one.mean_h(load) for one in self.times], axis=-1)[..., self.way]

    def p95_h(self, load: Floats) -> Floats:
        """The 95th percentile in hours, [draw, group], at `load` [draw]."""
        return np.stack([one.p95_h(load) for one in self.times], axis=-1)[..., self.way]
