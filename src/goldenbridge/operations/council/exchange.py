"""What a programme folder and the ledger have of the same plan, and how the two come together.

Both may have changed since the folder was written. Field by field, what only one of them changed is
taken; what both changed, each in its own way, is a conflict that a person settles.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from goldenbridge.operations.council.measures import (
    ChangeMeasure,
    RegisterMeasure,
    SetPlan,
    columns_of,
)
from goldenbridge.operations.council.plan import Plan, PlanMeasure, Register, Session
from goldenbridge.operations.council.reading import register
from goldenbridge.operations.council.sessions import Convene
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.ledger.transaction import Transaction

_BY_SIDES = ("due", "due_basis")
_WRITTEN = ("agenda", "minutes", "resolution")


class Conflict(NamedTuple):
    """Something of the folder that cannot be taken: where it is, and why."""

    place: str
    why: str

    def __str__(self) -> str:
        return f"plan.toml: {self.place}: {self.why}"


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Everything that a folder brings, in one transaction."""

    commands: tuple[Any, ...]

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """The events of its commands."""
        for command in self.commands:
            command(tx)
        return {"taken": len(self.commands)}


def take_in(connection: Connection, folder: Register) -> tuple[TakeIn, tuple[Conflict, ...]]:
    """What the plan of a folder would change on the ledger, and what of it cannot be taken."""
    held = register(connection)
    commands, conflicts = list[Any](), list[Conflict]()
    plans, measures = _by_id(held.plans), _by_id(held.measures)
    sessions = _by_id(held.sessions)
    for plan in folder.plans:
        old = plans.get(plan.id)
        if old is None or (changed := _merged(connection, plan, old, conflicts)):
            values = columns_of(plan) if old is None else columns_of(old) | changed
            commands.append(SetPlan(plan=plan.id, **values, version=old and old.version))
    for measure in folder.measures:
        known = measures.get(measure.id)
        conflicts += _said(measure, known)
        if known is None:
            values = columns_of(measure)
            values.pop("registered")
            commands.append(RegisterMeasure(measure=measure.id, **values))
        elif changed := _merged(connection, measure, known, conflicts):
            commands.append(ChangeMeasure(measure=measure.id, **changed, version=known.version))
    for session in folder.sessions:
        conflicts += _written(session, sessions.get(session.id))
        if session.id not in sessions:
            values = {name: getattr(session, name) for name in ("title", "place", "sources")}
            commands.append(Convene(session=session.id, on=str(session.on), **values))
    return TakeIn(tuple(commands)), tuple(conflicts)


def not_taken(connection: Connection, folder: Register) -> tuple[Conflict, ...]:
    """What the folder has and the ledger does not, so that writing the folder would lose it."""
    wanted, conflicts = take_in(connection, folder)
    left = [
        Conflict(_name(one), "changed in the folder; import it first") for one in wanted.commands
    ]
    return (*left, *conflicts)


def _merged(
    connection: Connection,
    own: Plan | PlanMeasure,
    held: Plan | PlanMeasure,
    conflicts: list[Conflict],
) -> dict[str, Any]:
    """The fields that only the folder has changed since the two were the same."""
    base = _base(connection, own.id, own.version)
    mine, theirs = columns_of(own), columns_of(held)
    changed = {}
    for name, value in mine.items():
        if name == "registered" or value in (theirs[name], base.get(name)):
            continue
        place = f"{own.id}, {name}"
        if name in _BY_SIDES and isinstance(own, PlanMeasure):
            why = f"found {value}; allowed: {theirs[name]}, until both sides agree to another"
            conflicts.append(Conflict(place, why))
        elif isinstance(own, PlanMeasure) and (name == "plan" or value is None):
            conflicts.append(
                Conflict(place, f"found {value}; allowed: {theirs[name]}, which stays")
            )
        elif theirs[name] != base.get(name):
            why = f"found {value!r} here and {theirs[name]!r} on the register; settle which holds"
            conflicts.append(Conflict(place, why))
        else:
            changed[name] = value
    return changed


def _base(connection: Connection, subject: str, version: int | None) -> Mapping[str, Any]:
    """What stood on the ledger when the folder was written; at first, where it does not say."""
    rows = connection.execute(
        select(ledger.c.seq, ledger.c.body)
        .where(ledger.c.subject == subject)
        .order_by(ledger.c.seq)
    ).all()
    base: dict[str, Any] = {}
    for row in rows:
        if not base or (version is not None and row.seq <= version):
            base |= json.loads(row.body)
    return base


def _said(own: PlanMeasure, held: PlanMeasure | None) -> Iterator[Conflict]:
    """Reports and deadlines in a folder that no side has filed on the ledger."""
    for name in ("reports", "moves"):
        known = getattr(held, name) if held else ()
        for one in getattr(own, name):
            if one not in known:
                why = f"{one.id} is not on the register; a side says it there itself"
                yield Conflict(f"{own.id}, {name}", why)


def _written(own: Session, held: Session | None) -> Iterator[Conflict]:
    if held is None:
        empty = replace(own, agenda=(), minutes="", resolution=())
        names = [one.name for one in fields(own) if one.name in _WRITTEN]
        held = empty
    else:
        names = [one.name for one in fields(own) if one.name not in {"version", "sources"}]
    for name in names:
        if getattr(own, name) != getattr(held, name):
            why = "differs from the register; the secretariat writes it there"
            yield Conflict(f"{own.id}, {name}", why)


def _by_id(records: Any) -> dict[str, Any]:
    return {one.id: one for one in records}


def _name(command: Any) -> str:
    """What a command is about: the id, and of a change its fields."""
    first, *others = (one.name for one in fields(command))
    if not isinstance(command, ChangeMeasure):
        return str(getattr(command, first))
    changed = [n for n in others if n != "version" and getattr(command, n) is not None]
    return f"{command.measure}, {', '.join(changed)}"
