"""Whether the chain of events is whole, and what both states keep to see it by themselves."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from goldenbridge.errors import LedgerError
from goldenbridge.operations.ledger.events import START, canonical, link
from goldenbridge.operations.ledger.tables import ledger

_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a day (UTC): whoever keeps it can tell later whether it was changed."""

    day: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain found; `seq` and `flaw` are of the first broken place."""

    events: int
    seq: int | None = None
    flaw: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing is broken."""
        return self.seq is None


def rows(connection: Connection, after: int = 0) -> Iterator[dict[str, Any]]:
    """The events after `after` as they are stored, in order, a page at a time."""
    while True:
        page = select(ledger).where(ledger.c.seq > after).order_by(ledger.c.seq).limit(_PAGE)
        found = connection.execute(page).mappings().all()
        yield from map(dict, found)
        if len(found) < _PAGE:
            return
        after = found[-1]["seq"]


def verify(connection: Connection, heads: Iterable[Head] = ()) -> Verdict:
    """Follow the chain from its start; `heads` kept elsewhere show a rewritten or a cut-off end."""
    kept = {head.seq: head.hash for head in heads}
    last, prev = 0, START
    for row in rows(connection):
        seq = row["seq"]
        if flaw := _flaw(row, last, prev, kept.pop(seq, None)):
            return Verdict(last, seq, flaw)
        last, prev = seq, row["hash"]
    if kept:
        return Verdict(last, min(kept), f"is missing; the ledger ends at {last}")
    return Verdict(last)


def _flaw(row: dict[str, Any], last: int, prev: str, kept: str | None) -> str:
    if row["seq"] != last + 1:
        return f"follows {last}: events between are missing"
    if row["prev"] != prev:
        return "does not name the hash of the event before"
    if row["hash"] != link(row):
        return "was changed: its hash is not that of its content"
    if kept not in {None, row["hash"]}:
        return "is not the event of the head that was kept"
    return ""


def daily_heads(connection: Connection) -> list[Head]:
    """The last event of each day (UTC, as the clock told it), in the order of the ledger."""
    day = func.substr(ledger.c.at, 1, 10)
    ends = select(func.max(ledger.c.seq)).group_by(day)
    last = select(day.label("day"), ledger.c.seq, ledger.c.hash).where(ledger.c.seq.in_(ends))
    found = connection.execute(last.order_by(ledger.c.seq))
    return [Head(row.day, row.seq, row.hash) for row in found]


def as_lines(heads: Sequence[Head]) -> str:
    """One head a line, as JSON."""
    return "".join(canonical(asdict(head)) + "\n" for head in heads)


def from_lines(text: str, place: str) -> list[Head]:
    """The heads that `as_lines` wrote; LedgerError with the line of `place` for anything else."""
    heads = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            heads.append(_head(json.loads(line)))
        except (ValueError, TypeError):
            raise LedgerError(
                f"{place}:{number}: found {line[:60]!r}; allowed: a line that "
                "goldenbridge ledger heads wrote"
            ) from None
    return heads


def _head(found: Any) -> Head:
    head = Head(**found)
    if not (isinstance(head.seq, int) and isinstance(head.hash, str)):
        raise TypeError
    return head
