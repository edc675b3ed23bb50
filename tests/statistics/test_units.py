"""Conversions by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import UnitError
from goldenbridge.statistics.units import UNITS, convert


@pytest.mark.parametrize(
    ("value", "unit", "to", "result"),
    [
        (1340, "USD mn", "USD bn", 1.34),
        (95899.2, "USD k", "USD mn", 95.8992),
        (3.2, "TWh", "mn kWh", 3200),
        (197.5, "GWh", "mn kWh", 197.5),
        (7.6, "km2", "ha", 760),
        (1.7, "mt", "kt", 1700),
        (12.9, "bcm", "mn m3", 12900),
        (5, "anything at all", "anything at all", 5),
    ],
)
def test_converts(value: float, unit: str, to: str, result: float) -> None:
    assert convert(value, unit, to) == pytest.approx(result)


def test_an_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match="found 'USD zillion'; allowed: USD, USD k"):
        convert(1, "USD zillion", "USD")


def test_units_of_different_things_do_not_convert() -> None:
    with pytest.raises(UnitError, match=r"found 't' \(mass\) where 'USD bn'"):
        convert(1, "t", "USD bn")


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)), st.floats(1e-3, 1e6))
def test_there_and_back_is_the_same(unit: str, to: str, value: float) -> None:
    if UNITS[unit][0] == UNITS[to][0]:
        assert convert(convert(value, unit, to), to, unit) == pytest.approx(value)
