"""Logs and calendars as files."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldenbridge.errors import ExtraError, LogError

if TYPE_CHECKING:
    from goldenbridge.outlook.live.formats import Form
    from goldenbridge.outlook.live.readings import Finding, Readings


def read_log(log: Path) -> "tuple[Form, tuple[Readings, ...], tuple[Finding, ...]]":
    """The form, the series and the findings of a log. Raises LogError, OSError."""
    from goldenbridge.outlook.live.formats import form_of, rows
    from goldenbridge.outlook.live.readings import readings

    columns, lines = _parquet(log) if log.suffix == ".parquet" else _csv(log)
    form = form_of(columns, str(log))
    try:
        series, findings = readings(rows(lines, form), unit=form.unit, zone=form.zone)
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogError(f"{log}: found {error}; allowed: UTF-8 text in CSV") from error
    if not series:
        raise LogError(f"{log}: found no reading; allowed: rows of the form {form.id}")
    return form, series, findings


def _csv(log: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    opened = gzip.open if log.suffix == ".gz" else open

    def lines() -> Iterator[tuple[int, dict[str, str]]]:
        with opened(log, "rt", encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restval="")
            yield 1, dict.fromkeys(table.fieldnames or (), "")
            for row in table:
                yield table.line_num, row

    found = lines()
    try:
        _, header = next(found)
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogError(f"{log}: found {error}; allowed: UTF-8 text in CSV") from error
    return list(header), found


def _parquet(log: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    pl = polars(log)
    try:
        table = pl.read_parquet(log)
    except pl.exceptions.PolarsError as error:
        raise LogError(f"{log}: found no Parquet table ({error})") from error
    rows = (
        (number, {name: "" if cell is None else str(cell) for name, cell in row.items()})
        for number, row in enumerate(table.iter_rows(named=True), 1)
    )
    return table.columns, rows


def polars(log: Path) -> Any:
    """The package that reads large tables; ExtraError names the extra where it is missing."""
    try:
        import polars as pl
    except ModuleNotFoundError as error:
        raise ExtraError(f"{log}: found no polars; pip install 'goldenbridge[tables]'") from error
    return pl


def holidays_in(files: list[Path]) -> dict[str, tuple[date, ...]]:
    """The days of each calendar, by the name of its file."""
    found = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            table = csv.DictReader(text, restval="")
            if "Date" not in (table.fieldnames or ()):
                raise LogError(f"{file}:1: found no column Date; allowed: Date, as in 2026-03-21")
            days = []
            for row in table:
                try:
                    days.append(date.fromisoformat(row["Date"]))
                except ValueError as error:
                    raise LogError(
                        f"{file}:{table.line_num}: Date: found {row['Date']!r}; "
                        "allowed: a day, as in 2026-03-21"
                    ) from error
        found[file.stem] = tuple(days)
    return found


def after(day: date, zone: str) -> int:
    """When `day` is over at the place, in seconds since 1970 UTC."""
    from datetime import time, timedelta
    from zoneinfo import ZoneInfo

    return int(datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).timestamp())
