"""Entries that a person accepted, as a file that is added to a programme folder later."""

import json
import tomllib
from collections.abc import Sequence
from typing import Any

from goldenbridge.errors import OutputError, ReadingError
from goldenbridge.language.cells import specs
from goldenbridge.programme.adding import Row
from goldenbridge.programme.layout import record_of

_HEADING = "# Accepted entries; goldenbridge add FOLDER FILE puts them into a programme folder."


def entry_file(rows: Sequence[Row]) -> str:
    """The rows as TOML: [[entries]] with the file each belongs to and its fields as text."""
    lines = [_HEADING]
    for file, row in rows:
        lines += ["", "[[entries]]", f"file = {json.dumps(file)}"]
        told = (f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in row.items())
        lines += told
    return "\n".join(lines) + "\n"


def read_entries(content: bytes, name: str) -> list[Row]:
    """What `entry_file` wrote; ReadingError, which names `name`, for anything else."""
    try:
        whole = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{name}: found no TOML ({error}); allowed: accepted entries") from None
    blocks = whole.get("entries")
    if set(whole) != {"entries"} or not isinstance(blocks, list) or not blocks:
        raise ReadingError(f"{name}: found no [[entries]]; allowed: accepted entries")
    return [_row(block, f"{name}: entry {number}") for number, block in enumerate(blocks, 1)]


def _row(block: Any, place: str) -> Row:
    if not isinstance(block, dict) or not all(isinstance(v, str) for v in block.values()):
        raise ReadingError(f"{place}: found something else than fields; allowed: texts by name")
    file = block.get("file", "")
    try:
        known = specs(record_of(file))
    except OutputError as error:
        raise ReadingError(f"{place}: {error}") from None
    unknown = sorted(set(block) - set(known) - {"file"})
    if unknown:
        raise ReadingError(f"{place}: found {', '.join(unknown)}; allowed: {', '.join(known)}")
    return file, {field: text for field, text in block.items() if field != "file"}
