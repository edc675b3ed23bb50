"""How the traffic of a design grows with the trade of the forecast, and what of it that needs."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from goldenbridge.border.design.plan import Plan, phase
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.samples import Mapper
from goldenbridge.outlook.company import Floats
from goldenbridge.outlook.spans import Fan, quantiles
from goldenbridge.programme.model import Programme
from goldenbridge.report.design_asked import Asked
from goldenbridge.report.design_found import Need, Rung
from goldenbridge.report.facts import Size, gather
from goldenbridge.report.loop import scenarios
from goldenbridge.statistics.units import convert
from goldenbridge.trade.draws import Draws
from goldenbridge.trade.measures import AS_NOW

STEPS = 10
"""Shares of the trucks for which a design is looked for, evenly up to all of them."""


class Growth(NamedTuple):
    """The draws of the turnover and, by scenario, its fans in USD.

    `scale` and `usd_scale` turn them into multiples of the trade of the demand.
    """

    draws: Draws
    scale: float
    fans: dict[str, Fan]
    usd_scale: float

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
    usd_scale = 1 / (asked.demand.turnover * 1e9)
    scale = convert(1.0, facts.series[own].unit, "USD") * usd_scale
    loop = scenarios(facts, Size.BRIEF)
    told = loop.outcomes if loop and asked.design.phases else ()
    fans = {one.scenario: one.fan for one in told if one.reporter == own[1]}
    return Growth(facts.draws[own], scale, fans, usd_scale)


def ladder(found: Plan, needs: Sequence[Need], mapper: Mapper | None) -> tuple[Rung, ...]:
    """What of the design is enough for less of its trucks, in STEPS as far down as `needs` reach.

    The largest share first, each within the one before, so that the site can grow; steps at which
    nothing changes are one. Empty without a need.
    """
    if not needs:
        return ()
    space, levels = found.found.space, found.found.levels
    least = min(share for need in needs for share in need.shares)
    made = [_rung(space, 1.0, levels)]
    for n in range(STEPS - 1, 0, -1):
        if n / STEPS < least:
            break
        levels = phase(found, n / STEPS, levels, mapper=mapper)
        if levels != made[0].levels:
            made.insert(0, _rung(space, n / STEPS, levels))
    return tuple(made)


def _rung(space: Space, share: float, levels: Levels) -> Rung:
    people = sum(one.heads for one in space.crews(levels).values())
    return Rung(share, levels, space.investment(levels), space.yearly(levels), people)


def needs(asked: Asked, grown: Growth | None, draws: int) -> tuple[Need, ...]:
    """Trade in the years in which the site may grow, as forecast and under each scenario."""
    years = [int(year) for year in asked.design.phases]
    if grown is None or not years:
        return ()
    if not grown.fans:
        first, last = grown.draws.years[0], grown.draws.years[-1]
        told = {y: quantiles(grown.draws.of(min(max(y, first), last))[:draws]) for y in years}
        return tuple(_need(AS_NOW, year, told[year], grown.scale) for year in years)
    return tuple(
        _need(scenario, year, dict(fan)[min(max(year, fan[0][0]), fan[-1][0])], grown.usd_scale)
        for scenario, fan in grown.fans.items()
        for year in years
    )


def _need(scenario: str, year: int, told: Sequence[float], scale: float) -> Need:
    return Need(scenario, year, (told[0] * scale, told[2] * scale, told[4] * scale))
