"""Periods as the extended date-time format writes them (EDTF, ISO 8601-2:2019, level 0)."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goldenbridge.errors import CellError

ALLOWED = "2030, 2025-08, 2025-08-22, 2027-Q1 or a span such as 2025-01/2025-08"
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAYS_A_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included, with the text it was written as."""

    start: date
    end: date
    text: str

    @property
    def middle(self) -> date:
        """The middle day: what a date known to the month or year only counts as."""
        return self.start + (self.end - self.start) // 2

    @property
    def year(self) -> int:
        """The year in which the period ends."""
        return self.end.year

    @property
    def is_year(self) -> bool:
        """Whether the period is one whole calendar year."""
        return (self.start.month, self.start.day, self.end.month, self.end.day) == (
            1,
            1,
            12,
            31,
        ) and self.start.year == self.end.year

    def __str__(self) -> str:
        return self.text


def _span(text: str) -> tuple[date, date]:
    if quarter := _QUARTER.fullmatch(text):
        year, last = int(quarter[1]), int(quarter[2]) * 3
        return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match[1])
    if match[3]:
        day = date(year, int(match[2]), int(match[3]))
        return day, day
    if match[2]:
        month = int(match[2])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def read_period(text: str) -> Period:
    """Read `text` as a period; a bare year is its twelve months.

    Raises CellError when it is no date or ends before it starts.
    """
    first, slash, last = text.partition("/")
    try:
        start, end = _span(first)
        if slash:
            end = _span(last)[1]
    except (ValueError, calendar.IllegalMonthError):
        raise CellError(repr(text), ALLOWED) from None
    if end < start:
        raise CellError(f"{text!r}, which ends before it starts", ALLOWED)
    return Period(start, end, text)


def whole_year(year: int) -> Period:
    """The calendar year `year`."""
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


def months_between(first: date, last: date) -> float:
    """Months of mean length from `first` to `last`, negative when `last` comes first."""
    return (last - first).days / _DAYS_A_MONTH


def quarter_of(day: date) -> Period:
    """The quarter that a day is in."""
    return read_period(f"{day.year}-Q{(day.month + 2) // 3}")


def quarters(first: date, last: date) -> Iterator[Period]:
    """The quarters that have a day from `first` to `last`, in order."""
    while first <= last:
        quarter = quarter_of(first)
        yield quarter
        first = quarter.end + timedelta(days=1)
