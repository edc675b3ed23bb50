"""A promise as its page shows it: what was said when, what was seen, what is likely."""

from dataclasses import dataclass
from typing import NamedTuple

from goldenbridge.errors import MissingError
from goldenbridge.language.messages import tell
from goldenbridge.outlook.attainment import Attainment
from goldenbridge.programme.model import Commitment
from goldenbridge.programme.translation import translated, translations
from goldenbridge.web.pages.reckoning import Told


class Moment(NamedTuple):
    """Something in the history of a promise; `text` is the programme's own."""

    day: str
    when: str
    what: str
    text: str
    sources: tuple[str, ...]


class Chance(NamedTuple):
    """What one office's figures say, as pairs of a name and a value."""

    side: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page of a promise shows, told in its language; `cited` are all its sources."""

    promise: Commitment
    status: str
    why: str
    deadline: str
    sector: str
    measured: tuple[tuple[str, str], ...]
    chances: tuple[Chance, ...]
    history: tuple[Moment, ...]
    readings: tuple[Moment, ...]
    replaces: Commitment | None
    replaced_by: Commitment | None
    cited: tuple[str, ...]


def seen(told: Told, name: str) -> View:
    """The view of a promise; MissingError for one that was not made by that day."""
    language = told.brief.language
    said = translations(told.facts.programme, language.code)
    facts = told.facts
    every = {c.id: translated(c, said) for c in facts.commitments}
    if name not in every:
        raise MissingError("commitment", repr(name), "the id of one in the list")
    one = every[name]
    record = next(r for r in _records(told) if r["id"] == name)
    sectors = {s.id: s.title for s in translated(facts.programme, said).sectors}
    history = _history(told, one)
    readings = tuple(
        Moment("", language.period(r.deadline), language.say(r.basis), r.why, r.sources)
        for r in one.readings
    )
    attained = facts.attained_by(name)
    used = [s for m in (*history, *readings) for s in m.sources]
    return View(
        promise=one,
        status=record["status"],
        why=record["reason"],
        deadline=record["deadline_text"],
        sector=sectors[one.sector],
        measured=_measured(told, one),
        chances=tuple(c for a in attained if (c := _chance(told, a)).rows),
        history=history,
        readings=readings,
        replaces=every.get(one.supersedes),
        replaced_by=next((c for c in every.values() if c.supersedes == name), None),
        cited=tuple(
            dict.fromkeys((*one.sources, *used, *(s for a in attained for s in a.sources)))
        ),
    )


def _records(told: Told) -> list[dict[str, str]]:
    section = next(s for s in told.brief.sections if s.id == "promises")
    found: list[dict[str, str]] = section.data["commitments"]
    return found


def _measured(told: Told, one: Commitment) -> tuple[tuple[str, str], ...]:
    language = told.brief.language
    rows = [
        (language.say("What is counted"), one.measure),
        (language.say("Baseline"), _amount(told, one.baseline, one.unit)),
        (language.say("Target"), _amount(told, one.target, one.unit)),
    ]
    return tuple((name, value) for name, value in rows if value)


def _amount(told: Told, value: float | None, unit: str) -> str:
    return "" if value is None else told.brief.language.quantity(value, unit)


def _history(told: Told, one: Commitment) -> tuple[Moment, ...]:
    """The promise, each time it was said again, and what was seen of it, newest first."""
    language, facts = told.brief.language, told.facts
    say, as_of = language.say, facts.as_of
    moments = [
        Moment(
            one.made_on.start.isoformat(),
            language.period(one.made_on),
            say("promised"),
            "; ".join(filter(None, (one.made_at, one.by))),
            one.sources,
        )
    ]
    moments += [
        Moment(
            r.on.start.isoformat(),
            language.period(r.on),
            say("said again"),
            "; ".join(filter(None, (r.by, r.text))),
            r.sources,
        )
        for r in one.repeated
        if r.on.middle <= as_of
    ]
    moments += [
        Moment(
            e.on.start.isoformat(),
            language.period(e.on),
            say("seen"),
            ": ".join(filter(None, (_amount(told, e.value, one.unit), e.text))),
            e.sources,
        )
        for e in one.evidence
        if (e.published or e.on).middle <= as_of
    ]
    return tuple(sorted(moments, key=lambda moment: moment.day, reverse=True))


def _chance(told: Told, a: Attainment) -> Chance:
    language = told.brief.language
    say = language.say
    side = say("{side} figures", side=told.facts.side(a.reporter)) if a.reporter else ""
    rows: list[tuple[str, str]] = []
    if a.deadline:
        rows.append((say("Deadline read"), f"{language.day(a.deadline)} ({say(a.deadline_basis)})"))
    if a.latest:
        rows.append((say("Latest figure"), f"{_amount(told, a.latest[1], a.unit)} ({a.latest[0]})"))
    for label, growth in (
        (tell("Growth needed from now, a year"), a.required_from_now),
        (tell("Growth achieved, a year"), a.achieved_growth),
    ):
        if growth is not None:
            rows.append((say(label), language.percent(growth, 1)))
    if a.probability is not None and 0 < a.probability < 1:
        rows.append((say("Chance in time"), language.chance(a.probability)))
    elif a.probability80 is not None:
        low, high = (language.percent(share) for share in a.probability80)
        rows.append((say("Chance in time"), say("{low} to {high}", low=low, high=high)))
    if rows:
        rows.append((say("Method"), say(a.method)))
    return Chance(side, tuple(rows))
