"""What the sides of a basin can reach together, what they have apart, and fair splits between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldenbridge.errors import BasinError
from goldenbridge.nexus.bargaining import Point, egalitarian, kalai_smorodinsky, nash, trace
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.ending import water_value
from goldenbridge.nexus.games import core_gap, groups, nucleolus, shapley
from goldenbridge.nexus.lp import Answer, Floats
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.model import Cuts
from goldenbridge.nexus.plans import Plan, Solver, solve

_KEEP = 1e-6
"""How much of its own best a side may lose to the second aim of a lexicographic play, relative."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Worth to each side without an agreement, M$: with goodwill, and with spite, of the holder."""

    goodwill: Mapping[str, float]
    spite: Mapping[str, float]
    plan: Plan
    by_month: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Instalment:
    """Cash due at the end of a month of the plan; negative where the side pays, M$."""

    month: int
    cash: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Split:
    """Worth to each side with its cash, M$, and the largest complaint of a group (core if ≤ 0)."""

    name: str
    worth: Mapping[str, float]
    complaint: float


@dataclass(frozen=True, slots=True)
class Deal:
    """A negotiation: apart, together, the frontier without cash, and splits with it.

    `cash` is what each side receives under the first split, `instalments` the same by date.
    `frontier` and `points` are for two sides only.
    """

    basin: Basin
    table: tuple[str, ...]
    seed: int
    apart: Apart
    plan: Plan
    values: Mapping[frozenset[str], float]
    splits: tuple[Split, ...]
    cash: Mapping[str, float]
    instalments: tuple[Instalment, ...]
    frontier: tuple[Point, ...]
    points: Mapping[str, Point]

    @property
    def gain(self) -> float:
        """What the sides reach together beyond the sum of what they have apart, M$."""
        return self.values[frozenset(self.table)] - sum(self.apart.goodwill.values())

    @property
    def worthwhile(self) -> bool:
        """Whether the gain is more than the tolerance of the plays."""
        return self.gain > 1e-3


def negotiate(  # noqa: PLR0913 - what a negotiation may be asked with
    basin: Basin,
    *,
    members: int,
    seed: int,
    asked: Sequence[str] = (),
    inflow: Floats | None = None,
    end: Cuts | None = None,
) -> Deal:
    """Find the agreement of a basin for a year.

    `asked` brings optional sides to the table; `inflow` replaces the members that would be drawn,
    `end` the worth of what is left, which SDDP finds where a reservoir asks for no end volume.
    Raises BasinError where there is no plan, and ExtraError without a solver.
    """
    table = basin.at_table(asked)
    if len(table) < 2:
        raise BasinError(basin.id, (f"sides: found {len(table)} at the table; allowed: 2 or more",))
    flows = draw(basin, members=members, seed=seed) if inflow is None else inflow
    if end is None and any(one.end_mm3 is None for one in basin.reservoirs):
        end = water_value(basin, seed=seed)
    owner = basin.reservoirs[0].side
    apart = play_apart(basin, flows, table, end)
    open_to = {g: _swaps(basin, g) for g in groups(table)}
    everyone = frozenset(table)
    plan, solver = solve(
        basin, flows, dict.fromkeys(table, 1.0), swaps=open_to[everyone], agreed=True, end=end
    )
    together = solver.best(dict.fromkeys(table, 1.0))
    values = {}
    for group, swaps in open_to.items():
        alone = sum(apart.goodwill[side] for side in group)
        reached = alone
        if group == everyone:
            reached = sum(plan.mean(side) for side in group)
        elif owner in group and len(group) > 1:
            weights = dict.fromkeys(group, 1.0)
            part, _ = solve(basin, flows, weights, swaps=swaps, agreed=True, end=end)
            reached = sum(part.mean(side) for side in group)
        values[group] = max(reached, alone)
    splits = _splits(values, table)
    cash = {side: splits[0].worth[side] - plan.mean(side) for side in table}
    two = len(table) == 2
    frontier = _frontier(solver, table, _two(apart.goodwill, table)) if two else ()
    return Deal(
        basin=basin,
        table=table,
        seed=seed,
        apart=apart,
        plan=plan,
        values=values,
        splits=splits,
        cash=cash,
        instalments=_instalments(basin, solver, together, apart, splits[0], table),
        frontier=frontier,
        points=_points(frontier, _two(apart.goodwill, table)) if two else {},
    )


def play_apart(basin: Basin, inflow: Floats, table: Sequence[str], end: Cuts | None) -> Apart:
    """What each side has without an agreement.

    The holder of the water plays its own best; among its equally good plays goodwill takes the best
    for the others and spite one that lets least water pass in the months of their need. The second
    aim is solved on its own with the first held, never by a small weight. Others then use what
    comes. Spite is a linear tie-break: a worse play for them is not ruled out.
    """
    owner = basin.reservoirs[0].side
    others = [side for side in table if side != owner]
    _, solver = solve(basin, inflow, {owner: 1.0}, end=end)
    own = solver.best({owner: 1.0})
    held = solver.model.objective({owner: 1.0})
    columns = np.flatnonzero(held)
    least = own.objective - _KEEP * max(1.0, abs(own.objective))
    solver.programme.add_row(least, np.inf, columns, held[columns])
    kind = solver.best(dict.fromkeys(others, 1.0))
    goodwill = solver.plan(kind)
    by_month = {side: solver.by_month(side, kind) for side in table}
    thirst = np.zeros(solver.programme.width)
    need = goodwill.needed[[i for i, (c, *_) in enumerate(solver.model.blocks) if c.side in others]]
    for name in ("turbined", "spilled"):
        thirst[solver.model.columns[name]] = -need.sum(axis=0)
    worst = solver.programme.maximise(thirst)
    for name in ("turbined", "spilled", "volume"):
        stay = solver.model.columns[name]
        solver.programme.bound_columns(stay, worst.columns[stay] - 1e-6, worst.columns[stay] + 1e-6)
    solver.programme.drop_last_row()
    spiteful = solver.plan(solver.best(dict.fromkeys(table, 1.0)))
    return Apart(
        {side: goodwill.mean(side) for side in table},
        {side: goodwill.mean(side) if side == owner else spiteful.mean(side) for side in table},
        goodwill,
        by_month,
    )


def _swaps(basin: Basin, group: frozenset[str]) -> list[str]:
    return [swap.id for swap in basin.swaps if {swap.giver, swap.taker} <= group]


def _splits(values: Mapping[frozenset[str], float], table: Sequence[str]) -> tuple[Split, ...]:
    alone = {side: values[frozenset({side})] for side in table}
    gain = values[frozenset(table)] - sum(alone.values())
    even = {side: alone[side] + gain / len(table) for side in table}
    found = (
        ("nash", even),
        ("shapley", shapley(values, table)),
        ("nucleolus", nucleolus(values, table)),
    )
    return tuple(Split(name, worth, core_gap(values, worth)) for name, worth in found)


def _frontier(solver: Solver, table: Sequence[str], apart: Point) -> tuple[Point, ...]:
    # broken rules are charged to both alike, so that weights find corners and nothing else
    first, second = (solver.model.worth[side] + solver.model.rules for side in table)

    def best(weight: float) -> Point:
        x = solver.best({table[0]: weight, table[1]: 1 - weight}).columns
        return float((first * x).sum()), float((second * x).sum())

    return trace(best, apart)


def _two(worth: Mapping[str, float], table: Sequence[str]) -> Point:
    return worth[table[0]], worth[table[1]]


def _points(frontier: Sequence[Point], apart: Point) -> dict[str, Point]:
    found = {
        "nash": nash(frontier, apart),
        "kalai_smorodinsky": kalai_smorodinsky(frontier, apart),
        "egalitarian": egalitarian(frontier, apart),
    }
    return {name: point for name, point in found.items() if point is not None}


def _instalments(  # noqa: PLR0913 - a deal in the making
    basin: Basin,
    solver: Solver,
    together: Answer,
    apart: Apart,
    split: Split,
    table: Sequence[str],
) -> tuple[Instalment, ...]:
    """Cash at the end of each half-year, so that no side waits long for its part of the gain.

    At each date the cash so far brings every side to its part of the gain made so far.
    """
    months = basin.months(solver.inflow.shape[2])
    gains = {
        side: np.cumsum(solver.by_month(side, together) - apart.by_month[side]) for side in table
    }
    whole = sum(float(gain[-1]) for gain in gains.values())
    parts = {
        side: (split.worth[side] - apart.goodwill[side]) / whole if whole > _KEEP else 0.0
        for side in table
    }
    paid, found = dict.fromkeys(table, 0.0), []
    for t in (t for t, month in enumerate(months) if month in (3, 9) or t == len(months) - 1):
        joint = sum(float(gain[t]) for gain in gains.values())
        due = {side: parts[side] * joint - float(gains[side][t]) for side in table}
        found.append(Instalment(months[t], {side: due[side] - paid[side] for side in table}))
        paid = due
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How a variant moves the agreement: the joint gain, and the cash each side receives, M$."""

    variant: str
    title: str
    gain: float
    cash: Mapping[str, float]


def sensitivities(
    basin: Basin, *, members: int, seed: int, asked: Sequence[str] = ()
) -> tuple[Sensitivity, ...]:
    """The agreement under each variant of the basin, with the same inflow members."""
    found = []
    for variant in basin.variants:
        deal = negotiate(basin.under(variant), members=members, seed=seed, asked=asked)
        found.append(Sensitivity(variant.id, variant.title, deal.gain, deal.cash))
    return tuple(found)
