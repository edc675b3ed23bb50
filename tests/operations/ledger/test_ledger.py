"""Commands, receipts, refusals and keys, on both engines."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from tests.operations.toy import GATE, ROOM, TRUCK, Enter, Leave, Open, toy_ledger

from goldenbridge.errors import LedgerError, RefusedError, ReusedKeyError
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.ledger.prepared import run
from goldenbridge.operations.ledger.tables import idempotency
from goldenbridge.operations.ledger.tables import ledger as events
from goldenbridge.operations.ledger.transaction import Transaction


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with toy_ledger(url) as opened:
        opened.submit(Open("g", 3), actor="chief")
        yield opened


def test_a_receipt_tells_the_sequence_and_the_answer(ledger: Ledger) -> None:
    receipt = ledger.submit(Enter("g", "t1"), actor="guard")
    assert (receipt.seq, receipt.body) == (2, {"truck": "t1"})
    with ledger.reading() as view:
        assert view.seq == 2
        row = view.connection.execute(select(TRUCK)).one()
    assert tuple(row) == ("t1", "g", 2)


def test_a_refusal_leaves_no_trace_and_says_where_it_was_judged(ledger: Ledger) -> None:
    def half(tx: Transaction) -> dict[str, str]:
        tx.append("entered", "t9", {"gate": "g"})
        raise RefusedError("no")

    with pytest.raises(RefusedError) as caught:
        ledger.submit(half, actor="guard")
    assert caught.value.seq == 1
    assert ledger.submit(Enter("g", "t1"), actor="guard").seq == 2


def test_one_refused_command_does_not_spoil_its_group(ledger: Ledger) -> None:
    asked = [
        Enter("g", "a"),
        Enter("g", "a"),
        Enter("g", "b"),
        Leave("x"),
        Enter("g", "c"),
        Enter("g", "d"),
    ]
    answers = [ledger.enqueue(one, actor="guard") for one in asked]
    errors = [answer.exception() for answer in answers]
    assert [isinstance(error, RefusedError) for error in errors] == [
        False,
        True,
        False,
        True,
        False,
        True,
    ]
    assert [
        answer.result().seq for answer, error in zip(answers, errors, strict=True) if not error
    ] == [2, 3, 4]


def test_a_fault_of_one_command_reaches_its_sender_only(ledger: Ledger) -> None:
    def broken(tx: Transaction) -> dict[str, int]:
        tx.append("noted", "s", {})
        tx.connection.execute(text("SELECT nothing FROM nowhere"))
        return {"never": 1 // 0}

    answers = [ledger.enqueue(one, actor="a") for one in (broken, Enter("g", "a"))]
    assert isinstance(answers[0].exception(), DBAPIError)
    assert answers[1].result().seq == 2


def test_two_at_once_take_no_more_than_there_is(ledger: Ledger) -> None:
    def enter(n: int) -> bool:
        try:
            ledger.submit(Enter("g", f"t{n}"), actor="guard")
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(enter, range(40))) == 3
    with ledger.reading() as view:
        assert view.connection.execute(select(GATE.c.taken)).scalar_one() == 3


def test_the_same_key_gets_the_same_receipt(ledger: Ledger) -> None:
    first = ledger.submit(Enter("g", "t1"), actor="guard", idempotency_key="k")
    assert ledger.submit(Enter("g", "t1"), actor="guard", idempotency_key="k") == first
    assert ledger.submit(Enter("g", "t2"), actor="other", idempotency_key="k").seq == 3


def test_a_key_with_another_request_is_refused(ledger: Ledger) -> None:
    ledger.submit(Enter("g", "t1"), actor="guard", idempotency_key="k")
    with pytest.raises(ReusedKeyError, match="found k with another request; allowed: the same"):
        ledger.submit(Enter("g", "t2"), actor="guard", idempotency_key="k")
    with pytest.raises(ReusedKeyError):
        ledger.submit(Leave("t1"), actor="guard", idempotency_key="k")


def test_a_key_needs_a_command_whose_request_is_known(ledger: Ledger) -> None:
    with pytest.raises(TypeError, match="dataclass"):
        ledger.submit(lambda _: {}, actor="guard", idempotency_key="k")


def test_answers_are_forgotten_after_a_week(url: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    times = iter([now, now, *[now + timedelta(days=8)] * 9])
    with toy_ledger(url, clock=lambda: next(times)) as ledger:
        ledger.submit(Open("g", 3), actor="guard", idempotency_key="k")
        ledger.submit(Open("h", 3), actor="guard", idempotency_key="k2")
        with ledger.reading() as view:
            kept = view.connection.execute(select(idempotency.c.key)).scalars().all()
    assert kept == ["k2"]


def test_a_kind_no_room_knows_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"found kind x; allowed: gate-opened, entered"):
        ledger.submit(lambda tx: {"seq": tx.append("x", "s", {}).seq}, actor="a")


@pytest.mark.parametrize("body", [{"name": "A"}, {"who": [{"passport": "N1"}]}])
def test_no_body_holds_a_personal_field(ledger: Ledger, body: dict[str, object]) -> None:
    with pytest.raises(LedgerError, match="allowed: no personal field"):
        ledger.submit(lambda tx: {"seq": tx.append("noted", "s", body).seq}, actor="a")


def test_no_one_changes_what_stands(ledger: Ledger) -> None:
    with ledger.reading() as view:
        row = dict(view.connection.execute(select(events)).mappings().one())
    attempts = [
        update(events).values(actor="thief"),
        delete(events),
        insert(events).values(row | {"seq": 3}),
        insert(events).values(row | {"seq": 1}),
    ]
    for attempt in attempts:
        with (
            pytest.raises(DBAPIError, match=r"only appended to|no gaps"),
            ledger.store.writing() as c,
        ):
            c.execute(attempt)
    with pytest.raises(DBAPIError), ledger.reading() as view:
        view.connection.execute(insert(events).values(row | {"seq": 2}))


def test_postgresql_refuses_to_empty_the_ledger(postgresql_url: str) -> None:
    with (
        toy_ledger(postgresql_url) as ledger,
        pytest.raises(DBAPIError, match="only appended to"),
        ledger.store.writing() as connection,
    ):
        connection.execute(text("TRUNCATE ledger"))


def test_a_ledger_opens_again_where_it_was(url: str) -> None:
    with toy_ledger(url) as ledger:
        ledger.submit(Open("g", 3), actor="chief")
    with pytest.raises(LedgerError, match="is closed"):
        ledger.submit(Open("h", 3), actor="chief")
    with toy_ledger(url) as ledger:
        assert ledger.submit(Enter("g", "t"), actor="guard").seq == 2


def test_two_processes_share_one_order(url: str) -> None:
    with toy_ledger(url) as one, toy_ledger(url) as other:
        seqs = [of.submit(Open(f"g{n}", 1), actor="a").seq for n in range(5) for of in (one,)]
        seqs += [other.submit(Open("h", 1), actor="a").seq, one.submit(Open("i", 1), actor="a").seq]
    assert seqs == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "url",
    ["", "ledger.db", "mysql://h/d", "sqlite://", "sqlite:///:memory:", "oracle+nothing://x"],
)
def test_other_places_are_refused(url: str) -> None:
    with pytest.raises(LedgerError, match="allowed: sqlite:///PATH or postgresql"):
        Ledger.open(url, [ROOM])


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at" * 20)
    with pytest.raises(LedgerError, match=r"cannot be opened .*not a database"):
        Ledger.open(f"sqlite:///{tmp_path}/text.db", [ROOM])
    with pytest.raises(LedgerError, match="found no folder"):
        Ledger.open(f"sqlite:///{tmp_path}/none/x.db", [ROOM])
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(f"sqlite:///{tmp_path}", [ROOM])
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE bird (name TEXT)")
    other.close()
    with pytest.raises(LedgerError, match="found a database with bird, which is no ledger"):
        Ledger.open(f"sqlite:///{tmp_path}/other.db", [ROOM])


def test_a_server_that_is_not_there_is_told(postgresql_url: str) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(postgresql_url + "x", [ROOM])
    with pytest.raises(LedgerError, match=r"golden:\*\*\*@127\.0\.0\.1:1/x: cannot be opened"):
        Ledger.open("postgresql://golden:secret@127.0.0.1:1/x", [ROOM])


def test_a_newer_ledger_is_refused(url: str) -> None:
    with toy_ledger(url) as ledger, ledger.store.writing() as connection:
        connection.execute(text("UPDATE ledger_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="found a ledger of schema 9999; allowed: up to"):
        Ledger.open(url, [ROOM])


def test_a_connection_that_is_cut_is_told_and_made_anew(postgresql_url: str) -> None:
    class Cut:
        def __call__(self, tx: Transaction) -> dict[str, object]:
            pid = run(tx.connection, "SELECT pg_backend_pid()").fetchone()[0]
            engine = create_engine(postgresql_url)
            with engine.connect() as other:
                other.execute(text(f"SELECT pg_terminate_backend({pid})"))
            engine.dispose()
            tx.append("noted", "x", {})
            return {}

    with toy_ledger(postgresql_url) as ledger:
        ledger.submit(Open("g", 2), actor="chief")
        with pytest.raises(LedgerError, match="not known to be written"):
            ledger.submit(Cut(), actor="chief")
        assert ledger.submit(Enter("g", "t"), actor="guard").seq == 2
        assert ledger.verify().whole
