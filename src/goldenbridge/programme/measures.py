"""`measures.toml`: effects and scenarios are checked against the border, goods and basins."""

from goldenbridge.programme.blocks import note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import BasinFile, BorderFile, MeasuresFile
from goldenbridge.programme.toml import Table
from goldenbridge.trade.goods import SECTORS
from goldenbridge.trade.measures_check import Known, measure_flaws


def check(plan: MeasuresFile, border: BorderFile, waters: BasinFile, root: Table, log: Log) -> None:
    """Note what shows only when measures and scenarios are read with `border` and `waters`."""
    for name in ("measures", "scenarios"):
        once(name, root, log)
    known = Known(
        border={one.id: one.site for one in border.scenarios},
        sites=[site.id for site in border.sites],
        goods=[*(good.id for good in border.goods), *SECTORS],
        figures={figure.id: figure for figure in border.figures},
        basins=[basin.id for basin in waters.basins],
    )
    note(measure_flaws(plan.measures, plan.scenarios, known), root, log)
