"""How many trucks pass each leg of a site on an average day."""

import numpy as np

from goldenbridge.site.demand import Book, Demand, Flow
from goldenbridge.site.routes import IN, Route
from goldenbridge.site.site import Site

_DAYS = 7


def traffic(site: Site, demand: Demand, direction: str) -> dict[tuple[str, str], float]:
    """Trucks a day on each leg (after, to) of `direction`, when all that come go through.

    The traffic equations of an open network (Jackson 1957): what passes a station is what comes
    from outside and, by the shares of the legs, from the other stations.
    """
    found: dict[tuple[str, str], float] = {}
    for truck_class in site.classes:
        route = site.route(direction, truck_class.id)
        entering = entering_per_day(demand, direction, truck_class.id)
        if route is None or not entering:
            continue
        for leg, trucks in along(route, entering).items():
            found[leg] = found.get(leg, 0.0) + trucks
    return found


def entering_per_day(demand: Demand, direction: str, truck_class: str) -> float:
    """Trucks of a class that come in a direction on an average day, booked ones who do come too."""

    def mine(one: Flow | Book) -> bool:
        return (one.direction, one.truck_class) == (direction, truck_class)

    booked = (
        book.slots_per_h * _hours(book) * (1 - (book.no_show or 0.0)) * (len(book.days) or _DAYS)
        for book in demand.books
        if mine(book)
    )
    return sum(f.trucks_per_day for f in demand.flows if mine(f)) + sum(booked) / _DAYS


def _hours(book: Book) -> float:
    return book.to_h - book.from_h + (24 if book.to_h <= book.from_h else 0)


def along(route: Route, entering: float) -> dict[tuple[str, str], float]:
    """Trucks on each leg (after, to) of `route` when `entering` come; a loop counts each pass."""
    shares = {(leg.after, leg.to): 1.0 if leg.share is None else leg.share for leg in route.legs}
    places = [IN, *dict.fromkeys(after for after, _ in shares if after != IN)]
    at = {place: n for n, place in enumerate(places)}
    matrix = np.eye(len(places))
    for (after, to), share in shares.items():
        if to in at:
            matrix[at[to], at[after]] -= share
    source = np.zeros(len(places))
    source[0] = entering
    passing = np.linalg.solve(matrix, source)
    return {leg: float(passing[at[leg[0]]]) * share for leg, share in shares.items()}
