"""`plan.toml`: what shows only when the blocks of a plan are read together."""

from goldenbridge.operations.council.plan_check import plan_flaws
from goldenbridge.programme.blocks import note, once
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import PlanFile
from goldenbridge.programme.toml import Table


def check(plan: PlanFile, root: Table, log: Log) -> None:
    """Note ids that stand twice, and what `plan_flaws` finds."""
    for name in ("plans", "measures", "sessions"):
        once(name, root, log)
    note(plan_flaws(plan.plans, plan.measures, plan.sessions), root, log)
