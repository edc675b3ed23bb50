"""Foreign trade by partner as the two offices' workbooks print it, as observations.

Kazakhstan's bureau gives a sheet a period with turnover, exports and imports in columns; the Kyrgyz
committee gives a workbook a flow with years in columns, footnotes at years that are preliminary.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenbridge.errors import ExtraError, WorkbookError
from goldenbridge.language.periods import Period, read_period

Rows = Sequence[Sequence[object]]
_FLOWS = {"turnover": "товарооборот", "exports": "экспорт", "imports": "импорт"}
_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?:\.0)?(?:[ *]*(?P<note>\d|\*))?")
_TITLE_ROWS = 12
_GROUP = re.compile(
    r"(?:всего|бардыгы|total|страны\b.*|остальные\b.*|ес|ек|еаэс|снг|шос|окуу|the eu|cis|sco|eaeu"
    r"|европа|азия|африка|америка|австралия.*|океания|europe|asia|africa|america|oceania)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\s*(?P<note>\d|\*)\s*\)?\s*предварительные", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flow:
    """Trade with one partner in a period: `flow` is turnover, exports or imports, in `USD k`."""

    flow: str
    period: Period
    value: float
    preliminary: bool


def sheets(data: bytes, name: str) -> list[tuple[str, Rows]]:
    """The sheets of an XLS or XLSX workbook by name.

    Raises WorkbookError on what is none; ExtraError without python-calamine.
    """
    try:
        import python_calamine  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"{name}: a workbook needs python-calamine; pip install 'goldenbridge[sources]'"
        ) from error
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(one, book.get_sheet_by_name(one).to_python()) for one in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise WorkbookError(
            f"{name}: found no workbook ({error}); allowed: an XLS or XLSX file"
        ) from error


def partner_trade(book: Sequence[tuple[str, Rows]], partner: str, name: str) -> tuple[Flow, ...]:
    """Every figure of trade with `partner`, named as the workbook names it, by period and flow.

    Raises WorkbookError where the workbook has another form, does not name the partner, names it
    twice, or where the partner is a group of countries.
    """
    if _GROUP.fullmatch(partner.strip()):
        raise WorkbookError(f"{name}: found {partner!r}, a group; allowed: a country")
    found: list[Flow] = []
    known = 0
    for sheet, rows in book:
        place = f"{name}, sheet {sheet}"
        for reader in (_by_flow, _by_year):
            table = list(reader(rows, partner, place))
            known += bool(table)
            found += [flow for flow in table if flow is not None]
    if not known:
        allowed = "a table of trade by country of either office, in thousand US dollars"
        raise WorkbookError(f"{name}: found none that is known; allowed: {allowed}")
    return tuple(sorted(found, key=lambda flow: (flow.period, flow.flow)))


def _by_flow(rows: Rows, partner: str, place: str) -> Iterator[Flow | None]:
    """A sheet of one period; its first column is countries, whatever its header calls it."""
    for number, row in enumerate(rows[:_TITLE_ROWS]):
        cells = [_text(cell).lower() for cell in row]
        if set(_FLOWS.values()) <= set(cells):
            title = " ".join(_text(cell) for line in rows[:number] for cell in line)
            _in_thousands(title, place)
            period = _period(title, place)
            own = _row_of(rows[number + 1 :], partner, 1, place)
            for flow, header in _FLOWS.items():
                value = _number(own[cells.index(header)], place)
                yield None if value is None else Flow(flow, period, value, preliminary=False)
            return


def _by_year(rows: Rows, partner: str, place: str) -> Iterator[Flow | None]:
    """A sheet of one flow with years in columns, the country's name in up to three languages."""
    title = " ".join(_text(cell) for line in rows[:3] for cell in line)
    flows = [flow for flow in ("exports", "imports") if _FLOWS[flow] in title.lower()]
    header = next((row for row in rows[:_TITLE_ROWS] if sum(map(bool, map(_year, row))) > 2), None)
    if len(flows) != 1 or header is None or "географическое" not in title.lower():
        return
    _in_thousands(title, place)
    notes = {m["note"] for row in rows[-5:] for c in row if (m := _NOTE.match(_text(c)))}
    own = _row_of(rows, partner, 3, place)
    for cell, head in zip(own, header, strict=False):
        match, value = _year(head), None
        if match:
            value = _number(cell, place)
        if match and value is not None:
            period = read_period(match["year"])
            yield Flow(flows[0], period, value, preliminary=match["note"] in notes)
    yield None


def _year(cell: object) -> re.Match[str] | None:
    return _YEAR.fullmatch(_text(cell))


def _in_thousands(title: str, place: str) -> None:
    if not re.search(r"тыс\. ?долл", title.lower()):
        raise WorkbookError(f"{place}: found no unit; allowed: тыс. долларов США")


def _period(title: str, place: str) -> Period:
    year = re.search(r"((?:19|20)\d\d)\s*год", title)
    if year is None:
        raise WorkbookError(f"{place}: found no year above the table; allowed: a title with it")
    span = re.search(rf"({'|'.join(_MONTHS)})\s*[-–]\s*({'|'.join(_MONTHS)})", title.lower())
    if span is None or (span[1], span[2]) == (_MONTHS[0], _MONTHS[-1]):
        return read_period(year[1])
    first, last = (f"{year[1]}-{_MONTHS.index(month) + 1:02d}" for month in span.groups())
    return read_period(f"{first}/{last}")


def _row_of(rows: Rows, partner: str, columns: int, place: str) -> Sequence[object]:
    wanted = partner.strip().lower()
    own = [row for row in rows if wanted in {_text(cell).lower() for cell in row[:columns]}]
    if len(own) != 1:
        raise WorkbookError(f"{place}: found {partner!r} {len(own)} times; allowed: once")
    return own[0]


def _number(cell: object, place: str) -> float | None:
    """A figure; None where the table has a dash or nothing."""
    text = _text(cell)
    if text in {"", "-", "–", "…", "..."}:
        return None
    try:
        return float(re.sub(r"[ \u00a0]", "", text).replace(",", "."))
    except ValueError:
        raise WorkbookError(f"{place}: found {text!r}; allowed: a number or a dash") from None


def _text(cell: object) -> str:
    return " ".join(str(cell).split())
