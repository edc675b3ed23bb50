"""What figures with units are worth in dollars."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenbridge.errors import DesignError
from goldenbridge.site.designs import Design
from goldenbridge.site.figures import Figure

_SCALES = {"": 1.0, "k": 1e3, "mn": 1e6, "bn": 1e9}
_MONEY = re.compile(r"(?:(k|mn|bn) )?([^\W\d]+)\b")


@dataclass(frozen=True, slots=True)
class Prices:
    """The figures of a design by id; money is in USD whatever its unit says."""

    values: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        """The value of a figure; 0 for an empty name."""
        return self.values[name] if name else 0.0


def prices(design: Design, figures: Iterable[Figure]) -> Prices:
    """The values of `figures`, those in money turned into USD at the rate of `design`."""
    known = {figure.id: figure for figure in figures}
    rate = known.get(design.rate)
    return Prices({name: f.value * dollars(f.unit, rate) for name, f in known.items()})


def dollars(unit: str, rate: Figure | None) -> float:
    """What one of `unit` is in USD ("mn USD", "USD a truck", "bn tenge"); 1 where it is no money.

    `rate` says what a dollar costs, as in "tenge a USD".
    """
    found = _MONEY.match(unit)
    if found is None or not is_money(unit, rate):
        return 1.0
    scale = _SCALES[found[1] or ""]
    return scale if found[2] == "USD" or rate is None else scale / rate.value


def is_money(unit: str, rate: Figure | None) -> bool:
    """Whether a unit is USD or the money of `rate`."""
    found = _MONEY.match(unit)
    local = rate is not None and unit != rate.unit and rate.unit.split(" ")[0]
    return found is not None and found[2] in {"USD", local}


def budget_usd(text: str, rate: Figure | None) -> float:
    """An amount such as "30 bn tenge" or "68 mn USD" in USD.

    Raises DesignError for what is no amount, a money nobody gives a rate for, or nothing at all.
    """
    local = rate.unit.split(" ")[0] if rate is not None else ""
    allowed = "an amount above 0, such as 68 mn USD" + (f" or 30 bn {local}" if local else "")
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(k|mn|bn)?\s*([^\W\d]+)\s*", text)
    if found is None or found[3] not in {"USD", local} or float(found[1]) <= 0:
        raise DesignError(f"--budget: found {text!r}; allowed: {allowed}")
    unit = f"{found[2]} {found[3]}" if found[2] else found[3]
    return float(found[1]) * dollars(unit, rate)


def annuity(usd: float, years: int, discount: float) -> float:
    """The even yearly payment that `usd` costs over `years` at `discount` a year."""
    if discount == 0:
        return usd / years
    return usd * discount / (1 - (1 + discount) ** -years)
