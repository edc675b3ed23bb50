"""What an account may do is given and taken; somebody always stays to do that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from goldenbridge.errors import MissingError, RefusedError
from goldenbridge.operations.access.roles import Grant, roles, roles_that
from goldenbridge.operations.access.tables import role_grant, staff, staff_session
from goldenbridge.operations.ledger.rooms import Room, nothing
from goldenbridge.operations.ledger.transaction import Transaction

DELEGATE = "delegate"
"""Speaks for one side of the council, which the grant names."""
ROOM = Room((), dict.fromkeys(("grants-given", "grant-taken"), nothing))


@dataclass(frozen=True, slots=True)
class GiveGrants:
    """Let an open account do more: grants of a role, as needed at a station, a side, an agency."""

    staff: str
    grants: list[dict[str, str | None]]

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `grants-given`. MissingError for an account that is not there or closed."""
        _check_open(tx.connection, self.staff)
        given = give(tx, self.staff, [_grant(one) for one in self.grants])
        tx.append("grants-given", self.staff, {"grants": given})
        return {"staff": self.staff}


@dataclass(frozen=True, slots=True)
class TakeGrant:
    """Take back what an account may do."""

    grant: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `grant-taken`. RefusedError for the last administrator."""
        mine = role_grant.c.id == self.grant
        row = tx.connection.execute(select(role_grant).where(mine)).first()
        if row is None:
            raise MissingError("grant", repr(self.grant), "the id of a grant that stands")
        tx.connection.execute(delete(role_grant).where(mine))
        check_administered(tx.connection, {row.role})
        body = {"role": row.role, "station": row.station}
        body |= {"country": row.country, "agency": row.agency}
        tx.append("grant-taken", row.staff, {"grant": body})
        return {"staff": row.staff}


@dataclass(frozen=True, slots=True)
class EndSessions:
    """End every session of an account: a lost device, a shift that went home."""

    staff: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `sessions-closed`, with how many."""
        mine = staff_session.c.staff == self.staff
        ended = tx.connection.execute(delete(staff_session).where(mine)).rowcount
        tx.append("sessions-closed", self.staff, {"ended": ended})
        return {"ended": ended}


def give(tx: Transaction, who: str, grants: Sequence[Grant]) -> list[dict[str, Any]]:
    """Write grants; what the ledger tells of them. RefusedError for one that nobody can hold."""
    for grant in grants:
        if grant.role not in roles():
            raise RefusedError(f"role: found {grant.role}; allowed: {', '.join(roles())}")
        if grant.role == DELEGATE and grant.country is None:
            raise RefusedError("country: found none; allowed: the side a delegate speaks for")
        row = {"id": tx.new_id(), "staff": who} | asdict(grant)
        tx.connection.execute(insert(role_grant), row)
    return [asdict(grant) for grant in grants]


def check_administered(connection: Connection, lost: Collection[str]) -> None:
    """RefusedError where a role is lost that manages access and no open account has another."""
    if not set(lost) & set(roles_that("manage-access")):
        return
    who = (
        select(role_grant.c.id)
        .join(staff, staff.c.id == role_grant.c.staff)
        .where(staff.c.active == 1, role_grant.c.role.in_(roles_that("manage-access")))
    )
    if connection.execute(who.limit(1)).first() is None:
        raise RefusedError(
            "staff: found the last administrator; allowed: after another one has been made"
        )


def _check_open(connection: Connection, who: str) -> None:
    row = connection.execute(select(staff.c.active).where(staff.c.id == who)).first()
    if row is None or not row.active:
        raise MissingError("staff", repr(who), "the id of an open account")


def _grant(given: Mapping[str, str | None]) -> Grant:
    return Grant(
        given["role"] or "", given.get("station"), given.get("country"), given.get("agency")
    )
