"""The ledger: commands go in, receipts come out, snapshots are read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from goldenbridge.errors import LedgerError
from goldenbridge.operations.ledger.chain import Head, Verdict, verify
from goldenbridge.operations.ledger.persons import Erase
from goldenbridge.operations.ledger.replay import Replay, replay
from goldenbridge.operations.ledger.rooms import Room
from goldenbridge.operations.ledger.store import Store, open_store
from goldenbridge.operations.ledger.transaction import head_of
from goldenbridge.operations.ledger.writer import Command, Job, Receipt, Writer, request_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A snapshot: all events up to `seq` and nothing later."""

    connection: Connection
    seq: int


def utc_now() -> datetime:
    """What the clock of this machine says."""
    return datetime.now(UTC)


class Ledger:
    """A ledger and the tables that follow from it.

    >>> with Ledger.open("sqlite:///complex.db", ROOMS) as ledger:  # doctest: +SKIP
    ...     receipt = ledger.submit(book, actor="carrier-1", idempotency_key="7f3a")
    """

    def __init__(self, store: Store, rooms: Sequence[Room], clock: Callable[[], datetime]) -> None:
        self.store, self.rooms, self.clock = store, tuple(rooms), clock
        self.projections = {kind: of for room in rooms for kind, of in room.projections.items()}
        self._writer = Writer(store, self.projections, clock)
        self._closed = False

    @classmethod
    def open(
        cls,
        url: str,
        rooms: Sequence[Room],
        *,
        clock: Callable[[], datetime] = utc_now,
        new: bool = True,
    ) -> Self:
        """Open the ledger at `url` (sqlite:///PATH or postgresql://…), or if `new` make one there.

        Raises LedgerError for what cannot be reached, is no ledger, or is a newer one.
        """
        return cls(open_store(url, new=new), rooms, clock)

    def submit(
        self, command: Command, *, actor: str, idempotency_key: str | None = None
    ) -> Receipt:
        """Run `command` and return after it is committed.

        Raises what the command raises (a RefusedError with the place it was judged at), and
        LedgerError where the commit failed. With an idempotency key the command is a dataclass,
        and the same request again gets the first receipt; another raises ReusedKeyError.
        """
        return self.enqueue(command, actor=actor, idempotency_key=idempotency_key).result()

    def enqueue(
        self, command: Command, *, actor: str, idempotency_key: str | None = None
    ) -> Future[Receipt]:
        """As `submit`, without waiting."""
        if self._closed:
            raise LedgerError(f"{self.store.url}: is closed")
        request = request_of(command) if idempotency_key is not None else ""
        answer: Future[Receipt] = Future()
        self._writer.put(Job(command, actor, idempotency_key, request, answer))
        return answer

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """What stands in the tables now, and the sequence that is true of."""
        with self.store.reading() as connection:
            yield Reading(connection, head_of(connection)[0])

    def erase(self, who: str, *, actor: str) -> Receipt:
        """Forget the person with this reference or document; RefusedError where there is none."""
        return self.forget(Erase(who), actor=actor)

    def forget(self, command: Command, *, actor: str) -> Receipt:
        """As `submit`, for a command that deletes; nothing of it is left in the files."""
        receipt = self.submit(command, actor=actor)
        self.store.scrub()
        return receipt

    def replay(self, *, rebuild: bool = False) -> Replay:
        """Make the tables again from the events and say which differ from those that stand.

        What stands is left alone unless `rebuild`. Writers wait meanwhile.
        """
        with self.store.writing() as connection:
            attempt = connection.begin_nested()
            found = replay(connection, self.rooms)
            attempt.commit() if rebuild else attempt.rollback()
        return found

    def verify(self, heads: Iterable[Head] = ()) -> Verdict:
        """Follow the chain, and compare it with heads kept elsewhere; the first broken place."""
        with self.store.reading() as connection:
            return verify(connection, heads)

    def close(self) -> None:
        """Commit what was handed over, then let go of the store."""
        if not self._closed:
            self._closed = True
            self._writer.close()
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
