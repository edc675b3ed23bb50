"""What water left at the end of a plan is worth to the side that holds it."""

from dataclasses import replace

import numpy as np
from scipy.optimize import linprog

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.lp import Builder
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.model import Cuts, build
from goldenbridge.nexus.sddp import Node, Noise, train

MONTHS, OUTCOMES, PASSES = 24, 5, 60
_DEEP = 1e-10
_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


def water_value(basin: Basin, *, seed: int, months: int = MONTHS, passes: int = PASSES) -> Cuts:
    """Worth of volumes at the end of a plan, M$, as cuts; 0 at the volumes of the start.

    By SDDP over the `months` that follow, in which the holder of the first reservoir plays for
    itself without any exchange; inflows of a month take a few equally likely values, months are
    independent, and nothing is worth anything after them.
    """
    owner = basin.reservoirs[0].side
    flows = draw(basin, members=OUTCOMES, months=months, seed=seed)
    low, high = (
        np.array([getattr(r, name) for r in basin.reservoirs]) for name in ("dead_mm3", "full_mm3")
    )
    nodes = [_gate(low, high)]
    for t, month in enumerate(basin.months(months)):
        last = t == months - 1
        reservoirs = tuple(replace(r, end_mm3=None) for r in basin.reservoirs)
        stage = replace(basin, first_month=month, reservoirs=reservoirs)
        nodes.append(_stage(stage, owner, flows[:, :, t], () if last else ((1.0, t + 2),)))
    trained = train(nodes, np.zeros(len(low)), passes=passes, seed=seed)
    cuts = needed(trained.cuts[0], low, high)
    start = np.array([one.start_mm3 for one in basin.reservoirs])
    now = float((cuts.levels + cuts.slopes @ start).min())
    return Cuts(cuts.levels - now, cuts.slopes)


def needed(cuts: Cuts, low: np.ndarray, high: np.ndarray) -> Cuts:
    """The cuts that are the least one somewhere between volumes `low` and `high`.

    The rest change nothing there, and every member of a plan would carry them. A linear programme
    for each finds by how much it falls below all others at most.
    """
    keep = list(range(len(cuts.levels)))
    for cut in range(len(cuts.levels)):
        others = [other for other in keep if other != cut]
        if not others:
            break
        over = np.column_stack([cuts.slopes[cut] - cuts.slopes[others], np.ones(len(others))])
        depth = np.append(np.zeros(len(low)), -1.0)
        most = cuts.levels[others] - cuts.levels[cut]
        bounds = [*zip(low, high, strict=True), (None, None)]
        found = linprog(depth, A_ub=over, b_ub=most, bounds=bounds)
        if float(np.asarray(found.x)[-1]) <= _DEEP * max(1.0, float(np.abs(cuts.levels).max())):
            keep = others
    return Cuts(cuts.levels[keep], cuts.slopes[keep])


def _gate(low: np.ndarray, high: np.ndarray) -> Node:
    """A first node that only spreads the volumes the rest begins with."""
    builder = Builder()
    before, after = builder.columns(len(low)), builder.columns(len(low))
    rows = builder.rows((len(low),), [(after, 1.0), (before, 0.0)], low, low)
    noises = tuple(
        Noise(1 / len(_LEVELS), level, level)
        for level in (low + share * (high - low) for share in _LEVELS)
    )
    cost = np.zeros(builder.columns_made)
    return Node(builder, cost, before, after, rows, noises, ((1.0, 1),))


def _stage(
    basin: Basin, owner: str, flows: np.ndarray, follow: tuple[tuple[float, int], ...]
) -> Node:
    """One month; `flows` is [outcome, inflow] in Mm³."""
    middle = np.array([(r.dead_mm3 + r.full_mm3) / 2 for r in basin.reservoirs])
    models = [build(basin, flow[None, :, None], middle[None, :, None]) for flow in flows]
    first = models[0]
    rows = np.concatenate([first.rows["balance"].ravel(), first.rows["passing"].ravel()])
    noises = []
    for model in models:
        bounds = [np.concatenate(part) for part in zip(*model.builder.bounds, strict=True)]
        noises.append(Noise(1 / len(flows), bounds[0][rows], bounds[1][rows]))
    volume = first.columns["volume"][0]
    cost = first.worth[owner] + first.rules
    return Node(first.builder, cost, volume[:, 0], volume[:, 1], rows, tuple(noises), follow)
