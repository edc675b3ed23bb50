"""Whose statistics? The reporters side by side."""

from itertools import combinations

from goldenbridge.language.words import percent, quantity
from goldenbridge.outlook.contradictions import REPORTERS_APART
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table
from goldenbridge.statistics.mirror import Mirror, mirror

_HABIT = 3
_CAUSES = (
    "Known causes of such gaps: free-on-board against cost-insurance-freight values, re-exports, "
    "country of origin against country of consignment, transit, forms filed inside a customs "
    "union. The data do not split the gap among them: it stands as unexplained."
)


def section(facts: Facts) -> Section:
    """The headline's indicator by every pair of reporters, year by year."""
    tables, data, answers = [], [], []
    for first, second in combinations(facts.programme.reporters, 2):
        pair = [facts.series.get((facts.indicator, r.id)) for r in (first, second)]
        if pair[0] is None or pair[1] is None:
            continue
        rows = mirror(pair[0], pair[1])
        if not rows:
            continue
        sides = facts.side(first.id), facts.side(second.id)
        tables.append(_table(rows, sides, pair[0].unit))
        answers.append(_answer(rows, sides))
        data.append(
            {
                "indicator": pair[0].indicator,
                "first": first.id,
                "second": second.id,
                "unit": pair[0].unit,
                "years": [
                    {
                        "year": row.year,
                        "first": row.first.value,
                        "first_standing": row.first.standing,
                        "second": row.second.value,
                        "second_standing": row.second.standing,
                        "gap": row.gap,
                        "ratio": row.ratio,
                    }
                    for row in rows
                ],
            }
        )
    return Section(
        id="mirror",
        title="Whose statistics?",
        answer=" ".join(answers) or "No two offices report the headline's indicator for one year.",
        tables=tuple(tables),
        assumptions=(_CAUSES,) if tables else (),
        data={"mirror": data},
    )


def _answer(rows: tuple[Mirror, ...], sides: tuple[str, str]) -> str:
    last, before = rows[-1], rows[:-1]
    more = "more" if last.ratio >= 1 else "less"
    gap = percent(abs(last.ratio - 1))
    words = f"For {last.year} the {sides[0]} side gives {gap} {more} than the {sides[1]} side"
    calm = [row for row in before if abs(row.ratio - 1) < REPORTERS_APART]
    if len(calm) < _HABIT:
        return words + "."
    widest = max(abs(row.ratio - 1) for row in calm)
    return f"{words}; from {calm[0].year} to {calm[-1].year} they stayed within {percent(widest)}."


def _table(rows: tuple[Mirror, ...], sides: tuple[str, str], unit: str) -> Table:
    return Table(
        id="mirror",
        caption="The same trade, measured twice",
        columns=("year", sides[0], "standing", sides[1], "standing of it", "gap", "ratio"),
        rows=tuple(
            (
                str(row.year),
                quantity(row.first.value, unit),
                row.first.standing,
                quantity(row.second.value, unit),
                row.second.standing,
                f"{row.gap:+.3f}",
                f"{row.ratio:.2f}",
            )
            for row in rows
        ),
        numeric=(sides[0], sides[1], "gap", "ratio"),
        sources=tuple((*row.first.sources, *row.second.sources) for row in rows),
    )
