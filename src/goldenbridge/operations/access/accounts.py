"""Staff who sign in, carriers' programs that bring a token, and the first administrator."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from goldenbridge.errors import MissingError, RefusedError, SignInError
from goldenbridge.operations.access.hashes import (
    hashed_password,
    hashed_token,
    new_token,
    right_password,
)
from goldenbridge.operations.access.roles import Grant, Principal, roles
from goldenbridge.operations.access.tables import api_token, role_grant, staff, staff_session
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.ledger.rooms import Room, nothing
from goldenbridge.operations.ledger.transaction import Transaction

SESSION = timedelta(hours=12)
TOKEN = timedelta(days=365)
ROOM = Room(
    (),
    dict.fromkeys(
        (
            "staff-added",
            "staff-closed",
            "session-opened",
            "session-closed",
            "sessions-closed",
            "password-changed",
            "token-issued",
            "token-revoked",
        ),
        nothing,
    ),
)
CARRIER = (Grant("carrier"),)
DELEGATE = "delegate"
"""Speaks for one side of the council, which the grant names."""


@dataclass(frozen=True, slots=True)
class AddStaff:
    """A new account; `first` is refused where one exists already."""

    login: str
    password: str
    grants: tuple[Grant, ...]
    first: bool = False

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Write the account; `password` is hashed already. RefusedError for a login in use."""
        db = tx.connection
        if self.first and anyone(db):
            raise RefusedError("set-up: found an account already; sign in with it")
        if db.execute(select(staff.c.id).where(staff.c.login == self.login)).first():
            raise RefusedError(f"login: found {self.login} in use; allowed: another")
        who = tx.new_id()
        account = {"id": who, "login": self.login, "password": self.password, "active": 1}
        db.execute(insert(staff), account)
        for grant in self.grants:
            if grant.role not in roles():
                raise RefusedError(f"role: found {grant.role}; allowed: {', '.join(roles())}")
            if grant.role == DELEGATE and grant.country is None:
                raise RefusedError("country: found none; allowed: the side a delegate speaks for")
            db.execute(insert(role_grant), {"id": tx.new_id(), "staff": who} | asdict(grant))
        tx.append("staff-added", who, {"grants": [asdict(grant) for grant in self.grants]})
        return {"staff": who}


@dataclass(frozen=True, slots=True)
class CloseStaff:
    """End an account and its sessions."""

    staff: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """MissingError for an account that is not there or closed."""
        open_one = (staff.c.id == self.staff) & (staff.c.active == 1)
        closed = tx.connection.execute(update(staff).where(open_one).values(active=0))
        if closed.rowcount == 0:
            raise MissingError("staff", self.staff, "the id of an open account")
        tx.connection.execute(delete(staff_session).where(staff_session.c.staff == self.staff))
        tx.append("staff-closed", self.staff, {})
        return {"staff": self.staff}


def add_staff(
    ledger: Ledger, login: str, password: str, grants: Sequence[Grant], *, actor: str
) -> str:
    """Make an account; its id. RefusedError for a bad password, an unknown role, a login in use."""
    command = AddStaff(login, hashed_password(password, login=login), tuple(grants))
    return str(ledger.submit(command, actor=actor).body["staff"])


def set_up(ledger: Ledger, login: str, password: str) -> str:
    """Make the first administrator; RefusedError where an account exists already."""
    hashed = hashed_password(password, login=login)
    command = AddStaff(login, hashed, (Grant("administrator"),), first=True)
    return str(ledger.submit(command, actor="set-up").body["staff"])


def anyone(connection: Connection) -> bool:
    """Whether there is an account at all."""
    return connection.execute(select(staff.c.id).limit(1)).first() is not None


def sign_in(ledger: Ledger, login: str, password: str) -> str:
    """Open a session of 12 hours; its token. SignInError says no more than that it failed."""
    with ledger.reading() as view:
        found = view.connection.execute(select(staff).where(staff.c.login == login)).first()
    right = right_password(password, found.password if found else None)
    if found is None or not right or not found.active:
        raise SignInError("sign-in: login and password do not go together")
    token = new_token()

    def command(tx: Transaction) -> dict[str, Any]:
        old = staff_session.c.expires < stamp(tx.now)
        tx.connection.execute(delete(staff_session).where(old))
        session = {"staff": found.id, "expires": stamp(tx.now + SESSION)}
        tx.connection.execute(insert(staff_session), session | {"hash": hashed_token(token)})
        tx.append("session-opened", found.id, {})
        return {}

    ledger.submit(command, actor=found.id)
    return token


def sign_out(ledger: Ledger, token: str, *, actor: str) -> None:
    """End a session."""

    def command(tx: Transaction) -> dict[str, Any]:
        mine = staff_session.c.hash == hashed_token(token)
        if tx.connection.execute(delete(staff_session).where(mine)).rowcount:
            tx.append("session-closed", actor, {})
        return {}

    ledger.submit(command, actor=actor)


def issue_token(ledger: Ledger, party: str, *, actor: str) -> tuple[str, str]:
    """A token for the programs of a carrier: its id, and the token, which is not kept."""
    token = new_token()

    def command(tx: Transaction) -> dict[str, Any]:
        row = {"id": tx.new_id(), "party": party, "expires": stamp(tx.now + TOKEN)}
        tx.connection.execute(insert(api_token), row | {"hash": hashed_token(token)})
        tx.append("token-issued", party, {"token": row["id"]})
        return {"id": row["id"]}

    return str(ledger.submit(command, actor=actor).body["id"]), token


@dataclass(frozen=True, slots=True)
class RevokeToken:
    """End a token."""

    id: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """MissingError for a token that is not there."""
        row = tx.connection.execute(select(api_token).where(api_token.c.id == self.id)).first()
        if row is None:
            raise MissingError("token", self.id, "the id of a token")
        tx.connection.execute(delete(api_token).where(api_token.c.id == self.id))
        tx.append("token-revoked", row.party, {"token": self.id})
        return {"id": self.id}


def who_holds(connection: Connection, token: str, *, now: datetime) -> Principal:
    """Who brings this session or token; SignInError for one that is unknown or expired."""
    kept = hashed_token(token)
    session = (staff_session.c.hash == kept) & (staff_session.c.expires > stamp(now))
    found = connection.execute(select(staff_session.c.staff).where(session)).scalar()
    if found is not None:
        mine = connection.execute(select(role_grant).where(role_grant.c.staff == found))
        return Principal(found, tuple(Grant(g.role, g.station, g.country, g.agency) for g in mine))
    program = (api_token.c.hash == kept) & (api_token.c.expires > stamp(now))
    party = connection.execute(select(api_token.c.party).where(program)).scalar()
    if party is None:
        raise SignInError("sign-in: found no session or token like this; sign in again")
    return Principal(party, CARRIER, party)
