"""The blocks of a TOML file beside the records made of them."""

from collections.abc import Iterable
from typing import Any

from goldenbridge.programme.faults import Log
from goldenbridge.programme.toml import Table
from goldenbridge.site.check import Flaw


def blocks(table: Table, name: str) -> list[Any]:
    """The `[[name]]` blocks of a table, as they were read."""
    found = table.values.get(name)
    return found if isinstance(found, list) else []


def once(name: str, root: Table, log: Log) -> None:
    """Note every id that stands in a second block of one kind."""
    seen: set[Any] = set()
    for block in blocks(root, name):
        found = block.values.get("id")
        if found in seen:
            log.note(block.at("id"), "id", f"{found!r} a second time", "once")
        seen.add(found)


def note(found: Iterable[Flaw], table: Table, log: Log) -> None:
    """Note flaws of the record made of `table`, each with the line of its field."""
    for flaw in found:
        place = table
        for name, number in flaw.path:
            place = place.values[name][number]
        log.note(place.at(flaw.field), flaw.field, flaw.found, flaw.allowed)
