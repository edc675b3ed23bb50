"""What does not fit together?"""

from collections import Counter
from itertools import combinations

from goldenbridge.language.messages import Listing, tell, tell_many
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
    language, say = facts.language, facts.language.say
    found = _find(facts)
    count = Counter(c.rule for c in found)
    told = Listing([tell("{n} of {rule}", n=n, rule=tell(rule)) for rule, n in count.items()])
    answer = say(
        tell_many(
            "{count} contradiction: {told}.",
            "{count} contradictions: {told}.",
            len(found),
            told=told,
        )
    )
    moved = next((c for c in found if c.rule == "deadlines"), None)
    if moved:
        example = say("For instance: {subject}, {text}.", subject=moved.subject, text=moved.text)
        answer = f"{answer} {example}"
    return Section(
        id="contradictions",
        title=say("What does not fit together?"),
        answer=answer if found else say("Nothing found."),
        tables=(
            Table(
                id="contradictions",
                caption=say("Statements that do not fit together"),
                columns=(say("rule"), say("about"), say("finding"), say("who says what")),
                rows=tuple(
                    (
                        say(c.rule),
                        language.value(c.subject),
                        language.value(c.text),
                        "; ".join(
                            f"{language.value(v.who)}: {language.value(v.says)}" for v in c.voices
                        ),
                    )
                    for c in found
                ),
                sources=tuple(
                    tuple(dict.fromkeys(s for v in c.voices for s in v.sources)) for c in found
                ),
            ),
            Table(
                id="contradiction-rules",
                caption=say("The rules"),
                columns=(say("rule"), say("finds")),
                rows=tuple((say(rule), say(text)) for rule, text in RULES.items()),
            ),
        ),
        data={
            "contradictions": [
                {
                    "rule": c.rule,
                    "subject": language.value(c.subject),
                    "text": language.value(c.text),
                    "voices": [
                        {
                            "who": language.value(v.who),
                            "says": language.value(v.says),
                            "sources": list(v.sources),
                        }
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
