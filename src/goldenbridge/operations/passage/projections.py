"""How events change visits, tasks, holds, weighings and seals."""

import json

from sqlalchemy import Connection, insert, select, update

from goldenbridge.operations.appointments.projections import take
from goldenbridge.operations.appointments.tables import BOOKING
from goldenbridge.operations.ledger.events import Event, canonical
from goldenbridge.operations.ledger.rooms import Room, nothing
from goldenbridge.operations.passage.tables import HOLD, SEAL, TABLES, TASK, TURN, VISIT, WEIGHING
from goldenbridge.operations.requests import added, changed, picked
from goldenbridge.operations.visits import LAST


def _arrived(connection: Connection, event: Event) -> None:
    row = {**event.body, "id": event.subject, "place": event.seq, "version": event.seq}
    connection.execute(insert(VISIT), row)
    if event.body["booking"] is not None:
        _booking(connection, event.body["booking"], "arrived", event)
    elif event.body["opening"] is not None:
        take(connection, event.body["opening"], event)


def _requeued(connection: Connection, event: Event) -> None:
    """A place at the tail: whoever is let in again, or missed a call, stands behind the others."""
    picked(VISIT, "state", "missed", "called")(connection, event)
    same = VISIT.c.id == event.subject
    connection.execute(update(VISIT).where(same).values(place=event.seq))


def _called(connection: Connection, event: Event) -> None:
    picked(VISIT, "state", "called")(connection, event)
    turn = {name: canonical(event.body[name]) for name in ("round", "jumped")}
    row = turn | {"id": event.body["turn"], "version": event.seq}
    known = TURN.c.id == event.body["turn"]
    if connection.execute(update(TURN).where(known).values(row)).rowcount == 0:
        connection.execute(insert(TURN), row)


def _entered(connection: Connection, event: Event) -> None:
    picked(VISIT, "state", "entered")(connection, event)
    rows = [
        {
            **task,
            "id": f"{event.subject}:{task['station']}",
            "visit": event.subject,
            "needs": canonical(task["needs"]),
            "version": event.seq,
        }
        for task in event.body["tasks"]
    ]
    if rows:
        connection.execute(insert(TASK), rows)
    _make_ready(connection, event.subject, event.body["entered"], event)


def _ended(connection: Connection, event: Event) -> None:
    picked(TASK, "state", "ended", "result")(connection, event)
    _make_ready(connection, event.body["visit"], event.body["ended"], event)


def _asked(connection: Connection, event: Event) -> None:
    picked(TASK, "state")(connection, event)
    visit = event.subject.partition(":")[0]
    _make_ready(connection, visit, event.body["asked"], event)


def _make_ready(connection: Connection, visit: str, at: str, event: Event) -> None:
    """Tasks are ready from the moment that all they need is done; service targets count from it."""
    rows = list(connection.execute(select(TASK).where(TASK.c.visit == visit)))
    states = {row.station: row.state for row in rows}
    for row in rows:
        still = [n for n in json.loads(row.needs) if states[n] in ("todo", "doing")]
        if row.state == "todo" and row.ready is None and not still:
            values = {"ready": at, "version": event.seq}
            connection.execute(update(TASK).where(TASK.c.id == row.id).values(values))


def _hold_placed(connection: Connection, event: Event) -> None:
    body = {name: value for name, value in event.body.items() if name != "visit_state"}
    connection.execute(insert(HOLD), body | {"id": event.subject, "version": event.seq})
    _visit_state(connection, event)


def _hold_released(connection: Connection, event: Event) -> None:
    picked(HOLD, "released_by", "released")(connection, event)
    _visit_state(connection, event)


def _visit_state(connection: Connection, event: Event) -> None:
    values = {"state": event.body["visit_state"], "version": event.seq}
    same = VISIT.c.id == event.body["visit"]
    connection.execute(update(VISIT).where(same).values(values))


def _moved_on(connection: Connection, event: Event) -> None:
    """A new state of a visit; its end ends the booking too, a correction may open both again."""
    picked(VISIT, "state", "left_at")(connection, event)
    over = event.body["state"] in LAST
    same = VISIT.c.id == event.subject
    connection.execute(update(VISIT).where(same).values(open=0 if over else 1))
    booking = connection.execute(select(VISIT.c.booking).where(same)).scalar()
    if booking is not None:
        _booking(connection, booking, "done" if over else "arrived", event)


def _booking(connection: Connection, booking: str, state: str, event: Event) -> None:
    values = {"state": state, "version": event.seq}
    connection.execute(update(BOOKING).where(BOOKING.c.id == booking).values(values))


ROOM = Room(
    TABLES,
    {
        "arrived": _arrived,
        "admitted": _requeued,
        "jump-allowed": changed(VISIT),
        "priority-used": nothing,
        "called": _called,
        "call-missed": _requeued,
        "gave-up": _moved_on,
        "entered": _entered,
        "asked": _asked,
        "task-started": changed(TASK),
        "task-ended": _ended,
        "weighed": added(WEIGHING),
        "hold-placed": _hold_placed,
        "hold-released": _hold_released,
        "refused": picked(VISIT, "state"),
        "concluded": _moved_on,
        "sealed": added(SEAL),
        "unsealed": changed(SEAL),
        "advanced": _moved_on,
        "acknowledged": _moved_on,
        "corrected": _moved_on,
        "correction-proposed": nothing,
        "weighing-corrected": picked(WEIGHING, "gross_kg", "axles_kg"),
    },
)
