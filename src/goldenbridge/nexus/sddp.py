"""Stochastic dual dynamic programming on a graph of small linear programmes.

Pereira and Pinto (1991), with a Markov chain between stages as in Philpott and de Matos (2012):
every node keeps one lower approximation of what follows it as cuts, added along sampled paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from goldenbridge.nexus.lp import Builder, Floats, Ints, Programme
from goldenbridge.nexus.model import Cuts


@dataclass(frozen=True, slots=True)
class Noise:
    """One outcome within a node: its probability and the bounds its rows then have."""

    probability: float
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True)
class Node:
    """A stage in one state of the chain, maximised.

    `entering` are columns fixed to the state that comes, `leaving` those of the state that goes;
    `noisy` are the rows that `noises` move; `follow` holds probability and number of what follows.
    `most` bounds what follows from above.
    """

    builder: Builder
    cost: Floats
    entering: Ints
    leaving: Ints
    noisy: Ints
    noises: tuple[Noise, ...]
    follow: tuple[tuple[float, int], ...]
    most: float = 1e9


@dataclass(slots=True)
class _Live:
    node: Node
    programme: Programme
    later: int
    levels: list[float] = field(default_factory=list)
    slopes: list[Floats] = field(default_factory=list)

    def solve(self, state: Floats, noise: Noise) -> tuple[float, Floats, Floats]:
        """The optimum from a state: its value, the state that leaves, and the slope by state."""
        node = self.node
        self.programme.bound_columns(node.entering, state, state)
        self.programme.bound_rows(node.noisy, noise.lower, noise.upper)
        answer = self.programme.again()
        return answer.objective, answer.columns[node.leaving], answer.reduced[node.entering]

    def cut(self, level: float, slope: Floats) -> None:
        """What follows is at most level + slope · leaving."""
        columns = np.append(self.node.leaving, self.later)
        self.programme.add_row(-np.inf, level, columns, np.append(-slope, 1.0))
        self.levels.append(level)
        self.slopes.append(slope)


@dataclass(frozen=True, slots=True)
class Trained:
    """The bound on the optimum, pass by pass, and the cuts of each node."""

    bounds: tuple[float, ...]
    cuts: tuple[Cuts, ...]


def train(
    nodes: Sequence[Node], start: Floats, *, passes: int, seed: int, tolerance: float = 0.0
) -> Trained:
    """Improve the cuts by `passes` sampled paths from the first node in the state `start`.

    Each bound lies on or above the optimum and reaches it in finitely many passes (Philpott and
    Guan, 2008), the last part slowly: cuts are made at states that were sampled, and what remains
    hangs on rare ones. Stops early where the bound has moved less than `tolerance` (relative) in
    ten passes, which therefore is no proof. Raises BasinError where a node has no plan.
    """
    rng = np.random.default_rng(seed)
    live = [_alive(node) for node in nodes]
    bounds: list[float] = []
    for _ in range(passes):
        path, at, state = [], 0, start
        while True:
            node = nodes[at]
            chances = [noise.probability for noise in node.noises]
            _, state, _ = live[at].solve(state, node.noises[_pick(rng, chances)])
            if not node.follow:
                break
            path.append((at, state))
            at = node.follow[_pick(rng, [p for p, _ in node.follow])][1]
        for before, left in reversed(path):
            live[before].cut(*_expected(live, nodes[before], left))
        first = nodes[0]
        bounds.append(sum(n.probability * live[0].solve(start, n)[0] for n in first.noises))
        if tolerance and len(bounds) > 10:
            moved = abs(bounds[-11] - bounds[-1])
            if moved <= tolerance * max(abs(bounds[-1]), 1e-9):
                break
    return Trained(tuple(bounds), tuple(_cuts(one) for one in live))


def _expected(live: Sequence[_Live], node: Node, state: Floats) -> tuple[float, Floats]:
    """Level and slope of the cut that all that follows `node` gives at a state."""
    value, slope = 0.0, np.zeros(len(state))
    for chance, number in node.follow:
        for noise in live[number].node.noises:
            found, _, by_state = live[number].solve(state, noise)
            value += chance * noise.probability * found
            slope += chance * noise.probability * by_state
    return value - float(slope @ state), slope


def _alive(node: Node) -> _Live:
    most = node.most if node.follow else 0.0
    later = int(node.builder.columns(1, lower=-np.inf, upper=most)[0])
    programme = Programme(node.builder, "stage")
    programme.maximise(np.append(node.cost, 1.0))
    return _Live(node, programme, later)


def _pick(rng: np.random.Generator, chances: Sequence[float]) -> int:
    return int(np.searchsorted(np.cumsum(chances), rng.random() * sum(chances), side="right"))


def _cuts(one: _Live) -> Cuts:
    slopes = np.array(one.slopes).reshape(len(one.levels), len(one.node.leaving))
    return Cuts(np.array(one.levels), slopes)
