"""What the chance hangs on: unknown numbers, and the measures that are carried out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TAIL, BINS = 0.2, 10
EXACT, ORDERS = 6, 24


class Swing(NamedTuple):
    """How one unknown moves a probability.

    `low` and `high`: the probability in the fifth of the draws in which it is least and greatest;
    `known`: by how much, on average, the probability would move if it were known.
    """

    name: str
    low: float
    high: float
    known: float

    @property
    def width(self) -> float:
        """Distance between the ends."""
        return abs(self.high - self.low)


def swings(met: NDArray[np.bool_], unknowns: Mapping[str, Floats]) -> tuple[Swing, ...]:
    """The swing of each unknown [draw] on the share of draws in `met` [draw], the widest first.

    No draw is made anew: draws are sorted by one unknown and cut into parts of equal size, and the
    others lie in each part as they lie everywhere. `known` is the mean distance of the probability
    in ten parts from that of all (the expected change of belief; compare Strong & Oakley 2013,
    Medical Decision Making 33(6)), less what parts of this size differ by chance alone. Unknowns
    without a spread are left out.
    """
    overall = float(met.mean())
    chance = _by_chance(overall, met.size / BINS)
    found = []
    for name, values in unknowns.items():
        if np.ptp(values) == 0:
            continue
        order = np.argsort(values, kind="stable")
        tail = max(int(met.size * TAIL), 1)
        low, high = (float(met[part].mean()) for part in (order[:tail], order[-tail:]))
        parts = np.array_split(met[order], BINS)
        moved = float(np.mean([abs(part.mean() - overall) for part in parts]))
        found.append(Swing(name, low, high, max(moved - chance, 0.0)))
    return tuple(sorted(found, key=lambda swing: -swing.width))


def _by_chance(share: float, size: float) -> float:
    """Mean absolute distance of a share of `size` draws from its expectation (normal)."""
    return float(np.sqrt(2 / np.pi * share * (1 - share) / size))


def shapley(
    measures: Sequence[str], worth: Callable[[tuple[str, ...]], float], *, seed: int
) -> dict[str, float]:
    """What each measure adds to the worth of all, averaged over the orders of carrying them out.

    `worth` of a set of measures, of none too (Shapley 1953). Up to EXACT measures every set is
    asked for once; of more, ORDERS random orders and their reverses stand for all (Castro, Gómez &
    Tejada 2009, Computers & Operations Research 36(5)). Either way the shares sum to the worth of
    all less the worth of none.
    """
    known: dict[tuple[str, ...], float] = {}

    def of(chosen: Iterable[str]) -> float:
        among = set(chosen)
        key = tuple(m for m in measures if m in among)
        if key not in known:
            known[key] = worth(key)
        return known[key]

    if len(measures) <= EXACT:
        orders = list(permutations(measures))
    else:
        rng = np.random.default_rng(seed)
        half = [tuple(rng.permutation(measures).tolist()) for _ in range(ORDERS)]
        orders = [*half, *(order[::-1] for order in half)]
    share = dict.fromkeys(measures, 0.0)
    for order in orders:
        for i, one in enumerate(order):
            share[one] += (of(order[: i + 1]) - of(order[:i])) / len(orders)
    return share
