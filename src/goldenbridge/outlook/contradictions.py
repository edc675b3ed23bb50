"""Contradictions found by rule: findings to show, not noise to hide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from goldenbridge.errors import CellError
from goldenbridge.language.amounts import read_amount
from goldenbridge.language.messages import Message, Own, Quantity, Share, tell, tell_many
from goldenbridge.programme.model import Commitment, Fact, Programme
from goldenbridge.statistics.mirror import Mirror
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.units import convert

REPORTERS_APART = 0.10
VINTAGES_APART = 0.025


@dataclass(frozen=True, slots=True)
class Voice:
    """One side of a contradiction: who says what, each a message or the programme's own text."""

    who: Message | Own
    says: Message | Own
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more sourced statements that do not fit together.

    `rule` is a key of RULES.
    """

    rule: str
    subject: Message | Own
    text: Message
    voices: tuple[Voice, ...]


RULES = {
    "reporters": tell("two offices differ by 10% or more on the same year"),
    "figures": tell("one side gave figures more than 2.5% apart for the same time"),
    "deadlines": tell("a promise was made again with another deadline"),
    "facts": tell("the same thing is said to have two values"),
    "reversals": tell("something reached is later reported as not reached"),
    "misprints": tell("a source prints a figure that cannot be what it means"),
}


def between_reporters(
    title: str, unit: str, rows: Sequence[Mirror], sides: tuple[str, str]
) -> Iterator[Contradiction]:
    """Years in which two reporters of one indicator are at least 10 % apart.

    `sides` are the adjectives of their states.
    """
    for row in rows:
        if abs(row.ratio - 1) < REPORTERS_APART:
            continue
        first, second = (tell("{side} side", side=Own(side)) for side in sides)
        apart = tell("{first} gives {gap} more than {second}")
        if row.ratio < 1:
            apart = tell("{first} gives {gap} less than {second}")
        gap = Share(abs(row.ratio - 1))
        yield Contradiction(
            "reporters",
            tell("{title}, {period}", title=Own(title), period=str(row.year)),
            replace(apart, values={"first": first, "second": second, "gap": gap}),
            tuple(
                Voice(
                    name,
                    tell(
                        "{figure} ({standing})",
                        figure=Quantity(p.value, unit),
                        standing=tell(p.standing),
                    ),
                    p.sources,
                )
                for name, p in ((first, row.first), (second, row.second))
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
    for (indicator, reporter, _), rows in groups.items():
        unit = titles[indicator].unit
        values = [convert(o.value, o.unit, unit) for o in rows]
        if min(values) <= 0 or max(values) / min(values) - 1 <= VINTAGES_APART:
            continue
        yield Contradiction(
            "figures",
            tell(
                "{title}, {period}, {side} side",
                title=Own(titles[indicator].title),
                period=rows[0].period,
                side=Own(sides[reporter]),
            ),
            tell(
                "{count} figures, {apart} apart",
                count=len(rows),
                apart=Share(max(values) / min(values) - 1),
            ),
            tuple(
                Voice(
                    tell("{standing}, {when}", standing=tell(o.standing), when=o.vintage),
                    tell("{figure}", figure=Quantity(convert(o.value, o.unit, unit), unit)),
                    (o.source,),
                )
                for o in sorted(rows, key=lambda o: o.vintage)
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
                Own(last.title),
                tell("deadline {moves}", moves=_moves(dated)),
                tuple(
                    Voice(
                        tell("{who}, {when}", who=Own(c.by), when=c.made_on),
                        tell("by {deadline}", deadline=c.deadline),
                        c.sources,
                    )
                    for c in dated
                ),
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
            Own(rows[0].about.replace("-", " ")),
            tell_many("{count} statement", "{count} statements", len(rows)),
            tuple(
                Voice(
                    Own(fact.side) if fact.side else tell("source"),
                    Own(f"{fact.text}: {fact.value} {fact.unit}".strip()),
                    fact.sources,
                )
                for fact in rows
            ),
        )


def _moves(dated: Sequence[Commitment]) -> Message:
    moves = tell("{when}", when=dated[0].deadline)
    for one in dated[1:]:
        moves = tell("{before} → {after}", before=moves, after=one.deadline)
    return moves


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
                    Own(c.title),
                    tell("{target} reached, then not", target=Quantity(c.target, c.unit)),
                    tuple(
                        Voice(
                            tell("{when}", when=e.on),
                            tell(
                                "{seen} ({figure})",
                                seen=Own(e.text),
                                figure=Quantity(e.value or 0, c.unit),
                            ),
                            e.sources,
                        )
                        for e in (earlier, later)
                    ),
                )


def misprints(programme: Programme, observations: Iterable[Observation]) -> Iterator[Contradiction]:
    """Figures that had to be read otherwise than printed."""
    titles = {indicator.id: indicator.title for indicator in programme.indicators}
    for o in observations:
        if o.printed:
            decimal = tell("a decimal comma printed as a separator of thousands")
            yield Contradiction(
                "misprints",
                tell("{title}, {period}", title=Own(titles[o.indicator]), period=o.period),
                decimal if _has_decimal_comma(o.printed) else tell("printed otherwise than meant"),
                (
                    Voice(tell("printed"), Own(o.printed), (o.source,)),
                    Voice(
                        tell("read as"),
                        tell("{figure}", figure=Quantity(o.value, o.unit)),
                        (o.source,),
                    ),
                ),
            )


def _has_decimal_comma(printed: str) -> bool:
    try:
        return bool(read_amount(printed).doubt)
    except CellError:
        return False
