"""Which share of the trucks is sent to a station, such as an inspection, and another share."""

from dataclasses import replace

from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand
from goldenbridge.site.routes import IN, Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.traffic import traffic

MOST = 0.95
"""The largest share of the trucks leaving one station that `sent` lets go to another."""


def share_sent(site: Site, demand: Demand, station: str) -> float:
    """Trucks a day that are sent to `station`, over those that come in its directions; 0 to 1."""
    come = sent_there = 0.0
    for direction in site.directions:
        legs = traffic(site, demand, direction.id)
        there = sum(trucks for (_, to), trucks in legs.items() if to == station)
        if there:
            sent_there += there
            come += sum(trucks for (after, _), trucks in legs.items() if after == IN)
    return sent_there / come if come else 0.0


def largest_share(site: Site, station: str) -> float:
    """The largest share of the trucks that leave some station for `station`; 0 where none does."""
    legs = (leg for route in site.routes for leg in route.legs if leg.to == station)
    return max((_share(leg) for leg in legs), default=0.0)


def sent(site: Site, station: str, factor: float) -> Site:
    """The same site with `factor` times the share of trucks sent to `station` by every route.

    What is sent there more or less is taken from the other ways out of the station before, in
    proportion. Raises SiteError where `factor` is negative or would send more than MOST from
    anywhere.
    """
    largest = largest_share(site, station)
    if not 0 <= factor * largest <= MOST:
        allowed = f"a factor from 0 to {MOST / largest:.3g}" if largest else "a station with legs"
        raise SiteError(
            site.id, (f"share sent to {station}: found {factor:g}; allowed: {allowed}",)
        )
    return replace(site, routes=tuple(_sent(route, station, factor) for route in site.routes))


def _sent(route: Route, station: str, factor: float) -> Route:
    there = {leg.after: _share(leg) for leg in route.legs if leg.to == station}

    def changed(leg: Leg) -> Leg:
        if leg.after not in there:
            return leg
        if leg.to == station:
            return replace(leg, share=_share(leg) * factor)
        old = there[leg.after]
        return replace(leg, share=_share(leg) * (1 - factor * old) / (1 - old))

    return replace(route, legs=tuple(changed(leg) for leg in route.legs))


def _share(leg: Leg) -> float:
    return 1.0 if leg.share is None else leg.share
