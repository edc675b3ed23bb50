"""Trade by country as the Uzbek agency's portal of open data gives it: CSV, a flow a file.

The file names neither flow nor unit. The flow has to be known; the unit is taken to be thousand US
dollars, which figures of the press for the same years bear out.
"""

import csv
import io
import re

from goldenbridge.errors import CellError, WorkbookError
from goldenbridge.language.cells import read_number
from goldenbridge.language.periods import read_period
from goldenbridge.statistics.workbooks import Flow

_HEADER = ("Code", "Klassifikator", "Klassifikator_ru", "Klassifikator_en")
_COUNTRY = re.compile(r"\d{3}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_portal(data: bytes) -> bool:
    """Whether a file begins as those of the portal do."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith(",".join(_HEADER).encode())


def portal_trade(data: bytes, partner: str, flow: str, name: str) -> tuple[Flow, ...]:
    """The figures of `partner`, named in Uzbek, Russian or English, year by year.

    `flow` is what the file is known to hold, exports or imports. Raises WorkbookError on broken
    text or a broken table, a partner that is not there once, and one that is no country.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise WorkbookError(f"{name}: found no table ({error}); allowed: CSV in UTF-8") from None
    header, *body = rows or [[]]
    years = header[len(_HEADER) :]
    if not years or not all(map(_YEAR.fullmatch, years)):
        raise WorkbookError(f"{name}: found columns {', '.join(years) or 'none'}; allowed: years")
    wanted = partner.strip().casefold()
    own = [row for row in body if wanted in {cell.strip().casefold() for cell in row[1:4]}]
    if len(own) != 1:
        raise WorkbookError(f"{name}: found {partner!r} {len(own)} times; allowed: once")
    code, *cells = own[0][0], *own[0][len(_HEADER) :]
    if not _COUNTRY.fullmatch(code):
        raise WorkbookError(f"{name}: found {partner!r}, a group; allowed: a country")
    if len(cells) != len(years):
        raise WorkbookError(f"{name}: found {len(cells)} figures; allowed: {len(years)}, the years")
    return tuple(
        Flow(flow, read_period(year), _figure(cell, f"{name}, {year}"), preliminary=False)
        for year, cell in zip(years, cells, strict=True)
    )


def _figure(cell: str, place: str) -> float:
    try:
        return read_number(cell.strip())
    except CellError as error:
        raise WorkbookError(f"{place}: {error}") from None
