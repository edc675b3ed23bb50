"""How the traffic of a design grows with the trade of the forecast, and what of it that needs."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from goldenbridge.border.design.plan import Plan, phase
from goldenbridge.border.samples import Mapper
from goldenbridge.outlook.company import Floats
from goldenbridge.programme.model import Programme
from goldenbridge.report.design_asked import Asked
from goldenbridge.report.design_found import Phase
from goldenbridge.report.facts import Size, gather
from goldenbridge.statistics.units import convert
from goldenbridge.trade.draws import Draws


class Growth(NamedTuple):
    """The draws of the turnover, and what turns them into multiples of the trade of the demand."""

    draws: Draws
    scale: float

    def of(self, years: Sequence[int], draws: int) -> Floats:
        """Traffic over that of the demand, [draw, year].

        The last year forecast stands for those after it; no more comes than the design is for.
        """
        first, last = self.draws.years[0], self.draws.years[-1]
        columns = [self.draws.of(min(max(year, first), last))[:draws] for year in years]
        return np.minimum(np.stack(columns, axis=1) * self.scale, 1.0)


def growth(programme: Programme, asked: Asked, seed: int) -> Growth | None:
    """The growth by the forecast of the first reporter; None where turnover is not forecast."""
    if not asked.demand.turnover:
        return None
    facts = gather(programme, as_of=programme.latest_record, seed=seed, size=Size.BRIEF)
    own = next((key for key in facts.draws if key[0] == facts.indicator), None)
    if own is None:
        return None
    dollars = convert(1.0, facts.series[own].unit, "USD")
    return Growth(facts.draws[own], dollars / (asked.demand.turnover * 1e9))


def phases(
    asked: Asked, found: Plan, grown: Growth | None, draws: int, mapper: Mapper | None
) -> tuple[Phase, ...]:
    """What is needed in each of the years in which the site may grow; none without a forecast."""
    years = [int(year) for year in asked.design.phases]
    made: list[Phase] = []
    if grown is None or not years:
        return ()
    space, levels = found.found.space, found.found.levels
    shares = np.median(grown.of(years, draws), axis=0)
    for year, share in reversed([*zip(years, shares, strict=True)]):
        levels = phase(found, float(share), levels, mapper=mapper)
        cost = (space.investment(levels), space.yearly(levels))
        people = sum(one.heads for one in space.crews(levels).values())
        made.insert(0, Phase(year, float(share), levels, *cost, people))
    return tuple(made)
