"""Which promises are kept?"""

from collections import Counter
from typing import NamedTuple

from goldenbridge.language.messages import Listing, Message, Own, tell, tell_many
from goldenbridge.outlook.attainment import WORDS
from goldenbridge.outlook.verdicts import RUBRIC
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table, spell

_ORDER = (
    "kept",
    "kept_late",
    "partly_kept",
    "broken",
    "on_track",
    "accelerate",
    "limited",
    "deteriorating",
    "pending",
    "unknown",
    "differs",
    "untestable",
)

_DIFFERS = tell("seen differently by the two sides")


class Row(NamedTuple):
    """A promise as the table of all promises tells it."""

    id: str
    sector: str
    promise: str
    who: str
    made: str
    deadline: str
    status: str
    why: str


def section(facts: Facts) -> Section:
    """Counts by status, then every promise in the order of its sector."""
    language, say = facts.language, facts.language.say
    status = {c.id: facts.status(c.id) for c in facts.commitments}
    count = Counter(status.values())
    sectors = {s.id: s.title for s in facts.programme.sectors}
    order = list(sectors)
    commitments = sorted(facts.commitments, key=lambda c: (order.index(c.sector), c.id))
    return Section(
        id="promises",
        title=say("Which promises are kept?"),
        answer=say(_answer(count)),
        tables=(
            _by_sector(facts, status, sectors),
            Table(
                id="commitments",
                caption=say("Every promise with its computed status"),
                columns=tuple(say(name) for name in Row._fields),
                rows=tuple(
                    Row(
                        id=c.id,
                        sector=sectors[c.sector],
                        promise=c.title,
                        who=language.listing([Own(actor) for actor in c.actors]),
                        made=language.period(c.made_on),
                        deadline=deadline(facts, c.id),
                        status=say(spell(status[c.id])),
                        why=facts.reason(c.id),
                    )
                    for c in commitments
                ),
                sources=tuple(
                    tuple(dict.fromkeys((*c.sources, *(s for e in c.evidence for s in e.sources))))
                    for c in commitments
                ),
            ),
            Table(
                id="rubric",
                caption=say("What the words mean"),
                columns=(say("status"), say("rule")),
                rows=(
                    *((say(spell(word)), say(rule)) for word, rule in RUBRIC),
                    *((say(spell(word)), say(rule)) for word, _, rule in WORDS),
                    (say("differs"), say("the reporters' figures give different statuses")),
                ),
            ),
        ),
        data={
            "commitments": [
                {
                    "id": c.id,
                    "title": c.title,
                    "kind": c.kind,
                    "sector": c.sector,
                    "actors": list(c.actors),
                    "made_on": str(c.made_on),
                    "made_at": c.made_at,
                    "by": c.by,
                    "project": c.project or None,
                    "status": status[c.id],
                    "statuses": {r: s for r, s in facts.statuses(c.id).items() if r},
                    "reason": facts.reason(c.id),
                    "deadline": (due := facts.due[c.id]) and due.isoformat(),
                    "deadline_text": deadline(facts, c.id),
                    "deadline_basis": c.deadline_basis,
                    "supersedes": c.supersedes or None,
                    "sources": list(c.sources),
                }
                for c in facts.commitments
            ]
        },
    )


def _answer(count: Counter[str]) -> Message:
    told = [
        tell(
            "{count} {status}",
            count=count[word],
            status=_DIFFERS if word == "differs" else tell(spell(word)),
        )
        for word in _ORDER
        if count[word]
    ]
    if not told:
        return tell("No promises yet.")
    return tell_many(
        "Of {count} promise: {statuses}.",
        "Of {count} promises: {statuses}.",
        count.total(),
        statuses=Listing(told),
    )


def deadline(facts: Facts, commitment: str) -> str:
    """The deadline of a promise as a reader sees it, its basis included."""
    say = facts.language.say
    c = next(c for c in facts.commitments if c.id == commitment)
    if c.deadline and c.deadline_basis == "stated":
        return facts.language.period(c.deadline)
    if c.deadline:
        return say("{when} ({basis})", when=c.deadline, basis=tell(c.deadline_basis))
    if c.deadline_event:
        event = next((e for e in facts.events if e.id == c.deadline_event.event), None)
        name = Own(event.title) if event else c.deadline_event.event
        if not c.deadline_event.months:
            return facts.language.value(name)
        return say(
            tell_many(
                "{event} + {count} month",
                "{event} + {count} months",
                c.deadline_event.months,
                event=name,
            )
        )
    return say("none given")


def _by_sector(facts: Facts, status: dict[str, str], sectors: dict[str, str]) -> Table:
    say = facts.language.say
    words = [word for word in _ORDER if word in status.values()]
    rows = []
    for sector, title in sectors.items():
        count = Counter(status[c.id] for c in facts.commitments if c.sector == sector)
        if count:
            rows.append((title, *(str(count[word] or "") for word in words), str(count.total())))
    counted = (*(say(spell(word)) for word in words), say("all"))
    return Table(
        id="by-sector",
        caption=say("Promises by sector and status"),
        columns=(say("sector"), *counted),
        rows=tuple(rows),
        numeric=counted,
    )
