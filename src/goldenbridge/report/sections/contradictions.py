"""What does not fit together?"""

from collections import Counter
from itertools import combinations

from goldenbridge.language.words import listing, plural
from goldenbridge.outlook.contradictions import (
    RULES,
    Contradiction,
    between_deadlines,
    between_facts,
    between_figures,
    between_reporters,
    misprints,
    reversals,
)
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table
from goldenbridge.statistics.mirror import mirror


def section(facts: Facts) -> Section:
    """Findings by rule, each with its voices and their sources."""
    found, say = _find(facts), facts.language.value
    count = Counter(c.rule for c in found)
    told = listing([f"{n} of {rule}" for rule, n in count.items()])
    moved = next((c for c in found if c.rule == "deadlines"), None)
    example = f" For instance: {say(moved.subject)}, {say(moved.text)}." if moved else ""
    return Section(
        id="contradictions",
        title="What does not fit together?",
        answer=f"{plural(len(found), 'contradiction')}: {told}.{example}"
        if found
        else "Nothing found.",
        tables=(
            Table(
                id="contradictions",
                caption="Statements that do not fit together",
                columns=("rule", "about", "finding", "who says what"),
                rows=tuple(
                    (
                        c.rule,
                        say(c.subject),
                        say(c.text),
                        "; ".join(f"{say(v.who)}: {say(v.says)}" for v in c.voices),
                    )
                    for c in found
                ),
                sources=tuple(
                    tuple(dict.fromkeys(s for v in c.voices for s in v.sources)) for c in found
                ),
            ),
            Table(
                id="contradiction-rules",
                caption="The rules",
                columns=("rule", "finds"),
                rows=tuple((rule, say(text)) for rule, text in RULES.items()),
            ),
        ),
        data={
            "contradictions": [
                {
                    "rule": c.rule,
                    "subject": say(c.subject),
                    "text": say(c.text),
                    "voices": [
                        {"who": say(v.who), "says": say(v.says), "sources": list(v.sources)}
                        for v in c.voices
                    ],
                }
                for c in found
            ]
        },
    )


def _find(facts: Facts) -> list[Contradiction]:
    found: list[Contradiction] = []
    for indicator in facts.programme.indicators:
        for first, second in combinations(facts.programme.reporters, 2):
            pair = [facts.series.get((indicator.id, r.id)) for r in (first, second)]
            if pair[0] and pair[1]:
                sides = facts.side(first.id), facts.side(second.id)
                rows = mirror(pair[0], pair[1])
                found += between_reporters(indicator.title, indicator.unit, rows, sides)
    found += between_figures(facts.programme, facts.observations)
    found += between_deadlines(facts.commitments)
    found += reversals(facts.commitments)
    found += between_facts(facts.facts)
    found += misprints(facts.programme, facts.observations)
    return found
