"""How far have the documents come?"""

from datetime import date

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Chance, Listing, Own, Share, tell, tell_many
from goldenbridge.language.periods import Period
from goldenbridge.outlook.ladders import Standing, stand
from goldenbridge.outlook.survival import Odds
from goldenbridge.programme.model import Document
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table

_RUNGS = ("initialed", "signed", "in_force", "ended")

_METHOD = tell(
    "The wait is that of treaties of the region and beyond from signature to entry into force, "
    "among those that had waited as long (Kaplan–Meier)."
)


def section(facts: Facts) -> Section:
    """The rung each document has reached, what is missing, and the usual wait for it."""
    language, say = facts.language, facts.language.say
    parties = {p.id: p.name for p in facts.programme.parties}
    standing = {
        d.id: stand(d, parties=parties, ladders=facts.programme.ladders, as_of=facts.as_of)
        for d in facts.documents
    }
    ordered = sorted(facts.documents, key=_last_step, reverse=True)
    waiting = [d for d in facts.documents if standing[d.id].missing]
    return Section(
        id="documents",
        title=say("How far have the documents come?"),
        answer=_answer(facts, waiting, standing),
        tables=(
            Table(
                id="documents",
                caption=say("Documents and the rungs of their ladder"),
                columns=(
                    say("document"),
                    say("kind"),
                    say("stands"),
                    say("since"),
                    say("missing"),
                    say("within a year"),
                    say("within two"),
                ),
                rows=tuple(
                    (
                        d.title,
                        say(d.kind),
                        say(standing[d.id].rung),
                        language.period(since) if (since := standing[d.id].since) else "",
                        language.listing(standing[d.id].missing),
                        _odds(language, standing[d.id], within=12),
                        _odds(language, standing[d.id], within=24),
                    )
                    for d in ordered
                ),
                sources=tuple(d.sources for d in ordered),
            ),
        ),
        assumptions=(say(_METHOD),),
        data={
            "documents": [
                {
                    "id": d.id,
                    "title": d.title,
                    "kind": d.kind,
                    "initialed": _by(d.initialed, facts.as_of),
                    "signed": _by(d.signed, facts.as_of),
                    "adopted": {
                        step.party: str(step.when)
                        for step in d.adopted
                        if _by(step.when, facts.as_of)
                    },
                    "ratified": {
                        step.party: str(step.when)
                        for step in d.ratified
                        if _by(step.when, facts.as_of)
                    },
                    "in_force": _by(d.in_force, facts.as_of),
                    "ended": _by(d.ended, facts.as_of),
                    "stands": standing[d.id].rung,
                    "since": str(standing[d.id].since) if standing[d.id].since else None,
                    "missing": [say(m) for m in standing[d.id].missing],
                    "within_12_months": _probability(standing[d.id], within=12),
                    "within_24_months": _probability(standing[d.id], within=24),
                    "project": d.project or None,
                    "sources": list(d.sources),
                }
                for d in facts.documents
            ]
        },
    )


def _answer(facts: Facts, waiting: list[Document], standing: dict[str, Standing]) -> str:
    say = facts.language.say
    if not facts.documents:
        return say("No documents recorded.")
    words = say(
        tell_many(
            "{count} document, {waiting} not yet effective.",
            "{count} documents, {waiting} not yet effective.",
            len(facts.documents),
            waiting=len(waiting),
        )
    )
    if not waiting:
        return words
    last = max(waiting, key=_last_step)
    latest = say(
        "The latest of these: {title} (missing: {missing}).",
        title=Own(last.title),
        missing=Listing(standing[last.id].missing),
    )
    return f"{words} {latest}"


def _by(when: Period | None, as_of: date) -> str | None:
    return str(when) if when and when.middle <= as_of else None


def _last_step(document: Document) -> str:
    steps = [getattr(document, rung) for rung in _RUNGS]
    steps += [step.when for step in (*document.adopted, *document.ratified)]
    return max((step.start.isoformat() for step in steps if step), default="")


def _wait(standing: Standing, within: int) -> Odds | None:
    if standing.wait is None:
        return None
    return standing.wait.within_12 if within == 12 else standing.wait.within_24


def _odds(language: Language, standing: Standing, *, within: int) -> str:
    odds = _wait(standing, within)
    if odds is None or odds.probability is None:
        return "–"
    low, high = (Share(share) for share in odds.interval80)
    if odds.shown_as == "range":
        return language.say("{low} to {high}", low=low, high=high)
    chance = Chance(odds.probability)
    return language.say("{chance} ({low} to {high})", chance=chance, low=low, high=high)


def _probability(standing: Standing, *, within: int) -> dict[str, object] | None:
    odds = _wait(standing, within)
    if odds is None:
        return None
    shown = odds.shown_as == "probability"
    return {
        "probability": odds.probability if shown else None,
        "interval80": list(odds.interval80),
        "cases": odds.n,
    }
