"""The register as the ledger holds it, in the records that a programme folder has too."""

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from goldenbridge.errors import StaleError
from goldenbridge.operations.council.plan import Plan, PlanMeasure, Register, Session
from goldenbridge.operations.council.records import record_of
from goldenbridge.operations.council.tables import ANSWER, MEASURE, MOVE, PLAN, REPORT, SESSION
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import found

_LISTS = ("parties", "sources", "commitments", "owners", "proofs", "agenda", "resolution")


def register(connection: Connection) -> Register:
    """Everything on the register."""
    answers, reports, moves = (defaultdict[str, list[dict[str, Any]]](list) for _ in range(3))
    for row in _rows(connection, ANSWER):
        answers[row.report].append(_values(row, "report", "id", "version"))
    for row in _rows(connection, REPORT):
        own = {"done": bool(row.done), "answers": answers[row.id]}
        reports[row.measure].append(_values(row, "measure", "version") | own)
    for row in _rows(connection, MOVE):
        own = {"agreed": bool(row.agreed)}
        moves[row.measure].append(_values(row, "measure", "version") | own)
    measures = [
        record_of(
            PlanMeasure,
            _values(row, "place") | {"reports": reports[row.id], "moves": moves[row.id]},
        )
        for row in sorted(_rows(connection, MEASURE), key=lambda row: int(row.place))
    ]
    plans = [record_of(Plan, _values(row)) for row in _rows(connection, PLAN)]
    sessions = [record_of(Session, _values(row)) for row in _rows(connection, SESSION)]
    sessions.sort(key=lambda one: (one.on.start, one.id))
    return Register(tuple(sorted(plans, key=lambda one: one.id)), tuple(measures), tuple(sessions))


def measure_in(connection: Connection, name: str) -> tuple[PlanMeasure, Plan]:
    """A measure and its plan; MissingError where there is none."""
    found(connection, MEASURE, name, "measure")
    whole = register(connection)
    measure = next(one for one in whole.measures if one.id == name)
    return measure, next(one for one in whole.plans if one.id == measure.plan)


def check_seen(tx: Transaction, row: Row[Any], version: int | None) -> None:
    """Raise StaleError when `row` was changed after `version`, and say what was changed since."""
    if version in {None, row.version}:
        return
    later = (ledger.c.subject == row.id) & (ledger.c.seq > (version or 0))
    events = tx.connection.execute(select(ledger).where(later).order_by(ledger.c.seq))
    told = [f"{', '.join(json.loads(one.body))} by event {one.seq}" for one in events]
    since = f"; since then {'; '.join(told)}" if told else ""
    allowed = f"{row.version}, what stands now; read it and ask again"
    raise StaleError("version", f"{version}, stale{since}", allowed)


def filer_of(connection: Connection, row: Row[Any]) -> str:
    """Who wrote the event that a row was last changed by."""
    return str(
        connection.execute(select(ledger.c.actor).where(ledger.c.seq == row.version)).scalar_one()
    )


def _rows(connection: Connection, table: Table) -> list[Row[Any]]:
    return list(connection.execute(select(table).order_by(table.c.version)))


def _values(row: Row[Any], *without: str) -> dict[str, Any]:
    values = {name: value for name, value in row._mapping.items() if name not in without}  # noqa: SLF001 - its public name
    return values | {name: json.loads(values[name]) for name in _LISTS if name in values}
