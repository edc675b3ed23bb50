"""What staff do with their own account: a new password, an end to sessions left open elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from goldenbridge.errors import RuleError, SignInError
from goldenbridge.operations.access.accounts import SESSION
from goldenbridge.operations.access.hashes import hashed_password, hashed_token, right_password
from goldenbridge.operations.access.tables import staff, staff_session
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.ledger.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, and when each of their open sessions began, the earliest first."""

    staff: str
    login: str
    sessions: tuple[datetime, ...]
    """UTC."""


def own_account(connection: Connection, token: str, *, now: datetime) -> Account:
    """The account of a session; SignInError where there is none."""
    row = _holder(connection, token, now)
    mine = select(staff_session.c.expires).where(
        staff_session.c.staff == row.id, staff_session.c.expires > stamp(now)
    )
    ends = connection.execute(mine.order_by(staff_session.c.expires)).scalars()
    return Account(row.id, row.login, tuple(moment(end) - SESSION for end in ends))


def change_password(ledger: Ledger, token: str, old: str, new: str) -> None:
    """Let `new` hold in the place of `old`, and end every session but that of `token`.

    Raises SignInError where nobody holds `token`, RuleError where `old` is not their password, and
    RefusedError for a bad `new`.
    """
    with ledger.reading() as view:
        row = _holder(view.connection, token, ledger.clock())
    if not right_password(old, row.password):
        raise RuleError("old", "another password", "the one that holds now")
    password = hashed_password(new, login=row.login)

    def command(tx: Transaction) -> dict[str, Any]:
        mine = (staff.c.id == row.id) & (staff.c.password == row.password)
        if tx.connection.execute(update(staff).where(mine).values(password=password)).rowcount == 0:
            raise RuleError("old", "a password changed meanwhile", "the one that holds now")
        _end_others(tx, row.id, token)
        tx.append("password-changed", row.id, {})
        return {}

    ledger.submit(command, actor=row.id)


def end_other_sessions(ledger: Ledger, token: str) -> int:
    """End every session of whoever holds `token` but this one; how many. SignInError if nobody."""
    with ledger.reading() as view:
        row = _holder(view.connection, token, ledger.clock())

    def command(tx: Transaction) -> dict[str, Any]:
        ended = _end_others(tx, row.id, token)
        if ended:
            tx.append("sessions-closed", row.id, {"ended": ended})
        return {"ended": ended}

    return int(ledger.submit(command, actor=row.id).body["ended"])


def _holder(connection: Connection, token: str, now: datetime) -> Any:
    held = (staff_session.c.hash == hashed_token(token)) & (staff_session.c.expires > stamp(now))
    mine = select(staff).join(staff_session, staff_session.c.staff == staff.c.id).where(held)
    row = connection.execute(mine).first()
    if row is None:
        raise SignInError("sign-in: found no session of staff; sign in first")
    return row


def _end_others(tx: Transaction, who: str, token: str) -> int:
    others = (staff_session.c.staff == who) & (staff_session.c.hash != hashed_token(token))
    return int(tx.connection.execute(delete(staff_session).where(others)).rowcount)
