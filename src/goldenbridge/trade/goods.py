"""What two states sell each other, by commodity and direction, as blocks of `border.toml`.

Every number is named by the id of a figure, so that its range and its source travel with it.
"""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell

SECTORS = ("energy", "agriculture", "textiles", "construction", "machinery", "other")
"""The sectors in which states plan their trade; agriculture holds food, construction materials."""
RESTS = ("rail", "line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """Goods of one kind that go one way."""

    id: str = cell("id", "short code", example="food-north", required=True)
    sector: str = cell(
        "choice",
        "sector the plans speak of",
        example="agriculture",
        required=True,
        choices=SECTORS,
    )
    direction: str = cell("id", "direction", example="to-kz", required=True)
    share: str = cell(
        "id",
        "share of the value that goes in this direction",
        example="share-food-north",
        required=True,
        refers="figure",
    )
    usd_per_tonne: str = cell("id", "USD a tonne", example="price-food-north", refers="figure")
    tonnes_per_truck: str = cell(
        "id", "tonnes on a loaded truck", example="payload-full", refers="figure"
    )
    road: str = cell(
        "id", "share of its value by road; none when empty", example="road-food", refers="figure"
    )
    rest: str = cell(
        "choice",
        "what carries what does not go by road; a line is a wire or a pipe",
        example="rail",
        required=True,
        choices=RESTS,
    )
    months: tuple[float, ...] = cell(
        "numbers", "12 weights from January; even when empty", example=str([1] * 12)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One direction: its part of the turnover, and what passes from and to third countries."""

    direction: str = cell("id", "direction", example="to-kz", required=True)
    share: str = cell(
        "id", "share of the turnover; the rest when empty", example="north-share", refers="figure"
    )
    transit: str = cell(
        "id",
        "loaded transit trucks on the average day of a year; none when empty",
        example="transit-north",
        refers="figure",
    )
    months: tuple[float, ...] = cell(
        "numbers", "12 weights of transit from January; even when empty", example=str([1] * 12)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """How trade between two states becomes trucks over all their road crossings."""

    id: str = cell("id", "short code", example="all-points", required=True)
    loaded_both_ways: str = cell(
        "id",
        "share of the trucks of the lesser loaded flow that are loaded both ways",
        example="loaded-both-ways",
        required=True,
        refers="figure",
    )
    crossings: tuple[str, ...] = cell(
        "ids", "sites between which trucks choose; none when empty", example='["old-bridge"]'
    )
    choice_per_hour: str = cell(
        "id",
        "how much an hour less draws trucks to a crossing: fall of the log of the odds an hour",
        example="choice-per-hour",
        refers="figure",
    )
    ways: tuple[Way, ...] = field(default=(), metadata={"table": Way})
