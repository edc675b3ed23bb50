"""What a design bears: more trucks, slower work, more inspections, and what fails first."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from goldenbridge.border.compile import compile_site
from goldenbridge.border.design.promise import Promise
from goldenbridge.border.design.verdicts import SCALES, groups, measured
from goldenbridge.border.samples import Job, Mapper, on_threads, sample
from goldenbridge.border.simulation import seed_of
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site

YEARS = 4
STEP, MOST = 0.05, 3.0
MOVED = (0.8, 1.2)
INSPECTED = (0.5, 2.0)


class Strain(NamedTuple):
    """The shares over the limits when something is multiplied, of each limit."""

    what: str
    factor: float
    over: tuple[float, ...]


class Failure(NamedTuple):
    """The least demand, as a multiple, that breaks the promise: which limit, and where it waits."""

    factor: float
    limit: int
    over: float
    station: str
    wait_min: float


def strains(  # noqa: PLR0913 - what is simulated, and how
    site: Site, demand: Demand, promise: Promise, *, seed: int, inspections: Sequence[str],
    days: int = 365, mapper: Mapper | None = None,
) -> tuple[Strain, ...]:  # fmt: skip
    """The shares as designed, then with demand, service and inspections multiplied."""
    over = partial(_over, promise=promise, seed=seed, days=days, mapper=mapper)
    found = [Strain("", 1.0, over(site, demand))]
    found += [Strain("demand", f, over(site, more(demand, f))) for f in MOVED]
    found += [Strain("service", f, over(slower(site, f), demand)) for f in MOVED]
    if inspections:
        found += [
            Strain("inspection", f, over(inspected(site, inspections, f), demand))
            for f in INSPECTED
        ]
    return tuple(found)


def fails_first(  # noqa: PLR0913 - as strains
    site: Site, demand: Demand, promise: Promise, *, seed: int, days: int = 365,
    mapper: Mapper | None = None,
) -> Failure | None:  # fmt: skip
    """What breaks first as demand grows by steps of STEP; None where MOST times it is borne."""
    limits = np.array(promise.limits)
    calm = _waits(site, demand, seed, days)
    for factor in np.arange(1 + STEP, MOST + STEP / 2, STEP):
        coming = more(demand, float(factor))
        over = np.array(_over(site, coming, promise, seed, days, mapper))
        if (over > limits).any():
            worst = int(np.argmax(over - limits))
            grown = _waits(site, coming, seed, days) - calm
            n = int(np.nanargmax(grown))
            wait = float(grown[n] + calm[n])
            return Failure(float(factor), worst, float(over[worst]), site.stations[n].id, wait)
    return None


def more(demand: Demand, factor: float) -> Demand:
    """The same demand with every flow multiplied; appointments stay."""
    flows = (replace(f, trucks_per_day=f.trucks_per_day * factor) for f in demand.flows)
    return replace(demand, flows=tuple(flows))


def slower(site: Site, factor: float) -> Site:
    """The same site with every service multiplied."""
    stations = (replace(s, services=tuple(_longer(x, factor) for x in s.services))
                for s in site.stations)  # fmt: skip
    return replace(site, stations=tuple(stations))


def inspected(site: Site, stations: Sequence[str], factor: float) -> Site:
    """The same site where `factor` times the share goes to `stations`, as far as there is one."""
    return replace(site, routes=tuple(_sent(route, stations, factor) for route in site.routes))


def _sent(route: Route, stations: Sequence[str], factor: float) -> Route:
    legs: list[Leg] = []
    for leg in route.legs:
        own = [one for one in route.legs if one.after == leg.after]
        part = sum(one.share or 1.0 for one in own if one.to in stations)
        if not 0 < part < 1 - 1e-9:
            legs.append(leg)
            continue
        new = min(part * factor, 0.95)
        share = leg.share or 1.0
        kept = share * new / part if leg.to in stations else share * (1 - new) / (1 - part)
        legs.append(replace(leg, share=kept))
    return replace(route, legs=tuple(legs))


def _longer(service: Service, factor: float) -> Service:
    scaled: dict[str, Any] = {
        name: getattr(service, name) * factor
        for name in ("mean_min", "low", "mode", "high")
        if getattr(service, name) is not None
    }
    return replace(service, values=tuple(v * factor for v in service.values), **scaled)


def _over(  # noqa: PLR0913 - what is simulated, and how
    site: Site, demand: Demand, promise: Promise, seed: int, days: int, mapper: Mapper | None
) -> tuple[float, ...]:
    model = compile_site(site, demand, days=days)
    jobs = [Job(model, seed_of(seed, n)) for n in range(YEARS)]
    work = partial(measured, groups=groups(model, promise))
    rows = list((mapper or on_threads(2))(work, jobs))
    at = SCALES.index(1.0)
    return tuple(float(x) for x in np.mean([row.shares[at] for row in rows], axis=0))


def _waits(site: Site, demand: Demand, seed: int, days: int) -> Any:
    model = compile_site(site, demand, days=days)
    return np.nan_to_num(sample(Job(model, seed_of(seed, 0))).wait[0])
