"""Splits of a joint gain among sides that may also deal in smaller groups."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]
Values = Mapping[frozenset[str], float]
"""What each group can reach by itself; the empty group reaches nothing and may be left out."""
_TIGHT = 1e-7


def groups(sides: Sequence[str]) -> Iterator[frozenset[str]]:
    """Every group of one side or more."""
    for size in range(1, len(sides) + 1):
        yield from (frozenset(group) for group in combinations(sides, size))


def shapley(values: Values, sides: Sequence[str]) -> dict[str, float]:
    """The mean of what each side adds over all orders of joining (Shapley, 1953)."""
    count = len(sides)
    found = dict.fromkeys(sides, 0.0)
    for side in sides:
        others = [other for other in sides if other != side]
        for group in [frozenset[str](), *groups(others)]:
            orders = factorial(len(group)) * factorial(count - len(group) - 1) / factorial(count)
            found[side] += orders * (values[group | {side}] - values.get(group, 0.0))
    return found


def nucleolus(values: Values, sides: Sequence[str]) -> dict[str, float]:
    """The split whose largest complaint is least, then its second (Schmeidler, 1969).

    By linear programmes in a row (Kopelowitz, 1967): groups whose complaint cannot be made smaller
    are held and the rest go on.
    """
    whole = frozenset(sides)
    free = [group for group in groups(sides) if group != whole]
    scale = max(1.0, *(abs(value) for value in values.values()))
    held, targets = [_row(whole, sides)], [values[whole] / scale]
    found = np.full(len(sides), values[whole] / scale / len(sides))
    while free and np.linalg.matrix_rank(np.array(held)) < len(sides):
        rows = np.array([_row(group, sides) for group in free])
        reached = np.array([values[group] / scale for group in free])
        gap, found = _least(rows, reached, np.array(held), np.array(targets))
        spare = np.array(
            [_most(row, rows, reached + gap, np.array(held), np.array(targets)) for row in rows]
        )
        spare -= reached + gap
        tight = spare <= max(_TIGHT, float(spare.min()))
        held.extend(rows[tight])
        targets.extend(reached[tight] + gap)
        free = [group for group, done in zip(free, tight, strict=True) if not done]
    return dict(zip(sides, (found * scale).tolist(), strict=True))


def core_gap(values: Values, split: Mapping[str, float]) -> float:
    """The largest complaint of a group: what it reaches alone less what it is given.

    The split is in the core, that is no group gains by leaving, where this is not above 0.
    """
    sides = sorted(split)
    return max(
        values[group] - sum(split[side] for side in group)
        for group in groups(sides)
        if len(group) < len(sides)
    )


def _row(group: frozenset[str], sides: Sequence[str]) -> Floats:
    return np.array([float(side in group) for side in sides])


def _least(rows: Floats, reached: Floats, held: Floats, targets: Floats) -> tuple[float, Floats]:
    """The largest gap by which every free group gets more than it reaches, and a split with it."""
    count = rows.shape[1]
    done = linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=np.column_stack([-rows, np.ones(len(rows))]),
        b_ub=-reached,
        A_eq=np.column_stack([held, np.zeros(len(held))]),
        b_eq=targets,
        bounds=(None, None),
    )
    x = np.asarray(done.x, dtype=np.float64)
    return float(x[-1]), x[:count]


def _most(row: Floats, rows: Floats, floor: Floats, held: Floats, targets: Floats) -> float:
    """The most a group can get while every free one keeps its gap."""
    slack = floor - _TIGHT / 10
    done = linprog(-row, A_ub=-rows, b_ub=-slack, A_eq=held, b_eq=targets, bounds=(None, None))
    return float(row @ np.asarray(done.x, dtype=np.float64))
