"""A log of visits in, a site and its demand out, each part with how well it fits."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from goldenbridge.border import arrivals
from goldenbridge.border.fit.routing import LegFit, routing
from goldenbridge.border.fit.services import ServiceFit, service
from goldenbridge.border.fit.staff import on_duty, shifts
from goldenbridge.border.fit.visits import StationVisits, sound
from goldenbridge.border.tables import Floats, Ints
from goldenbridge.site.demand import Demand, Flow
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.routes import Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Direction, Pool, Station, TruckClass


@dataclass(frozen=True, slots=True, eq=False)
class SiteFit:
    """What a log says of a crossing; `simulate(fit.site, fit.demand)` runs it on.

    `arrivals` and `legs` by direction and class, `services`, `staff` [168] and `queued_min` [168],
    the minutes with a queue that the staff of an hour is seen from, by station. `left_out`: visits
    that cannot have happened, by fault.
    """

    site: Site
    demand: Demand
    arrivals: Mapping[tuple[str, str], arrivals.Fit]
    services: Mapping[str, ServiceFit]
    legs: Mapping[tuple[str, str], tuple[LegFit, ...]]
    staff: Mapping[str, Ints]
    queued_min: Mapping[str, Floats]
    left_out: Mapping[str, int]


def fit(
    log: StationVisits, *, site: str, zone: str, staff: Mapping[str, Ints] | None = None
) -> SiteFit:
    """Fit a crossing with the id `site` in the time zone `zone` to `log`.

    `staff` gives the numbers on duty by hour of the week, [168], of stations whose roster is known;
    of others they are inferred. Each station gets a pool of its own, all classes one priority, and
    one service for all classes: a log does not tell rules. Raises LogError for too few visits to a
    station, SeriesError for less than a week.
    """
    kept, left_out = sound(log)
    times = {
        name: service((kept.ended - kept.started)[(kept.station == i) & kept.served])
        for i, name in enumerate(kept.stations)
    }
    seen = {name: on_duty(kept, i) for i, name in enumerate(kept.stations)}
    duty = {name: (staff or {}).get(name, number) for name, (number, _) in seen.items()}
    rates, legs = _arrivals(kept), routing(kept)
    return SiteFit(
        _site(site, zone, kept, times, duty, legs),
        _demand(site, rates),
        rates,
        times,
        legs,
        duty,
        {name: minutes for name, (_, minutes) in seen.items()},
        left_out,
    )


def _arrivals(log: StationVisits) -> dict[tuple[str, str], arrivals.Fit]:
    first = np.r_[True, log.visit[1:] != log.visit[:-1]]
    hours = int(log.arrived[first].max() // 60)
    return {
        way: arrivals.fit(
            np.bincount(
                (log.arrived[first & (log.way == kind)] // 60).astype(np.int64),
                minlength=hours + 1,
            )[:hours].astype(float),
            log.first,
            id="-".join(way),
        )
        for kind, way in enumerate(log.ways)
    }


def _site(  # noqa: PLR0913 - the parts of a site
    name: str,
    zone: str,
    log: StationVisits,
    times: Mapping[str, ServiceFit],
    duty: Mapping[str, Ints],
    legs: Mapping[tuple[str, str], tuple[LegFit, ...]],
) -> Site:
    directions, classes = (dict.fromkeys(way[i] for way in log.ways) for i in (0, 1))
    return Site(
        id=name,
        name=name,
        time_zone=zone,
        directions=tuple(Direction(id=one, name=one) for one in directions),
        classes=tuple(TruckClass(id=one, name=one, priority=0) for one in classes),
        pools=tuple(
            Pool(id=one, name=one, rule="finish", shifts=shifts(duty[one])) for one in log.stations
        ),
        stations=tuple(
            Station(id=one, name=one, side="", pool=one, services=(_service(times[one]),))
            for one in log.stations
        ),
        routes=tuple(
            Route(direction=way, classes=(of,), legs=tuple(one.leg for one in legs[way, of]))
            for way, of in log.ways
        ),
    )


def _service(found: ServiceFit) -> Service:
    made = found.distribution
    return Service(**{one.name: getattr(made, one.name) for one in fields(Distribution)})


def _demand(site: str, rates: Mapping[tuple[str, str], arrivals.Fit]) -> Demand:
    return Demand(
        id="fitted",
        site=site,
        profiles=tuple(one.profile for one in rates.values()),
        flows=tuple(
            Flow(
                direction=direction,
                truck_class=of,
                kind="transit",
                trucks_per_day=one.trucks_per_day,
                profile=one.profile.id,
            )
            for (direction, of), one in rates.items()
        ),
    )
