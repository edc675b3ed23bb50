"""A new programme folder: small, explained field by field, and free of faults."""

import csv
import io
import json
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from goldenbridge.errors import OutputError
from goldenbridge.language.cells import Spec, specs
from goldenbridge.programme import example
from goldenbridge.programme.example_basin import BASIN as WATERS
from goldenbridge.programme.example_border import BORDER as CROSSING
from goldenbridge.programme.example_design import DESIGN as PLAN_OF_SITE
from goldenbridge.programme.example_measures import MEASURES as EFFECTS
from goldenbridge.programme.example_plan import PLAN as AGREED
from goldenbridge.programme.layout import (
    BASIN,
    BORDER,
    COMMITMENTS,
    DESIGN,
    MEASURES,
    OBSERVATIONS,
    PLAN,
    PROGRAMME,
    REFERENCE,
    STRUCTURED,
    TABLES,
    nested,
)
from goldenbridge.programme.schema import example_value, markdown, summary
from goldenbridge.programme.writing import write_new

README = "README.md"
_HEAD = """# {what}
# Northland and Southland are invented; replace them piece by piece and run
# `goldenbridge check` after each. A line such as `# note = ...` is a field left out.

"""
_README = """# A programme folder

Northland and Southland are invented and every number in here is assumed: it is an example to
replace. Run `goldenbridge check` on this folder after each change. The fields of the TOML files are
explained in those files, the columns of the tables here.

In a table, items of a list are parted by `;`, yes and no are `yes` and `no`, and a period is
`2030`, `2025-08`, `2025-08-22`, `2027-Q1` or a span such as `2025-01/2025-08`.
"""


def scaffold(folder: Path) -> tuple[Path, ...]:
    """Make an example programme in `folder` and return its files.

    Raises OutputError when `folder` stands there and is not empty, or cannot be written; nothing
    is then left behind.
    """
    files = _files()
    try:
        root = folder.resolve()
        if root.exists() and not (root.is_dir() and not any(root.iterdir())):
            raise OutputError(f"{folder}: found something there; allowed: a new or an empty folder")
        _put(root, files)
    except OSError as error:
        raise OutputError(
            f"{folder}: not made ({error.strerror or error}); nothing is left behind"
        ) from error
    return tuple(folder / name for name in files)


def _put(root: Path, files: Mapping[str, str]) -> None:
    """Write the files aside and move them into place when all of them stand."""
    there = root.exists()
    aside = (root if there else root.parent) / f".new.{secrets.token_hex(4)}"
    try:
        for name, text in files.items():
            (aside / name).parent.mkdir(exist_ok=True)
            write_new(aside / name, text)
        if there:
            for path in aside.iterdir():
                path.rename(root / path.name)
        else:
            aside.rename(root)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _files() -> dict[str, str]:
    content = {
        PROGRAMME: example.PROGRAMME,
        COMMITMENTS: example.COMMITMENTS,
        BORDER: CROSSING,
        MEASURES: EFFECTS,
        DESIGN: PLAN_OF_SITE,
        BASIN: WATERS,
        PLAN: AGREED,
    }
    files = {README: _readme()}
    for file, record in STRUCTURED.items():
        explained: set[type] = set()
        body = "\n".join(_block(record, content[file], "", explained)).lstrip()
        files[file] = f"{_HEAD.format(what=summary(record))}{body}\n"
    for file, rows in example.TABLES.items():
        files[file] = _table(_record(file), rows)
    return files


def _record(file: str) -> type:
    return TABLES.get(file, TABLES[OBSERVATIONS]).record


def _block(
    record: type, values: Mapping[str, Any], path: str, explained: set[type]
) -> Iterable[str]:
    """A TOML table; the first one of each record explains every field."""
    first = record not in explained
    explained.add(record)
    for name, spec in specs(record).items():
        if name in values:
            line = f"{name} = {_literal(values[name])}"
            yield f"{line}  # {_tells(spec)}" if first else line
        elif first:
            yield f"# {name} = {_literal(example_value(spec))}  # {_tells(spec)}"
    for name, child in nested(record).items():
        for row in values.get(name, ()):
            yield ""
            if child not in explained:
                yield f"# {summary(child)}"
            yield f"[[{path}{name}]]"
            yield from _block(child, row, f"{path}{name}.", explained)


def _tells(spec: Spec) -> str:
    tells = f"{spec.tells}: {', '.join(spec.choices)}" if spec.choices else spec.tells
    return f"{tells} (required)" if spec.required else tells


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(record: type, rows: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(specs(record)), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _readme() -> str:
    parts = [
        f"## {file}\n\n{summary(part.record)}\n\n{markdown(part.record)}"
        for file, part in TABLES.items()
        if file not in REFERENCE
    ]
    return "\n".join([_README, *parts])
