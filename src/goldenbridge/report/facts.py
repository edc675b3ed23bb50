"""Everything the sections of a brief speak about, computed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

from goldenbridge.errors import ExtraError
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.language.periods import Period
from goldenbridge.outlook.attainment import Attainment, attain_level, attain_work
from goldenbridge.outlook.crossings import Crossing, crossings
from goldenbridge.outlook.exchanges import Bargain, bargains
from goldenbridge.outlook.milestones import Chance, ReferenceClass, kind_of
from goldenbridge.outlook.verdicts import Verdict, due_date, judge
from goldenbridge.programme.model import Commitment, Document, Event, Fact, Programme, Reading
from goldenbridge.report.design_kept import Kept, kept
from goldenbridge.report.kept import bargain_of, crossing_times
from goldenbridge.statistics.observations import Observation, known
from goldenbridge.statistics.series import Series, yearly
from goldenbridge.trade.draws import Draws, forecast

if TYPE_CHECKING:
    from goldenbridge.report.loop import Loop

Key = tuple[str, str]


class Size(IntEnum):
    """How many draws a forecast takes."""

    BRIEF = 100_000
    FULL = 1_000_000


REPLICATIONS = {Size.BRIEF: 4, Size.FULL: 32}
"""Simulated years of the border."""
MEMBERS = 12
"""Inflow members of the exchange."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was known on `as_of`, and what follows from it.

    `series` (all standings) and `tables` (office tables only) are keyed by indicator and reporter;
    `verdicts`, `due` and `chances` by commitment. `loop` is what the scenarios bring.
    """

    programme: Programme
    as_of: date
    seed: int
    size: Size
    language: Language
    commitments: tuple[Commitment, ...]
    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    facts: tuple[Fact, ...]
    observations: tuple[Observation, ...]
    series: Mapping[Key, Series]
    tables: Mapping[Key, Series]
    draws: Mapping[Key, Draws]
    reference: ReferenceClass
    due: Mapping[str, date | None]
    verdicts: Mapping[str, Verdict]
    chances: Mapping[str, Chance]
    attained: tuple[Attainment, ...]
    crossings: tuple[Crossing, ...]
    bargains: tuple[Bargain, ...]
    design: Kept | None
    loop: "Loop | None" = None

    @property
    def headline(self) -> Commitment | None:
        """The promise the brief opens with, if it was made by then."""
        return next((c for c in self.commitments if c.id == self.programme.headline), None)

    def side(self, reporter: str) -> str:
        """Adjective of the reporter's state, or its own name where the state has several."""
        own = next(r for r in self.programme.reporters if r.id == reporter)
        if sum(r.party == own.party for r in self.programme.reporters) > 1:
            return own.name
        party = next(p for p in self.programme.parties if p.id == own.party)
        return party.adjective

    @property
    def indicator(self) -> str:
        """The indicator of the headline promise, made by then or not."""
        promises = self.programme.commitments
        return next((c.indicator for c in promises if c.id == self.programme.headline), "")

    def attained_by(self, commitment: str) -> tuple[Attainment, ...]:
        """The attainments of one commitment."""
        return tuple(a for a in self.attained if a.commitment == commitment)

    def statuses(self, commitment: str) -> dict[str, str]:
        """Status of a commitment by reporter; one entry under "" where no reporter follows it."""
        found: dict[str, str] = {}
        for attainment in self.attained_by(commitment):
            found.setdefault(attainment.reporter, attainment.status)
        return found

    def reason(self, commitment: str) -> str:
        """Why a commitment has its status, each side apart where they give reasons of their own."""
        reasons = {a.reporter: a.reason for a in reversed(self.attained_by(commitment))}
        said = {reporter: self.language.say(reason) for reporter, reason in reasons.items()}
        return "; ".join(
            self.language.say("{side} figures: {reason}", side=self.side(reporter), reason=text)
            if reporter
            else text
            for reporter, text in reversed(said.items())
        )

    def status(self, commitment: str) -> str:
        """The status all reporters give, or "differs"."""
        words = set(self.statuses(commitment).values())
        return words.pop() if len(words) == 1 else "differs"


def gather(
    programme: Programme, *, as_of: date, seed: int, size: Size, language: Language = ENGLISH
) -> Facts:
    """Compute the facts of a brief from what was known on `as_of`, to be told in `language`."""
    observations = known(programme.observations, as_of)
    published = {source.id: source.published for source in programme.sources}
    commitments = tuple(
        replace(c, readings=tuple(r for r in c.readings if _read(r, published, as_of)))
        for c in programme.commitments
        if c.made_on.middle <= as_of
    )
    series = _series(programme, observations)
    tables = _series(programme, [o for o in observations if o.standing != "spoken"])
    followed = {c.indicator for c in commitments if c.kind == "level" and c.target is not None}
    draws = {
        key: forecast(one, programme.horizon, draws=size, seed=seed)
        for key, one in series.items()
        if key[0] in followed and all(value > 0 for value in one.values)
    }
    events = tuple(e for e in programme.events if _seen(e, as_of))
    due = {c.id: due_date(c, events) for c in commitments}
    verdicts = {c.id: judge(c, as_of=as_of, due=due[c.id]) for c in commitments}
    reference = ReferenceClass.of(programme.promises, as_of)
    chances = {
        c.id: reference.chance(kind_of(c), made_on=c.made_on.end, due=due[c.id], as_of=as_of)
        for c in commitments
        if c.kind == "milestone"
        and verdicts[c.id].status in {"pending", "broken", "partly_kept", "unknown"}
    }
    attained: list[Attainment] = []
    for c in commitments:
        found = _by_reporter(c, series, draws, as_of)
        work = attain_work(c, verdicts[c.id], due[c.id], chances.get(c.id))
        attained.extend(found or (work,))
    return Facts(
        programme=programme,
        as_of=as_of,
        seed=seed,
        size=size,
        language=language,
        commitments=commitments,
        documents=tuple(d for d in programme.documents if _begun(d, as_of)),
        events=events,
        facts=tuple(
            f for f in programme.facts if _told(f, published, as_of, programme.latest_record)
        ),
        observations=observations,
        series=series,
        tables=tables,
        draws=draws,
        reference=reference,
        due=due,
        verdicts=verdicts,
        chances=chances,
        attained=tuple(attained),
        crossings=_crossings(programme, as_of, size, seed),
        bargains=_bargains(programme, as_of, seed),
        design=kept(programme) if as_of >= programme.latest_record else None,
    )


def _crossings(programme: Programme, as_of: date, size: Size, seed: int) -> tuple[Crossing, ...]:
    """The border as the folder describes it, which is as it is known now and not earlier."""
    if as_of < programme.latest_record:
        return ()
    times = partial(crossing_times, replications=REPLICATIONS[size], seed=seed)
    return tuple(crossings(programme, times))


def _bargains(programme: Programme, as_of: date, seed: int) -> tuple[Bargain, ...]:
    """The exchange of each basin as it is known now; none without the solver of the extra."""
    if as_of < programme.latest_record:
        return ()
    try:
        return tuple(bargains(programme, partial(bargain_of, members=MEMBERS, seed=seed)))
    except ExtraError:
        return ()


def _series(programme: Programme, observations: Sequence[Observation]) -> dict[Key, Series]:
    errors = {
        standing: programme.assumption(f"{standing}-error")
        for standing in ("spoken", "preliminary")
    }
    found = {}
    for indicator in programme.indicators:
        for reporter in programme.reporters:
            one = yearly(
                observations,
                indicator.id,
                reporter.id,
                unit=indicator.unit,
                sum_of=indicator.sum_of,
                errors=errors,
            )
            if one is not None:
                found[indicator.id, reporter.id] = one
    return found


def _seen(event: Event, as_of: date) -> bool:
    when = event.known or event.start
    return when is None or when.middle <= as_of


def _read(reading: Reading, published: Mapping[str, Period | None], as_of: date) -> bool:
    """Whether a deadline could be read into a promise from what its sources had said by then."""
    dates = [when for source in reading.sources if (when := published[source])]
    return not dates or min(when.middle for when in dates) <= as_of


def _begun(document: Document, as_of: date) -> bool:
    """Whether any rung of the ladder was climbed by then."""
    rungs = (document.initialed, document.signed, document.in_force)
    steps = (step.when for step in (*document.adopted, *document.ratified))
    return any(when.middle <= as_of for when in (*rungs, *steps) if when)


def _told(fact: Fact, published: Mapping[str, Period | None], as_of: date, latest: date) -> bool:
    """Whether a fact was known: when it or its source came out, else when what it tells of was.

    One without any date is taken as known at the folder's latest record.
    """
    dated = [fact.published, *(published[source] for source in fact.sources), fact.on]
    when = next((period for period in dated if period), None)
    return as_of >= (when.middle if when else latest)


def _by_reporter(
    commitment: Commitment,
    series: Mapping[Key, Series],
    draws: Mapping[Key, Draws],
    as_of: date,
) -> tuple[Attainment, ...]:
    if commitment.kind != "level" or not commitment.testable:
        return ()
    return tuple(
        attainment
        for (indicator, reporter), one in series.items()
        if indicator == commitment.indicator and commitment.reporter in {"", reporter}
        for attainment in attain_level(
            commitment, one, draws.get((indicator, reporter)), as_of=as_of
        )
    )
