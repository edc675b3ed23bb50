"""What a room of operations brings to the ledger: its tables and how events change them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from goldenbridge.operations.ledger.events import Event

Projection = Callable[[Connection, Event], None]
"""Applies one event to the tables of a room, using nothing but the event, those tables and
what is kept outside the chain of persons and vehicles.
"""


@dataclass(frozen=True, slots=True)
class Room:
    """The tables that follow from the ledger, and by which kind of event each of them changes."""

    tables: tuple[Table, ...]
    projections: Mapping[str, Projection]


def nothing(connection: Connection, event: Event) -> None:
    """The projection of an event that is only told."""
    del connection, event
