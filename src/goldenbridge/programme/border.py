"""`border.toml`: numbers named by id are filled in, and its sites are checked as a whole."""

from collections.abc import Mapping
from typing import Any

from goldenbridge.language.cells import specs
from goldenbridge.programme.blocks import blocks, note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BorderFile, nested
from goldenbridge.programme.toml import UNREAD, Table
from goldenbridge.site.check import demand_flaws, flaws, scenario_flaws
from goldenbridge.trade.goods_check import freight_flaws


def fill_in(root: Table, log: Log) -> None:
    """Put the value of a figure wherever a number is named by the id of one."""
    rows = [row for row in blocks(root, "figures") if isinstance(row, Table)]
    figures = {str(row.values.get("id")): row.values.get("value", UNREAD) for row in rows}
    _fill(root, BorderFile, figures, log)


def check(border: BorderFile, root: Table, log: Log) -> None:
    """Note what shows only when a site, a demand or a scenario is read as a whole."""
    for name in ("figures", "sites", "demands", "scenarios", "freight", "goods"):
        once(name, root, log)
    sites = {site.id: site for site in border.sites}
    for site, table in zip(border.sites, blocks(root, "sites"), strict=True):
        note(flaws(site), table, log)
    for name, find in (("demands", demand_flaws), ("scenarios", scenario_flaws)):
        for row, table in zip(getattr(border, name), blocks(root, name), strict=True):
            if row.site in sites:
                note(find(row, sites[row.site]), table, log)
            else:
                known = ", ".join(sites) or "there is none yet"
                log.note(table.at("site"), "site", f"{row.site!r}, unknown as site", known)
    for one, table in zip(border.freight, blocks(root, "freight"), strict=True):
        for name in one.crossings:
            if name not in sites:
                known = ", ".join(sites) or "there is none yet"
                log.note(table.at("crossings"), "crossings", f"{name!r}, unknown as site", known)
    directions = [direction.id for site in border.sites for direction in site.directions]
    note(freight_flaws(border.freight, border.goods, border.figures, directions), root, log)


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
