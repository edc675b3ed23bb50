"""Figures as sentences say them."""

import pytest

from goldenbridge.language.words import chance, listing, number, percent, quantity


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.384, "38%"), (0.0, "under 1%"), (1.0, "over 99%"), (0.01, "1%"), (0.99, "99%")],
)
def test_a_chance_never_claims_certainty(probability: float, said: str) -> None:
    assert chance(probability) == said


def test_percent_keeps_the_decimals_asked_for() -> None:
    assert percent(0.0838, 1) == "8.4%"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1.7, "USD bn", "$1.70 bn"),
        (3.0, "USD bn", "$3 bn"),
        (260.0, "USD mn", "$260 mn"),
        (161.1, "mn kWh", "161.1 mn kWh"),
        (22.0, "%", "22%"),
        (5.0, "", "5"),
        (12.0, "USD", "$12"),
    ],
)
def test_a_quantity_has_its_unit(value: float, unit: str, said: str) -> None:
    assert quantity(value, unit) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.688136, "1.69"), (847.02, "847"), (847.2, "847.2"), (1155865.0, "1155865")],
)
def test_a_number_has_three_digits_or_all_whole_ones(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_listing_reads_as_a_sentence(items: list[str], said: str) -> None:
    assert listing(items) == said
