"""What power is worth to a side, and what the sides give each other for water."""

from dataclasses import dataclass, field

from goldenbridge.language.cells import cell
from goldenbridge.nexus.water import MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A state of the basin and its power by month.

    What it can buy and sell stands for its other plants and neighbours; a side without any power
    field trades none.
    """

    id: str = cell("id", "short code", example="KG", required=True)
    name: str = cell("text", "name", example="Kyrgyzstan", required=True)
    optional: bool = cell("yes_no", "whether it sits at the table only if asked", example="false")
    demand_gwh: tuple[float, ...] = cell(
        "numbers", "demand by month from January, GWh", example=str([1000] * MONTHS)
    )
    other_gwh: tuple[float, ...] = cell(
        "numbers", "other own generation by month from January, GWh", example=str([300] * MONTHS)
    )
    buys_usd_mwh: float | None = cell("figure", "price it buys at, USD/MWh", example="30")
    buys_gwh: float | None = cell("figure", "most it buys in a month, GWh", example="600")
    sells_usd_mwh: float | None = cell("figure", "price it sells at, USD/MWh", example="24")
    sells_gwh: float | None = cell("figure", "most it sells in a month, GWh", example="150")
    lost_usd_mwh: float | None = cell("figure", "cost of unserved power, USD/MWh", example="300")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuel:
    """Fuel given in the place of power."""

    id: str = cell("id", "short code", example="coal", required=True)
    name: str = cell("text", "name", example="Coal", required=True)
    unit: str = cell("text", "unit", example="kt", required=True)
    gwh_per_unit: float = cell("figure", "power it makes, GWh/unit", example="1.2", required=True)
    usd_per_unit: float = cell(
        "figure", "cost to the giver, USD/unit", example="4e4", required=True
    )
    most: float = cell("figure", "most in a month, in its unit", example="100", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Power out with the summer water, power or fuel back in winter."""

    id: str = cell("id", "short code", example="kg-kz", required=True)
    giver: str = cell("id", "side that gives first", example="KG", required=True)
    taker: str = cell("id", "side that gives back", example="KZ", required=True)
    coefficient: float = cell("figure", "GWh back for a GWh out", example="1.3", required=True)
    out_months: tuple[float, ...] = cell(
        "numbers", "months of giving, 1 to 12", example="[4, 5, 6, 7, 8, 9]", required=True
    )
    back_months: tuple[float, ...] = cell(
        "numbers", "months of giving back", example="[10, 11, 12, 1, 2, 3]", required=True
    )
    line_gwh: float = cell(
        "figure", "most the line carries in a month, GWh", example="300", required=True
    )
    loss: float | None = cell("figure", "share lost on the line, 0 when empty", example="0.02")
    term_years: int = cell("whole", "years within which it is settled", example="1", required=True)
    balance_gwh: float | None = cell(
        "figure", "owed to the giver at the start, GWh; negative where it owes", example="0"
    )
    fuels: tuple[Fuel, ...] = field(default=(), metadata={"table": Fuel})
