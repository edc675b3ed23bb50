"""What happened, as text that can be chained."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

SCHEMA = 1
"""Version of the form of an event; it is hashed with the event."""
START = "0" * 64
"""What the first event has in the place of the hash of the one before."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger; `at` is told by a clock and orders nothing, `seq` orders all."""

    seq: int
    at: datetime
    actor: str
    station: str | None
    kind: str
    subject: str
    body: Mapping[str, Any]
    prev: str
    hash: str


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks: the same value gives the same text.

    Raises TypeError or ValueError for what JSON does not hold, NaN and infinity included.
    """
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def stamp(at: datetime) -> str:
    """The time in UTC as text of one length, which sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def link(row: Mapping[str, Any]) -> str:
    """The hash of an event, SHA-256 in hex, over its stored columns and the hash before it."""
    fields = ("version", "seq", "at", "actor", "station", "kind", "subject", "body", "prev")
    return sha256(canonical([row[field] for field in fields]).encode()).hexdigest()


def as_event(row: Mapping[str, Any]) -> Event:
    """The event that stands in a row of the ledger."""
    return Event(
        seq=row["seq"],
        at=moment(row["at"]),
        actor=row["actor"],
        station=row["station"],
        kind=row["kind"],
        subject=row["subject"],
        body=json.loads(row["body"]),
        prev=row["prev"],
        hash=row["hash"],
    )
