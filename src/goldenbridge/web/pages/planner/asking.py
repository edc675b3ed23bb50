"""What the full answer is asked, from the settings of a plan."""

from dataclasses import replace

from goldenbridge.nexus.basin import Basin
from goldenbridge.programme.model import Programme
from goldenbridge.web.pages.planner import knob
from goldenbridge.web.pages.planner.beyond import moves_trade, swapping
from goldenbridge.web.pages.planner.settings import Settings, beginning, plan_of
from goldenbridge.web.pages.planner.work import Question


def question(programme: Programme, settings: Settings) -> Question:
    """Everything that follows from `settings`: times, trade where it hangs on the site, a river."""
    start, values = beginning(programme, settings.start), dict(settings.moved)
    transit = values.get(knob.TRANSIT, 100.0) / 100
    at_base = None
    if moves_trade(programme, start):
        # trade finds its own load: here the trucks differ by kind only
        still = tuple(pair for pair in settings.moved if pair[0] == knob.TRANSIT)
        at_base = plan_of(programme, replace(settings, moved=still)).demand
    return Question(
        plan=plan_of(programme, settings),
        at_base=at_base,
        trucks_per_day=sum(flow.trucks_per_day for flow in start.demand.flows),
        transit=transit,
        growth=values.get(knob.GROWTH, 0.0) / 100,
        basin=_basin(programme, values),
    )


def _basin(programme: Programme, values: dict[str, float]) -> Basin | None:
    basin = swapping(programme)
    if basin is None:
        return None
    swaps = (
        replace(one, coefficient=values.get(knob.SWAP + one.id, one.coefficient))
        for one in basin.swaps
    )
    return replace(basin, swaps=tuple(swaps))
