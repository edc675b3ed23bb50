"""What the next session goes over, and what has changed since the last."""

from collections.abc import Iterator
from typing import NamedTuple

from goldenbridge.language.messages import Message, Own, tell, tell_many
from goldenbridge.operations.council.plan import Session
from goldenbridge.operations.council.standing import Standing
from goldenbridge.report.plan_history import Step, steps
from goldenbridge.report.registered import Registered
from goldenbridge.report.section import Section, Table


class Proposed(NamedTuple):
    """An item that the state of a measure asks for."""

    measure: str
    text: Message


def section(found: Registered) -> Section:
    """The agenda, fixed or proposed, and the steps since the last session."""
    say = found.language.say
    coming, last = found.coming, found.held[-1] if found.held else None
    items = _items(found, coming)
    changed = since(found, last)
    return Section(
        id="agenda",
        title=say("What is on the table?"),
        answer=say(_answer(coming, len(items), len(changed))),
        tables=(
            Table(
                id="agenda",
                caption=say("Agenda as fixed")
                if coming and coming.agenda
                else say("Agenda as the register proposes it"),
                columns=(say("measure"), say("item")),
                rows=tuple(items),
            ),
            Table(
                id="since",
                caption=say("Since the last session"),
                columns=(say("day"), say("measure"), say("what happened")),
                rows=tuple(
                    (found.language.day(one.day), found.title(one.measure), say(one.what))
                    for one in changed
                ),
            ),
        ),
        data={
            "session": coming.id if coming else None,
            "last_session": last.id if last else None,
            "agenda": [{"measure": measure, "item": item} for measure, item in items],
            "since": [
                {"day": one.day.isoformat(), "measure": one.measure, "what": say(one.what)}
                for one in changed
            ],
        },
    )


def proposed(found: Registered) -> list[Proposed]:
    """The items that disputes, deadlines, silence and open proposals ask for, disputes first."""
    return [item for kind in _KINDS for one in found.standings for item in kind(found, one)]


def since(found: Registered, last: Session | None) -> list[Step]:
    """What happened to the measures after the last session, up to the day that is told of."""
    begin = last.on.end if last else None
    known = steps((one.measure for one in found.standings), found.side)
    return [one for one in known if one.day <= found.day and (begin is None or one.day > begin)]


def _items(found: Registered, coming: Session | None) -> list[tuple[str, str]]:
    if coming and coming.agenda:
        return [
            ("; ".join(found.title(name) for name in one.measures), one.text)
            for one in coming.agenda
        ]
    return [(found.title(one.measure), found.language.say(one.text)) for one in proposed(found)]


def _disputed(found: Registered, one: Standing) -> Iterator[Proposed]:
    for report in one.disputed:
        other = report.answers[-1]
        yield Proposed(
            one.measure.id,
            tell(
                "disputed for {quarter}: {side} says “{text}”, {other} says “{answer}”",
                quarter=report.quarter,
                side=Own(found.side(report.by)),
                text=Own(report.text),
                other=Own(found.side(other.by)),
                answer=Own(other.text),
            ),
        )


def _moves(found: Registered, one: Standing) -> Iterator[Proposed]:
    for move in one.proposed:
        yield Proposed(
            one.measure.id,
            tell(
                "{side} proposes {due} as deadline: {why}",
                side=Own(found.side(move.by)),
                due=move.due,
                why=Own(move.why),
            ),
        )


def _overdue(_: Registered, one: Standing) -> Iterator[Proposed]:
    if one.overdue_days and one.due:
        yield Proposed(one.measure.id, tell("not done by {due}", due=one.due))


def _unanswered(found: Registered, one: Standing) -> Iterator[Proposed]:
    for report in one.unanswered:
        yield Proposed(
            one.measure.id,
            tell(
                "no answer to the report of {side} for {quarter}",
                side=Own(found.side(report.by)),
                quarter=report.quarter,
            ),
        )


def _missing(found: Registered, one: Standing) -> Iterator[Proposed]:
    late = [side for side, _ in one.missing]
    for side in dict.fromkeys(late):
        yield Proposed(
            one.measure.id,
            tell_many(
                "{side}: {count} report is missing",
                "{side}: {count} reports are missing",
                late.count(side),
                side=Own(found.side(side)),
            ),
        )


_KINDS = (_disputed, _moves, _overdue, _unanswered, _missing)


def _answer(coming: Session | None, items: int, changed: int) -> Message:
    told = tell_many("{count} item", "{count} items", items)
    steps_ = tell_many("{count} step", "{count} steps", changed)
    if coming is None:
        return tell(
            "No session is convened. The register proposes {items}; {steps} since the last.",
            items=told,
            steps=steps_,
        )
    return tell(
        "{session}, {when}: {items}; {steps} since the last.",
        session=Own(coming.title),
        when=coming.on,
        items=told,
        steps=steps_,
    )
