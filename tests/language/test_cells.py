"""Cells of CSV and TOML become values by one table of kinds."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import CellError
from goldenbridge.language.cells import KINDS, Dated, Moment, Spec, cell, read_cell, specs
from goldenbridge.language.periods import read_period


def spec(kind: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Spec:
    return Spec(kind, "tells", "example", required, choices, "")


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", " a b ", "a b"),
        ("id", "C006", "C006"),
        ("ids", "a; b", ("a", "b")),
        ("ids", ["a", "b"], ("a", "b")),
        ("number", "1.34", 1.34),
        ("number", 3, 3.0),
        ("number", "-1e3", -1000.0),
        ("whole", "2023", 2023),
        ("yes_no", "yes", True),
        ("yes_no", False, False),
        ("url", "https://example.org/a", "https://example.org/a"),
        ("moment", "opening", Moment("opening", 0)),
        ("moment", "opening+3y", Moment("opening", 36)),
        ("moment", "opening+6m", Moment("opening", 6)),
        ("dated", "KZ:2024", (Dated("KZ", read_period("2024")),)),
    ],
)
def test_reads(kind: str, raw: object, value: object) -> None:
    assert read_cell(raw, spec(kind)) == value


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("number", "1,34", "a comma; allowed: a point before decimals, as in 1.34"),
        ("number", "1,340 billion", "a plain number"),
        ("number", "inf", "a plain number"),
        ("number", "nan", "a plain number"),
        ("number", "1_000", "a plain number"),
        ("whole", "2.5", "a whole number"),
        ("id", "a b", "letters, digits"),
        ("yes_no", "true", "yes or no"),
        ("url", "example.org", "https://"),
        ("moment", "+3y", "an event's id"),
        ("dated", "2024", "a party and a date"),
        ("period", "soon", "2030, 2025-08"),
        ("ids", 5, "a list of identifiers"),
        ("text", ["a"], "text"),
    ],
)
def test_refuses_and_says_what_is_allowed(kind: str, raw: object, words: str) -> None:
    with pytest.raises(CellError) as error:
        read_cell(raw, spec(kind))
    assert words in str(error.value)


def test_a_choice_lists_its_choices() -> None:
    with pytest.raises(CellError, match="found 'c'; allowed: a, b"):
        read_cell("c", spec("choice", choices=("a", "b")))


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_what_is_absent_has_its_kinds_absent_value_or_is_a_fault(raw: object) -> None:
    assert read_cell(raw, spec("ids")) == ()
    assert read_cell(raw, spec("number")) is None
    with pytest.raises(CellError, match="found nothing"):
        read_cell(raw, spec("number", required=True))


def test_a_record_is_its_own_table_of_fields() -> None:
    @dataclass(frozen=True)
    class Record:
        name: str = cell("text", "its name", example="x", required=True)
        weight: float | None = cell("number", "its weight", example="1")
        unlisted: int = 0

    assert list(specs(Record)) == ["name", "weight"]
    assert Record(name="a").weight is None


@given(st.sampled_from(sorted(KINDS)), st.text() | st.integers() | st.floats() | st.booleans())
def test_any_cell_is_read_or_refused(kind: str, raw: object) -> None:
    with suppress(CellError):
        read_cell(raw, spec(kind))
