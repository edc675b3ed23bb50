"""Units and the conversions between them; nothing is converted unless asked for by name."""

from goldenbridge.errors import UnitError

# unit -> (dimension, how many of the dimension's base unit it is)
UNITS: dict[str, tuple[str, float]] = {
    "USD": ("US dollars", 1.0),
    "USD k": ("US dollars", 1e3),
    "USD mn": ("US dollars", 1e6),
    "USD bn": ("US dollars", 1e9),
    "bn tenge": ("tenge", 1e9),
    "mn som": ("som", 1e6),
    "t": ("mass", 1.0),
    "kt": ("mass", 1e3),
    "mt": ("mass", 1e6),
    "mn m3": ("volume", 1e6),
    "km3": ("volume", 1e9),
    "bcm": ("volume", 1e9),
    "mn kWh": ("energy", 1.0),
    "GWh": ("energy", 1.0),
    "TWh": ("energy", 1e3),
    "km": ("length", 1.0),
    "ha": ("area", 1.0),
    "km2": ("area", 100.0),
    "%": ("share", 1.0),
    "m3/s": ("flow", 1.0),
    "MW": ("power", 1.0),
    "hours": ("time", 1.0),
    "kt a month": ("mass a month", 1.0),
    "trucks an hour": ("trucks an hour", 1.0),
    "trucks": ("trucks", 1.0),
    "mn people": ("people", 1e6),
}


def convert(value: float, unit: str, to: str) -> float:
    """`value` in `unit`, expressed in `to`.

    Raises UnitError when a unit is unknown or the two measure different things.
    """
    if unit == to:
        return value
    for name in (unit, to):
        if name not in UNITS:
            raise UnitError(f"unit: found {name!r}; allowed: {', '.join(UNITS)}")
    (dimension, size), (target_dimension, target_size) = UNITS[unit], UNITS[to]
    if dimension != target_dimension:
        raise UnitError(
            f"unit: found {unit!r} ({dimension}) where {to!r} ({target_dimension}) is asked for; "
            f"allowed: {', '.join(u for u, (d, _) in UNITS.items() if d == target_dimension)}"
        )
    return value * (size / target_size)
