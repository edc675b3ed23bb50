"""Which promises are kept?"""

from collections import Counter

from goldenbridge.language.words import listing, plural
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

_TOLD = {"differs": "seen differently by the two sides"}


def section(facts: Facts) -> Section:
    """Counts by status, then every promise in the order of its sector."""
    status = {c.id: facts.status(c.id) for c in facts.commitments}
    count = Counter(status.values())
    sectors = {s.id: s.title for s in facts.programme.sectors}
    order = list(sectors)
    commitments = sorted(facts.commitments, key=lambda c: (order.index(c.sector), c.id))
    told = listing(
        [f"{count[word]} {_TOLD.get(word, spell(word))}" for word in _ORDER if count[word]]
    )
    return Section(
        id="promises",
        title="Which promises are kept?",
        answer=f"Of {plural(len(facts.commitments), 'promise')}: {told or 'nothing'}.",
        tables=(
            _by_sector(facts, status, sectors),
            Table(
                id="commitments",
                caption="Every promise with its computed status",
                columns=("id", "sector", "promise", "who", "made", "deadline", "status", "why"),
                rows=tuple(
                    (
                        c.id,
                        sectors[c.sector],
                        c.title,
                        listing(c.actors),
                        str(c.made_on),
                        deadline(facts, c.id),
                        spell(status[c.id]),
                        facts.reason(c.id),
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
                caption="What the words mean",
                columns=("status", "rule"),
                rows=(
                    *((spell(word), facts.language.say(rule)) for word, rule in RUBRIC),
                    *((spell(word), facts.language.say(rule)) for word, _, rule in WORDS),
                    ("differs", "the reporters' figures give different statuses"),
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


def deadline(facts: Facts, commitment: str) -> str:
    """The deadline of a promise as a reader sees it, its basis included."""
    c = next(c for c in facts.commitments if c.id == commitment)
    if c.deadline:
        return f"{c.deadline}{'' if c.deadline_basis == 'stated' else f' ({c.deadline_basis})'}"
    if c.deadline_event:
        event = next((e for e in facts.events if e.id == c.deadline_event.event), None)
        name = event.title if event else c.deadline_event.event
        after = f" + {c.deadline_event.months} months" if c.deadline_event.months else ""
        return f"{name}{after}"
    return "none given"


def _by_sector(facts: Facts, status: dict[str, str], sectors: dict[str, str]) -> Table:
    words = [word for word in _ORDER if word in status.values()]
    rows = []
    for sector, title in sectors.items():
        count = Counter(status[c.id] for c in facts.commitments if c.sector == sector)
        if count:
            rows.append((title, *(str(count[word] or "") for word in words), str(count.total())))
    return Table(
        id="by-sector",
        caption="Promises by sector and status",
        columns=("sector", *(spell(word) for word in words), "all"),
        rows=tuple(rows),
        numeric=(*(spell(word) for word in words), "all"),
    )
