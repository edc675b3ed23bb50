"""How events change the register."""

from dataclasses import replace

from sqlalchemy import Connection

from goldenbridge.operations.council.tables import (
    ANSWER,
    MEASURE,
    MOVE,
    PLAN,
    REPORT,
    SESSION,
    TABLES,
)
from goldenbridge.operations.ledger.events import Event
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.requests import added, changed, picked


def _registered(connection: Connection, event: Event) -> None:
    """A measure keeps the place it came in with, whatever changes later."""
    added(MEASURE)(connection, replace(event, body={**event.body, "place": event.seq}))


ROOM = Room(
    TABLES,
    {
        "plan-set": added(PLAN),
        "plan-changed": changed(PLAN),
        "measure-registered": _registered,
        "measure-changed": changed(MEASURE),
        "report-filed": added(REPORT),
        "report-answered": added(ANSWER),
        "deadline-proposed": added(MOVE),
        "deadline-answered": picked(MOVE, "answered", "agreed"),
        "session-convened": added(SESSION),
        "session-postponed": changed(SESSION),
        "agenda-fixed": changed(SESSION),
        "minutes-kept": changed(SESSION),
        "resolution-passed": changed(SESSION),
    },
)
