"""`border.toml`: numbers named by id are filled in, and its sites are checked as a whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from goldenbridge.language.cells import specs
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BorderFile, nested
from goldenbridge.programme.toml import UNREAD, Table
from goldenbridge.site.check import Flaw, demand_flaws, flaws, scenario_flaws


def fill_in(root: Table, log: Log) -> None:
    """Put the value of a figure wherever a number is named by the id of one."""
    rows = [row for row in _blocks(root, "figures") if isinstance(row, Table)]
    figures = {str(row.values.get("id")): row.values.get("value", UNREAD) for row in rows}
    _fill(root, BorderFile, figures, log)


def check(border: BorderFile, root: Table, log: Log) -> None:
    """Note what shows only when a site, a demand or a scenario is read as a whole."""
    for name in ("figures", "sites", "demands", "scenarios"):
        _once(name, root, log)
    sites = {site.id: site for site in border.sites}
    for site, table in zip(border.sites, _blocks(root, "sites"), strict=True):
        _note(flaws(site), table, log)
    for name, find in (("demands", demand_flaws), ("scenarios", scenario_flaws)):
        for row, table in zip(getattr(border, name), _blocks(root, name), strict=True):
            if row.site in sites:
                _note(find(row, sites[row.site]), table, log)
            else:
                known = ", ".join(sites) or "there is none yet"
                log.note(table.at("site"), "site", f"{row.site!r}, unknown as site", known)


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
        for block in _blocks(table, name):
            if isinstance(block, Table):
                _fill(block, child, figures, log)


def _once(name: str, root: Table, log: Log) -> None:
    seen: set[Any] = set()
    for block in _blocks(root, name):
        found = block.values.get("id")
        if found in seen:
            log.note(block.at("id"), "id", f"{found!r} a second time", "once")
        seen.add(found)


def _note(found: Iterable[Flaw], table: Table, log: Log) -> None:
    for flaw in found:
        place = table
        for name, number in flaw.path:
            place = place.values[name][number]
        log.note(place.at(flaw.field), flaw.field, flaw.found, flaw.allowed)


def _blocks(table: Table, name: str) -> list[Any]:
    found = table.values.get(name)
    return found if isinstance(found, list) else []
