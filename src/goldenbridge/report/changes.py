"""What differs between two versions of a programme, or between two days, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from goldenbridge.language.cells import Dated
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.language.messages import Message, Own, tell
from goldenbridge.language.periods import Period
from goldenbridge.operations.council.plan import Owner
from goldenbridge.operations.council.standing import as_on, session_on
from goldenbridge.programme.model import Commitment, Document, Event, Programme
from goldenbridge.report.plan_history import steps
from goldenbridge.report.section import spell
from goldenbridge.statistics.observations import Observation, known

FOLLOWED = (
    "commitments",
    "documents",
    "events",
    "projects",
    "indicators",
    "claims",
    "assumptions",
    "plan_measures",
    "sessions",
)
_NESTED = {"evidence", "repeated", "readings", "agenda", "resolution"}
_LEFT_OUT = {"note", "sources", "registered", "version", "reports", "moves"}


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence about one part of one record; `kind` is the record's field of `Programme`."""

    kind: str
    record: str
    part: str
    said: Message


def changes(old: Programme, new: Programme, *, language: Language = ENGLISH) -> tuple[str, ...]:
    """Every change from `old` to `new`, one sentence each, in the order of the records."""
    return tuple(language.say(change.said) for change in differences(old, new))


def differences(old: Programme, new: Programme) -> Iterator[Change]:
    """Every change from `old` to `new` in the order of the records.

    Records are matched by id, observations by indicator, reporter and period; a promise that
    replaces another is told with what it changes of it. Sources and notes are left out.
    """
    for kind in FOLLOWED:
        yield from record_changes(kind, getattr(old, kind), getattr(new, kind))
    yield from _steps(old, new)
    yield from _observations(old.observations, new.observations)


def as_known(programme: Programme, day: date) -> Programme:
    """The programme with what had become known by `day`."""
    return replace(
        programme,
        commitments=tuple(
            _promise(c, day) for c in programme.commitments if c.made_on.middle <= day
        ),
        documents=tuple(d for d in (_paper(d, day) for d in programme.documents) if d),
        events=tuple(_awaited(e, day) for e in programme.events if _was_known(e, day)),
        claims=tuple(c for c in programme.claims if c.said_on.middle <= day),
        plan_measures=tuple(m for m in (as_on(m, day) for m in programme.plan_measures) if m),
        sessions=tuple(session_on(one, day) for one in programme.sessions),
        observations=known(programme.observations, day),
    )


def _promise(one: Commitment, day: date) -> Commitment:
    evidence = tuple(e for e in one.evidence if (e.published or e.on).middle <= day)
    return replace(
        one, evidence=evidence, repeated=tuple(r for r in one.repeated if r.on.middle <= day)
    )


def _paper(one: Document, day: date) -> Document | None:
    rungs: dict[str, Any] = {
        name: when if when and when.middle <= day else None
        for name in ("initialed", "signed", "in_force", "ended")
        for when in [getattr(one, name)]
    }
    steps: dict[str, Any] = {
        name: tuple(step for step in getattr(one, name) if step.when.middle <= day)
        for name in ("adopted", "ratified")
    }
    return replace(one, **rungs, **steps) if any({**rungs, **steps}.values()) else None


def _was_known(one: Event, day: date) -> bool:
    when = one.known or one.start
    return when is None or when.middle <= day


def _awaited(one: Event, day: date) -> Event:
    """An event that was still to come is not told by what became of it."""
    if one.start is None or one.start.middle <= day:
        return one
    return replace(one, status="planned", outcome="")


def record_changes(kind: str, old: Iterable[Any], new: Iterable[Any]) -> Iterator[Change]:
    """Every change from the records `old` of a `kind` to `new`, matched by id."""
    before = {one.id: one for one in old}
    after = {one.id: one for one in new}
    for name, one in after.items():
        if name not in before:
            yield Change(kind, name, "added", tell("added: {what}", what=_name(one)))
            replaced = (after | before).get(getattr(one, "supersedes", ""))
            if replaced is not None:
                yield from _fields(kind, replaced, one, ("target", "deadline"))
        else:
            names = [f.name for f in fields(one) if f.name not in _LEFT_OUT]
            yield from _fields(kind, before[name], one, names)
    for name, one in before.items():
        if name not in after:
            yield Change(kind, name, "removed", tell("removed: {what}", what=_name(one)))


def _fields(kind: str, old: Any, new: Any, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        was, is_now = getattr(old, name), getattr(new, name)
        if was == is_now:
            continue
        if name in _NESTED:
            for one in is_now:
                if one not in was:
                    text = getattr(one, "text", "") or getattr(one, "why", "") or one.by
                    said = tell("{what}: new: {text}", what=_name(new), text=Own(text))
                    yield Change(kind, new.id, f"{name} {text}", said)
            continue
        values = {"field": spell(name), "old": _shown(was), "new": _shown(is_now)}
        said = tell("{what}: {field} {old} → {new}", what=_name(new), **values)
        yield Change(kind, new.id, name, said)


def _steps(old: Programme, new: Programme) -> Iterator[Change]:
    """What the sides have said of the measures of the plan since."""
    titles = {one.id: one.title for one in new.plan_measures}
    names = {one.id: one.name for one in new.parties}
    before = steps(old.plan_measures, lambda party: names.get(party, party))
    for step in steps(new.plan_measures, lambda party: names.get(party, party)):
        if step not in before:
            said = tell(
                "{day}: {title}: {what}",
                day=step.day,
                title=Own(titles[step.measure]),
                what=step.what,
            )
            yield Change("plan_measures", step.measure, f"step {step.day} {step.what}", said)


def _observations(old: Sequence[Observation], new: Sequence[Observation]) -> Iterator[Change]:
    """New figures, and figures of a period already told that a later vintage revises."""
    held = _latest(old)
    for key, one in sorted(_latest(new).items()):
        was = held.get(key)
        values: Mapping[str, object] = {
            "indicator": Own(one.indicator),
            "reporter": Own(one.reporter),
            "period": Own(str(one.period)),
            "new": _figure(one),
        }
        part = " ".join(key[1:])
        if was is None:
            said = tell("{indicator} of {reporter}, {period}: {new}", **values)
            yield Change("observations", one.indicator, part, said)
        elif _figure(was) != _figure(one):
            said = tell(
                "{indicator} of {reporter}, {period}: {old} → {new}", old=_figure(was), **values
            )
            yield Change("observations", one.indicator, part, said)


def _figure(one: Observation) -> Own:
    return Own(f"{one.value:g} {one.unit}")


def _latest(observations: Sequence[Observation]) -> dict[tuple[str, ...], Observation]:
    """The latest vintage of each figure; spoken ones stand apart and do not revise tables."""
    found: dict[tuple[str, ...], Observation] = {}
    for one in sorted(observations, key=lambda o: o.vintage):
        kind = "spoken" if one.standing == "spoken" else "table"
        found[one.indicator, one.reporter, str(one.period), kind] = one
    return found


def _name(one: Any) -> Own:
    title = getattr(one, "title", "") or getattr(one, "text", "")
    return Own(f"{title} ({one.id})" if title else one.id)


def _shown(value: object) -> Own:
    if value is None or value in ("", ()):
        return Own("–")
    if isinstance(value, tuple):
        return Own("; ".join(_shown(item).text for item in value))
    if isinstance(value, float):
        return Own(f"{value:g}")
    if isinstance(value, Owner):
        return Own(f"{value.party} {value.body}".strip())
    if isinstance(value, Dated):
        return Own(f"{value.party} {value.when}")
    return Own(str(value) if isinstance(value, Period | str | bool | int) else repr(value))
