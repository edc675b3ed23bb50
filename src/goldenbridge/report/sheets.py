"""The agreed releases as the ten-day sheet that water offices keep, CSV or XLSX."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from goldenbridge.errors import ChoiceError, ExtraError
from goldenbridge.nexus.deal import Deal
from goldenbridge.nexus.physics import seconds

COLUMNS = (
    *("reservoir", "start", "end", "days", "release_plan_m3s", "release_plan_mm3"),
    *("release_actual_m3s", "inflow_actual_m3s", "volume_actual_mm3"),
)
_TENS, _EMPTY = 3, 3
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a file tells no time of making, so that it repeats


Row = tuple[str, date, date, int, float, float]


def ten_day_sheet(deal: Deal, year: int, path: Path) -> str | bytes:
    """The sheet as the ending of `path` asks for it, .csv or .xlsx; a row for ten days.

    `year` is that of the first month. The columns of what was done are empty, to be filled in.
    Raises ChoiceError for another ending, ExtraError where xlsxwriter is missing.
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise ChoiceError(
            f"--sheet: found {path.name!r}; allowed: a name that ends in .csv or .xlsx"
        )
    rows = _rows(deal, year)
    return _csv(rows) if ending == ".csv" else _xlsx(rows)


def _rows(deal: Deal, year: int) -> list[Row]:
    found: list[Row] = []
    for r, reservoir in enumerate(deal.basin.reservoirs):
        for t, month in enumerate(deal.plan.months):
            at = year + (deal.plan.months[0] - 1 + t) // 12
            flow = float(deal.plan.agreed[r, t]) * 1e6 / seconds(month)
            for start, end in _tens(at, month):
                days = (end - start).days + 1
                found.append((reservoir.id, start, end, days, flow, flow * days * 86_400 / 1e6))
    return found


def _tens(year: int, month: int) -> list[tuple[date, date]]:
    after = date(year + month // 12, month % 12 + 1, 1)
    starts = [date(year, month, 1 + 10 * n) for n in range(_TENS)] + [after]
    return [(first, date.fromordinal(later.toordinal() - 1)) for first, later in pairwise(starts)]


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(COLUMNS)
    for *told, flow, volume in rows:
        out.writerow([*told, f"{flow:.1f}", f"{volume:.1f}", *[""] * _EMPTY])
    return text.getvalue()


def _xlsx(rows: Sequence[Row]) -> bytes:
    """One sheet whose dates are dates and whose numbers are shown to a tenth."""
    try:
        import xlsxwriter  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
    except ImportError:
        raise ExtraError(
            "--sheet: found no xlsxwriter for .xlsx; allowed: install goldenbridge[tables], or .csv"
        ) from None
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    book.set_properties({"created": _MADE})
    bold, day, tenth = (
        book.add_format(look)
        for look in ({"bold": True}, {"num_format": "yyyy-mm-dd"}, {"num_format": "0.0"})
    )
    sheet = book.add_worksheet("ten days")
    sheet.write_row(0, 0, COLUMNS, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 19)
    for at, (reservoir, start, end, days, flow, volume) in enumerate(rows, 1):
        sheet.write_string(at, 0, reservoir)
        sheet.write_datetime(at, 1, start, day)
        sheet.write_datetime(at, 2, end, day)
        sheet.write_number(at, 3, days)
        sheet.write_number(at, 4, flow, tenth)
        sheet.write_number(at, 5, volume, tenth)
    book.close()
    return whole.getvalue()
