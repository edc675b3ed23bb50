"""What is known of each field of cooperation?"""

from datetime import date

from goldenbridge.language.words import listing, plural
from goldenbridge.programme.model import Fact, Sector
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table


def section(facts: Facts) -> Section:
    """The dated facts of every sector, newest first."""
    sectors = [s for s in facts.programme.sectors if any(f.sector == s.id for f in facts.facts)]
    counts = [
        f"{s.title.lower()} {sum(f.sector == s.id for f in facts.facts)}" for s in sectors[:6]
    ]
    return Section(
        id="sectors",
        title="What is known of each field?",
        answer=f"{plural(len(facts.facts), 'sourced fact')}, among them {listing(counts)}."
        if sectors
        else "No facts recorded.",
        tables=tuple(_table(s, [f for f in facts.facts if f.sector == s.id]) for s in sectors),
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


def _table(sector: Sector, facts: list[Fact]) -> Table:
    newest = sorted(facts, key=lambda f: f.on.start if f.on else date.min, reverse=True)
    return Table(
        id=f"sector-{sector.id}",
        caption=sector.title,
        columns=("when", "fact", "figure", "who says it", "note"),
        rows=tuple(
            (
                f.on.text if f.on else "undated",
                f.text,
                f"{f.value} {f.unit}".strip(),
                f.side,
                f.note,
            )
            for f in newest
        ),
        sources=tuple(f.sources for f in newest),
    )
