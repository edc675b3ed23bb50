"""Blocks of a TOML file: numbers named by id are filled in, flaws are noted where they stand."""

from collections.abc import Iterable, Mapping
from typing import Any

from goldenbridge.language.cells import specs
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import nested
from goldenbridge.programme.toml import UNREAD, Table
from goldenbridge.site.check import Flaw


def fill_in(root: Table, record: type, log: Log) -> None:
    """Put the value of a figure wherever a number of `record` is named by the id of one."""
    rows = [row for row in blocks(root, "figures") if isinstance(row, Table)]
    figures = {str(row.values.get("id")): row.values.get("value", UNREAD) for row in rows}
    _fill(root, record, figures, log)


def _fill(table: Table, record: type, figures: Mapping[str, Any], log: Log) -> None:
    for name, spec in specs(record).items():
        found = table.values.get(name)
        if spec.kind == "figure" and isinstance(found, str):
            if found not in figures:
                known = ", ".join(sorted(figures)) or "there is none yet"
                allowed = f"a number, or an id in [[figures]]: {known}"
                log.note(table.at(name), name, f"{found!r}, unknown as figure", allowed)
            table.values[name] = figures.get(found, UNREAD)
    for name, child in nested(record).items():
        for block in blocks(table, name):
            if isinstance(block, Table):
                _fill(block, child, figures, log)


def once(name: str, root: Table, log: Log) -> None:
    """Note every id of the blocks `name` that stands a second time."""
    seen: set[Any] = set()
    for block in blocks(root, name):
        found = block.values.get("id")
        if found in seen:
            log.note(block.at("id"), "id", f"{found!r} a second time", "once")
        seen.add(found)


def note(found: Iterable[Flaw], table: Table, log: Log) -> None:
    """Note flaws of the block `table` at the lines they stand in."""
    for flaw in found:
        place = table
        for name, number in flaw.path:
            place = place.values[name][number]
        log.note(place.at(flaw.field), flaw.field, flaw.found, flaw.allowed)


def blocks(table: Table, name: str) -> list[Any]:
    """The blocks `name` of a table; none where it is something else."""
    found = table.values.get(name)
    return found if isinstance(found, list) else []
