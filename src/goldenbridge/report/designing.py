"""A design is searched for, its years kept in a file on request, and its money reckoned."""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from goldenbridge.border.design.costs import budget_usd, dollars, prices
from goldenbridge.border.design.plan import Plan, phase, plan
from goldenbridge.border.design.promise import Promise, promised
from goldenbridge.border.design.space import Levels
from goldenbridge.border.design.strain import Failure, Strain, fails_first, strains
from goldenbridge.border.design.verdicts import Row
from goldenbridge.border.samples import Mapper
from goldenbridge.errors import ChoiceError, OutputError
from goldenbridge.outlook import company
from goldenbridge.outlook.company import Bid, Drawn
from goldenbridge.programme.model import Programme
from goldenbridge.programme.writing import write_whole
from goldenbridge.report.facts import Size, gather
from goldenbridge.report.kept import crossing_times
from goldenbridge.site.demand import Demand
from goldenbridge.site.designs import Design
from goldenbridge.site.site import Site
from goldenbridge.statistics.units import convert

DRAWS, RELIEF_YEARS = 4000, 4


class Asked(NamedTuple):
    """What is to be designed: the block, its site and demand, the promise, the budget in USD."""

    design: Design
    site: Site
    demand: Demand
    promise: Promise
    budget: float | None


class Phase(NamedTuple):
    """What is needed in a year at the median trade of the forecast: share of the trucks, cost."""

    year: int
    share: float
    levels: Levels
    built_usd: float
    yearly_usd: float


class Relief(NamedTuple):
    """Hours a day that trucks save at a crossing because the site is there."""

    site: str
    hours_a_day: float


@dataclass(frozen=True, slots=True, eq=False)
class Designed:
    """What was found, and the money of it.

    `bids` are keyed by how trade goes: `forecast` as drawn, `kept` with the demand of the design,
    `tender` with the trade of the first demand and the whole budget to be built privately.
    """

    asked: Asked
    plan: Plan
    bids: dict[str, Bid]
    reliefs: tuple[Relief, ...]
    dwell_h_a_day: float
    strains: tuple[Strain, ...]
    fails: Failure | None
    phases: tuple[Phase, ...]
    seed: int


def ask(programme: Programme, *, design: str = "", promise: str = "", budget: str = "") -> Asked:
    """What a person asked for; the first design of the folder where none is named.

    Raises ChoiceError for a design the folder does not hold, DesignError for a promise or a budget
    that is none.
    """
    found = [one for one in programme.designs if design in ("", one.id)]
    if not found:
        allowed = ", ".join(one.id for one in programme.designs) or "a folder with design.toml"
        raise ChoiceError(f"--design: found {design or 'none'!r}; allowed: {allowed}")
    one = found[0]
    site = next(s for s in programme.sites if s.id == one.site)
    demand = next(d for d in programme.demands if d.id == one.demand)
    figures = {figure.id: figure for figure in programme.figures}
    rate = figures.get(one.rate)
    most = None
    if budget:
        most = budget_usd(budget, rate)
    elif one.budget:
        most = figures[one.budget].value * dollars(figures[one.budget].unit, rate)
    return Asked(one, site, demand, promised(one, site, promise), most)


def designed(  # noqa: PLR0913 - what is designed, and by which means
    programme: Programme,
    asked: Asked,
    *,
    seed: int,
    mapper: Mapper | None = None,
    resume: Path | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> Designed:
    """Search for the cheapest design and reckon its money.

    The years simulated are kept in `resume` as they come, and taken from it. Raises what `plan`
    does, and OutputError where the file is of another question or cannot be written.
    """
    log = _Log(resume, asked, seed)
    count = 0

    def tell(slots: tuple[int, ...], levels: Levels, rows: list[Row]) -> None:
        nonlocal count
        count += 1
        log.add(slots, levels, rows)
        told(count)

    found = plan(
        asked.design,
        asked.site,
        asked.demand,
        prices(asked.design, programme.figures),
        asked.promise,
        budget=asked.budget,
        seed=seed,
        mapper=mapper,
        known=log.known,
        told=tell,
    )
    bids = _bids(programme, asked, found, seed)
    hours = found.found.verdict.mean_h * sum(f.trucks_per_day for f in asked.demand.flows)
    site, coming = found.found.space.built_at(found.found.levels)
    scanned = {one.pool for one in asked.design.resources if one.kind == "scanner"}
    stations = [one.id for one in site.stations if one.pool in scanned]
    return Designed(
        asked, found, bids, _reliefs(programme, asked, seed), hours,
        strains(site, coming, asked.promise, seed=seed, inspections=stations, mapper=mapper),
        fails_first(site, coming, asked.promise, seed=seed, mapper=mapper),
        _phases(programme, asked, found, seed, mapper), seed,
    )  # fmt: skip


class _Log:
    """The years of every design simulated, one JSON line each; the first line is the question."""

    def __init__(self, path: Path | None, asked: Asked, seed: int) -> None:
        self.path, self.known = path, dict[tuple[int, ...], dict[Levels, list[Row]]]()
        head = json.dumps({"question": _hash((asked[:4], seed))})
        self.lines = [head]
        if path is None or not path.exists():
            return
        lines = path.read_text("utf-8").splitlines()
        if lines[:1] != [head]:
            raise OutputError(f"--resume: found {path} of another question; allowed: a new file")
        for line in lines[1:]:
            with suppress(ValueError, KeyError, TypeError):
                row = json.loads(line)
                years = [Row(*year) for year in row["years"]]
                self.known.setdefault(tuple(row["slots"]), {})[tuple(row["levels"])] = years
                self.lines.append(line)

    def add(self, slots: tuple[int, ...], levels: Levels, rows: list[Row]) -> None:
        """Keep the years of a design."""
        if self.path is not None:
            row = {"slots": slots, "levels": levels, "years": rows}
            self.lines.append(json.dumps(row))
            write_whole(self.path, "\n".join(self.lines) + "\n")


def _hash(asked: object) -> str:
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:32]


def _bids(programme: Programme, asked: Asked, found: Plan, seed: int) -> dict[str, Bid]:
    design, space = asked.design, found.found.space
    figures = Drawn(space, programme.figures, DRAWS, seed)
    borne = float(np.median(figures[design.loss_borne])) if design.loss_borne else 0.5
    steady = np.ones((DRAWS, design.years))
    levels = found.found.levels
    kept = company.case(space, levels, figures, steady)
    bids = {"kept": company.bid(kept, borne)}
    opens = asked.design.opens
    growth = _growth(programme, asked, range(opens, opens + asked.design.years), seed)
    if growth is not None:
        bids["forecast"] = company.bid(company.case(space, levels, figures, growth), borne)
    first = next((d for d in programme.demands if d.site == asked.site.id and d.turnover), None)
    if asked.budget and first and first.turnover and asked.demand.turnover:
        then = company.case(space, levels, figures, steady * first.turnover / asked.demand.turnover)
        bids["tender"] = company.bid(company.with_built(then, asked.budget), borne)
    return bids


def _growth(
    programme: Programme, asked: Asked, years: Sequence[int], seed: int
) -> company.Floats | None:
    """Traffic over that of the demand, [draw, year], by the forecast of the turnover.

    The last year forecast stands for those after it, and no more comes than the design is for.
    """
    if not asked.demand.turnover:
        return None
    facts = gather(programme, as_of=programme.latest_record, seed=seed, size=Size.BRIEF)
    own = [key for key in facts.draws if key[0] == facts.indicator]
    if not own:
        return None
    drawn, series = facts.draws[own[0]], facts.series[own[0]]
    columns = [drawn.of(min(max(year, drawn.years[0]), drawn.years[-1]))[:DRAWS] for year in years]
    scale = convert(1.0, series.unit, "USD") / (asked.demand.turnover * 1e9)
    return np.minimum(np.stack(columns, axis=1) * scale, 1.0)


def _phases(
    programme: Programme, asked: Asked, found: Plan, seed: int, mapper: Mapper | None
) -> tuple[Phase, ...]:
    """What is needed in each of the years in which the site may grow; none without a forecast."""
    years = [int(year) for year in asked.design.phases]
    growth = _growth(programme, asked, years, seed)
    phases: list[Phase] = []
    if growth is not None:
        space, levels = found.found.space, found.found.levels
        for n, year in reversed([*enumerate(years)]):
            share = float(np.median(growth[:, n]))
            levels = phase(found, share, levels, mapper=mapper)
            cost = (space.investment(levels), space.yearly(levels))
            phases.insert(0, Phase(year, share, levels, *cost))
    return tuple(phases)


def _reliefs(programme: Programme, asked: Asked, seed: int) -> tuple[Relief, ...]:
    """What trucks save elsewhere, at the turnover of the demand."""
    scenarios = {one.id: one for one in programme.border_scenarios}
    found = []
    for one in asked.design.reliefs:
        scenario = scenarios[one.scenario]
        site = next(s for s in programme.sites if s.id == scenario.site)
        coming = [
            d for d in programme.demands if (d.site, d.turnover) == (site.id, asked.demand.turnover)
        ]
        if coming:
            hours = [
                _hours(*pair, seed=seed)
                for pair in ((site, coming[0]), scenario.of(site, coming[0]))
            ]
            found.append(Relief(site.id, hours[0] - hours[1]))
    return tuple(found)


def _hours(site: Site, demand: Demand, *, seed: int) -> float:
    ways = crossing_times(site, demand, replications=RELIEF_YEARS, seed=seed)
    return sum(way.trucks.value * way.mean_h.value for way in ways)
