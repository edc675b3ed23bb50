"""A crossing or a complex as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from goldenbridge.language.cells import cell
from goldenbridge.site.routes import Route
from goldenbridge.site.stations import (
    Closure,
    Direction,
    Pool,
    Shift,
    Station,
    TruckClass,
    Yard,
)

ALWAYS = "00-24"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A border crossing point or a logistics complex."""

    id: str = cell("id", "short code", example="karasu", required=True)
    name: str = cell("text", "name", example="Karasu – Ak-Tilek", required=True)
    time_zone: str = cell(
        "text", "IANA name of the local time all hours are in", example="Asia/Almaty", required=True
    )
    note: str = cell("text", "what a reader should know", example="")
    directions: tuple[Direction, ...] = field(default=(), metadata={"table": Direction})
    classes: tuple[TruckClass, ...] = field(default=(), metadata={"table": TruckClass})
    pools: tuple[Pool, ...] = field(default=(), metadata={"table": Pool})
    stations: tuple[Station, ...] = field(default=(), metadata={"table": Station})
    yards: tuple[Yard, ...] = field(default=(), metadata={"table": Yard})
    routes: tuple[Route, ...] = field(default=(), metadata={"table": Route})
    closures: tuple[Closure, ...] = field(default=(), metadata={"table": Closure})

    def station(self, name: str) -> Station:
        """The station with the id `name`; KeyError where there is none."""
        return {station.id: station for station in self.stations}[name]

    def pool(self, name: str) -> Pool:
        """The pool with the id `name`; KeyError where there is none."""
        return {pool.id: pool for pool in self.pools}[name]

    def route(self, direction: str, truck_class: str) -> Route | None:
        """The route of a class in a direction: its own, else the one for every class."""
        ways = [route for route in self.routes if route.direction == direction]
        own = [route for route in ways if truck_class in route.classes]
        return next(iter(own or [route for route in ways if not route.classes]), None)

    def with_staff(self, pool: str, staff: float | Mapping[str, float]) -> "Site":
        """The same site with other staff in `pool`, every day of the week.

        `staff` is one number for all hours or a number for each span of hours, as in
        {"06-14": 9, "14-22": 9, "22-06": 4}. KeyError where there is no such pool.
        """
        spans = staff if isinstance(staff, Mapping) else {ALWAYS: staff}
        shifts = tuple(_shift(span, number) for span, number in spans.items())
        return self.with_pool(replace(self.pool(pool), shifts=shifts))

    def with_pool(self, pool: Pool) -> "Site":
        """The same site with `pool` in the place of the one with its id."""
        self.pool(pool.id)
        return replace(self, pools=tuple(pool if p.id == pool.id else p for p in self.pools))

    def with_station(self, station: Station) -> "Site":
        """The same site with `station` in the place of the one with its id."""
        self.station(station.id)
        stations = tuple(station if s.id == station.id else s for s in self.stations)
        return replace(self, stations=stations)


def _shift(span: str, staff: float) -> Shift:
    start, _, end = span.partition("-")
    return Shift(from_h=float(start), to_h=float(end), staff=staff)
