"""Messages said with the numbers, dates and lists of English."""

from datetime import date

import pytest

from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.messages import (
    Chance,
    Listing,
    Number,
    Own,
    Quantity,
    Share,
    tell,
    tell_many,
)
from goldenbridge.language.periods import read_period


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Chance(0.003), "under 1%"),
        (Chance(0.997), "over 99%"),
        (Chance(0.28), "28%"),
        (Share(0.0838, 1), "8.4%"),
        (Quantity(1.7, "USD bn"), "$1.70 bn"),
        (Quantity(1.2469, "USD bn", 3), "$1.247 bn"),
        (Quantity(22.5, "%"), "22.5%"),
        (Quantity(161.1, "mn kWh"), "161.1 mn kWh"),
        (Number(31.58, 1, signed=True), "+31.6"),
        (Listing(["a", Own("b"), Share(0.5)]), "a, b and 50%"),
        (date(2026, 3, 16), "16 March 2026"),
        (read_period("2030"), "2030"),
        (read_period("2025-08/2025-12"), "August\u2009–\u2009December 2025"),
        (read_period("2026-05-28/2026-05-29"), "28–29 May 2026"),
        (read_period("2025/2027"), "2025 – 2027"),
        (read_period("2027-Q1"), "quarter 1 of 2027"),
        (1234, "1,234"),
        (1.5, "1.50"),
        (tell("{a} of {b}", a=1, b=Own("x")), "1 of x"),
        (None, "None"),
    ],
)
def test_every_kind_of_value_is_said(value: object, said: str) -> None:
    assert ENGLISH.value(value) == said


@pytest.mark.parametrize(("count", "said"), [(1, "1 promise"), (2, "2 promises")])
def test_a_count_takes_its_form(count: int, said: str) -> None:
    assert ENGLISH.say(tell_many("{count} promise", "{count} promises", count)) == said
