"""What would be different: changes to a site and to what comes to it."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from goldenbridge.language.cells import cell, specs
from goldenbridge.site.demand import Demand, Flow
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift, Station

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChange(Shift):
    """A shift of the new plan of a pool; all of them together replace its shifts."""

    pool: str = cell("id", "pool", example="officers", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceChange(Service):
    """A new duration at a station for the same classes."""

    station: str = cell("id", "station", example="documents", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StationChange:
    """New lanes or places of a station; what is empty stays."""

    station: str = cell("id", "station", example="documents", required=True)
    lanes: int | None = cell("whole", "most trucks served at once", example="6")
    places: int | None = cell("whole", "waiting places", example="40")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandChange:
    """A factor on flows; what is empty means all."""

    direction: str = cell("id", "direction", example="to-kz")
    truck_class: str = cell("id", "class", example="general")
    kind: str = cell("text", "kind of flow", example="transit")
    factor: float = cell("figure", "factor on the trucks", example="1.76", required=True)

    def touches(self, flow: Flow) -> bool:
        """Whether the factor is for `flow`."""
        wanted = (self.direction, self.truck_class, self.kind)
        found = (flow.direction, flow.truck_class, flow.kind)
        return all(not w or w == f for w, f in zip(wanted, found, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named set of changes to one site."""

    id: str = cell("id", "short code", example="four-more-officers", required=True)
    site: str = cell("id", "site it is for", example="karasu", required=True)
    title: str = cell("text", "title", example="Four more officers by day", required=True)
    note: str = cell("text", "what a reader should know", example="")
    in_brief: bool = cell("yes_no", "whether the brief shows it", example="true")
    staff: tuple[StaffChange, ...] = field(default=(), metadata={"table": StaffChange})
    services: tuple[ServiceChange, ...] = field(default=(), metadata={"table": ServiceChange})
    stations: tuple[StationChange, ...] = field(default=(), metadata={"table": StationChange})
    demand: tuple[DemandChange, ...] = field(default=(), metadata={"table": DemandChange})

    def of(self, site: Site, demand: Demand) -> tuple[Site, Demand]:
        """`site` and `demand` as they would be; KeyError for a pool or station they lack."""
        for pool in dict.fromkeys(change.pool for change in self.staff):
            rows = [change for change in self.staff if change.pool == pool]
            shifts = tuple(_plain(Shift, row) for row in rows)
            site = site.with_pool(replace(site.pool(pool), shifts=shifts))
        for change in self.services:
            site = site.with_station(_with_service(site.station(change.station), change))
        for new in self.stations:
            station = site.station(new.station)
            lanes = station.lanes if new.lanes is None else new.lanes
            places = station.places if new.places is None else new.places
            site = site.with_station(replace(station, lanes=lanes, places=places))
        flows = tuple(self._scaled(flow) for flow in demand.flows)
        return site, replace(demand, flows=flows)

    def _scaled(self, flow: Flow) -> Flow:
        trucks = flow.trucks_per_day
        for change in self.demand:
            trucks *= change.factor if change.touches(flow) else 1.0
        return replace(flow, trucks_per_day=trucks)


def _with_service(station: Station, change: ServiceChange) -> Station:
    kept = tuple(s for s in station.services if set(s.classes) != set(change.classes))
    return replace(station, services=(*kept, _plain(Service, change)))


def _plain(record: type[Record], row: Record) -> Record:
    """The part of `row` that is a `record`."""
    values = {name: getattr(row, name) for name in specs(record)}
    return record(**values)
