"""Whose statistics? The reporters side by side."""

from itertools import combinations

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Share, tell
from goldenbridge.outlook.contradictions import REPORTERS_APART
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections import revisions as revised
from goldenbridge.statistics.mirror import Mirror, mirror
from goldenbridge.statistics.revisions import revisions

_HABIT = 3
_CAUSES = tell(
    "Known causes of such gaps: free-on-board against cost-insurance-freight values, re-exports, "
    "country of origin against country of consignment, transit, forms filed inside a customs "
    "union. The data do not split the gap among them: it stands as unexplained."
)


def section(facts: Facts) -> Section:
    """The headline's indicator by every pair of reporters, year by year; figures they changed."""
    language = facts.language
    tables, data, answers = [], [], []
    for first, second in combinations(facts.programme.reporters, 2):
        pair = [facts.series.get((facts.indicator, r.id)) for r in (first, second)]
        if pair[0] is None or pair[1] is None:
            continue
        rows = mirror(pair[0], pair[1])
        if not rows:
            continue
        sides = facts.side(first.id), facts.side(second.id)
        tables.append(_table(language, rows, sides, pair[0].unit))
        answers.append(_answer(language, rows, sides))
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
    changed = revisions(facts.observations)
    told = " ".join(answers) or language.say(
        "No two offices report the headline's indicator for one year."
    )
    return Section(
        id="mirror",
        title=language.say("Whose statistics?"),
        answer=" ".join(filter(None, (told, revised.answer(facts, changed)))),
        tables=(*tables, *((revised.table(facts, changed),) if changed else ())),
        assumptions=(language.say(_CAUSES),) if tables else (),
        data={"mirror": data, "revisions": revised.data(changed)},
    )


def _answer(language: Language, rows: tuple[Mirror, ...], sides: tuple[str, str]) -> str:
    last, before = rows[-1], rows[:-1]
    told = {
        "year": str(last.year),
        "gap": Share(abs(last.ratio - 1)),
        "first": sides[0],
        "second": sides[1],
    }
    words = tell("For {year} the {first} side gives {gap} more than the {second} side", **told)
    if last.ratio < 1:
        words = tell("For {year} the {first} side gives {gap} less than the {second} side", **told)
    calm = [row for row in before if abs(row.ratio - 1) < REPORTERS_APART]
    if len(calm) < _HABIT:
        return language.say("{finding}.", finding=words)
    return language.say(
        "{finding}; from {start} to {end} they stayed within {widest}.",
        finding=words,
        start=str(calm[0].year),
        end=str(calm[-1].year),
        widest=Share(max(abs(row.ratio - 1) for row in calm)),
    )


def _table(
    language: Language, rows: tuple[Mirror, ...], sides: tuple[str, str], unit: str
) -> Table:
    return Table(
        id="mirror",
        caption=language.say("The same trade, measured twice"),
        columns=(
            language.say("year"),
            sides[0],
            language.say("standing"),
            sides[1],
            language.say("standing of it"),
            gap := language.say("gap"),
            ratio := language.say("ratio"),
        ),
        rows=tuple(
            (
                str(row.year),
                language.quantity(row.first.value, unit),
                language.say(row.first.standing),
                language.quantity(row.second.value, unit),
                language.say(row.second.standing),
                language.number(row.gap, 3, signed=True),
                language.number(row.ratio, 2),
            )
            for row in rows
        ),
        numeric=(*sides, gap, ratio),
        sources=tuple((*row.first.sources, *row.second.sources) for row in rows),
    )
