"""Which stations a truck passes, in which order."""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell

IN, OUT = "in", "out"
"""Where every route begins and ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A step of a route; the shares of the legs after one station sum to 1."""

    after: str = cell(
        "id", "station left, `in` for trucks that arrive", example="gate", required=True
    )
    to: str = cell(
        "id", "station entered, `out` for trucks that are through", example="weigh", required=True
    )
    share: float | None = cell(
        "figure", "share of the trucks that take it, 1 when empty", example="0.15"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of some trucks through the site; a leg may lead back (rework)."""

    direction: str = cell("id", "direction it is for", example="to-kz", required=True)
    classes: tuple[str, ...] = cell(
        "ids", "classes it is for; every class without its own when empty", example='["empty"]'
    )
    legs: tuple[Leg, ...] = field(default=(), metadata={"table": Leg})
