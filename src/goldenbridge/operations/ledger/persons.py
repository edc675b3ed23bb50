"""Who a reference in the ledger means, kept outside the chain so that it can be forgotten.

A person has a random key; the reference is an HMAC of the document with that key. While the key
exists it proves whom a reference means; once it is destroyed nobody can find the person again, not
even by trying every number a document may have, and the chain is as whole as before.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, select, update

from goldenbridge.errors import RefusedError
from goldenbridge.operations.ledger.events import canonical
from goldenbridge.operations.ledger.rooms import Room, nothing
from goldenbridge.operations.ledger.tables import person
from goldenbridge.operations.ledger.transaction import Transaction

REGISTERED, READ, ERASED = "person-registered", "person-read", "person-erased"
ROOM = Room((), dict.fromkeys((REGISTERED, READ, ERASED), nothing))
"""Persons have no projection: a replay neither needs nor touches what is known of them."""


def register(tx: Transaction, document: str, details: Mapping[str, Any]) -> str:
    """The reference of the person with this document; `details` replace what was known."""
    known = tx.connection.execute(
        select(person.c.subject).where(person.c.document == document)
    ).scalar()
    if known is not None:
        same = person.c.subject == known
        tx.connection.execute(update(person).where(same).values(details=canonical(details)))
        return str(known)
    key = secrets.token_bytes(32)
    subject = reference(document, key.hex())
    row = {"subject": subject, "key": key.hex(), "document": document}
    tx.connection.execute(insert(person), row | {"details": canonical(details)})
    tx.append(REGISTERED, subject, {})
    return subject


def reference(document: str, key: str) -> str:
    """What stands for a person in the ledger: HMAC-SHA256 (RFC 2104) in hex."""
    return hmac.new(bytes.fromhex(key), document.encode(), sha256).hexdigest()


def read(tx: Transaction, subject: str, *, purpose: str) -> dict[str, Any]:
    """Document and details of a person; that they were read, by whom and why, is an event.

    Raises RefusedError for a person nobody knows or knows any more.
    """
    found = tx.connection.execute(select(person).where(person.c.subject == subject)).first()
    if found is None:
        raise RefusedError(f"person: found no {subject}; never registered, or erased")
    tx.append(READ, subject, {"purpose": purpose})
    return {"document": found.document, **json.loads(found.details)}


@dataclass(frozen=True, slots=True)
class Erase:
    """Forget a person, told by reference or document: what was known and the key."""

    who: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Delete the row; RefusedError where there is none."""
        theirs = (person.c.subject == self.who) | (person.c.document == self.who)
        subject = tx.connection.execute(select(person.c.subject).where(theirs)).scalar()
        if subject is None:
            raise RefusedError(f"person: found no {self.who}; never registered, or erased")
        tx.connection.execute(delete(person).where(person.c.subject == subject))
        tx.append(ERASED, subject, {})
        return {"subject": subject}
