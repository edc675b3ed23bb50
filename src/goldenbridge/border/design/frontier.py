"""What other promises would cost: as far as is simulated, or proven like the design itself."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from goldenbridge.border.design.search import Cut, Found, Search
from goldenbridge.border.design.space import Levels
from goldenbridge.border.design.verdicts import SCALES, Judge

SHARES = (0.90, 0.95, 0.98)
TIMES = (1.5, 1.0, 0.75)
"""The promises that are proven: shares in time, multiples of the times, the easiest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """The cheapest design simulated that keeps the promise with its times multiplied."""

    scale: float
    levels: Levels
    yearly: float
    mean_h: float


class Tried(NamedTuple):
    """A design simulated that keeps the promise: USD a year and hours of a truck."""

    levels: Levels
    yearly: float
    mean_h: float


class Proven(NamedTuple):
    """The cheapest design for `share` of the trucks within `scale` times the promised times.

    `levels` is None, and the numbers infinite, where no design keeps that promise. `verdicts` are
    those that were asked for beyond what an easier promise had ruled out.
    """

    share: float
    scale: float
    levels: Levels | None
    yearly: float
    mean_h: float
    verdicts: int


def frontier(judge: Judge) -> list[Point]:
    """For each multiple of the promised times, the cheapest design among those simulated."""
    points: list[Point] = []
    for scale in SCALES:
        keeping = [
            (judge.space.yearly(levels), levels)
            for levels, rows in judge.rows.items()
            if rows and judge.seen(levels, scale).kept
        ]
        if keeping:
            yearly, levels = min(keeping)
            points.append(Point(scale, levels, yearly, judge.seen(levels, scale).mean_h))
    return points


def tried(judge: Judge) -> list[Tried]:
    """The designs simulated that keep the promise, in the order they were."""
    seen = {levels: judge.seen(levels, 1.0) for levels in judge.rows}
    return [
        Tried(levels, judge.space.yearly(levels), verdict.mean_h)
        for levels, verdict in seen.items()
        if verdict.kept
    ]


def proven(found: Found, judge: Judge) -> Iterator[Proven]:
    """The cheapest for each promise of SHARES and TIMES, whatever the budget, the easiest first.

    What breaks a promise breaks every harder one, so each search begins with the cuts of the two
    promises next to it; what was simulated is shared by all of them through `judge.rows`. Ends
    early where Ctrl-C ends a search.
    """
    cuts: dict[tuple[int, int], list[Cut]] = {}
    for i, share in enumerate(SHARES):
        for j, scale in enumerate(TIMES):
            known = [*cuts.get((i - 1, j), ()), *cuts.get((i, j - 1), ())]
            if share >= judge.promise.share and scale <= 1:
                known += found.cuts
            asked = replace(judge, promise=replace(judge.promise, share=share), asked={})
            search = Search(found.space, asked, scale, cuts=list(dict.fromkeys(known)))
            best = search.run()
            cuts[i, j] = search.cuts
            if best is not None and not best.proven:
                return
            yield _point(share, scale, best, len(asked.asked))


def _point(share: float, scale: float, best: Found | None, verdicts: int) -> Proven:
    if best is None:
        return Proven(share, scale, None, math.inf, math.inf, verdicts)
    yearly, hours = best.space.yearly(best.levels), best.verdict.mean_h
    return Proven(share, scale, best.levels, yearly, hours, verdicts)
