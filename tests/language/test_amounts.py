"""Amounts of dollars, decimal commas included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import CellError
from goldenbridge.language.amounts import read_amount


@pytest.mark.parametrize(
    ("text", "usd"),
    [
        ("$1.7 billion", 1.7e9),
        ("$3bn", 3e9),
        ("USD 940 mn", 940e6),
        ("940 million dollars", 940e6),
        ("$1,340 million", 1_340e6),
        ("$1,340,500", 1_340_500),
        ("$1,340.5 million", 1_340.5e6),
        ("$5 US dollars", 5),
    ],
)
def test_reads_without_doubt(text: str, usd: float) -> None:
    amount = read_amount(text)
    assert amount.usd == pytest.approx(usd)
    assert amount.doubt == ""


@pytest.mark.parametrize(
    ("text", "usd"),
    [("$1,340 billion", 1.340e9), ("$9,432 billion", 9.432e9), ("$1,7 billion", 1.7e9)],
)
def test_reads_a_decimal_comma_and_flags_it(text: str, usd: float) -> None:
    amount = read_amount(text)
    assert amount.usd == pytest.approx(usd)
    assert "decimal comma" in amount.doubt


@pytest.mark.parametrize("text", ["", "1.7", "1.7 billion", "$x", "$1.2.3 bn", "$3 furlongs"])
def test_refuses_what_is_no_amount_of_dollars(text: str) -> None:
    with pytest.raises(CellError):
        read_amount(text)


@given(st.integers(1, 999), st.integers(0, 999))
def test_thousands_below_a_billion_are_groups(thousands: int, rest: int) -> None:
    assert read_amount(f"${thousands},{rest:03d} million").usd == (thousands * 1000 + rest) * 1e6
