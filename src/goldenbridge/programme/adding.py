"""New rows for the files of a programme folder; what stands there, comments too, stays as it is."""

import csv
import fcntl
import io
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from goldenbridge.errors import OutputError, ProgrammeError
from goldenbridge.language.cells import KINDS, Spec, specs
from goldenbridge.programme.folder import examine
from goldenbridge.programme.layout import COMMITMENTS, SOURCES, record_of
from goldenbridge.programme.model import Commitment
from goldenbridge.programme.writing import write_whole

Row = tuple[str, Mapping[str, str]]
"""A file of the folder and the fields of a new row or block in it."""


def add(folder: Path, rows: Sequence[Row]) -> None:
    """Add rows to the tables of a folder and promises to its `commitments.toml`.

    Tables are CSV files, one of statistics/ may be new. The folder as it would be is checked first:
    ProgrammeError lists its faults and nothing is written. Raises OutputError where a file cannot
    be written, or somebody else is adding to the folder at the same time.
    """
    with _alone(folder):
        _write(folder, check(folder, rows))


def put(folder: Path, texts: Mapping[str, str]) -> None:
    """Put whole files in the place of those of a folder, as `add` puts rows."""
    with _alone(folder):
        _examined(folder, texts)
        _write(folder, texts)


def check(folder: Path, rows: Sequence[Row]) -> dict[str, str]:
    """The new text of each file that gets a row; ProgrammeError where the folder would have faults.

    Nothing is written to the folder.
    """
    texts = _texts(folder, rows)
    _examined(folder, texts)
    return texts


def _examined(folder: Path, texts: Mapping[str, str]) -> None:
    """Raises ProgrammeError where the folder with these files would have faults."""
    with TemporaryDirectory() as place:
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy)
        for file, text in texts.items():
            (copy / file).parent.mkdir(exist_ok=True)
            write_whole(copy / file, text)
        programme, faults = examine(copy)
    if programme is None:
        raise ProgrammeError(str(folder), faults)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for file in sorted(texts, key=lambda name: name != SOURCES):
        (folder / file).parent.mkdir(exist_ok=True)
        write_whole(folder / file, texts[file])


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder until it is written; the lock goes with the process that holds it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise OutputError(f"{folder}: somebody else is adding to it; try again") from error
    else:
        yield
    finally:
        os.close(handle)


def _texts(folder: Path, rows: Sequence[Row]) -> dict[str, str]:
    """The new text of each file that gets a row."""
    by_file: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for file, row in rows:
        by_file[file].append(row)
    texts = {}
    for file, own in by_file.items():
        path = folder / file
        old = path.read_text("utf-8") if path.exists() else ""
        joined = old if not old or old.endswith("\n") else f"{old}\n"
        new = _blocks(own) if file == COMMITMENTS else _lines(joined, file, own)
        texts[file] = joined + new
    return texts


def _lines(old: str, file: str, rows: Sequence[Mapping[str, str]]) -> str:
    record = record_of(file)
    header = next(csv.reader(io.StringIO(old)), None)
    columns = [name.strip() for name in header] if header else list(specs(record))
    missing = {name for row in rows for name in row if name not in columns}
    if missing:
        raise OutputError(f"{file}: found no column {', '.join(sorted(missing))}; add it first")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    if header is None:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _blocks(rows: Sequence[Mapping[str, str]]) -> str:
    fields = specs(Commitment)
    lines = []
    for row in rows:
        lines += ["", "[[commitments]]"]
        lines += [f"{name} = {_value(row[name], fields[name])}" for name in fields if row.get(name)]
    return "\n".join(lines) + "\n"


def _value(text: str, spec: Spec) -> str:
    """Text as the TOML value of a field."""
    if spec.kind == "yes_no":
        return "true" if text == "yes" else "false"
    if KINDS[spec.kind].many:
        parts = [part.strip() for part in text.split(";")]
        return f"[{', '.join(json.dumps(part, ensure_ascii=False) for part in parts)}]"
    if spec.kind in {"number", "whole"}:
        try:
            return repr(float(text)) if "." in text else str(int(text))
        except ValueError:
            return json.dumps(text, ensure_ascii=False)
    return json.dumps(text, ensure_ascii=False)
