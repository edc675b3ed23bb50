"""What comes next, and what happened lately?"""

from collections import Counter
from datetime import date

from goldenbridge.language.words import listing
from goldenbridge.outlook.survival import later
from goldenbridge.programme.model import Event
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table, spell

_MONTHS_AHEAD = 13
_OPEN = {"pending", "on_track", "accelerate", "limited", "deteriorating", "differs"}


def section(facts: Facts) -> Section:
    """Planned events and deadlines of the coming year, then every event by kind."""
    coming = _coming(facts)
    events = sorted(facts.events, key=_day, reverse=True)
    return Section(
        id="calendar",
        title="What comes next?",
        answer=_answer(facts, coming),
        tables=(
            Table(
                id="next",
                caption="Planned events and deadlines of the coming thirteen months",
                columns=("day", "what", "where or who", "kind"),
                rows=tuple(coming),
            ),
            Table(
                id="events",
                caption="Meetings, platforms, culture and openings, newest first",
                columns=("when", "kind", "event", "place", "status", "outcome"),
                rows=tuple(
                    (
                        _when(e),
                        e.kind,
                        e.title,
                        e.place,
                        _state(e, facts.as_of),
                        _outcome(e, facts.as_of),
                    )
                    for e in events
                ),
                sources=tuple(e.sources for e in events),
            ),
        ),
        data={
            "next": [
                {"day": day, "what": what, "who": who, "kind": kind}
                for day, what, who, kind in coming
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


def _coming(facts: Facts) -> list[tuple[str, str, str, str]]:
    until = later(facts.as_of, _MONTHS_AHEAD)
    replaced = {c.supersedes for c in facts.commitments}
    rows = [
        (e.start.end, str(e.start), e.title, e.place, e.kind)
        for e in facts.events
        if e.start and _state(e, facts.as_of) == "planned" and facts.as_of < e.start.end <= until
    ]
    rows += [
        (due, due.isoformat(), f"{c.id} {c.title}", listing(c.actors), "deadline")
        for c in facts.commitments
        if c.id not in replaced
        and facts.status(c.id) in _OPEN
        and (due := facts.due[c.id])
        and facts.as_of < due <= until
    ]
    return [row[1:] for row in sorted(rows)]


def _answer(facts: Facts, coming: list[tuple[str, str, str, str]]) -> str:
    year = [
        e
        for e in facts.events
        if _state(e, facts.as_of) == "held" and _day(e) > later(facts.as_of, -12)
    ]
    kinds = Counter(e.kind for e in year).most_common(4)
    lately = listing([f"{n} × {spell(kind)}" for kind, n in kinds])
    lead = "; ".join(f"{day} {what}" for day, what, _, _ in coming[:2])
    return f"Next: {lead or 'nothing dated'}. In the year before: {lately or 'nothing recorded'}."


def _day(event: Event) -> date:
    return event.start.start if event.start else date.min


def _when(event: Event) -> str:
    if event.start is None:
        return "no date"
    return f"{event.start}{f' to {event.end}' if event.end else ''}"


def _outcome(event: Event, as_of: date) -> str:
    return event.outcome if event.start and event.start.start <= as_of else ""


def _state(event: Event, as_of: date) -> str:
    """What was known of the event then: one that is over only later was still planned."""
    if event.start and event.start.start > as_of and event.status == "held":
        return "planned"
    if event.status == "planned" and event.start and event.start.end < as_of:
        return "planned, no report"
    return event.status
