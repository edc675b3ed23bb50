"""What the page shows in another shape than a table: cards, promises, contradictions, sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from goldenbridge.language.languages import Language
from goldenbridge.outlook.contradictions import RULES
from goldenbridge.report.brief import Brief
from goldenbridge.report.section import Section, Table, spell
from goldenbridge.report.sections.promises import Row

# How a status looks: a shape of brief.html and a colour; in the order of the filter.
LOOKS = {
    "kept": ("check", "good"),
    "kept_late": ("check", "warn"),
    "partly_kept": ("half", "warn"),
    "broken": ("cross", "bad"),
    "on_track": ("up", "good"),
    "accelerate": ("half", "warn"),
    "limited": ("half", "bad"),
    "deteriorating": ("down", "bad"),
    "pending": ("ring", "open"),
    "unknown": ("dots", "open"),
    "differs": ("apart", "warn"),
    "untestable": ("dash", "open"),
    "holds": ("check", "good"),
    "fails": ("cross", "bad"),
}


@dataclass(frozen=True, slots=True)
class Odds:
    """A chance as text, as a span from 0 to 100, and whose figures give it, if anyone's."""

    side: str
    text: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the list of promises; `status` and `sector` are what the filter compares."""

    id: str
    title: str
    who: str
    made: str
    deadline: str
    said_status: str
    why: str
    status: str
    sector: str
    odds: tuple[Odds, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The promises of one sector."""

    sector: str
    title: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction: what does not fit, and each voice as who, says and its sources."""

    subject: str
    text: str
    voices: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source by its number in the list, and who published it when."""

    number: int
    told: str


def table(section: Section, name: str) -> Table | None:
    """The table of a section by its id."""
    return next((t for t in section.tables if t.id == name), None)


def statuses(language: Language) -> dict[str, str]:
    """The status that each word of the language stands for."""
    return {language.say(spell(word)): word for word in LOOKS}


def promises(section: Section, brief: Brief) -> tuple[Group, ...]:
    """The promises by sector: words from the table, keys and odds from the data of the brief."""
    listed = table(section, "commitments")
    if listed is None:
        return ()
    records = {record["id"]: record for record in section.data["commitments"]}
    odds = _odds_by_commitment(brief)
    rows = [Row(*cells) for cells in listed.rows]
    found = [
        Promise(
            id=row.id,
            title=row.promise,
            who=row.who,
            made=row.made,
            deadline=row.deadline,
            said_status=row.status,
            why=row.why,
            status=records[row.id]["status"],
            sector=records[row.id]["sector"],
            odds=odds.get(row.id, ()),
            sources=sources,
        )
        for row, sources in zip(rows, listed.sources, strict=True)
    ]
    titles = {row.id: row.sector for row in rows}
    return tuple(
        Group(sector, titles[members[0].id], members)
        for sector, of in groupby(found, key=lambda promise: promise.sector)
        if (members := tuple(of))
    )


def findings(section: Section, language: Language) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """The contradictions of each rule, under what the rule finds."""
    by_rule: dict[str, list[Finding]] = {}
    for one in section.data["contradictions"]:
        voices = tuple((v["who"], v["says"], tuple(v["sources"])) for v in one["voices"])
        by_rule.setdefault(one["rule"], []).append(Finding(one["subject"], one["text"], voices))
    return tuple((language.say(RULES[rule]), tuple(found)) for rule, found in by_rule.items())


def citations(brief: Brief) -> dict[str, Citation]:
    """Every source by its id, numbered in the order of the list."""
    return {
        source.id: Citation(
            number,
            ", ".join(
                (source.publisher, brief.language.period(source.published))
                if source.published
                else (source.publisher,)
            ),
        )
        for number, source in enumerate(brief.sources, start=1)
    }


def _odds_by_commitment(brief: Brief) -> dict[str, tuple[Odds, ...]]:
    """The odds of what is not decided yet, by the first reading of each reporter."""
    trade = brief.sections[0].data
    sides: Mapping[str, str] = trade.get("sides", {})
    found: dict[str, dict[str, Odds]] = {}
    for attainment in trade.get("attainment", ()):
        reporter = attainment["reporter"] or ""
        side = sides.get(reporter, reporter.upper())
        odds = _odds(attainment, side, brief.language)
        if odds and reporter not in found.setdefault(attainment["commitment"], {}):
            found[attainment["commitment"]][reporter] = odds
    return {commitment: tuple(by.values()) for commitment, by in found.items()}


def _odds(attainment: Mapping[str, Any], side: str, language: Language) -> Odds | None:
    chance: float | None = attainment["probability"]
    span: Sequence[float] | None = attainment["probability80"]
    if chance in {0.0, 1.0}:
        return None
    if chance is not None:
        return Odds(side, language.chance(chance), 0.0, 100 * chance)
    if span is None:
        return None
    low, high = span
    said = language.say("{low} to {high}", low=language.percent(low), high=language.percent(high))
    return Odds(side, said, 100 * low, 100 * high)
