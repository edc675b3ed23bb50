"""The time and the part of the ledger that belong to a day."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, func, select

from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.tables import ledger


@dataclass(frozen=True, slots=True)
class Span:
    """A local day: `starts` until before `ends` (stamps), and its events `after` + 1 to `last`."""

    day: date
    zone: ZoneInfo
    starts: str
    ends: str
    after: int
    last: int

    def holds(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a time lies in the day; stamps have one length, so their text compares."""
        return (column >= self.starts) & (column < self.ends)

    def hour(self, text: str) -> int:
        """The hour of the local clock, 0 to 23."""
        return moment(text).astimezone(self.zone).hour


def span_of(connection: Connection, day: date, zone: ZoneInfo) -> Span:
    """The local day `day`, and which events were written in it."""
    starts, ends = (stamp(datetime.combine(day + timedelta(days=n), time(), zone)) for n in (0, 1))
    after, last = (_before(connection, moment_) for moment_ in (starts, ends))
    return Span(day, zone, starts, ends, after, last)


def _before(connection: Connection, at: str) -> int:
    """The last event before a time, by halving: the clock goes nearly as the sequence does."""

    def told(seq: int) -> str:
        return str(connection.execute(select(ledger.c.at).where(ledger.c.seq == seq)).scalar_one())

    last = connection.execute(select(func.max(ledger.c.seq))).scalar() or 0
    return bisect_left(range(1, last + 1), at, key=told)
