"""Is what was said of the statistics true?"""

from collections import Counter

from goldenbridge.language.words import listing
from goldenbridge.outlook.claims import FAILS, HOLDS, OPEN, check
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table


def section(facts: Facts) -> Section:
    """Every claim against the tables of each office it concerns."""
    claims = {c.id: c for c in facts.programme.claims if c.said_on.middle <= facts.as_of}
    reporters = [r.id for r in facts.programme.reporters]
    partners = [p for p in facts.programme.partners if p.vintage.middle <= facts.as_of]
    checked = [
        result for c in claims.values() for result in check(c, facts.tables, partners, reporters)
    ]
    count = Counter(result.verdict for result in checked)
    failing = next((r for r in checked if r.verdict == FAILS), None)
    example = (
        f" “{failing.text}”: the tables give {facts.language.say(failing.found)}."
        if failing
        else ""
    )
    told = listing([f"{count[v]} {w}" for v, w in _WORDS if count[v]])
    return Section(
        id="claims",
        title="Is what was said of the statistics true?",
        answer=f"Checked against office tables: {told}.{example}" if checked else "No claims.",
        tables=(
            Table(
                id="claims",
                caption="Claims and what the tables say",
                columns=("claim", "said by", "on", "against", "verdict", "found"),
                rows=tuple(
                    (
                        r.text,
                        claims[r.claim].by,
                        str(claims[r.claim].said_on),
                        facts.side(r.reporter),
                        r.verdict,
                        facts.language.say(r.found),
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
                    "found": facts.language.say(r.found),
                    "source": list(claims[r.claim].sources),
                    "tables": list(r.sources),
                }
                for r in checked
            ]
        },
    )


_WORDS = ((HOLDS, "hold"), (FAILS, "fail"), (OPEN, "cannot be told yet"))
