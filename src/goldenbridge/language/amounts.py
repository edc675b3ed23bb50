"""Amounts of money as press texts print them, misprints included."""

import re
from dataclasses import dataclass

from goldenbridge.errors import CellError

_SCALES = {
    "": 1.0,
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_AMOUNT = re.compile(
    r"(?P<sign>\$|USD)?\s*(?P<number>\d[\d.,]*)\s*(?P<scale>[a-z]*)(?P<after> (?:US )?dollars)?"
)
_THREES = re.compile(r"\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Amount:
    """US dollars read from a text; `doubt` says what had to be decided, empty if nothing."""

    usd: float
    doubt: str


def read_amount(text: str) -> Amount:
    """Read "$1.7 billion" as 1.7e9 dollars.

    A comma before three digits together with a word of scale from "billion" up is a decimal comma
    printed as a group separator: "$1,340 billion" is 1.340 billion, and flagged. Raises CellError
    on anything that is no amount of dollars.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or match["scale"] not in _SCALES or not (match["sign"] or match["after"]):
        raise CellError(
            repr(text), "an amount of dollars such as $1.7 billion or 940 million dollars"
        )
    number, scale = match["number"], _SCALES[match["scale"]]
    if "," not in number:
        return Amount(_plain(number, text) * scale, "")
    if _THREES.fullmatch(number) and scale < _SCALES["billion"]:
        return Amount(_plain(number.replace(",", ""), text) * scale, "")
    if number.count(",") > 1 or "." in number:
        return Amount(_plain(number.replace(",", ""), text) * scale, "")
    point = number.replace(",", ".")
    return Amount(_plain(point, text) * scale, f"decimal comma: {number} read as {point}")


def _plain(number: str, text: str) -> float:
    try:
        return float(number)
    except ValueError:
        raise CellError(repr(text), "one number, as in $1.7 billion") from None
