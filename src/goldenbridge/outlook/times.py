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

    `knots` [L] are logarithms of work; `mean`, `p95` [4, L - 1, D] coefficients of log hours, with
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
        knots = self.knots
        work = np.asarray(load, np.float64) * self.factor
        first, last = np.exp(knots[0]), np.exp(knots[-1])
        x = np.log(np.clip(work, first, last))
        i = np.clip(np.searchsorted(knots, x, side="right") - 1, 0, knots.size - 2)
        draw = np.arange(c.shape[2]) if c.shape[2] > 1 else 0
        d = x - knots[i]
        log_h = c[0, i, draw] + d * (c[1, i, draw] + d * (c[2, i, draw] + d * c[3, i, draw]))
        width = knots[-1] - knots[-2]
        slope = c[1, -1] + width * (2 * c[2, -1] + width * 3 * c[3, -1])
        beyond = np.maximum(work / last - 1, 0.0)
        return np.asarray(np.exp(log_h) * (1 + slope * beyond))


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
        curves.append(blend)
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
