"""Where water stands, comes from and is needed: reservoirs, inflows, needs and crops."""

from dataclasses import dataclass

from goldenbridge.language.cells import cell

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservoir:
    """A reservoir and its plant; the fields below it take from what it lets go."""

    id: str = cell("id", "short code", example="toktogul", required=True)
    name: str = cell("text", "name", example="Toktogul", required=True)
    side: str = cell("id", "whose it is", example="KG", required=True)
    to: str = cell("id", "next reservoir of the basin; none when empty", example="kurpsai")
    full_mm3: float = cell("figure", "volume when full, Mm³", example="19500", required=True)
    dead_mm3: float = cell(
        "figure", "volume it may not fall below, Mm³", example="0", required=True
    )
    start_mm3: float = cell("figure", "volume at the start, Mm³", example="8500", required=True)
    end_mm3: float | None = cell(
        "figure", "volume at the end at least, Mm³; left to its value when empty", example="8500"
    )
    volumes_mm3: tuple[float, ...] = cell(
        "numbers", "volumes of the curves below, rising, Mm³", example="[5500, 10876, 19500]"
    )
    areas_km2: tuple[float, ...] = cell(
        "numbers", "surface at these volumes, km²", example="[171, 214, 284]"
    )
    heads_m: tuple[float, ...] = cell(
        "numbers", "head at these volumes, m; no plant when empty", example="[119, 147, 182]"
    )
    evaporation_mm: tuple[float, ...] = cell(
        "numbers", "evaporation less rain by month from January, mm", example=str([0] * MONTHS)
    )
    turbine_m3s: float | None = cell("figure", "most the turbines take, m³/s", example="1100")
    efficiency: float | None = cell("figure", "of the plant", example="0.87")
    cascade_kwh_m3: float | None = cell(
        "figure", "energy of the plants below for what is turbined, kWh/m³", example="0.5"
    )
    least_m3s: tuple[float, ...] = cell(
        "numbers", "least release by month from January, m³/s", example=str([100] * MONTHS)
    )
    most_m3s: tuple[float, ...] = cell(
        "numbers", "most release by month from January, m³/s", example=str([900] * MONTHS)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """Water that comes to a reservoir or joins below it, by season."""

    at: str = cell("id", "reservoir", example="toktogul", required=True)
    below: bool = cell("yes_no", "whether it joins below the dam", example="false")
    summer_mm3: float = cell("figure", "April to September, Mm³", example="9310", required=True)
    winter_mm3: float = cell("figure", "October to March, Mm³", example="2990", required=True)
    months: tuple[float, ...] = cell(
        "numbers",
        "12 weights from January; only ratios inside a season matter; even when empty",
        example=str([1] * MONTHS),
    )
    cv: float = cell("figure", "spread of the year: deviation / mean", example="0.2", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Water that must be given: towns, rivers, canals under an obligation."""

    id: str = cell("id", "short code", example="towns", required=True)
    side: str = cell("id", "whose need", example="KZ", required=True)
    below: str = cell("id", "reservoir it is below", example="toktogul", required=True)
    mm3: tuple[float, ...] = cell(
        "numbers", "by month from January, Mm³", example=str([1] * MONTHS), required=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A crop below a reservoir: what it needs, and what it yields when it gets it."""

    id: str = cell("id", "short code", example="cotton", required=True)
    name: str = cell("text", "name", example="Cotton", required=True)
    side: str = cell("id", "whose fields", example="KZ", required=True)
    below: str = cell("id", "reservoir it is below", example="toktogul", required=True)
    area_ha: float = cell("figure", "area, ha", example="40000", required=True)
    norm_m3_ha: float = cell(
        "figure", "water for a full yield, m³/ha", example="8120", required=True
    )
    months: tuple[float, ...] = cell(
        "numbers", "12 weights of that water from January", example=str([1] * MONTHS), required=True
    )
    yield_t_ha: float = cell("figure", "full yield, t/ha", example="3.7", required=True)
    ky: float = cell(
        "figure",
        "yield response: relative loss of yield / relative shortage of water",
        example="0.85",
        required=True,
    )
    usd_t: float = cell(
        "figure", "what a tonne earns after the other costs, USD", example="250", required=True
    )
    export_share: float | None = cell("figure", "share that is exported", example="0.3")
    harvest: tuple[float, ...] = cell(
        "numbers", "12 weights of its sales from January", example=str([1] * MONTHS)
    )
    good: str = cell(
        "id",
        "goods of border.toml among which its exports cross to the neighbour; none when empty",
        example="food-north",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A side's share of the usable flow below a reservoir."""

    side: str = cell("id", "side", example="KZ", required=True)
    below: str = cell("id", "reservoir", example="toktogul", required=True)
    share: float = cell("figure", "share", example="0.42", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A time of year in which a crop may be barred at the border."""

    crop: str = cell("id", "crop", example="potato", required=True)
    months: tuple[float, ...] = cell(
        "numbers", "months it may be barred in, 1 to 12", example="[2, 3, 4, 5]", required=True
    )
    probability: float = cell(
        "figure", "probability that it is barred in such a month", example="0.05", required=True
    )
