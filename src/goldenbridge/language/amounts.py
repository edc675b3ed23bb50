"""Amounts of money as press texts print them, misprints included."""

import re
from dataclasses import dataclass

from goldenbridge.errors import CellError
from goldenbridge.language.numerals import read_digits

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
    try:
        value, doubt = read_digits(number, scale)
    except CellError:
        raise CellError(repr(text), "one number, as in $1.7 billion") from None
    return Amount(value * scale, doubt)
