"""Contradictions found by rule: findings to show, not noise to hide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldenbridge.errors import CellError
from goldenbridge.language.amounts import read_amount
from goldenbridge.language.words import number, percent, quantity
from goldenbridge.programme.model import Commitment, Fact, Programme
from goldenbridge.statistics.mirror import Mirror
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.units import convert

REPORTERS_APART = 0.10
VINTAGES_APART = 0.025


@dataclass(frozen=True, slots=True)
class Voice:
    """One side of a contradiction."""

    who: str
    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more sourced statements that cannot all be right.

    `rule` is a key of RULES.
    """

    rule: str
    subject: str
    text: str
    voices: tuple[Voice, ...]


RULES = {
    "reporters": "two offices differ by 10 % or more on the same year",
    "figures": "one side gave figures more than 2.5 % apart for the same time",
    "deadlines": "a promise was made again with another deadline",
    "facts": "the same thing is said to have two values",
    "reversals": "something reached is later reported as not reached",
    "misprints": "a source prints a figure that cannot be what it means",
}


def between_reporters(
    title: str, unit: str, rows: Sequence[Mirror], names: tuple[str, str]
) -> Iterator[Contradiction]:
    """Years in which two reporters of one indicator are at least 10 % apart."""
    for row in rows:
        if abs(row.ratio - 1) < REPORTERS_APART:
            continue
        points = (row.first, row.second)
        yield Contradiction(
            "reporters",
            f"{title}, {row.year}",
            f"the {names[0]} gives {percent(abs(row.ratio - 1))} "
            f"{'more' if row.ratio > 1 else 'less'} than the {names[1]}",
            tuple(
                Voice(name, f"{quantity(p.value, unit)} ({p.standing})", p.sources)
                for name, p in zip(names, points, strict=True)
            ),
        )


def between_figures(
    programme: Programme, observations: Iterable[Observation]
) -> Iterator[Contradiction]:
    """Figures of one side for the same indicator and period that lie too far apart."""
    groups: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for o in observations:
        groups[o.indicator, o.reporter, o.period.text].append(o)
    titles = {indicator.id: indicator for indicator in programme.indicators}
    adjectives = {party.id: party.adjective for party in programme.parties}
    sides = {reporter.id: adjectives[reporter.party] for reporter in programme.reporters}
    for (indicator, reporter, period), rows in groups.items():
        unit = titles[indicator].unit
        values = [convert(o.value, o.unit, unit) for o in rows]
        if min(values) <= 0 or max(values) / min(values) - 1 <= VINTAGES_APART:
            continue
        ordered = sorted(rows, key=lambda o: o.vintage)
        yield Contradiction(
            "figures",
            f"{titles[indicator].title}, {period}, {sides[reporter]} side",
            f"{len(rows)} figures, {percent(max(values) / min(values) - 1)} apart",
            tuple(
                Voice(
                    f"{o.standing}, {o.vintage}",
                    quantity(convert(o.value, o.unit, unit), unit),
                    (o.source,),
                )
                for o in ordered
            ),
        )


def between_deadlines(commitments: Sequence[Commitment]) -> Iterator[Contradiction]:
    """Promises that replace one another and moved the deadline."""
    by_id = {commitment.id: commitment for commitment in commitments}
    replaced = {commitment.supersedes for commitment in commitments}
    for last in commitments:
        if last.id in replaced:
            continue
        chain = [last]
        while chain[-1].supersedes in by_id:
            chain.append(by_id[chain[-1].supersedes])
        dated = [c for c in reversed(chain) if c.deadline and c.target == last.target]
        if any(a.deadline != b.deadline for a, b in pairwise(dated)):
            yield Contradiction(
                "deadlines",
                last.title,
                "deadline " + " → ".join(str(c.deadline) for c in dated),
                tuple(Voice(f"{c.by}, {c.made_on}", f"by {c.deadline}", c.sources) for c in dated),
            )


def between_facts(facts: Iterable[Fact]) -> Iterator[Contradiction]:
    """Facts about the same thing at the same time, in the same unit, with different values."""
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.value:
            groups[fact.about, fact.on.text if fact.on else "", fact.unit].append(fact)
    for rows in groups.values():
        if len({fact.value for fact in rows}) < 2:
            continue
        yield Contradiction(
            "facts",
            rows[0].about.replace("-", " "),
            f"{len(rows)} statements",
            tuple(
                Voice(
                    fact.side or "source",
                    f"{fact.text}: {fact.value} {fact.unit}".strip(),
                    fact.sources,
                )
                for fact in rows
            ),
        )


def reversals(commitments: Iterable[Commitment]) -> Iterator[Contradiction]:
    """Evidence that a target stood, followed by evidence that it does not."""
    for c in commitments:
        if c.target is None or c.at_most or c.kind == "level":
            continue
        seen = sorted((e for e in c.evidence if e.value is not None), key=lambda e: e.on)
        for earlier, later in pairwise(seen):
            if (earlier.value or 0) >= c.target > (later.value or 0):
                yield Contradiction(
                    "reversals",
                    c.title,
                    f"{number(c.target)} {c.unit} reached, then not",
                    tuple(
                        Voice(str(e.on), f"{e.text} ({number(e.value or 0)} {c.unit})", e.sources)
                        for e in (earlier, later)
                    ),
                )


def misprints(observations: Iterable[Observation]) -> Iterator[Contradiction]:
    """Figures that had to be read otherwise than printed."""
    for o in observations:
        if o.printed:
            yield Contradiction(
                "misprints",
                f"{o.indicator}, {o.period}",
                _doubt(o.printed) or "printed otherwise than meant",
                (
                    Voice("printed", o.printed, (o.source,)),
                    Voice("read as", quantity(o.value, o.unit), (o.source,)),
                ),
            )


def _doubt(printed: str) -> str:
    try:
        return read_amount(printed).doubt
    except CellError:
        return ""
