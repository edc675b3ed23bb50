"""What differs between two versions of a programme, or between two days, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
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

_FOLLOWED = (
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


def changes(old: Programme, new: Programme, *, language: Language = ENGLISH) -> tuple[str, ...]:
    """Every change from `old` to `new`, one sentence each, in the order of the records.

    Records are matched by id, observations by indicator, reporter and period; a promise that
    replaces another is told with what it changes of it. Sources and notes are left out.
    """
    told = [
        change
        for kind in _FOLLOWED
        for change in differences(getattr(old, kind), getattr(new, kind))
    ]
    told += _steps(old, new)
    told += _observations(old.observations, new.observations)
    return tuple(language.say(change) for change in told)


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


def differences(old: Iterable[Any], new: Iterable[Any]) -> Iterator[Message]:
    """Every change from the records `old` to `new`, matched by id."""
    before = {one.id: one for one in old}
    after = {one.id: one for one in new}
    for name, one in after.items():
        if name not in before:
            yield tell("added: {what}", what=_name(one))
            replaced = (after | before).get(getattr(one, "supersedes", ""))
            if replaced is not None:
                yield from _fields(replaced, one, ("target", "deadline"))
        else:
            names = [f.name for f in fields(one) if f.name not in _LEFT_OUT]
            yield from _fields(before[name], one, names)
    for name, one in before.items():
        if name not in after:
            yield tell("removed: {what}", what=_name(one))


def _fields(old: Any, new: Any, names: Sequence[str]) -> Iterator[Message]:
    for name in names:
        was, is_now = getattr(old, name), getattr(new, name)
        if was == is_now:
            continue
        if name in _NESTED:
            for one in is_now:
                if one not in was:
                    text = getattr(one, "text", "") or getattr(one, "why", "") or one.by
                    yield tell("{what}: new: {text}", what=_name(new), text=Own(text))
            continue
        values = {"field": spell(name), "old": _shown(was), "new": _shown(is_now)}
        yield tell("{what}: {field} {old} → {new}", what=_name(new), **values)


def _steps(old: Programme, new: Programme) -> Iterator[Message]:
    """What the sides have said of the measures of the plan since."""
    titles = {one.id: one.title for one in new.plan_measures}
    names = {one.id: one.name for one in new.parties}
    before = steps(old.plan_measures, lambda party: names.get(party, party))
    for step in steps(new.plan_measures, lambda party: names.get(party, party)):
        if step not in before:
            yield tell(
                "{day}: {title}: {what}",
                day=step.day,
                title=Own(titles[step.measure]),
                what=step.what,
            )


def _observations(old: Sequence[Observation], new: Sequence[Observation]) -> Iterator[Message]:
    """New figures, and figures of a period already told that a later vintage revises."""
    held = _latest(old)
    for key, one in sorted(_latest(new).items()):
        was = held.get(key)
        values: Mapping[str, object] = {
            "indicator": Own(one.indicator),
            "reporter": Own(one.reporter),
            "period": Own(str(one.period)),
            "new": Own(f"{one.value:g} {one.unit}"),
        }
        if was is None:
            yield tell("{indicator} of {reporter}, {period}: {new}", **values)
        elif (was.value, was.unit) != (one.value, one.unit):
            earlier = Own(f"{was.value:g} {was.unit}")
            yield tell("{indicator} of {reporter}, {period}: {old} → {new}", old=earlier, **values)


def _latest(observations: Sequence[Observation]) -> dict[tuple[str, ...], Observation]:
    """The latest vintage of each figure by standing; spoken ones do not revise tables."""
    found: dict[tuple[str, ...], Observation] = {}
    for one in sorted(observations, key=lambda o: o.vintage):
        found[one.indicator, one.reporter, str(one.period), one.standing] = one
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
