"""CSV text as rows with line numbers; every fault is noted and reading goes on behind it."""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goldenbridge.language.cells import Spec
from goldenbridge.programme.faults import Log

if TYPE_CHECKING:
    import _csv

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ALLOWED = "a text file saved as UTF-8"


def decode(data: bytes, log: Log) -> str | None:
    r"""Text of a file in UTF-8, or in UTF-16 with its byte order mark; lines end in \n.

    None, with a fault noted, when it is something else or empty.
    """
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8"
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = f"byte {error.object[error.start]:#04x} at position {error.start}"
        log.note(line, "", f"{found}, which is not {encoding.upper()}", _ALLOWED)
        return None
    if "\0" in text:
        log.note(text.count("\n", 0, text.index("\0")) + 1, "", "a NUL byte", _ALLOWED)
        return None
    if not text or text.isspace():
        log.note(0, "", "an empty file", "a file with its first line")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Rows(NamedTuple):
    """The rows of a CSV file.

    `columns` says at which place of a row each known column stands; `body` gives the line of each
    row and its cells, None for cells that could not be read; `missing` are required columns.
    """

    columns: Mapping[str, int]
    missing: tuple[str, ...]
    body: Iterator[tuple[int, list[str] | None]]


def read(text: str, specs: Mapping[str, Spec], log: Log) -> Rows:
    """Read CSV text whose columns are the fields `specs`; columns not required may be left out."""
    records = _records(text)
    line, header = next(records, (1, [""]))
    if isinstance(header, str):
        log.note(line, "", header, ",".join(specs))
        return Rows({}, tuple(specs), iter(()))
    names = [name.strip() for name in header]
    columns: dict[str, int] = {}
    unknown = []
    for place, name in enumerate(names):
        if name not in specs:
            unknown.append(name)
        elif columns.setdefault(name, place) != place:
            log.note(line, name, "the column a second time", "once")
    if not columns:
        log.note(line, "", repr(",".join(header)), ",".join(specs))
        return Rows({}, tuple(specs), iter(()))
    for name in unknown:
        log.note(line, name, f"an unknown column {name!r}", ", ".join(specs))
    missing = tuple(name for name, spec in specs.items() if spec.required and name not in columns)
    for name in missing:
        log.note(line, name, "no such column in the header", ", ".join(specs))
    return Rows(columns, missing, _body(records, len(header), log))


def _body(
    records: Iterator[tuple[int, list[str] | str]], width: int, log: Log
) -> Iterator[tuple[int, list[str] | None]]:
    for line, cells in records:
        if isinstance(cells, str):
            log.note(line, "", cells, "quotes around a whole cell, doubled inside it")
            yield line, None
        elif len(cells) == width:
            yield line, cells
        else:
            log.note(line, "", f"{len(cells)} cells", f"{width} cells, as in the header")
            yield line, None


def _records(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Line and cells of each row that is not empty, or in place of cells what is wrong with it.

    A quote that is never closed swallows the rest of the file: reading then starts again on the
    line after it.
    """
    lines = text.split("\n")
    above, reader = 0, _reader(lines)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, str(error)
            if above + reader.line_num >= len(lines):
                above, reader = line, _reader(lines[line:])
            continue
        if any(cells):
            yield line, cells


def _reader(lines: Sequence[str]) -> "_csv.Reader":
    return csv.reader((f"{line}\n" for line in lines), strict=True)
