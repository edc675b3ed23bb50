"""`basin.toml`: its basins are checked as a whole, and against the goods that cross the border."""

from goldenbridge.nexus.check import flaws, unknown_goods
from goldenbridge.programme.blocks import blocks, note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BasinFile, BorderFile
from goldenbridge.programme.toml import Table


def check(file: BasinFile, root: Table, log: Log) -> None:
    """Note what shows only when a basin is read as a whole."""
    for name in ("figures", "basins"):
        once(name, root, log)
    for basin, table in zip(file.basins, blocks(root, "basins"), strict=True):
        note(flaws(basin), table, log)


def check_goods(file: BasinFile, border: BorderFile, root: Table, log: Log) -> None:
    """Note crops that are sold as goods which `border.toml` does not have."""
    known = [good.id for good in border.goods]
    for basin, table in zip(file.basins, blocks(root, "basins"), strict=True):
        note(unknown_goods(basin, known), table, log)
