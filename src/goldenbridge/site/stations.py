"""Who works where: classes of truck, staff, stations, yards and closures."""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell
from goldenbridge.language.periods import Period
from goldenbridge.site.distributions import Distribution, Service

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One way through the site."""

    id: str = cell("id", "short code", example="to-kz", required=True)
    name: str = cell("text", "name", example="into Kazakhstan", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckClass:
    """Trucks that are treated alike."""

    id: str = cell("id", "short code", example="perishable", required=True)
    name: str = cell("text", "name", example="Perishable goods", required=True)
    priority: int = cell(
        "whole", "rank in queues that go by priority, 0 first", example="0", required=True
    )
    promise_min: float | None = cell(
        "figure", "the service promise: minutes from arrival to exit", example="120"
    )
    patience: tuple[Distribution, ...] = field(default=(), metadata={"table": Distribution})
    """At most one: how long a truck waits at a station before it turns back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Staff on duty at certain hours; shifts that overlap add up."""

    days: tuple[str, ...] = cell(
        "ids", "mon tue wed thu fri sat sun; every day when empty", example='["sat", "sun"]'
    )
    from_h: float = cell("number", "hour it starts, local time", example="8", required=True)
    to_h: float = cell(
        "number", "hour it ends; not above from_h means the next day", example="20", required=True
    )
    staff: float = cell("figure", "officers or lanes manned", example="4", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Staff; several stations may share it."""

    id: str = cell("id", "short code", example="officers", required=True)
    name: str = cell("text", "name", example="Customs officers")
    rule: str = cell(
        "choice",
        "at the end of a shift the officer finishes the truck in hand, or hands it over: "
        "where fewer follow, the truck waits and is resumed",
        example="finish",
        required=True,
        choices=("finish", "hand-over"),
    )
    shifts: tuple[Shift, ...] = field(default=(), metadata={"table": Shift})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """The turns of a group of classes at a station that serves by quotas."""

    classes: tuple[str, ...] = cell(
        "ids", "classes that form one line", example='["perishable"]', required=True
    )
    weight: int = cell("whole", "trucks a turn, such as 5 in 1:1:1:5", example="5", required=True)
    out_of_turn_per_day: int | None = cell(
        "whole", "trucks a day served before all turns", example="20"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """Where something is done to a truck."""

    id: str = cell("id", "short code", example="documents", required=True)
    name: str = cell("text", "name", example="Document check", required=True)
    side: str = cell("id", "party on whose side it is", example="KZ", refers="party")
    pool: str = cell("id", "pool whose staff works here", example="officers", required=True)
    lanes: int | None = cell(
        "whole", "most trucks served at once; as many as there is staff when empty", example="4"
    )
    places: int | None = cell(
        "whole", "waiting places besides the lanes; unlimited when empty", example="20"
    )
    full: str = cell(
        "choice",
        "when there is no place: balk (the truck turns back) or block (it stays where it is, in "
        "its lane at the station before or on the road)",
        example="block",
        choices=("balk", "block"),
    )
    order: str = cell(
        "choice",
        "who is next: priority (of the class, then as they came; the default) or quota",
        example="priority",
        choices=("priority", "quota"),
    )
    batch: int | None = cell("whole", "trucks served together as a convoy", example="10")
    batch_wait_min: float | None = cell(
        "figure", "longest wait of the first truck for the convoy to fill", example="60"
    )
    services: tuple[Service, ...] = field(default=(), metadata={"table": Service})
    quotas: tuple[Quota, ...] = field(default=(), metadata={"table": Quota})

    def service(self, truck_class: str) -> Service:
        """How long `truck_class` takes here; KeyError where the station does not say."""
        own = [one for one in self.services if truck_class in one.classes]
        for one in own or [one for one in self.services if not one.classes]:
            return one
        raise KeyError(truck_class)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yard:
    """A limit on the trucks inside some stations, waiting or served."""

    id: str = cell("id", "short code", example="terminal", required=True)
    name: str = cell("text", "name", example="Terminal yard")
    stations: tuple[str, ...] = cell(
        "ids", "the stations inside", example='["weigh", "documents"]', required=True
    )
    trucks: float = cell("figure", "most trucks inside", example="250", required=True)
    full: str = cell(
        "choice",
        "when it is full: balk (the truck turns back) or block (it waits before the yard)",
        example="block",
        required=True,
        choices=("balk", "block"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """When stations or pools do not work.

    What closes by plan lets go of trucks as the rule of the pool says; an outage interrupts.
    """

    id: str = cell("id", "short code", example="night", required=True)
    kind: str = cell(
        "choice",
        "every week, on dates, or at random",
        example="weekly",
        required=True,
        choices=("weekly", "dates", "outage"),
    )
    stations: tuple[str, ...] = cell("ids", "stations that close", example='["scanner"]')
    pools: tuple[str, ...] = cell("ids", "pools that close", example='["vets"]')
    days: tuple[str, ...] = cell(
        "ids", "weekly: days it starts on; every day when empty", example='["sun"]'
    )
    from_h: float | None = cell("number", "weekly: hour it starts", example="22")
    to_h: float | None = cell(
        "number", "weekly: hour it ends; not above from_h means the next day", example="6"
    )
    dates: Period | None = cell("period", "dates: first and last day", example="2026-03-21")
    mean_between_h: float | None = cell(
        "figure", "outage: mean hours from the end of one to the next", example="400"
    )
    mean_length_h: float | None = cell("figure", "outage: mean hours it lasts", example="3")
