"""Which rungs of its ladder a document has climbed, which are open and which need no climbing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing
from goldenbridge.language.periods import Period
from goldenbridge.programme.model import Document

State = Literal["done", "half", "open", "unknown", "none"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of one document: what it is called, its state, and since when."""

    name: str
    state: State
    when: Period | None = None


def columns(parties: Mapping[str, str], language: Language) -> list[str]:
    """What the rungs are called, from the lowest to the highest."""
    say = language.say
    ratified = [say("ratified by {party}", party=name) for name in parties.values()]
    return [say("initialed"), say("signed"), *ratified, say("in force")]


def rungs(
    document: Document, parties: Mapping[str, str], as_of: date, language: Language
) -> list[Rung]:
    """Initialed, signed, ratified by each party and in force, as known on `as_of`.

    A party's rung is half climbed when a house of its parliament has passed the document. A rung
    below one that was climbed is unknown where the record does not date it.
    """
    say = language.say
    initialed, signed, in_force = (
        period if period and period.middle <= as_of else None
        for period in (document.initialed, document.signed, document.in_force)
    )
    adopted, ratified = (
        {step.party: step.when for step in steps if step.when.middle <= as_of}
        for steps in (document.adopted, document.ratified)
    )
    beyond = in_force or adopted or ratified
    needs = document.ends_with == "in_force"
    found = [
        Rung(say("initialed"), "done" if initialed else "unknown", initialed),
        Rung(say("signed"), "done" if signed else "unknown" if beyond else "open", signed),
    ]
    for party, name in parties.items():
        called = say("ratified by {party}", party=name)
        if party in ratified:
            found.append(Rung(called, "done", ratified[party]))
        elif party in adopted:
            passed = say("passed by the parliament of {party}", party=name)
            found.append(Rung(passed, "half", adopted[party]))
        else:
            found.append(Rung(called, "unknown" if in_force else "open" if needs else "none"))
    last: State = "done" if in_force else "open" if needs else "none"
    return [*found, Rung(say("in force"), last, in_force)]


def latest(steps: Sequence[Rung]) -> Rung | None:
    """The rung climbed last; of those climbed on one day the highest."""
    climbed = [(rung.when.middle, n, rung) for n, rung in enumerate(steps) if rung.when]
    return max(climbed, key=lambda step: step[:2])[2] if climbed else None


def missing(steps: Sequence[Rung], parties: Mapping[str, str], language: Language) -> str:
    """What a document still lacks; nothing for one that is effective."""
    say = language.say
    open_ = [rung.state in {"open", "half"} for rung in steps]
    told = [say("signature")] if open_[1] else []
    waited = [name for name, lacks in zip(parties.values(), open_[2:-1], strict=True) if lacks]
    told += [say("ratification by {parties}", parties=Listing(waited))] if waited else []
    told += [say("entry into force")] if open_[-1] else []
    return language.listing(told) if told else ""
