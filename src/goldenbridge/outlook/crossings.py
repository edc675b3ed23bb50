"""How long crossing takes today and under each scenario, for each load that may come."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from goldenbridge.border.results import BorderResult, Estimate
from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site


class Way(NamedTuple):
    """One direction: trucks a day, hours from arrival to exit, share of trucks over the promise.

    `lost` are trucks a day turned away or out of patience; each is an estimate with its half-width.
    """

    direction: str
    trucks: Estimate
    mean_h: Estimate
    p50_h: Estimate
    p95_h: Estimate
    over_promise: Estimate
    lost: Estimate


class Crossing(NamedTuple):
    """What came out for one scenario (None: as it is) under one demand."""

    site: str
    scenario: str | None
    demand: str
    ways: tuple[Way, ...]


Run = Callable[[Site, Demand], tuple[Way, ...]]


def crossings(programme: Programme, run: Run) -> Iterator[Crossing]:
    """The first site of the folder as each scenario of the brief leaves it, under each demand."""
    for site in programme.sites[:1]:
        own = [s for s in programme.border_scenarios if s.site == site.id and s.in_brief]
        for scenario in own or (None,):
            for demand in (d for d in programme.demands if d.site == site.id):
                plan = scenario.of(site, demand) if scenario else (site, demand)
                yield Crossing(site.id, scenario.id if scenario else None, demand.id, run(*plan))


def ways(result: BorderResult) -> Iterator[Way]:
    """The directions of a result that trucks took."""
    for d in result.by_direction:
        if d.trucks_per_day.value > 0:
            lost = Estimate(
                d.turned_away_per_day.value + d.gave_up_per_day.value,
                d.turned_away_per_day.half_width + d.gave_up_per_day.half_width,
            )
            mean, half, most = (
                Estimate(t.value / 60, t.half_width / 60) for t in (d.mean, d.p50, d.p95)
            )
            yield Way(d.direction, d.trucks_per_day, mean, half, most, d.over_promise, lost)
