"""A proposal with what it is worth, and as the command that brings it into the ledger."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

from goldenbridge.border.coming import Times
from goldenbridge.border.results import Estimate, estimate
from goldenbridge.operations.advice.proposing import Propose
from goldenbridge.operations.advising import DutyChange, PlaceChange
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.outlook.advice.run import Run
from goldenbridge.outlook.advice.standing import Standing


@dataclass(frozen=True, slots=True)
class Plan:
    """Officers and places that differ from what stands."""

    duty: tuple[DutyChange, ...] = ()
    places: tuple[PlaceChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What trucks of one shift meet as it stands and under the proposal.

    `now_min`, `then_min`: minutes a truck takes; `saved_min` the paired difference; `now_kept`,
    `then_kept`, `kept_more`: the share through in the time promised. Half-widths are of 95 %.
    """

    starts: datetime
    ends: datetime
    trucks: Estimate
    now_min: Estimate
    then_min: Estimate
    saved_min: Estimate
    now_kept: Estimate
    then_kept: Estimate
    kept_more: Estimate


@dataclass(frozen=True, slots=True)
class Advised:
    """A proposal with what it is worth; a plan without changes says that nothing would help."""

    standing: Standing
    plan: Plan
    shifts: tuple[Expected, ...]
    whole: Expected

    @property
    def helps(self) -> bool:
        """Whether there is anything to propose."""
        return bool(self.plan.duty or self.plan.places)

    def command(self) -> Propose:
        """The command that brings the proposal into the ledger."""
        return Propose(
            starts=stamp(self.whole.starts),
            ends=stamp(self.whole.ends),
            digest=self.standing.digest,
            places=[asdict(one) for one in self.plan.places],
            duty=[asdict(one) for one in self.plan.duty],
            expected=[told(one) for one in (*self.shifts, self.whole)],
            assumed=list(self.standing.habits.assumed),
            gain_min=_number(self.whole.saved_min.value - self.whole.saved_min.half_width) or 0.0,
        )


def expected(run: Run, now: Times, then: Times, starts: datetime, ends: datetime) -> Expected:
    """What both runs say of the trucks that come from `starts` to `ends`."""
    rows = run.rows(starts, ends)
    before, after = now.mean_min(rows), then.mean_min(rows)
    kept, better = now.kept(rows), then.kept(rows)
    return Expected(
        starts,
        ends,
        estimate(then.trucks[:, rows].sum(axis=1)),
        estimate(before),
        estimate(after),
        estimate(before - after),
        estimate(kept),
        estimate(better),
        estimate(better - kept),
    )


def told(expected: Expected) -> dict[str, Any]:
    """What is expected of a shift as JSON: each estimate as value and half-width, None for none."""
    found: dict[str, Any] = {"starts": stamp(expected.starts), "ends": stamp(expected.ends)}
    for name in Expected.__dataclass_fields__:
        one = getattr(expected, name)
        if isinstance(one, Estimate):
            found[name] = {"value": _number(one.value), "half": _number(one.half_width)}
    return found


def _number(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None
