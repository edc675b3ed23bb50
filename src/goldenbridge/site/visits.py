"""Station visits: one row for each station a truck was served at, simulated or real.

They go between a complex at work and its simulation as CSV or Parquet; both hold the same.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from goldenbridge.errors import CellError, ExtraError

_TIMES = ("arrived", "started", "ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class StationVisit:
    """A truck at a station: when the work could begin, began and ended (UTC), and its outcome."""

    visit: str
    site: str
    station: str
    direction: str
    truck_class: str
    arrived: datetime
    started: datetime
    ended: datetime
    outcome: str

    def __post_init__(self) -> None:
        """Raises CellError for times without a zone, and out of order."""
        times = [getattr(self, name) for name in _TIMES]
        told = ", ".join(map(str, times))
        if any(time.tzinfo is None for time in times):
            raise CellError(told, "times with their zone, such as 2026-03-02T12:00:00Z")
        if times != sorted(times):
            raise CellError(told, "arrived, started, ended in this order")


COLUMNS = tuple(one.name for one in fields(StationVisit))


def as_csv(visits: Iterable[StationVisit]) -> str:
    """A line for each visit below the names of the columns; times as ISO 8601 in UTC."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for visit in visits:
        writer.writerow(asdict(visit) | {name: _told(getattr(visit, name)) for name in _TIMES})
    return text.getvalue()


def from_csv(text: str) -> list[StationVisit]:
    """What `as_csv` wrote. Raises CellError with the line."""
    reader = csv.DictReader(StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise CellError(",".join(reader.fieldnames or ()), f"the columns {','.join(COLUMNS)}")
    return [_from_line(row, line) for line, row in enumerate(reader, start=2)]


def as_parquet(visits: Iterable[StationVisit]) -> bytes:
    """The same as a Parquet file, times in microseconds of UTC; equal visits give equal bytes.

    Raises ExtraError without the extra `tables`.
    """
    pl = _polars()
    time = pl.Datetime("us", "UTC")
    schema = {name: time if name in _TIMES else pl.String for name in COLUMNS}
    file = BytesIO()
    rows = [asdict(visit) for visit in visits]
    pl.DataFrame(rows, schema=schema).write_parquet(file, compression="zstd", compression_level=3)
    return file.getvalue()


def from_parquet(content: bytes) -> list[StationVisit]:
    """What `as_parquet` wrote. Raises CellError for anything else, ExtraError without `tables`."""
    pl = _polars()
    try:
        frame = pl.read_parquet(BytesIO(content))
    except pl.exceptions.PolarsError as error:
        raise CellError(str(error).partition("\n")[0], "a Parquet file") from error
    if tuple(frame.columns) != COLUMNS:
        raise CellError(",".join(frame.columns), f"the columns {','.join(COLUMNS)}")
    return [
        StationVisit(**row | {name: row[name].astimezone(UTC) for name in _TIMES})
        for row in frame.iter_rows(named=True)
    ]


def _from_line(row: Mapping[str, Any], line: int) -> StationVisit:
    try:
        if None in row or None in row.values():
            raise CellError("another number of cells", str(len(COLUMNS)))
        times = {name: datetime.fromisoformat(row[name]) for name in _TIMES}
        return StationVisit(**{**row, **times})
    except ValueError as error:
        raise CellError(f"line {line}: {error}", "a line that as_csv wrote") from None


def _told(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _polars() -> Any:
    try:
        import polars as pl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraError("Parquet needs the extra: pip install 'goldenbridge[tables]'") from error
    return pl
