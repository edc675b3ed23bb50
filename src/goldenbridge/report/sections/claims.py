"""Is what was said of the statistics true?"""

from collections import Counter

from goldenbridge.language.messages import Listing, Own, tell
from goldenbridge.outlook.claims import FAILS, HOLDS, OPEN, check
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table


def section(facts: Facts) -> Section:
    """Every claim against the tables of each office it concerns."""
    language, say = facts.language, facts.language.say
    claims = {c.id: c for c in facts.programme.claims if c.said_on.middle <= facts.as_of}
    reporters = [r.id for r in facts.programme.reporters]
    partners = [p for p in facts.programme.partners if p.vintage.middle <= facts.as_of]
    checked = [
        result for c in claims.values() for result in check(c, facts.tables, partners, reporters)
    ]
    count = Counter(result.verdict for result in checked)
    failing = next((r for r in checked if r.verdict == FAILS), None)
    told = Listing([tell("{n} {fate}", n=count[v], fate=w) for v, w in _WORDS if count[v]])
    answer = (
        say("Checked against office tables: {told}.", told=told) if checked else say("No claims.")
    )
    if failing:
        example = say(
            "“{claim}”: the tables give {found}.", claim=Own(failing.text), found=failing.found
        )
        answer = f"{answer} {example}"
    return Section(
        id="claims",
        title=say("Is what was said of the statistics true?"),
        answer=answer,
        tables=(
            Table(
                id="claims",
                caption=say("Claims and what the tables say"),
                columns=(
                    say("claim"),
                    say("said by"),
                    say("on"),
                    say("against"),
                    say("verdict"),
                    say("found"),
                ),
                rows=tuple(
                    (
                        r.text,
                        claims[r.claim].by,
                        language.period(claims[r.claim].said_on),
                        facts.side(r.reporter),
                        say(r.verdict),
                        say(r.found),
                    )
                    for r in checked
                ),
                sources=tuple((*claims[r.claim].sources, *r.sources) for r in checked),
            ),
        ),
        data={
            "claims": [
                {
                    "id": r.claim,
                    "text": r.text,
                    "said_by": claims[r.claim].by,
                    "said_on": str(claims[r.claim].said_on),
                    "reporter": r.reporter,
                    "verdict": r.verdict,
                    "found": say(r.found),
                    "source": list(claims[r.claim].sources),
                    "tables": list(r.sources),
                }
                for r in checked
            ]
        },
    )


_WORDS = ((HOLDS, tell("hold")), (FAILS, tell("fail")), (OPEN, tell("cannot be told yet")))
