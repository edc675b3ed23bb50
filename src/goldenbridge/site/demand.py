"""How many trucks come, of which kind and when."""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell

FLOW_KINDS = ("bilateral", "transit", "empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How arrivals spread over time; only the ratios inside each list matter."""

    id: str = cell("id", "short code", example="daytime", required=True)
    hours: tuple[float, ...] = cell(
        "numbers", "24 weights from midnight; even when empty", example=str([1] * 24)
    )
    weekdays: tuple[float, ...] = cell(
        "numbers", "7 weights from Monday; even when empty", example="[1, 1, 1, 1, 1, 0.8, 0.6]"
    )
    months: tuple[float, ...] = cell(
        "numbers", "12 weights from January; even when empty", example=str([1] * 12)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Trucks that come on their own account."""

    direction: str = cell("id", "direction", example="to-kz", required=True)
    truck_class: str = cell("id", "class", example="general", required=True)
    kind: str = cell(
        "choice",
        "trade of the two states, transit, or empty trucks",
        example="transit",
        required=True,
        choices=FLOW_KINDS,
    )
    trucks_per_day: float = cell(
        "figure", "trucks on the average day of a year", example="120", required=True
    )
    profile: str = cell("id", "profile; even when empty", example="daytime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Appointments: trucks that come by a slot."""

    direction: str = cell("id", "direction", example="to-kz", required=True)
    truck_class: str = cell("id", "class", example="general", required=True)
    kind: str = cell(
        "choice",
        "trade of the two states, transit, or empty trucks",
        example="bilateral",
        required=True,
        choices=FLOW_KINDS,
    )
    days: tuple[str, ...] = cell(
        "ids", "days with slots; every day when empty", example='["mon", "tue"]'
    )
    from_h: float = cell("number", "hour of the first slots", example="0", required=True)
    to_h: float = cell("number", "hour after the last slots", example="24", required=True)
    slots_per_h: float = cell(
        "figure", "slots an hour, evenly spaced (a whole number)", example="30", required=True
    )
    no_show: float | None = cell("figure", "share that never comes, 0 when empty", example="0.1")
    late_min: float | None = cell(
        "figure", "mean minutes after the slot, negative for early, 0 when empty", example="-20"
    )
    spread_min: float | None = cell(
        "figure", "standard deviation of it (normal, cut at four), 0 when empty", example="45"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What comes to a site."""

    id: str = cell("id", "short code", example="today", required=True)
    site: str = cell("id", "site it is for", example="karasu", required=True)
    title: str = cell("text", "title", example="Trucks of 2024")
    note: str = cell("text", "what a reader should know", example="")
    turnover: float | None = cell(
        "figure", "trade of the two states it stands for, USD bn a year", example="1.7"
    )
    profiles: tuple[Profile, ...] = field(default=(), metadata={"table": Profile})
    flows: tuple[Flow, ...] = field(default=(), metadata={"table": Flow})
    books: tuple[Book, ...] = field(default=(), metadata={"table": Book})
