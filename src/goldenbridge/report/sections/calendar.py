"""What comes next, and what happened lately?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from goldenbridge.language.messages import Listing, Message, Own, tell
from goldenbridge.language.periods import Period
from goldenbridge.outlook.survival import later
from goldenbridge.programme.model import Event
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table

_MONTHS_AHEAD = 13
_OPEN = {"pending", "on_track", "accelerate", "limited", "deteriorating", "differs"}


@dataclass(frozen=True, slots=True)
class Coming:
    """A planned event or a deadline: when, what, where or by whom."""

    day: date
    when: Period | date
    what: str
    title: Own
    who: Own | Listing
    kind: str


def section(facts: Facts) -> Section:
    """Planned events and deadlines of the coming year, then every event by kind."""
    language, say = facts.language, facts.language.say
    coming = _coming(facts)
    events = sorted(facts.events, key=_day, reverse=True)
    return Section(
        id="calendar",
        title=say("What comes next?"),
        answer=say(_answer(facts, coming)),
        tables=(
            Table(
                id="next",
                caption=say("Planned events and deadlines of the coming thirteen months"),
                columns=(say("day"), say("what"), say("where or who"), say("kind")),
                rows=tuple(
                    (
                        language.value(c.when),
                        f"{c.what} {language.value(c.title)}".strip(),
                        language.value(c.who),
                        say(c.kind),
                    )
                    for c in coming
                ),
            ),
            Table(
                id="events",
                caption=say("Meetings, platforms, culture and openings, newest first"),
                columns=(
                    say("when"),
                    say("kind"),
                    say("event"),
                    say("place"),
                    say("status"),
                    say("outcome"),
                ),
                rows=tuple(
                    (
                        say(_when(e)),
                        say(e.kind),
                        e.title,
                        e.place,
                        say(_state(e, facts.as_of)),
                        _outcome(e, facts.as_of),
                    )
                    for e in events
                ),
                sources=tuple(e.sources for e in events),
            ),
        ),
        data={
            "next": [
                {
                    "day": str(c.when),
                    "what": f"{c.what} {c.title.text}".strip(),
                    "who": language.value(c.who),
                    "kind": c.kind,
                }
                for c in coming
            ],
            "events": [
                {
                    "id": e.id,
                    "kind": e.kind,
                    "title": e.title,
                    "start": str(e.start) if e.start else None,
                    "end": str(e.end) if e.end else None,
                    "place": e.place or None,
                    "body": e.body or None,
                    "status": _state(e, facts.as_of),
                    "outcome": _outcome(e, facts.as_of) or None,
                    "project": e.project or None,
                    "sources": list(e.sources),
                }
                for e in facts.events
            ],
        },
    )


def _coming(facts: Facts) -> list[Coming]:
    until = later(facts.as_of, _MONTHS_AHEAD)
    replaced = {c.supersedes for c in facts.commitments}
    found = [
        Coming(e.start.end, e.start, "", Own(e.title), Own(e.place), e.kind)
        for e in facts.events
        if e.start and _state(e, facts.as_of) == "planned" and facts.as_of < e.start.end <= until
    ]
    found += [
        Coming(due, due, c.id, Own(c.title), Listing([Own(a) for a in c.actors]), "deadline")
        for c in facts.commitments
        if c.id not in replaced
        and facts.status(c.id) in _OPEN
        and (due := facts.due[c.id])
        and facts.as_of < due <= until
    ]
    return sorted(found, key=lambda c: (c.day, str(c.when), c.what, c.title))


def _answer(facts: Facts, coming: list[Coming]) -> Message:
    year = [
        e
        for e in facts.events
        if _state(e, facts.as_of) == "held" and _day(e) > later(facts.as_of, -12)
    ]
    kinds = Counter(e.kind for e in year).most_common(4)
    lately = Listing([tell("{n} × {kind}", n=n, kind=tell(kind)) for kind, n in kinds])
    ahead = [facts.language.say("{day}: {title}", day=c.when, title=c.title) for c in coming[:2]]
    return tell(
        "Next: {next}. In the year before: {held}.",
        next="; ".join(ahead) if ahead else tell("nothing dated"),
        held=lately if kinds else tell("nothing recorded"),
    )


def _day(event: Event) -> date:
    return event.start.start if event.start else date.min


def _when(event: Event) -> Message:
    if event.start is None:
        return tell("no date")
    if event.end is None:
        return tell("{when}", when=event.start)
    return tell("{start} to {end}", start=event.start, end=event.end)


def _outcome(event: Event, as_of: date) -> str:
    return event.outcome if event.start and event.start.start <= as_of else ""


def _state(event: Event, as_of: date) -> str:
    """What was known of the event then: one that is over only later was still planned."""
    if event.start and event.start.start > as_of and event.status == "held":
        return "planned"
    if event.status == "planned" and event.start and event.start.end < as_of:
        return "planned, no report"
    return event.status
