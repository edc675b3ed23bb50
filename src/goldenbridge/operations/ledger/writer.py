"""One writer; commands that wait together are committed together (group commit)."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from goldenbridge.errors import LedgerError, RefusedError, ReusedKeyError
from goldenbridge.operations.ledger.events import canonical, stamp
from goldenbridge.operations.ledger.prepared import Prepared, run
from goldenbridge.operations.ledger.rooms import Projection
from goldenbridge.operations.ledger.store import Store
from goldenbridge.operations.ledger.tables import idempotency
from goldenbridge.operations.ledger.transaction import Transaction, head_of

Command = Callable[[Transaction], Mapping[str, Any]]
"""What is to be done; with an idempotency key a dataclass, whose fields are the request."""
GROUP = 256
"""Most commands of one commit."""
_WEEK = timedelta(days=7)
_KEEP = Prepared(insert(idempotency))
_KEPT = Prepared(
    select(idempotency).where(
        (idempotency.c.actor == bindparam("who")) & (idempotency.c.key == bindparam("by_key"))
    )
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a command that is committed; `seq` is the last event it was made with."""

    seq: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """A command on its way to the writer."""

    command: Command
    actor: str
    key: str | None
    request: str
    answer: Future[Receipt]


def request_of(command: Command) -> str:
    """SHA-256 of what a command asks; TypeError when it is no dataclass of plain values."""
    if not is_dataclass(command) or isinstance(command, type):
        raise TypeError("with an idempotency key a command is a dataclass")
    asked = [type(command).__qualname__, asdict(command)]
    return sha256(canonical(asked).encode()).hexdigest()


class Writer:
    """Runs commands one after the other and answers each after the commit it is part of."""

    def __init__(
        self, store: Store, projections: Mapping[str, Projection], clock: Callable[[], datetime]
    ) -> None:
        self._store, self._projections, self._clock = store, projections, clock
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._purged: datetime | None = None
        self._thread = Thread(target=self._run, name="ledger-writer", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Hand a command over."""
        self._jobs.put(job)

    def close(self) -> None:
        """Finish what was handed over, then stop."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        more = True
        while more:
            group, more = self._next()
            if group:
                self._commit(group)

    def _next(self) -> tuple[list[Job], bool]:
        """The commands that wait, at least one; and whether more may come."""
        group: list[Job] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == GROUP:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, group: list[Job]) -> None:
        answers: list[Receipt | Exception] = []
        try:
            with self._store.writing() as connection:
                self._purge(connection)
                head = head_of(connection)
                run(connection, "SAVEPOINT command")
                for job in group:
                    answer, head = self._attempt(connection, job, head)
                    answers.append(answer)
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            unknown = LedgerError(
                f"{self._store.url}: not known to be written ({error}); send it again with the "
                "same idempotency key"
            )
            unknown.__cause__ = error
            answers = [unknown] * len(group)
        for job, answer in zip(group, answers, strict=True):
            if isinstance(answer, Receipt):
                job.answer.set_result(answer)
            else:
                job.answer.set_exception(answer)

    def _attempt(
        self, connection: Connection, job: Job, head: tuple[int, str]
    ) -> tuple[Receipt | Exception, tuple[int, str]]:
        """The answer to one command, and the head after it: a refused one leaves no trace."""
        try:
            with _undone_if_refused(connection):
                return self._answer(connection, job, head)
        except RefusedError as error:
            error.seq = head[0]
            return error, head
        except IntegrityError as error:
            refused = RefusedError(f"it does not go with what stands already ({error.orig})")
            refused.seq = head[0]
            return refused, head
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            return error, head
        except Exception as error:  # noqa: BLE001 - its own sender hears of it; the group goes on
            return error, head

    def _answer(
        self, connection: Connection, job: Job, head: tuple[int, str]
    ) -> tuple[Receipt, tuple[int, str]]:
        if job.key is not None and (known := _given(connection, job)):
            return known, head
        tx = Transaction(connection, self._projections, head, actor=job.actor, now=self._clock())
        body = job.command(tx)
        receipt = Receipt(tx.seq, body)
        if job.key is not None:
            row = {
                "actor": job.actor,
                "key": job.key,
                "request": job.request,
                "seq": receipt.seq,
                "body": canonical(receipt.body),
                "at": stamp(tx.now),
            }
            _KEEP(connection, row)
        return receipt, tx.head

    def _purge(self, connection: Connection) -> None:
        """Forget answers of more than a week ago, once an hour."""
        now = self._clock()
        if self._purged is None or abs(now - self._purged) > timedelta(hours=1):
            old = idempotency.c.at < stamp(now - _WEEK)
            connection.execute(delete(idempotency).where(old))
            self._purged = now


@contextmanager
def _undone_if_refused(connection: Connection) -> Iterator[None]:
    """Back to the savepoint before the command, or on to the next."""
    try:
        yield
    except BaseException:
        run(connection, "ROLLBACK TO SAVEPOINT command")
        raise
    run(connection, "RELEASE SAVEPOINT command")
    run(connection, "SAVEPOINT command")


def _given(connection: Connection, job: Job) -> Receipt | None:
    found = _KEPT(connection, {"who": job.actor, "by_key": job.key}).first()
    if found is None:
        return None
    if found.request != job.request:
        raise ReusedKeyError(
            f"idempotency key: found {job.key} with another request; allowed: the same request, "
            "or a new key"
        )
    return Receipt(found.seq, json.loads(found.body))
