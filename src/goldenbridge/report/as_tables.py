"""Tables for other programs: CSV, Parquet and a workbook, the same bytes for the same tables."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from goldenbridge.errors import ExtraError
from goldenbridge.report.records import Records, Value
from goldenbridge.report.section import Table

EXTRA = all(find_spec(name) for name in ("polars", "xlsxwriter"))
"""Whether Parquet and workbooks can be written here."""
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a file tells no time of making, so that it repeats
_WIDEST = 60


def as_csv(table: Table) -> str:
    """A table of the brief; the last column holds the ids of sources where it has any."""
    sources = table.sources or ((),) * len(table.rows)
    last = ("sources",) if table.sources else ()
    rows = (
        (*row, *((" ".join(named),) if last else ()))
        for row, named in zip(table.rows, sources, strict=True)
    )
    return _lines([(*table.columns, *last), *rows])


def records_as_csv(table: Records) -> str:
    """Records below the names of their columns; yes and no as the folder writes them."""
    return _lines([tuple(table.columns), *(tuple(map(_told, row)) for row in table.rows)])


def records_as_parquet(table: Records) -> bytes:
    """Records in typed columns. Raises ExtraError without the extra `tables`."""
    pl = _needed("polars")
    types = {str: pl.String, float: pl.Float64, int: pl.Int64, bool: pl.Boolean}
    schema = {name: types[kind] for name, kind in table.columns.items()}
    file = io.BytesIO()
    frame = pl.DataFrame(table.rows, schema=schema, orient="row")
    frame.write_parquet(file, compression="zstd", compression_level=3)
    return file.getvalue()


def as_xlsx(tables: Sequence[Records]) -> bytes:
    """A workbook with a sheet for each table. Raises ExtraError without the extra `tables`."""
    xlsxwriter = _needed("xlsxwriter")
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True})
    writers = {str: "write_string", float: "write_number", int: "write_number"}
    for table in tables:
        sheet = book.add_worksheet(table.name)
        sheet.write_row(0, 0, table.columns, bold)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        for r, row in enumerate(table.rows, 1):
            for c, value in enumerate(row):
                if value is not None:
                    getattr(sheet, writers.get(type(value), "write_boolean"))(r, c, value)
        for c, name in enumerate(table.columns):
            longest = max([len(name), *(len(_told(row[c])) for row in table.rows)])
            sheet.set_column(c, c, min(longest + 2, _WIDEST))
    book.close()
    return whole.getvalue()


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _told(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ExtraError(
            f"tables: found no {name}; allowed: pip install 'goldenbridge[tables]'"
        ) from error
