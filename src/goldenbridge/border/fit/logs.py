"""Logs of visits as tables: columns of text in, visits as numbers out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from goldenbridge.border.fit.visits import StationVisits
from goldenbridge.errors import LogError

if TYPE_CHECKING:
    import polars as pl

TEXTS = ("visit", "station", "direction", "class")
TIMES = ("arrived", "started", "ended")
COLUMNS = (*TEXTS, *TIMES, "outcome")
GAVE_UP = "gave-up"
"""The outcome of a truck that left before it was served; any other is of a truck that was."""


def visits(table: "pl.DataFrame", file: str, zone: str) -> StationVisits:
    """The visits of a table with COLUMNS; times in ISO 8601 with their zone, else UTC.

    Hours count by the clock of `zone`; waits and services keep their true length where clocks
    change. Cells that are no time become nan, which `sound` leaves out and counts. Raises LogError
    for a column that is absent and for a table without a time of arrival.
    """
    import polars as pl  # noqa: PLC0415 - an extra

    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        found, allowed = ", ".join(table.columns), ", ".join(COLUMNS)
        raise LogError(f"{file}:1: found the columns {found}; allowed: {allowed}")
    times = pl.DataFrame({name: _moments(table[name]) for name in TIMES})
    table = table.select(pl.col(*TEXTS, "outcome").cast(pl.String).fill_null(""))
    local = times["arrived"].dt.convert_time_zone(zone).dt.replace_time_zone(None)
    least = local.min()
    if least is None:
        raise LogError(f"{file}: found no time of arrival; allowed: as in 2026-03-21T08:30:00Z")
    begin: Any = pl.lit(least).dt.truncate("1d")
    midnight = pl.select(begin).item()
    minute = timedelta(minutes=1)
    arrived, wait, service = (
        (column / minute).to_numpy()
        for column in (
            (local - midnight).cast(pl.Duration("us")),
            times["started"] - times["arrived"],
            times["ended"] - times["started"],
        )
    )
    stations, station = _coded(table["station"])
    ways, way = _coded(table["direction"] + "\n" + table["class"])
    return StationVisits(
        stations=tuple(stations),
        ways=tuple((one.split("\n")[0], one.split("\n")[1]) for one in ways),
        first=midnight.date(),
        visit=_coded(table["visit"])[1],
        station=station,
        way=way,
        arrived=arrived,
        started=arrived + wait,
        ended=arrived + wait + service,
        served=(table["outcome"] != GAVE_UP).to_numpy(),
    )


def _moments(column: "pl.Series") -> "pl.Series":
    """A column of times as UTC, whether it holds text or times; without a zone they are UTC."""
    import polars as pl  # noqa: PLC0415 - an extra

    if column.dtype == pl.Datetime:
        zone = column.dtype.time_zone  # type: ignore[attr-defined]
        return column.dt.convert_time_zone("UTC") if zone else column.dt.replace_time_zone("UTC")
    texts = column.cast(pl.String)
    return texts.str.to_datetime(time_zone="UTC", strict=False, time_unit="us")


def _coded(column: "pl.Series") -> tuple[Sequence[str], "np.ndarray[tuple[int], np.dtype[Any]]"]:
    """The different texts of a column, sorted, and the place of each cell among them."""
    names = column.unique().sort()
    codes = column.rank("dense").cast(int) - 1
    return names.to_list(), codes.to_numpy().astype(np.int64)
