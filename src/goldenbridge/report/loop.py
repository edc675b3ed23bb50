"""The scenarios of a programme, computed from its folder and kept."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from goldenbridge.border.samples import Mapper
from goldenbridge.border.tables import Floats
from goldenbridge.outlook import loop
from goldenbridge.outlook.choice import Choice, Spread
from goldenbridge.outlook.irrigation import Farm, farms
from goldenbridge.outlook.loop import Plan, World
from goldenbridge.outlook.scenarios import (
    NO_MEASURE,
    Office,
    Outcome,
    Setting,
    chance,
    contributions,
    outcomes,
)
from goldenbridge.outlook.sensitivity import Swing, swings
from goldenbridge.outlook.spans import Span
from goldenbridge.outlook.surface import LOADS, Surface, surfaces
from goldenbridge.programme.model import Programme
from goldenbridge.report.facts import Facts, Size
from goldenbridge.report.kept import kept
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site
from goldenbridge.statistics.units import convert
from goldenbridge.trade.measures import border_scenarios
from goldenbridge.trade.mix import draw_figure

Progress = Callable[[str], None]
GROWTH = "growth"


class Means(NamedTuple):
    """What the work is done with: who is told of it, and what spreads the runs, else threads."""

    progress: Progress = lambda _: None
    mapper: Mapper | None = None


HERE = Means()
"""This machine, telling nobody."""


class Grid(NamedTuple):
    """How finely the times at the border are simulated, and how many draws are solved."""

    loads: tuple[float, ...]
    factors: tuple[float, ...]
    replications: int
    draws: int
    shapley_draws: int
    choice_draws: int


GRIDS = {
    Size.BRIEF: Grid(LOADS, (1.0,), 1, 2_000, 0, 200),
    Size.FULL: Grid(LOADS, (0.8, 0.9, 1.0, 1.15, 1.3), 4, 10_000, 1_000, 1_000),
}


@dataclass(frozen=True, slots=True)
class Loop:
    """What the scenarios bring by each office, and what the answer hangs on.

    `contributions` and `swings` are keyed by reporter; the former are there for the full size only.
    """

    target_usd: float
    year: int
    grid: Grid
    outcomes: tuple[Outcome, ...]
    contributions: dict[str, dict[str, float]]
    swings: dict[str, tuple[Swing, ...]]


def scenarios(facts: Facts, size: Size, *, means: Means = HERE) -> Loop | None:
    """The scenarios of the folder.

    None where it has none, for an earlier day than its last, or where no truck comes one way.
    """
    programme, grid = facts.programme, GRIDS[size]
    found = ground(facts, grid.draws)
    if found is None:
        return None
    site, demand, offices, target, year = found
    asked = (
        *(getattr(programme, name) for name in _USED),
        *(site, demand, grid, facts.seed, target, year, _farms(facts)),
        [(o.reporter, o.base_usd, o.dollar, o.years, float(o.growth.sum())) for o in offices],
    )
    return kept(
        asked,
        lambda: _made(facts, grid, site, demand, offices, target, year, means),
        dump=_dump,
        load=_load,
    )


class Ground(NamedTuple):
    """Where trade and border time meet: a crossing, its trucks, the offices, what was promised."""

    site: Site
    demand: Demand
    offices: list[Office]
    target_usd: float
    year: int


def ground(facts: Facts, draws: int) -> Ground | None:
    """What the scenarios of `facts` stand on; None where `scenarios` would find none."""
    programme, headline = facts.programme, facts.headline
    own = [a for a in facts.attained if headline and a.commitment == headline.id and a.reporter]
    ready = programme.scenarios and programme.freight and programme.sites and own
    if not ready or facts.as_of < programme.latest_record or own[0].deadline is None:
        return None
    year = own[0].deadline.year
    target = convert(own[0].target or 0.0, own[0].unit, "USD")
    site = programme.sites[0]
    demand = next((d for d in programme.demands if d.site == site.id and d.turnover), None)
    offices = _offices(facts, draws, year)
    if demand is None or not offices or not _both_ways(site, demand):
        return None
    return Ground(site, demand, offices, target, year)


def _farms(facts: Facts) -> dict[str, tuple[Farm, ...]]:
    """The crops sold across the border, of basins whose exchange was reckoned."""
    basins = {basin.id: basin for basin in facts.programme.basins}
    return {one.basin: farms(basins[one.basin], one.supplied) for one in facts.bargains}


_USED = ("measures", "scenarios", "freight", "goods", "figures", "border_scenarios")


def _both_ways(site: Site, demand: Demand) -> bool:
    """Whether trucks come in every direction: where none comes, no time can be measured."""
    taken = {flow.direction for flow in demand.flows if flow.trucks_per_day > 0}
    return taken.issuperset(direction.id for direction in site.directions)


def _made(  # noqa: PLR0913 - what `scenarios` found
    facts: Facts,
    grid: Grid,
    site: Site,
    demand: Demand,
    offices: list[Office],
    target: float,
    year: int,
    means: Means,
) -> Loop:
    programme = facts.programme
    turnover = (demand.turnover or 0.0) * 1e9
    plans = _plans(programme, site, demand, grid, facts.seed, means)
    made = believed_world(facts, plans[""], turnover, grid.draws)
    setting = Setting(
        made,
        site.id,
        plans,
        programme.measures,
        programme.border_scenarios,
        {figure.id: figure for figure in programme.figures},
        facts.seed,
        _choice(programme, site, demand, grid, facts.seed, means),
        _farms(facts),
    )
    told: list[Outcome] = []
    moved: dict[str, tuple[Swing, ...]] = {}
    shares: dict[str, dict[str, float]] = {}
    for office in offices:
        means.progress(office.reporter)
        told += outcomes(setting, programme.scenarios, office, target, year)
        _, met = chance(setting, NO_MEASURE, office, target, year)
        growth = office.growth[:, office.years.index(year)]
        moved[office.reporter] = swings(met, {GROWTH: growth, **_unknowns(setting)})
        if grid.shapley_draws:
            fewer = replace(
                setting,
                made=believed_world(facts, plans[""], turnover, grid.shapley_draws),
                choice=None,
            )
            part = next(
                o
                for o in _offices(facts, grid.shapley_draws, year)
                if o.reporter == office.reporter
            )
            widest = max(programme.scenarios, key=lambda s: len(s.measures))
            shares[office.reporter] = contributions(fewer, widest, part, target, year)
    return Loop(target, year, grid, tuple(told), shares, moved)


def believed_world(facts: Facts, today: Plan, turnover_usd: float, draws: int) -> World:
    """What is drawn, of which only what agrees with the waiting seen today."""
    programme = facts.programme
    most = next((f.value for f in programme.figures if f.id == loop.MOST_TODAY), None)
    made = loop.world(
        programme.freight[0],
        programme.goods,
        programme.figures,
        turnover_usd,
        draws=draws if most is None else 2 * draws,
        seed=facts.seed,
    )
    return made if most is None else loop.believed(made, today, turnover_usd, most, draws)


def _unknowns(setting: Setting) -> dict[str, Floats]:
    """The numbers nobody knows, as drawn: those of the loop, and of freight as a whole."""
    mix = setting.made.mix
    per_usd = (mix.share * mix.road / (mix.usd_per_tonne * mix.tonnes_per_truck)).sum(axis=-1)
    return {
        **setting.made.values,
        "trucks-per-usd": per_usd,
        "transit": mix.transit.sum(axis=-1),
        "loaded-both-ways": mix.loaded_both_ways,
    }


def _offices(facts: Facts, draws: int, year: int) -> list[Office]:
    """The reporters of the headline whose turnover is drawn as far as the target year."""
    found = []
    reporters = [r.id for r in facts.programme.reporters]
    first = facts.series.get((facts.indicator, reporters[0]))
    for reporter in reporters:
        key = (facts.indicator, reporter)
        if key not in facts.draws or year not in facts.draws[key].years:
            continue
        series, drawn = facts.series[key], facts.draws[key]
        last = series.last
        same = next((p.value for p in (first.points if first else ()) if p.year == last.year), 0.0)
        years = tuple(y for y in drawn.years if facts.as_of.year <= y <= year)
        growth = np.stack([drawn.of(y)[:draws] / last.value for y in years], axis=1)
        dollar = same / last.value if same else 1.0
        base = convert(last.value, series.unit, "USD")
        found.append(Office(reporter, base, dollar, years, growth))
    return found


def _plans(  # noqa: PLR0913 - what is simulated, and how finely
    programme: Programme, site: Site, demand: Demand, grid: Grid, seed: int, means: Means
) -> dict[str, Plan]:
    """The site as it is and as each border scenario that measures use leaves it."""
    by_id = {one.id: one for one in programme.border_scenarios}
    named = [n for m in programme.measures for n in border_scenarios(m)]
    named += [n for s in programme.scenarios for n in s.together]
    plans: dict[str, Plan] = {}
    for name in dict.fromkeys(["", *(n for n in named if by_id[n].site == site.id)]):
        means.progress(name or site.id)
        place, coming = by_id[name].of(site, demand) if name else (site, demand)
        total = sum(flow.trucks_per_day for flow in coming.flows)
        plans[name] = Plan(grid_surfaces(place, coming, grid, seed, means), total)
    return plans


def _choice(  # noqa: PLR0913 - what is simulated, and how finely
    programme: Programme, site: Site, demand: Demand, grid: Grid, seed: int, means: Means
) -> Choice | None:
    """The crossings trucks choose between, at the trade of `demand`; None without `site`."""
    freight = programme.freight[0]
    sites = {one.id: one for one in programme.sites}
    found, trucks = {}, {}
    for name in freight.crossings:
        coming = [d for d in programme.demands if (d.site, d.turnover) == (name, demand.turnover)]
        total = sum(flow.trucks_per_day for d in coming[:1] for flow in d.flows)
        if total > 0:
            means.progress(name)
            found[name] = grid_surfaces(sites[name], coming[0], grid, seed, means)[""]
            trucks[name] = total
    if site.id not in found:
        return None
    figure = next(f for f in programme.figures if f.id == freight.choice_per_hour)
    return Choice(found, trucks, draw_figure(figure, draws=grid.choice_draws, seed=seed))


def grid_surfaces(
    site: Site, demand: Demand, grid: Grid, seed: int, means: Means
) -> dict[str, Surface]:
    """The surfaces of a site on the grid, kept from the last time they were asked for."""
    return kept(
        (site, demand, grid.loads, grid.factors, grid.replications, seed),
        lambda: made_surfaces(site, demand, grid, seed, means),
        dump=lambda made: {way: _surface_rows(one) for way, one in made.items()},
        load=lambda rows: {way: _surface_of(one) for way, one in rows.items()},
    )


def made_surfaces(
    site: Site, demand: Demand, grid: Grid, seed: int, means: Means
) -> dict[str, Surface]:
    """The surfaces of a site on the grid, simulated now."""
    total = sum(flow.trucks_per_day for flow in demand.flows)
    return surfaces(
        site,
        demand,
        loads=[load * total for load in grid.loads],
        factors=grid.factors,
        replications=grid.replications,
        seed=seed,
        mapper=means.mapper,
    )


def _surface_rows(made: Surface) -> dict[str, Any]:
    rows = {field.name: getattr(made, field.name) for field in fields(made)}
    return {n: v.tolist() if isinstance(v, np.ndarray) else v for n, v in rows.items()}


def _surface_of(rows: dict[str, Any]) -> Surface:
    values: dict[str, Any] = {
        name: np.array(value) if isinstance(value, list) else value for name, value in rows.items()
    }
    return Surface(**values)


def _dump(made: Loop) -> dict[str, Any]:
    return {
        **{name: getattr(made, name) for name in ("target_usd", "year", "grid", "contributions")},
        "outcomes": [[getattr(o, f.name) for f in fields(o)] for o in made.outcomes],
        "swings": made.swings,
    }


def _load(rows: dict[str, Any]) -> Loop:
    told = []
    for row in rows["outcomes"]:
        values = dict(zip((f.name for f in fields(Outcome)), row, strict=True))
        for name in ("turnover_usd", "gained_usd", "saved_h", "relieved"):
            values[name] = Span(*values[name])
        values["by_year"] = tuple((year, share) for year, share in values["by_year"])
        values["fan"] = tuple((year, tuple(told)) for year, told in values["fan"])
        values["spread"] = tuple(
            Spread(name, *(Span(*told) for told in spans)) for name, *spans in values["spread"]
        )
        told.append(Outcome(**values))
    moved = {r: tuple(Swing(*row) for row in found) for r, found in rows["swings"].items()}
    loads, factors, *counts = rows["grid"]
    return Loop(
        rows["target_usd"],
        rows["year"],
        Grid(tuple(loads), tuple(factors), *counts),
        tuple(told),
        rows["contributions"],
        moved,
    )
