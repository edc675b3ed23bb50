"""What a plan for one crossing brings to trade, beside the crossing as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from goldenbridge.border.tables import Floats
from goldenbridge.outlook import loop
from goldenbridge.outlook.equilibrium import solve
from goldenbridge.outlook.loop import Plan, World
from goldenbridge.outlook.scenarios import Office
from goldenbridge.outlook.spans import Span, span
from goldenbridge.outlook.surface import Surface
from goldenbridge.report.facts import Facts, Size
from goldenbridge.report.loop import GRIDS, HERE, believed_world, grid_surfaces, ground


@dataclass(frozen=True, slots=True)
class Outlook:
    """By the figures of one office in the target year: chance of the target, turnover in USD.

    `before` is the crossing as it is; `gained_usd` compares the same draws.
    """

    reporter: str
    year: int
    target_usd: float
    chance_before: float
    chance: float
    before_usd: Span
    turnover_usd: Span
    gained_usd: Span


def planned(
    facts: Facts,
    surfaces: Mapping[str, Surface],
    trucks_per_day: float,
    *,
    transit: float = 1.0,
    growth: float = 0.0,
) -> tuple[Outlook, ...]:
    """Trade and time at the border solved together for the crossing of the scenarios of `facts`.

    `surfaces` are those of the crossing as planned, `trucks_per_day` what comes to it at the trade
    of its demand, as `loop.Plan` has it. `transit` multiplies transit, `growth` is added to the
    yearly growth of trade in every draw (0.01 is a point). Nothing where `facts` has no scenarios.
    """
    grid = GRIDS[Size.BRIEF]
    found = ground(facts, grid.draws)
    if found is None:
        return ()
    trucks = sum(flow.trucks_per_day for flow in found.demand.flows)
    kept = grid_surfaces(found.site, found.demand, grid, facts.seed, HERE)
    today = Plan(kept, trucks)
    made = believed_world(facts, today, (found.demand.turnover or 0.0) * 1e9, grid.draws)
    moved = replace(made, mix=replace(made.mix, transit=made.mix.transit * transit))
    told = []
    for office in found.offices:
        drawn = office.growth[:, office.years.index(found.year)]
        span_years = found.year - facts.series[facts.indicator, office.reporter].last.year
        grown = np.maximum(drawn ** (1 / span_years) + growth, 0.0) ** span_years
        base = loop.base_cost(made, office.base_usd, office.dollar, today)
        before = _total(made, today, office, drawn, base)
        after = _total(moved, Plan(surfaces, trucks_per_day), office, grown, base)
        told.append(
            Outlook(
                office.reporter,
                found.year,
                found.target_usd,
                float((before >= found.target_usd).mean()),
                float((after >= found.target_usd).mean()),
                span(before),
                span(after),
                span(after - before),
            )
        )
    return tuple(told)


def _total(made: World, plan: Plan, office: Office, growth: Floats, base_cost: Floats) -> Floats:
    """USD a year, [draw]; nothing where a draw has no equilibrium."""
    none = loop.none(made)
    solved = solve(
        loop.trade(made, office.base_usd, growth, none),
        loop.border(made, plan, none),
        loop.traffic(made, office.dollar, plan, none),
        base_cost,
    )
    return np.asarray(np.nan_to_num(solved.total_usd, nan=0.0))
