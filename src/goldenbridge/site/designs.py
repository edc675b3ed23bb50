"""What could be built at a site, what it costs and earns, as blocks of `design.toml`.

Money is named by the id of a figure of `border.toml`, so that its range and source travel with it.
"""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell

OWNERS = ("company", "state")
"""Who builds and pays: the company that manages the complex, or the states."""
PER = ("truck", "visit", "rent")
Span = tuple[float, float]
"""From and to, hours of the day; `to` not above `from` means the next day."""


def length(span: Span) -> float:
    """Hours of a post."""
    start, end = span
    return end - start if end > start else end - start + 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Hours of the day for which a number of open units is to be chosen: one legal shift."""

    from_h: float = cell("number", "hour it starts, local time", example="8", required=True)
    to_h: float = cell(
        "number", "hour it ends; not above from_h means the next day", example="20", required=True
    )
    least: int = cell("whole", "fewest open", example="1", required=True)
    most: int = cell("whole", "most open", example="6", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Units of one pool: lanes, scanners, docks or desks, with those who work at them."""

    pool: str = cell("id", "pool of the site", example="officers", required=True)
    kind: str = cell(
        "choice",
        "what a unit is",
        example="desk",
        required=True,
        choices=("lane", "scanner", "bay", "dock", "cold", "plot", "desk"),
    )
    owner: str = cell("choice", "who pays", example="state", required=True, choices=OWNERS)
    unit_cost: str = cell("id", "cost to build one", example="desk-cost", refers="figure")
    life_years: int = cell("whole", "years it lasts", example="20", required=True)
    crew: int = cell("whole", "people at each open unit", example="1", required=True)
    pay: str = cell("id", "pay of one of them a year", example="officer-year", refers="figure")
    area_m2: float = cell("number", "ground of one unit, m²", example="90", required=True)
    posts: tuple[Post, ...] = field(default=(), metadata={"table": Post})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Room in a yard, chosen in steps."""

    yard: str = cell("id", "yard of the site", example="terminal", required=True)
    owner: str = cell("choice", "who pays", example="company", required=True, choices=OWNERS)
    least: int = cell("whole", "fewest places", example="50", required=True)
    most: int = cell("whole", "most places", example="250", required=True)
    step: int = cell("whole", "places in a step", example="50", required=True)
    unit_cost: str = cell("id", "cost of one place", example="place-cost", refers="figure")
    life_years: int = cell("whole", "years it lasts", example="20", required=True)
    area_m2: float = cell("number", "ground of one place, m²", example="110", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """Appointments that could be given: trucks that book come evenly instead of as they like."""

    direction: str = cell("id", "direction", example="to-kz", required=True)
    truck_class: str = cell("id", "class", example="general", required=True)
    from_h: float = cell("number", "hour of the first slots", example="0", required=True)
    to_h: float = cell("number", "hour after the last slots", example="24", required=True)
    choices: tuple[float, ...] = cell(
        "numbers", "slots an hour to choose from, 0 for no book", example="[0, 1]", required=True
    )
    no_show: str = cell("id", "share that never comes", example="no-show", refers="figure")
    late: str = cell("id", "mean minutes after the slot", example="slot-late", refers="figure")
    spread: str = cell("id", "its standard deviation", example="slot-spread", refers="figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What every design needs, whatever else is chosen: roads, networks, halls."""

    id: str = cell("id", "short code", example="networks", required=True)
    title: str = cell("text", "title", example="Roads, fence, networks", required=True)
    owner: str = cell("choice", "who pays", example="company", required=True, choices=OWNERS)
    cost: str = cell("id", "cost of one", example="network-cost", required=True, refers="figure")
    quantity: str = cell("id", "how many", example="complex-land", refers="figure")
    life_years: int = cell("whole", "years it lasts", example="30", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What the company is paid for."""

    id: str = cell("id", "short code", example="entry", required=True)
    title: str = cell("text", "title", example="Entry of a truck", required=True)
    per: str = cell(
        "choice",
        "a truck that comes, a visit to a station, or a quantity let for a year",
        example="truck",
        required=True,
        choices=PER,
    )
    station: str = cell("id", "station of a visit", example="documents")
    amount: str = cell("id", "what is paid", example="entry-fee", required=True, refers="figure")
    quantity: str = cell("id", "what is let", example="halls-m2", refers="figure")
    occupancy: str = cell("id", "share of it that is let", example="let-share", refers="figure")
    ramp_years: int | None = cell(
        "whole", "years until it is let as far as that, evenly; at once when empty", example="4"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """A crossing at which trucks save time because the site is there."""

    scenario: str = cell(
        "id",
        "border scenario in which the site is there",
        example="busier",
        required=True,
        refers="border scenario",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What is to be designed: the site, its promise, what can be chosen and the money."""

    id: str = cell("id", "short code", example="bridge", required=True)
    site: str = cell("id", "site it is for", example="old-bridge", required=True)
    title: str = cell("text", "title", example="The bridge of 2030", required=True)
    note: str = cell("text", "what a reader should know", example="")
    demand: str = cell("id", "demand it is made for", example="today", required=True)
    promise: str = cell(
        "text",
        "the service promise: share through in time, hours, hours of a class, share turned away",
        example="95%, 4h, perishable 2h, turned away 1%",
        required=True,
    )
    budget: str = cell("id", "most money to build it", example="budget", refers="figure")
    rate: str = cell(
        "id", "what a dollar costs in the money of the budget", example="rate", refers="figure"
    )
    week_h: float = cell("number", "hours a person works a week", example="40", required=True)
    rest_h: float = cell("number", "hours of rest between shifts", example="11", required=True)
    days_in_a_row: int = cell("whole", "most days worked in a row", example="6", required=True)
    absence: str = cell("id", "share of time on leave or ill", example="absence", refers="figure")
    discount: str = cell(
        "id", "real rate of discount a year", example="discount", required=True, refers="figure"
    )
    upkeep: str = cell(
        "id", "upkeep a year, share of what was built", example="upkeep", refers="figure"
    )
    tax: str = cell("id", "tax on the profit", example="profit-tax", refers="figure")
    overhead: str = cell(
        "id", "what the company spends besides, a year", example="overhead", refers="figure"
    )
    truck_hour: str = cell("id", "an hour of a truck", example="truck-hour", refers="figure")
    loss_borne: str = cell(
        "id", "probability of a loss a bidder bears", example="loss-borne", refers="figure"
    )
    opens: int = cell("whole", "first year of work", example="2027", required=True)
    years: int = cell("whole", "years the company has it for", example="25", required=True)
    phases: tuple[float, ...] = cell(
        "numbers", "years in which it may grow", example="[2026, 2028, 2030]", required=True
    )
    resources: tuple[Resource, ...] = field(default=(), metadata={"table": Resource})
    grounds: tuple[Ground, ...] = field(default=(), metadata={"table": Ground})
    slots: tuple[Slots, ...] = field(default=(), metadata={"table": Slots})
    parts: tuple[Part, ...] = field(default=(), metadata={"table": Part})
    fees: tuple[Fee, ...] = field(default=(), metadata={"table": Fee})
    reliefs: tuple[Relief, ...] = field(default=(), metadata={"table": Relief})
