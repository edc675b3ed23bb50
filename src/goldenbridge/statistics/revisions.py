"""Figures that an office published again and differently."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.units import convert

NOTICED = 0.001
"""The least change told, as a share: less is another rounding of the same figure."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One figure in two vintages that follow each other."""

    before: Observation
    now: Observation

    @property
    def change(self) -> float:
        """The change as a share of the earlier figure, of any sign; infinite from nothing."""
        was = convert(self.before.value, self.before.unit, self.now.unit)
        if was:
            return self.now.value / was - 1
        return math.copysign(math.inf, self.now.value) if self.now.value else 0.0

    @property
    def on(self) -> date:
        """The day from which the later figure counts as known."""
        return self.now.vintage.middle


def revisions(observations: Iterable[Observation]) -> tuple[Revision, ...]:
    """Every figure of an office's tables that a later vintage changed, the newest change first.

    Spoken figures and those of less than high confidence revise nothing.
    """
    vintages = defaultdict(list)
    for one in observations:
        if one.standing != "spoken" and one.confidence == "high":
            vintages[one.indicator, one.reporter, str(one.period)].append(one)
    found = [
        Revision(before, now)
        for told in vintages.values()
        for before, now in pairwise(sorted(told, key=lambda one: one.vintage))
        if before.vintage != now.vintage
    ]
    noticed = [one for one in found if abs(one.change) > NOTICED]
    return tuple(
        sorted(noticed, key=lambda one: (-one.on.toordinal(), one.now.indicator, one.now.period))
    )
