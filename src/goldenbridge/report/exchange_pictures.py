"""The figures of a negotiated exchange."""

import numpy as np

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.frontier import Mark, frontier
from goldenbridge.figures.storage import Store, storage
from goldenbridge.language.messages import Own
from goldenbridge.outlook.exchanges import schedule as year_of
from goldenbridge.report.exchanged import Exchanged
from goldenbridge.report.schedules import schedule
from goldenbridge.report.sections.exchange import month_name


def pictures(run: Exchanged) -> dict[str, tuple[Figure, ...]]:
    """The figures by the id of their section; what has nothing to show is left out."""
    say, deal = run.language.say, run.deal
    levels = np.quantile(deal.plan.volume, (0.1, 0.5, 0.9), axis=0)
    stores = [
        Store(one.name, [list(map(float, levels[k, r])) for k in range(3)], one.dead_mm3)
        for r, one in enumerate(run.basin.reservoirs)
    ]
    months = [month_name(run.language, month) for month in deal.plan.months]
    found: dict[str, tuple[Figure, ...]] = {}
    found["exchange"] = (
        schedule(run.basin, year_of(deal), run.language),
        storage(stores, months, Caption(say("Water stored"), run.language)),
    )
    if len(deal.frontier) > 1 and deal.worthwhile:
        first, second = deal.table
        apart = deal.apart.goodwill
        marks = [Mark(say("no agreement"), (apart[first], apart[second]))]
        if "nash" in deal.points:
            marks.append(Mark(say("agreed, without cash"), deal.points["nash"]))
        worth = deal.splits[0].worth
        marks.append(Mark(say("agreed, with cash"), (worth[first], worth[second])))
        names = tuple(say("{side}, mn USD", side=Own(run.name(side))) for side in deal.table)
        caption = Caption(say("What both can have"), run.language)
        found["gains"] = (frontier(deal.frontier, marks, (names[0], names[1]), caption),)
    return found
