"""What is known of each field of cooperation?"""

from collections import Counter
from datetime import date

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing, Own, tell, tell_many
from goldenbridge.programme.model import Fact, Sector
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table

_SHOWN = 2


def section(facts: Facts) -> Section:
    """The dated facts of every sector, newest first."""
    language, say = facts.language, facts.language.say
    sectors = [s for s in facts.programme.sectors if any(f.sector == s.id for f in facts.facts)]
    known = Counter(f.sector for f in facts.facts)
    counts = [
        tell("{sector} {n}", sector=Own(s.title), n=known[s.id])
        for s in sorted(sectors, key=lambda s: -known[s.id])[:_SHOWN]
    ]
    return Section(
        id="sectors",
        title=say("What is known of each field?"),
        answer=say(
            tell_many(
                "{count} sourced fact, among them: {sectors}.",
                "{count} sourced facts, among them: {sectors}.",
                len(facts.facts),
                sectors=Listing(counts),
            )
        )
        if sectors
        else say("No facts recorded."),
        tables=tuple(
            _table(language, s, [f for f in facts.facts if f.sector == s.id]) for s in sectors
        ),
        data={
            "facts": [
                {
                    "sector": f.sector,
                    "about": f.about,
                    "on": f.on.text if f.on else None,
                    "text": f.text,
                    "value": f.value or None,
                    "unit": f.unit or None,
                    "basis": f.basis,
                    "side": f.side or None,
                    "confidence": f.confidence,
                    "sources": list(f.sources),
                }
                for f in facts.facts
            ]
        },
    )


def _table(language: Language, sector: Sector, facts: list[Fact]) -> Table:
    say = language.say
    newest = sorted(facts, key=lambda f: f.on.start if f.on else date.min, reverse=True)
    return Table(
        id=f"sector-{sector.id}",
        caption=sector.title,
        columns=(say("when"), say("fact"), say("figure"), say("who says it"), say("note")),
        rows=tuple(
            (
                language.period(f.on) if f.on else say("undated"),
                f.text,
                f"{f.value} {f.unit}".strip(),
                f.side,
                f.note,
            )
            for f in newest
        ),
        sources=tuple(f.sources for f in newest),
    )
