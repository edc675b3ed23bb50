"""Several crossings between which trucks choose: one more, or a faster one, relieves the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp

from goldenbridge.errors import LoopError
from goldenbridge.outlook.bracketing import root
from goldenbridge.outlook.equilibrium import NOBODY, SOLVED, State
from goldenbridge.outlook.times import Times

Floats = NDArray[np.float64]

_LEAST, _MOST = np.log(1e-26), np.log(1e9)
"""Logarithms of trucks a day."""
_CLOSE = 1e-13


class Split(NamedTuple):
    """How trucks spread: trucks a day, shares and mean hours, [draw, crossing].

    `residual` [draw]: the largest distance of a flow from what the choice makes of its times, as a
    share of all trucks.
    """

    trucks: Floats
    share: Floats
    mean_h: Floats
    residual: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Crossings and the choice between them.

    The share of crossing i is exp(-β (detour_i + W_i)) over the sum of all: a logit in hours, with
    W_i the mean time at its own flow and `detour_h` [draw or 1, crossing] all else that makes it
    farther or less liked, in hours. `per_hour` [draw or 1] is β. As every W_i rises in its own flow
    only, the flows are the one minimum of a strictly convex function (Fisk 1980, Transportation
    Research B 14(3)): there is one equilibrium. As a border of `solve`, its level is
    μ = log λ_i + β (detour_i + W_i), the same at every crossing, and its hours are the expected
    ones of a truck that chooses, -log Σ exp(-β (detour_i + W_i)) / β (Small & Rosen 1981,
    Econometrica 49(1)), for the mean and, along the same flows, for the 95th percentile.
    """

    ids: tuple[str, ...]
    times: tuple[Times, ...]
    detour_h: Floats
    per_hour: Floats

    @classmethod
    def of(
        cls, ids: Sequence[str], times: Sequence[Times], *, detour_h: ArrayLike, per_hour: ArrayLike
    ) -> Self:
        """Make one from hours [crossing] or [draw, crossing] and β, a number or [draw].

        Raises LoopError for numbers of another shape, infinite ones, or β that is not above 0.
        """
        detour = np.atleast_2d(np.asarray(detour_h, np.float64))
        beta = np.atleast_1d(np.asarray(per_hour, np.float64))
        if not len(ids) == len(times) == detour.shape[-1] or len(set(ids)) < len(ids) or not ids:
            found = f"{len(ids)} ids, {len(times)} times, {detour.shape[-1]} detours"
            raise LoopError(f"network: found {found}; allowed: one of each, ids once")
        if not np.all(np.isfinite(detour)):
            raise LoopError("detour_h: found nan or infinite hours; allowed: finite ones")
        if beta.ndim != 1 or not np.all(np.isfinite(beta) & (beta > 0)):
            bad = beta[~(beta > 0)]
            raise LoopError(f"per_hour: found {bad[:1] if bad.size else beta}; allowed: above 0")
        return cls(tuple(ids), tuple(times), detour, beta)

    @classmethod
    def calibrated(
        cls,
        ids: Sequence[str],
        times: Sequence[Times],
        *,
        trucks: ArrayLike,
        per_hour: ArrayLike,
    ) -> Self:
        """The network that has the flows `trucks` [crossing] or [draw, crossing] as equilibrium.

        The detours are those under which the choice gives just these shares at the times of these
        flows; they are shifted so that the expected hours of a truck are the mean over all.
        Raises LoopError as `of`, and for a flow that is not above 0.
        """
        flows = np.atleast_2d(np.asarray(trucks, np.float64))
        if flows.shape[-1] != len(times) or not np.all(np.isfinite(flows) & (flows > 0)):
            raise LoopError(
                f"trucks: found {flows.min():g} over {flows.shape[-1]} crossings; allowed: "
                f"more than 0 at each of {len(times)}"
            )
        made = cls.of(ids, times, detour_h=np.zeros_like(flows), per_hour=per_hour)
        mean_h = made.hours(flows)
        share = flows / flows.sum(axis=-1, keepdims=True)
        average = (share * mean_h).sum(axis=-1, keepdims=True)
        detour = average - mean_h - np.log(share) / made.per_hour[:, np.newaxis]
        return cls.of(ids, times, detour_h=detour, per_hour=per_hour)

    def hours(self, flows: Floats) -> Floats:
        """Mean hours [draw, crossing] at `flows` [draw, crossing]."""
        return _stack([one.mean_h(f) for one, f in zip(self.times, flows.T, strict=True)])

    def flows(self, level: Floats) -> Floats:
        """Trucks a day, [draw, crossing], at a level μ [draw]: each solves its own equation."""
        found = []
        for i, one in enumerate(self.times):
            found.append(self._flow(one, level - self.per_hour * self.detour_h[:, i]))
        return _stack(found)

    def state(self, level: Floats) -> State:
        """All trucks and the expected hours of one that chooses, [draw], at a level."""
        flows = self.flows(level)
        p95 = _stack([one.p95_h(f) for one, f in zip(self.times, flows.T, strict=True)])
        load = flows.sum(axis=-1)
        return State(load, self._expected(self.hours(flows)), self._expected(p95))

    def bounds(self, load: Floats) -> tuple[Floats, Floats]:
        """Levels at which no crossing has more than its even part of `load`, and one has all."""
        some = np.maximum(load, NOBODY)
        even = some / len(self.times)
        low = [self._level(i, even) for i in range(len(self.times))]
        high = [self._level(i, some) for i in range(len(self.times))]
        return np.min(low, axis=0), np.min(high, axis=0)

    def split(self, load: ArrayLike) -> Split:
        """How `load` trucks a day, a number or [draw], spread over the crossings."""
        trucks = np.atleast_1d(np.asarray(load, np.float64))
        shape = np.broadcast_shapes(trucks.shape, self.per_hour.shape, self.detour_h.shape[:1])
        trucks = np.broadcast_to(trucks, shape)
        low, high = self.bounds(trucks)
        aim = np.log(np.maximum(trucks, NOBODY))

        def gap(level: Floats) -> Floats:
            return np.asarray(np.log(self.flows(level).sum(axis=-1)) - aim)

        return self.spread(self.flows(root(gap, low, high, close=SOLVED)))

    def spread(self, flows: Floats) -> Split:
        """`flows` [draw, crossing] told with shares, hours and how far they are from the choice."""
        mean_h = self.hours(flows)
        pull = -self.per_hour[:, np.newaxis] * (self.detour_h + mean_h)
        chosen = np.exp(pull - logsumexp(pull, axis=-1, keepdims=True))
        load = flows.sum(axis=-1, keepdims=True)
        share = flows / load
        return Split(flows, share, mean_h, np.abs(share - chosen).max(axis=-1))

    def _flow(self, times: Times, aim: Floats) -> Floats:
        """The flow with log λ + β W(λ) = `aim`; the left side rises."""

        def gap(x: Floats) -> Floats:
            return np.asarray(x + self.per_hour * times.mean_h(np.exp(x)) - aim)

        # so few that they do not wait for each other, and more than any road takes
        free = aim - self.per_hour * times.mean_h(np.zeros_like(aim))
        high = np.minimum(free, _MOST)
        low = np.minimum(high, np.maximum(_LEAST, high - gap(high)))
        return np.exp(root(gap, low, high, close=_CLOSE * (1 + np.abs(aim))))

    def _level(self, i: int, flow: Floats) -> Floats:
        beta = self.per_hour
        return np.asarray(np.log(flow) + beta * (self.detour_h[:, i] + self.times[i].mean_h(flow)))

    def _expected(self, hours: Floats) -> Floats:
        beta = self.per_hour[:, np.newaxis]
        whole = logsumexp(-beta * (self.detour_h + hours), axis=-1)
        return np.asarray(-whole / self.per_hour)


def _stack(columns: list[Floats]) -> Floats:
    return np.stack(np.broadcast_arrays(*columns), axis=-1)
