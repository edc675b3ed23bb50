"""The cheapest design that keeps the promise, with what rules out every cheaper one.

More on any axis never serves fewer trucks, so a design that breaks the promise rules out every one
that has nowhere more (a cut), and one that keeps it makes every larger one needless. Designs are
taken in the order of their cost from the smallest that no cut rules out (best-first branching on
cuts), after a first design from square-root staffing has been made as small as it goes.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.design.staffing import Loads, Overload, loads
from goldenbridge.border.design.verdicts import Judge, Verdict
from goldenbridge.errors import DesignError

Told = Callable[[str, int], None]


class Why(StrEnum):
    """Why a design is not the one found."""

    FOUND = "found"
    CAPACITY = "capacity"
    BROKEN = "broken"
    CLOSE = "too close"
    BUDGET = "budget"
    DEARER = "dearer"


@dataclass(frozen=True, slots=True)
class Cut:
    """Every design with nowhere more than `levels` is ruled out, by a verdict or an overload."""

    levels: Levels
    verdict: Verdict | None
    overload: Overload | None = None

    @property
    def why(self) -> Why:
        """The reason it gives."""
        if self.overload is not None:
            return Why.CAPACITY
        return Why.CLOSE if self.verdict is None or self.verdict.kept is None else Why.BROKEN

    def rules_out(self, levels: Levels) -> bool:
        """Whether `levels` are nowhere more."""
        return all(a <= b for a, b in zip(levels, self.levels, strict=True))


@dataclass(frozen=True, slots=True)
class Found:
    """The cheapest design, its verdict, and the cuts that rule out the cheaper ones.

    `proven` is False where the search was ended early: `at_least` is then what any cheaper one
    costs a year, in USD.
    """

    space: Space
    levels: Levels
    verdict: Verdict
    cuts: tuple[Cut, ...]
    proven: bool
    at_least: float
    budget: float | None

    def reason(self, levels: Levels) -> tuple[Why, Cut | None]:
        """Why a design of the space is not the one found, with the cut that rules it out."""
        if levels == self.levels:
            return Why.FOUND, None
        if self.budget is not None and self.space.investment(levels) > self.budget:
            return Why.BUDGET, None
        if _rank(self.space, levels) > _rank(self.space, self.levels):
            return Why.DEARER, None
        for cut in self.cuts:
            if cut.rules_out(levels):
                return cut.why, cut
        raise DesignError(f"design {levels}: found no reason; allowed: a search that was ended")


def _rank(space: Space, levels: Levels) -> tuple[float, Levels]:
    """Order by cost, to a cent, then by levels, so that equal costs have one order."""
    return round(space.yearly(levels), 2), levels


@dataclass(slots=True, eq=False)
class Search:
    """One search in a space, for designs that cost less than `bound` where there is one."""

    space: Space
    judge: Judge
    scale: float = 1.0
    budget: float | None = None
    bound: float | None = None
    told: Told = lambda _what, _number: None
    cuts: list[Cut] = field(default_factory=list)
    best: Levels | None = None
    loads: Loads = field(init=False)
    at_least: float = 0.0

    def __post_init__(self) -> None:
        self.loads = loads(self.space)

    def run(self) -> Found | None:
        """The cheapest design; None where even the largest breaks the promise, or none is cheap.

        Raises DesignError where none of those within the budget keeps it. KeyboardInterrupt ends
        the search with the best design so far, where there is one.
        """
        if not self.keeps(self.space.most):
            return None
        proven = False
        try:
            self._margins()
            self._first()
            self._prove()
            proven = True
        except KeyboardInterrupt:
            if self.best is None:
                raise
        if self.best is None and self.bound is not None:
            return None
        if self.best is None:
            raise DesignError(
                "--budget: found no design within it that keeps the promise; allowed: "
                f"{self.least_investment() / 1e6:.1f} mn USD or more"
            )
        verdict = self.judge(self.best, self.scale)
        used = tuple(self.cuts)
        return Found(self.space, self.best, verdict, used, proven, self.at_least, self.budget)

    def keeps(self, levels: Levels) -> bool:
        """Whether a design keeps the promise; a cut is kept where it does not."""
        for cut in self.cuts:
            if cut.rules_out(levels):
                return False
        over = self.loads.overload(levels, self.judge.promise.turned_away)
        if over is not None:
            self.cuts.append(Cut(self._raised(levels, over.pool), None, over))
            return False
        verdict = self.judge(levels, self.scale)
        self.told("simulated", len(self.judge.rows))
        if not verdict.kept:
            self.cuts.append(Cut(levels, verdict))
        return bool(verdict.kept)

    def least_investment(self) -> float:
        """The least money for which some design keeps the promise, as far as the cuts say."""
        free = Search(self.space, self.judge, self.scale, cuts=self.cuts)
        return next(free.cheapest(self.space.investment))[0]

    def _raised(self, levels: Levels, pool: str) -> Levels:
        """The largest design with no more than `levels` has at `pool`."""
        return tuple(
            level if axis.of == pool and axis.post >= 0 else axis.most
            for level, axis in zip(levels, self.space.axes, strict=True)
        )

    def _margins(self) -> None:
        """On each axis the least that can be enough with the most everywhere else."""
        most = self.space.most
        for n, (axis, guess) in enumerate(zip(self.space.axes, self.loads.start(), strict=True)):
            high, low = axis.most, axis.least - axis.step
            level = max(guess - axis.step, axis.least)
            while high - low > axis.step:
                level = min(max(level, low + axis.step), high - axis.step)
                if self.keeps(_with(most, n, level)):
                    high = level
                    level -= axis.step
                else:
                    low = level
                    level += axis.step

    def _first(self) -> None:
        """A design that keeps the promise, from the start by square-root staffing downwards."""
        steps = [axis.step for axis in self.space.axes]
        levels = tuple(max(*pair) for pair in zip(self.loads.start(), self._floor(), strict=True))
        while not self.keeps(levels):
            more = zip(levels, steps, self.space.most, strict=True)
            levels = tuple(min(level + step, most) for level, step, most in more)
        self._keep(self.smaller(levels))

    def smaller(self, levels: Levels) -> Levels:
        """`levels` with ever less where that saves most, as long as the promise is kept."""
        while less := self._less(levels):
            levels = less
        return levels

    def _less(self, levels: Levels) -> Levels | None:
        """One step less where that saves most and the promise is kept; None where it never is."""
        steps = sorted(
            (self.space.yearly(less), less)
            for n, axis in enumerate(self.space.axes)
            if (less := _with(levels, n, levels[n] - axis.step))[n] >= axis.least
        )
        return next((less for _, less in steps if self.keeps(less)), None)

    def _keep(self, levels: Levels) -> None:
        within = self.budget is None or self.space.investment(levels) <= self.budget
        if within and (self.best is None or _rank(self.space, levels) < self._bound()):
            self.best = levels

    def _bound(self) -> tuple[float, Levels]:
        if self.best is not None:
            return _rank(self.space, self.best)
        return (float("inf") if self.bound is None else round(self.bound, 2)), ()

    def _prove(self) -> None:
        """Take designs from the cheapest on until one keeps the promise."""
        for _, levels in self.cheapest(self.space.yearly):
            self.at_least = self.space.yearly(levels)
            if _rank(self.space, levels) >= self._bound():
                return
            if self.keeps(levels):
                self._keep(levels)
                return
            self._lift(levels)

    def cheapest(self, cost: Callable[[Levels], float]) -> Iterator[tuple[float, Levels]]:
        """Designs within the budget that no cut rules out, by rising `cost`.

        Whatever keeps the promise and has somewhere more than a cut is at least one of the designs
        with one step more than the cut there: a node is split by the first cut that rules it out.
        """
        first = self.space.least
        queue = [(round(cost(first), 2), first)]
        seen = {first}
        while queue:
            worth, levels = heapq.heappop(queue)
            cut = next((cut for cut in reversed(self.cuts) if cut.rules_out(levels)), None)
            if cut is None:
                yield worth, levels
                cut = next((cut for cut in reversed(self.cuts) if cut.rules_out(levels)), None)
                if cut is None:
                    return
            for n, axis in enumerate(self.space.axes):
                more = cut.levels[n] + axis.step
                if more <= axis.most:
                    child = _with(levels, n, more)
                    if child not in seen and self._within(child):
                        seen.add(child)
                        heapq.heappush(queue, (round(cost(child), 2), child))

    def _within(self, levels: Levels) -> bool:
        return self.budget is None or self.space.investment(levels) <= self.budget

    def _floor(self) -> Levels:
        """The least on each axis that no cut on that axis alone rules out."""
        most, floor = self.space.most, list(self.space.least)
        for cut in self.cuts:
            below = [n for n, level in enumerate(cut.levels) if level < most[n]]
            if len(below) == 1:
                n = below[0]
                floor[n] = max(floor[n], cut.levels[n] + self.space.axes[n].step)
        return tuple(floor)

    def _lift(self, levels: Levels) -> None:
        """A stronger cut: as many axes as possible at their most while the promise stays broken.

        Those that stay are a conflict that cannot be smaller (QuickXplain, Junker 2004).
        """
        most = self.space.most
        use = self.loads.tightness(levels)
        free = sorted((n for n, level in enumerate(levels) if level < most[n]), key=use.__getitem__)
        free.reverse()  # the tightest first: what they explain is asked for once
        conflict = self._conflict(levels, [], free, asked=False)
        kept = tuple(level if n in conflict else most[n] for n, level in enumerate(levels))
        self.keeps(kept)

    def _conflict(
        self, levels: Levels, fixed: Sequence[int], free: Sequence[int], *, asked: bool
    ) -> list[int]:
        """The axes of `free` that are needed besides `fixed` to break the promise."""
        if asked and not self.keeps(self._at(levels, fixed)):
            return []
        if len(free) == 1:
            return list(free)
        half = len(free) // 2
        first, second = free[:half], free[half:]
        late = self._conflict(levels, [*fixed, *first], second, asked=True)
        early = self._conflict(levels, [*fixed, *late], first, asked=bool(late))
        return [*late, *early]

    def _at(self, levels: Levels, fixed: Sequence[int]) -> Levels:
        return tuple(level if n in fixed else self.space.most[n] for n, level in enumerate(levels))


def _with(levels: Levels, n: int, level: int) -> Levels:
    return (*levels[:n], level, *levels[n + 1 :])
