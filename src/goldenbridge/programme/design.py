"""`design.toml`: designs are checked against the sites, demands and figures of `border.toml`."""

from goldenbridge.border.design.costs import is_money
from goldenbridge.border.design.promise import promised
from goldenbridge.errors import DesignError
from goldenbridge.programme.blocks import blocks, note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BorderFile, DesignFile
from goldenbridge.programme.toml import Table
from goldenbridge.site.designs import Design
from goldenbridge.site.designs_check import design_flaws
from goldenbridge.site.figures import Figure
from goldenbridge.site.site import Site


def check(plan: DesignFile, border: BorderFile, root: Table, log: Log) -> None:
    """Note what shows only when designs and `border.toml` are read together."""
    once("designs", root, log)
    sites = {site.id: site for site in border.sites}
    for one, table in zip(plan.designs, blocks(root, "designs"), strict=True):
        if one.site not in sites:
            known = ", ".join(sites) or "there is none yet"
            log.note(table.at("site"), "site", f"{one.site!r}, unknown as site", known)
            continue
        note(design_flaws(one, sites[one.site], border.demands), table, log)
        _promise(one, sites[one.site], table, log)
        _money(one, {figure.id: figure for figure in border.figures}, table, log)


def _promise(one: Design, site: Site, table: Table, log: Log) -> None:
    try:
        promised(one, site)
    except DesignError as error:
        found, _, allowed = str(error).partition("; allowed: ")
        log.note(table.at("promise"), "promise", found.partition("found ")[2], allowed)


def _money(one: Design, figures: dict[str, Figure], table: Table, log: Log) -> None:
    """Note figures that should be money and are not."""
    rate = figures.get(one.rate)
    places = [(table, "budget", one.budget), (table, "overhead", one.overhead)]
    for name, fields in (
        ("resources", ("unit_cost", "pay")),
        ("grounds", ("unit_cost",)),
        ("parts", ("cost",)),
        ("fees", ("amount",)),
    ):
        for row, block in zip(getattr(one, name), blocks(table, name), strict=True):
            places += [(block, field, getattr(row, field)) for field in fields]
    for place, field, figure in places:
        if figure in figures and not is_money(figures[figure].unit, rate):
            unit = figures[figure].unit
            allowed = "a figure in USD or in the money of rate"
            log.note(place.at(field), field, f"{figure!r} in {unit}", allowed)
