"""The register drawn: every measure over the quarters of its plan."""

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.plan_strip import Row, plan_strip
from goldenbridge.language.periods import quarters
from goldenbridge.operations.council.standing import Standing, reported, state_of
from goldenbridge.report.registered import Registered


def picture(found: Registered) -> Figure | None:
    """The strip of measures and quarters; None without measures."""
    plans = {one.measure.plan: found.plan(one.measure.plan) for one in found.standings}
    if not plans:
        return None
    parties = list(dict.fromkeys(party for plan in plans.values() for party in plan.parties))
    first = min(plan.starts.start for plan in plans.values())
    last = max(plan.ends.end for plan in plans.values())
    title = found.language.say(
        "Measures by quarter; reports of {sides}, one below the other",
        sides=found.language.listing([found.side(party) for party in parties]),
    )
    return plan_strip(
        [_row(found, one) for one in found.standings],
        parties,
        list(quarters(first, last)),
        found.day,
        Caption(title, found.language),
    )


def _row(found: Registered, one: Standing) -> Row:
    parties = found.plan(one.measure.plan).parties
    marks = {(side, str(quarter)): "missing" for side, quarter in one.missing}
    marks |= {key: state_of(report, parties) for key, report in reported(one.measure).items()}
    return Row(
        title=one.measure.title,
        starts=one.measure.starts.start if one.measure.starts else None,
        due=one.due.end if one.due else None,
        marks=marks,
    )
