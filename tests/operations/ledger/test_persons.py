"""A person can be forgotten and the chain stays whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from goldenbridge.errors import RefusedError
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.ledger.persons import ROOM, read, reference, register
from goldenbridge.operations.ledger.tables import person
from goldenbridge.operations.ledger.transaction import Transaction

ASEL = {"name": "Asel Toktogulova", "phone": "+996 555 000111"}


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger.open(url, [ROOM]) as opened:
        yield opened


def _register(ledger: Ledger, document: str = "AN1234567", **details: str) -> str:
    def command(tx: Transaction) -> dict[str, Any]:
        return {"subject": register(tx, document, ASEL | details)}

    return str(ledger.submit(command, actor="carrier").body["subject"])


def _read(ledger: Ledger, subject: str) -> dict[str, Any]:
    return dict(ledger.submit(lambda tx: read(tx, subject, purpose="gate"), actor="guard").body)


def test_a_reference_is_the_hmac_of_the_document(ledger: Ledger) -> None:
    subject = _register(ledger)
    with ledger.reading() as view:
        row = view.connection.execute(select(person)).one()
    assert subject == row.subject == reference("AN1234567", row.key)
    # RFC 4231, test case 2
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert reference("what do ya want for nothing?", b"Jefe".hex()) == expected


def test_the_same_document_is_the_same_person_with_the_latest_details(ledger: Ledger) -> None:
    subject = _register(ledger)
    assert _register(ledger, phone="1") == subject
    assert _register(ledger, document="AN7654321") != subject
    assert _read(ledger, subject) == {"document": "AN1234567", "name": ASEL["name"], "phone": "1"}


def test_every_reading_is_an_event_that_says_who_and_why(ledger: Ledger) -> None:
    subject = _register(ledger)
    _read(ledger, subject)
    with ledger.reading() as view:
        last = view.connection.execute(text("SELECT * FROM ledger ORDER BY seq DESC")).first()
    assert last is not None
    assert (last.kind, last.actor, last.subject) == ("person-read", "guard", subject)
    assert last.body == '{"purpose":"gate"}'


@pytest.mark.parametrize("by_document", [False, True])
def test_an_erased_person_is_gone_and_the_chain_is_whole(ledger: Ledger, by_document: bool) -> None:
    subject = _register(ledger)
    ledger.erase("AN1234567" if by_document else subject, actor="officer")
    with pytest.raises(RefusedError, match="found no"):
        _read(ledger, subject)
    with pytest.raises(RefusedError, match="never registered, or erased"):
        ledger.erase(subject, actor="officer")
    assert ledger.verify().whole
    assert ledger.replay().differing == ()
    assert _register(ledger) != subject


def test_nothing_of_an_erased_person_is_left_in_the_files(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/l.db", [ROOM]) as ledger:
        subject = _register(ledger)
        with ledger.reading() as view:
            key = view.connection.execute(select(person.c.key)).scalar_one()
        ledger.erase(subject, actor="officer")
        written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert subject.encode() in written
    assert not [trace for trace in (key, "Asel", "AN1234567") if trace.encode() in written]
