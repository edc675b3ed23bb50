"""`basin.toml`: its basins are checked as a whole."""

from goldenbridge.nexus.check import flaws
from goldenbridge.programme.blocks import blocks, note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BasinFile
from goldenbridge.programme.toml import Table


def check(file: BasinFile, root: Table, log: Log) -> None:
    """Note what shows only when a basin is read as a whole."""
    for name in ("figures", "basins"):
        once(name, root, log)
    for basin, table in zip(file.basins, blocks(root, "basins"), strict=True):
        note(flaws(basin), table, log)
