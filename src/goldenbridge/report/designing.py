"""A design is searched for, and its money reckoned."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from goldenbridge.border.design.costs import prices
from goldenbridge.border.design.frontier import proven
from goldenbridge.border.design.plan import Plan, plan
from goldenbridge.border.design.space import Levels
from goldenbridge.border.design.strain import fails_first, strains
from goldenbridge.border.design.verdicts import LOOKS, Row
from goldenbridge.border.peak_day import peak_day
from goldenbridge.border.samples import Mapper
from goldenbridge.border.simulation import simulate
from goldenbridge.outlook import company
from goldenbridge.outlook.company import Bid
from goldenbridge.programme.model import Programme
from goldenbridge.report.design_asked import Asked
from goldenbridge.report.design_found import Busy, Cost, Designed, Relief
from goldenbridge.report.design_growth import Growth, growth, ladder, needs
from goldenbridge.report.design_log import YearLog
from goldenbridge.report.kept import crossing_times
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

DRAWS, RELIEF_YEARS, PEAK_DAYS = 4000, 4, 28


def designed(  # noqa: PLR0913 - what is designed, and by which means
    programme: Programme,
    asked: Asked,
    *,
    seed: int,
    mapper: Mapper | None = None,
    resume: Path | None = None,
    others: bool = False,
    told: Callable[[int], None] = lambda _: None,
) -> Designed:
    """Search for the cheapest design and reckon its money.

    The years simulated are kept in `resume` as they come, and taken from it; `others` proves what
    other promises would cost, too. Raises what `plan`
    does, and OutputError where the file is of another question or cannot be written.
    """
    priced = prices(asked.design, programme.figures)
    log = YearLog(resume, asked, priced, seed)
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
        priced,
        asked.promise,
        budget=asked.budget,
        seed=seed,
        mapper=mapper,
        known=log.known,
        told=tell,
    )
    space, levels = found.found.space, found.found.levels
    figures = company.Drawn(space, programme.figures, DRAWS, seed)
    grown = growth(programme, asked, seed)
    wanted = needs(asked, grown, DRAWS)
    site, coming = space.built_at(levels)
    scanned = {one.pool for one in asked.design.resources if one.kind == "scanner"}
    stations = [one.id for one in site.stations if one.pool in scanned]
    return Designed(
        asked, found, seed,
        bill=space.bill(levels),
        cost=Cost(*company.costs(space, levels, figures)),
        crews=space.crews(levels),
        bids=_bids(programme, asked, found, figures, grown),
        reliefs=_reliefs(programme, asked, seed),
        dwell_h_a_day=found.found.verdict.mean_h
        * sum(f.trucks_per_day for f in asked.demand.flows),
        strains=strains(
            site, coming, asked.promise, seed=seed, inspections=stations, mapper=mapper
        ),
        fails=fails_first(site, coming, asked.promise, seed=seed, mapper=mapper),
        ladder=ladder(found, wanted, mapper),
        needs=wanted,
        busy=_busiest(site, coming, seed),
        peak=peak_day(site, coming, seed=seed),
        promises=tuple(proven(found.found, found.judge)) if others else (),
    )  # fmt: skip


def _bids(
    programme: Programme, asked: Asked, found: Plan, figures: company.Drawn, grown: Growth | None
) -> dict[str, Bid]:
    design, space, levels = asked.design, found.found.space, found.found.levels
    borne = float(np.median(figures[design.loss_borne])) if design.loss_borne else 0.5
    steady = np.ones((DRAWS, design.years))
    bids = {"kept": company.bid(company.case(space, levels, figures, steady), borne)}
    if grown is not None:
        come = grown.of(range(design.opens, design.opens + design.years), DRAWS)
        bids["forecast"] = company.bid(company.case(space, levels, figures, come), borne)
    first = next((d for d in programme.demands if d.site == asked.site.id and d.turnover), None)
    if asked.budget and first and first.turnover and asked.demand.turnover:
        then = company.case(space, levels, figures, steady * first.turnover / asked.demand.turnover)
        bids["tender"] = company.bid(company.with_built(then, asked.budget), borne)
    return bids


def _busiest(site: Site, demand: Demand, seed: int) -> tuple[Busy, ...]:
    """The stations that trucks pass, in the first weeks of the busiest month."""
    months = [0.0] * 12
    for profile in demand.profiles:
        for n, weight in enumerate(profile.months):
            months[n] += weight
    start = date(2018, months.index(max(months)) + 1, 1)
    result = simulate(
        site, demand, days=PEAK_DAYS, replications=LOOKS[0], warmup_days=0, start=start, seed=seed
    )
    return tuple(
        Busy(
            wait.station,
            wait.mean.value,
            float(np.nanmean(result.utilisation[i])),
            float(result.queue[i].max()),
        )
        for i, wait in enumerate(result.waits)
        if wait.trucks_per_day.value > 0
    )


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
