"""Where does each state stand among the other's partners?"""

from goldenbridge.language.messages import Own, Quantity, tell
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table
from goldenbridge.statistics.partners import rank_partners

_SHOWN = 10


def section(facts: Facts) -> Section:
    """The largest partners of each reporter in its latest year; groups are not ranked."""
    language, say = facts.language, facts.language.say
    trade = [p for p in facts.programme.partners if p.vintage.middle <= facts.as_of]
    ranks = {r.id: rank_partners(trade, r.id) for r in facts.programme.reporters}
    names = {p.name for p in facts.programme.parties}
    answers = [
        tell(
            "{partner} is number {rank} among the {side} side's partners ({turnover} in {year})",
            partner=Own(rank.partner),
            rank=rank.rank,
            side=facts.side(reporter),
            turnover=Quantity(rank.turnover, rank.unit),
            year=str(rank.year),
        )
        for reporter, rows in ranks.items()
        for rank in rows
        if rank.partner in names
    ]
    return Section(
        id="partners",
        title=say("Where do they stand among each other's partners?"),
        answer=say("{finding}.", finding=language.listing(answers))
        if answers
        else say("No table of partners."),
        tables=tuple(
            Table(
                id=f"partners-{reporter}",
                caption=say(
                    "Largest partners by the {side} office, {year}",
                    side=facts.side(reporter),
                    year=str(rows[0].year),
                ),
                columns=(say("rank"), say("partner"), say("turnover")),
                rows=tuple(
                    (str(r.rank), r.partner, language.quantity(r.turnover, r.unit))
                    for r in rows[:_SHOWN]
                ),
                numeric=(say("rank"), say("turnover")),
                sources=tuple((r.source,) for r in rows[:_SHOWN]),
            )
            for reporter, rows in ranks.items()
            if rows
        ),
        data={
            "partners": [
                {
                    "reporter": reporter,
                    "year": r.year,
                    "rank": r.rank,
                    "partner": r.partner,
                    "turnover": r.turnover,
                    "unit": r.unit,
                    "source": r.source,
                }
                for reporter, rows in ranks.items()
                for r in rows
            ]
        },
    )
