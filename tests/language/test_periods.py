"""Periods: what is read, what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import CellError
from goldenbridge.language.periods import months_between, read_period, whole_year


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2030", date(2030, 1, 1), date(2030, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-08-22", date(2025, 8, 22), date(2025, 8, 22)),
        ("2027-Q1", date(2027, 1, 1), date(2027, 3, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-01/2025-08", date(2025, 1, 1), date(2025, 8, 31)),
        ("2023-09-24/2023-09-25", date(2023, 9, 24), date(2023, 9, 25)),
        ("2021/2022", date(2021, 1, 1), date(2022, 12, 31)),
    ],
)
def test_reads(text: str, start: date, end: date) -> None:
    period = read_period(text)
    assert (period.start, period.end, str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025-13",
        "2025-02-30",
        "2025-00",
        "25",
        "2025-Q5",
        "2025/2024",
        "2025-1",
        "2025/",
    ],
)
def test_refuses_what_is_no_period(text: str) -> None:
    with pytest.raises(CellError, match="allowed: 2030, 2025-08"):
        read_period(text)


def test_a_span_that_ends_before_it_starts_says_so() -> None:
    with pytest.raises(CellError, match="ends before it starts"):
        read_period("2025-08/2025-01")


@pytest.mark.parametrize(
    ("text", "whole"), [("2030", True), ("2030-01/2030-12", True), ("2029/2030", False)]
)
def test_knows_a_whole_year(text: str, whole: bool) -> None:
    assert read_period(text).is_year is whole


def test_whole_year_is_the_year_read() -> None:
    assert whole_year(2030) == read_period("2030")


def test_months_between_two_new_years_days_are_twelve_on_average() -> None:
    assert months_between(date(2000, 1, 1), date(2400, 1, 1)) == pytest.approx(4800)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    assert read_period(day.isoformat()).start == day == read_period(day.isoformat()).end


@given(st.text())
def test_any_text_is_a_period_or_a_cell_error(text: str) -> None:
    try:
        period = read_period(text)
    except CellError:
        return
    assert period.start <= period.end
