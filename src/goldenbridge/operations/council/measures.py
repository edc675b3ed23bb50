"""The secretariat keeps the plan and its measures."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select

from goldenbridge.operations.council.plan import Plan, PlanMeasure
from goldenbridge.operations.council.plan_check import plan_flaws
from goldenbridge.operations.council.reading import check_seen, measure_in, register
from goldenbridge.operations.council.records import plain_of, record_of, refuse
from goldenbridge.operations.council.tables import MEASURE, PLAN
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_new, found


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """A plan, or another form of one that is there."""

    plan: str
    title: str
    parties: tuple[str, ...]
    starts: str
    ends: str
    report_within_days: int
    answer_within_days: int
    agreement: str = ""
    reports_from: str | None = None
    note: str = ""
    sources: tuple[str, ...] = ()
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `plan-set`, or `plan-changed` with what is changed."""
        values = asdict(self)
        name, version = values.pop("plan"), values.pop("version")
        plan = record_of(Plan, values | {"id": name})
        refuse(plan_flaws((plan,), (), ()))
        body = _columns(plan)
        row = tx.connection.execute(select(PLAN).where(PLAN.c.id == name)).first()
        if row is None:
            check_new(tx.connection, PLAN, name, "plan")
            tx.append("plan-set", name, body)
            return {"plan": name}
        check_seen(tx, row, version)
        whole = register(tx.connection)
        refuse(plan_flaws((plan,), [one for one in whole.measures if one.plan == name], ()))
        old = next(_columns(one) for one in whole.plans if one.id == name)
        _append_changes(tx, "plan-changed", name, old, body)
        return {"plan": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMeasure:
    """A measure comes on the register; an owner is a `party` with a `body` where it is known."""

    measure: str
    plan: str
    title: str
    sector: str
    done_when: str
    basis: str
    owners: list[dict[str, Any]]
    commitments: tuple[str, ...] = ()
    effects: str = ""
    starts: str | None = None
    due: str | None = None
    due_basis: str = "none"
    note: str = ""
    sources: tuple[str, ...] = ()

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `measure-registered`."""
        check_new(tx.connection, MEASURE, self.measure, "measure")
        found(tx.connection, PLAN, self.plan, "plan")
        values = asdict(self) | {"registered": f"{tx.now:%Y-%m-%d}"}
        name = values.pop("measure")
        made = record_of(PlanMeasure, values | {"id": name})
        refuse(plan_flaws(register(tx.connection).plans, (made,), ()))
        tx.append("measure-registered", name, _columns(made))
        return {"measure": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMeasure:
    """Another wording, owner or link of a measure; what is left out stays.

    A deadline is moved by both sides, never here.
    """

    measure: str
    title: str | None = None
    sector: str | None = None
    done_when: str | None = None
    basis: str | None = None
    owners: list[dict[str, Any]] | None = None
    commitments: tuple[str, ...] | None = None
    effects: str | None = None
    starts: str | None = None
    note: str | None = None
    sources: tuple[str, ...] | None = None
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `measure-changed`, with what is changed only; none where nothing is."""
        row = found(tx.connection, MEASURE, self.measure, "measure")
        check_seen(tx, row, self.version)
        given = asdict(self)
        name = given.pop("measure")
        given.pop("version")
        old, plan = measure_in(tx.connection, name)
        was = plain_of(replace(old, reports=(), moves=(), version=None))
        asked = {field: value for field, value in given.items() if value is not None}
        new = record_of(PlanMeasure, was | asked)
        whole = replace(new, reports=old.reports, moves=old.moves)
        refuse(plan_flaws((plan,), (whole,), ()))
        before, after = _columns(old), _columns(new)
        _append_changes(
            tx,
            "measure-changed",
            name,
            {field: before[field] for field in asked},
            {field: after[field] for field in asked},
        )
        return {"measure": name}


def _append_changes(
    tx: Transaction, kind: str, subject: str, old: dict[str, Any], new: dict[str, Any]
) -> None:
    changed = {field: value for field, value in new.items() if value != old[field]}
    if changed:
        tx.append(kind, subject, changed)


def _columns(record: Plan | PlanMeasure) -> dict[str, Any]:
    """The plain values of the columns of a record, absent ones too."""
    table = PLAN if isinstance(record, Plan) else MEASURE
    plain = plain_of(record)
    lists = {"parties", "sources", "commitments", "owners"}
    texts = {column.name for column in table.c if not column.nullable}
    return {
        name: plain.get(name, [] if name in lists else "" if name in texts else None)
        for name in (column.name for column in table.c)
        if name not in {"id", "version", "place"}
    }
