"""`border.toml`: its sites, demands and scenarios are checked as a whole."""

from goldenbridge.programme.blocks import blocks, note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BorderFile
from goldenbridge.programme.toml import Table
from goldenbridge.site.check import demand_flaws, flaws, scenario_flaws
from goldenbridge.trade.goods_check import freight_flaws


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
