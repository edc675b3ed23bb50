"""The ladder of documents: what stands, what is missing, and how long the next step takes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from goldenbridge.language.cells import Dated
from goldenbridge.language.messages import Message, Own, tell
from goldenbridge.language.periods import Period, months_between
from goldenbridge.outlook.survival import ENOUGH, Curve, Odds, later
from goldenbridge.programme.model import Document, Ladder

Step = Literal["signature", "entry into force"]


@dataclass(frozen=True, slots=True)
class Wait:
    """When the next step will come, judged by treaties elsewhere that had waited as long.

    The odds run from the day asked about; `median` is None where fewer than ENOUGH had waited as
    long, or too few were ever over.
    """

    step: Step
    since: date
    within_12: Odds
    within_24: Odds
    median: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The highest rung a document has climbed, since when, and what is missing above it.

    `wait` is None where nothing is missing or the clock of the next step has not started.
    """

    rung: str
    since: Period | None
    missing: tuple[Message, ...]
    wait: Wait | None


def stand(
    document: Document, *, parties: Mapping[str, str], ladders: Iterable[Ladder], as_of: date
) -> Standing:
    """Where a document of `parties`, names by id, stands; rungs climbed after `as_of` are unseen.

    Signed, adopted by a house of parliament and ratified are three different rungs.
    """
    initialed, signed, in_force = (
        period if period and period.middle <= as_of else None
        for period in (document.initialed, document.signed, document.in_force)
    )
    ended = document.ended if document.ended and document.ended.middle <= as_of else None
    adopted, ratified = (
        [step for step in steps if step.when.middle <= as_of]
        for steps in (document.adopted, document.ratified)
    )
    rung, since = next(
        (word, period)
        for word, period in (
            ("ended", ended),
            ("in force", in_force),
            _ratified(ratified, parties),
            _adopted(adopted),
            ("signed", signed),
            ("initialed", initialed),
            ("drafted", None),
        )
        if period or word == "drafted"
    )
    missing: list[Message] = []
    if rung not in ("ended", "in force"):
        missing += [] if signed or ratified or adopted else [tell("signature")]
        if document.ends_with == "in_force":
            missing += _unratified(adopted, ratified, parties)
            missing.append(tell("entry into force"))
    wait = None
    if missing and signed:
        wait = _wait("entry into force", signed.middle, ladders, as_of)
    elif missing and initialed:
        wait = _wait("signature", initialed.middle, ladders, as_of)
    return Standing(rung, since, tuple(missing), wait)


def waits(ladders: Iterable[Ladder], step: Step, as_of: date = date.max) -> Curve:
    """Months from initialing to signature, or from signature to entry into force.

    Treaties whose step was not read are open at the last evidence; what came after `as_of` is not
    known.
    """
    times, over = [], []
    for row in ladders:
        first, last = (
            (row.initialed, row.signed) if step == "signature" else (row.signed, row.in_force)
        )
        if first is not None and first.middle <= as_of:
            end = (last or row.last_evidence).middle
            times.append(max(months_between(first.middle, min(end, as_of)), 0.0))
            over.append(last is not None and end <= as_of)
    return Curve.fit(times, over)


def _wait(step: Step, since: date, ladders: Iterable[Ladder], as_of: date) -> Wait:
    curve = waits(ladders, step, as_of)
    waited = months_between(since, as_of)
    within_12 = curve.by(waited + 12, after=waited)
    median = curve.quantile(0.5, after=waited) if within_12.n >= ENOUGH else None
    return Wait(
        step=step,
        since=since,
        within_12=within_12,
        within_24=curve.by(waited + 24, after=waited),
        median=None if median is None else later(since, median),
    )


def _ratified(steps: list[Dated], parties: Mapping[str, str]) -> tuple[str, Period | None]:
    by = {step.party for step in steps}
    last = max((step.when for step in steps), default=None)
    if by.issuperset(parties):
        return "ratified by both" if len(parties) == 2 else "ratified by all", last
    return "ratified by one" if len(by) == 1 else "ratified by some", last


def _adopted(steps: list[Dated]) -> tuple[str, Period | None]:
    houses = max(Counter(step.party for step in steps).values(), default=0)
    word = "adopted by one house" if houses < 2 else "adopted by both houses"
    return word, max((step.when for step in steps), default=None)


def _unratified(
    adopted: list[Dated], ratified: list[Dated], parties: Mapping[str, str]
) -> list[Message]:
    done = {step.party for step in ratified}
    houses = Counter(step.party for step in adopted)
    told = (
        partial(tell, "ratification by {party}"),
        partial(tell, "ratification by {party} (passed by one house)"),
        partial(tell, "ratification by {party} (passed by both houses)"),
    )
    return [
        told[min(houses[party], 2)](party=Own(name))
        for party, name in parties.items()
        if party not in done
    ]
