"""Where does each state stand among the other's partners?"""

from goldenbridge.language.words import listing, quantity
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table
from goldenbridge.statistics.partners import rank_partners

_SHOWN = 10


def section(facts: Facts) -> Section:
    """The largest partners of each reporter in its latest year; groups are not ranked."""
    trade = [p for p in facts.programme.partners if p.vintage.middle <= facts.as_of]
    ranks = {r.id: rank_partners(trade, r.id) for r in facts.programme.reporters}
    names = {p.name for p in facts.programme.parties}
    answers = [
        f"{rank.partner} is number {rank.rank} among the {facts.side(reporter)} side's partners "
        f"({quantity(rank.turnover, rank.unit)} in {rank.year})"
        for reporter, rows in ranks.items()
        for rank in rows
        if rank.partner in names
    ]
    return Section(
        id="partners",
        title="Where do they stand among each other's partners?",
        answer=f"{listing(answers)}." if answers else "No table of partners.",
        tables=tuple(
            Table(
                id=f"partners-{reporter}",
                caption=f"Largest partners by the {facts.side(reporter)} office, {rows[0].year}",
                columns=("rank", "partner", "turnover"),
                rows=tuple(
                    (str(r.rank), r.partner, quantity(r.turnover, r.unit)) for r in rows[:_SHOWN]
                ),
                numeric=("rank", "turnover"),
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
