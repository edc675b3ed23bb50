"""The one state in which trade and the time at the border agree.

Trade falls where crossing takes longer, and crossing takes longer where more trucks come: falling
meets rising once. Substituting one into the other may circle for ever; a bracket cannot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from goldenbridge.errors import LoopError
from goldenbridge.outlook.bracketing import root
from goldenbridge.outlook.times import Times
from goldenbridge.outlook.trade_costs import Trade

Floats = NDArray[np.float64]
Traffic = Callable[[Floats], Floats]
"""Trucks a day, [draw], from USD a year, [draw, group]; must not fall where trade rises."""

CLOSE = 1e-9
"""The largest residual of a draw that counts as solved."""
SOLVED = 1e-12
"""The distance of logarithms at which the search ends."""
NOBODY = 1e-9
"""Trucks a day that stand for none; an empty road has no logarithm."""


class State(NamedTuple):
    """The border at one level: trucks a day [draw], hours [draw] or [draw, group]."""

    load: Floats
    mean_h: Floats
    p95_h: Floats


class Border(Protocol):
    """One crossing or several, known by a level [draw] in which load and times rise together."""

    def state(self, level: Floats) -> State:
        """The load and the times at `level`."""
        ...

    def bounds(self, load: Floats) -> tuple[Floats, Floats]:
        """A level with at most `load` trucks a day and one with at least as many."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class OneCrossing:
    """A single crossing, whose level is its load."""

    times: Times

    def state(self, level: Floats) -> State:
        """The times at a load."""
        return State(level, self.times.mean_h(level), self.times.p95_h(level))

    def bounds(self, load: Floats) -> tuple[Floats, Floats]:
        """The load itself."""
        return load, load


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Trucks in proportion to trade, and others besides.

    `per_usd` [draw, group] trucks a day for a USD a year, empties with them; `fixed` [draw] trucks
    a day that do not follow the trade of the two states: transit and its empties. Raises LoopError
    for negative or infinite numbers.
    """

    per_usd: Floats
    fixed: Floats

    def __post_init__(self) -> None:
        for name in ("per_usd", "fixed"):
            array = np.asarray(getattr(self, name), np.float64)
            bad = array[~(np.isfinite(array) & (array >= 0))]
            if bad.size:
                raise LoopError(f"{name}: found {bad[0]:g}; allowed: 0 or more trucks a day")

    def __call__(self, trade_usd: Floats) -> Floats:
        """Trucks a day, [draw], for `trade_usd` [draw, group]."""
        return np.asarray((self.per_usd * trade_usd).sum(axis=-1) + self.fixed)


class Failure(NamedTuple):
    """A draw without an equilibrium, and why."""

    draw: int
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium:
    """Where trade and time agree, by draw.

    `trade_usd` [draw, group] a year; `trucks` [draw] a day; `mean_h`, `p95_h` [draw] or [draw,
    group]; `cost` [draw, group] is τ, price with the border over price without; `level` [draw] is
    that of the border. `residual` [draw] is the share by which the trucks of the trade differ from
    those the times are for. A draw in `failed` is nan everywhere.
    """

    trade_usd: Floats
    trucks: Floats
    mean_h: Floats
    p95_h: Floats
    cost: Floats
    level: Floats
    residual: Floats
    failed: tuple[Failure, ...]

    @property
    def total_usd(self) -> Floats:
        """Trade of all groups, [draw], USD a year."""
        return np.asarray(self.trade_usd.sum(axis=-1))


def solve(trade: Trade, border: Border, traffic: Traffic, base_cost: Floats) -> Equilibrium:
    """The crossing of trade X(W) and time W(λ), for every draw.

    Per group k: X_k = X⁰_k · G_k · (τ_k / τ⁰_k)^(-θ_k) with τ⁰ = `base_cost` [draw, group] (see
    `cost_at`); λ from X by `traffic`; W(λ) from `border`. The bracket needs no guess: what an empty
    border would bring is a load too high, and what its time would leave of trade a load too low.
    Solved in the level of the border by `root`.

    Raises LoopError where `base_cost` is not positive. What goes wrong in a draw is in `failed`.
    """
    _positive_cost(base_cost)

    def demanded(state: State) -> Floats:
        return traffic(trade.at(trade.cost(state.mean_h, state.p95_h), base_cost))

    def excess(level: Floats) -> Floats:
        state = border.state(level)
        wanted = np.maximum(demanded(state), NOBODY)
        return np.asarray(np.log(wanted) - np.log(np.maximum(state.load, NOBODY)))

    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        nobody = np.full(trade.draws, NOBODY)
        most = np.maximum(demanded(at_load(border, nobody)), NOBODY)
        high = border.bounds(most)[1]
        least = np.maximum(demanded(border.state(high)), NOBODY)
        low = border.bounds(least)[0]
        level = root(excess, np.minimum(low, high), high, close=SOLVED)
        state = border.state(level)
        cost = trade.cost(state.mean_h, state.p95_h)
        usd = trade.at(cost, base_cost)
        trucks = traffic(usd)
        gap = np.abs(trucks - state.load) / np.maximum(np.abs(trucks), NOBODY)
    residual = np.where(np.maximum(trucks, state.load) <= 2 * NOBODY, 0.0, gap)
    failed = _failures(state, cost, residual)
    lost = [one.draw for one in failed]
    rows = [np.array(a) for a in (usd, trucks, state.mean_h, state.p95_h, cost, level)]
    for row in rows:
        row[lost] = np.nan
    usd, trucks, mean_h, p95_h, cost, level = rows
    return Equilibrium(usd, trucks, mean_h, p95_h, cost, level, residual, failed)


def at_load(border: Border, load: Floats) -> State:
    """The border at `load` trucks a day, [draw], whatever trade they carry."""
    low, high = border.bounds(load)
    if not np.any(low < high):
        return border.state(low)
    aim = np.log(np.maximum(load, NOBODY))

    def gap(level: Floats) -> Floats:
        return np.asarray(np.log(np.maximum(border.state(level).load, NOBODY)) - aim)

    return border.state(root(gap, low, high, close=SOLVED))


def cost_at(trade: Trade, border: Border, traffic: Traffic) -> Floats:
    """τ⁰ [draw, group]: the cost of the border at the load of the base trade.

    Raises LoopError where it is not positive or not finite.
    """
    state = at_load(border, traffic(trade.base_usd))
    cost = trade.cost(state.mean_h, state.p95_h)
    _positive_cost(cost)
    return cost


def _positive_cost(cost: Floats) -> None:
    bad = np.argwhere(~(np.isfinite(cost) & (cost > 0)))
    if bad.size:
        draw, group = (int(i) for i in bad[0])
        found = f"{cost[draw, group]:g} (draw {draw}, group {group})"
        raise LoopError(f"base cost of the border: found {found}; allowed: finite and above 0")


def _failures(state: State, cost: Floats, residual: Floats) -> tuple[Failure, ...]:
    hours = np.stack([h if h.ndim == 1 else h.sum(axis=-1) for h in (state.mean_h, state.p95_h)])
    endless = np.asarray(~np.isfinite(hours).all(axis=0))
    worthless = np.asarray(~(cost > 0).all(axis=-1))
    found = []
    for draw in np.flatnonzero(~(residual <= CLOSE) | endless | worthless):
        if endless[draw]:
            reason = "the time at the border is no finite number"
        elif worthless[draw]:
            reason = "the cost of the border is not above 0"
        else:
            reason = f"residual {residual[draw]:.2g} above {CLOSE:g}: a time or traffic that falls"
        found.append(Failure(int(draw), reason))
    return tuple(found)
