"""The brief: what was promised, what is measured and what is likely, section by section."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.programme.model import Programme, Source
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.facts import Facts, Size, gather
from goldenbridge.report.loop import scenarios
from goldenbridge.report.section import Section
from goldenbridge.report.sections import (
    border,
    calendar,
    claims,
    contradictions,
    design,
    documents,
    mirror,
    nexus,
    outlook,
    partners,
    promises,
    record,
    sectors,
    trade,
    works,
)

SECTIONS: tuple[Callable[[Facts], Section], ...] = (
    trade.section,
    mirror.section,
    promises.section,
    works.section,
    border.section,
    design.section,
    outlook.section,
    nexus.section,
    documents.section,
    calendar.section,
    claims.section,
    contradictions.section,
    partners.section,
    record.section,
    sectors.section,
)
SEED = 2025


@dataclass(frozen=True, slots=True)
class Brief:
    """A programme read on a day; the same folder, day and seed give the same brief.

    `question` is what it answers as a whole; `sources` are those that its tables name.
    """

    programme: str
    title: str
    question: str
    as_of: date
    seed: int
    language: Language
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def brief(  # noqa: PLR0913 - how a person may ask for it
    programme: Programme,
    *,
    as_of: date | None = None,
    seed: int = SEED,
    size: Size = Size.BRIEF,
    language: Language = ENGLISH,
    drawn: bool = False,
) -> Brief:
    """Say what was promised, what is measured and what is likely.

    `as_of` hides what became known later; it defaults to the latest record of the folder, never
    to today. `language` is the one the brief is told in, the programme's own names included where
    its translations hold them; `drawn` adds the figures, which only a page can show.
    """
    day = as_of or programme.latest_record
    facts = gather(programme, as_of=day, seed=seed, size=size, language=language)
    return tell_brief(replace(facts, loop=scenarios(facts, size)), language, drawn=drawn)


def tell_brief(reckoned: Facts, language: Language, *, drawn: bool = False) -> Brief:
    """The brief of what was reckoned once, in any language; `drawn` adds the figures."""
    facts = told(
        replace(reckoned, language=language), translations(reckoned.programme, language.code)
    )
    sections = tuple(section(facts) for section in SECTIONS)
    if drawn:
        from goldenbridge.report.pictures import pictures  # noqa: PLC0415 - slow to import

        figures = pictures(facts)
        sections = tuple(replace(s, figures=figures.get(s.id, ())) for s in sections)
    return Brief(
        facts.programme.id,
        facts.programme.title,
        language.say("will the promises be kept?"),
        facts.as_of,
        facts.seed,
        language,
        sections,
        cited(sections, facts.programme.sources),
    )


def cited(sections: Sequence[Section], sources: Sequence[Source]) -> tuple[Source, ...]:
    """The sources that tables and figures of the sections name, in their own order."""
    named = {name for s in sections for t in s.tables for row in t.sources for name in row}
    named |= {name for s in sections for figure in s.figures for name in figure.sources}
    return tuple(source for source in sources if source.id in named)


def told(facts: Facts, said: Mapping[str, str]) -> Facts:
    """The facts as they were reckoned, with what they show told in another language."""
    if not said:
        return facts
    return replace(
        facts,
        programme=translated(facts.programme, said),
        commitments=tuple(translated(c, said) for c in facts.commitments),
        documents=tuple(translated(d, said) for d in facts.documents),
        events=tuple(translated(e, said) for e in facts.events),
        facts=tuple(translated(f, said) for f in facts.facts),
    )
