"""Sessions and tokens: opened, expired, ended; nothing secret is kept or told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goldenbridge.errors import MissingError, RefusedError, SignInError
from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant, Principal
from goldenbridge.operations.ledger.ledger import Ledger

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
NOW = [datetime(2026, 5, 1, tzinfo=UTC)]


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    NOW[0] = datetime(2026, 5, 1, tzinfo=UTC)
    with Ledger.open(url, [accounts.ROOM], clock=lambda: NOW[0]) as opened:
        yield opened


def _who(ledger: Ledger, token: str) -> Principal:
    with ledger.reading() as view:
        return accounts.who_holds(view.connection, token, now=NOW[0])


def test_the_first_administrator_is_made_once(ledger: Ledger) -> None:
    who = accounts.set_up(ledger, "chief", PASSWORD)
    token = accounts.sign_in(ledger, "chief", PASSWORD)
    assert _who(ledger, token) == Principal(who, (Grant("administrator"),))
    with pytest.raises(RefusedError, match="found an account already"):
        accounts.set_up(ledger, "thief", PASSWORD)


def test_a_session_ends_after_twelve_hours_or_when_it_is_closed(ledger: Ledger) -> None:
    grants = (Grant("officer", "documents", "KZ", "KZ-revenue"), Grant("gate"))
    who = accounts.add_staff(ledger, "aida", PASSWORD, grants, actor="chief")
    first, second = (accounts.sign_in(ledger, "aida", PASSWORD) for _ in range(2))
    assert sorted(g.role for g in _who(ledger, first).grants) == ["gate", "officer"]
    accounts.sign_out(ledger, first, actor=who)
    with pytest.raises(SignInError):
        _who(ledger, first)
    NOW[0] += timedelta(hours=11, minutes=59)
    assert _who(ledger, second).actor == who
    NOW[0] += timedelta(minutes=1)
    with pytest.raises(SignInError, match="sign in again"):
        _who(ledger, second)


def test_a_closed_account_is_out_at_once(ledger: Ledger) -> None:
    who = accounts.add_staff(ledger, "aida", PASSWORD, (), actor="chief")
    token = accounts.sign_in(ledger, "aida", PASSWORD)
    ledger.submit(accounts.CloseStaff(who), actor="chief")
    with pytest.raises(SignInError):
        _who(ledger, token)
    with pytest.raises(SignInError):
        accounts.sign_in(ledger, "aida", PASSWORD)
    with pytest.raises(MissingError, match="allowed: the id of an open account"):
        ledger.submit(accounts.CloseStaff(who), actor="chief")


@pytest.mark.parametrize(("login", "password"), [("aida", "wrong horse battery"), ("x", PASSWORD)])
def test_a_failed_sign_in_does_not_say_why(ledger: Ledger, login: str, password: str) -> None:
    accounts.add_staff(ledger, "aida", PASSWORD, (), actor="chief")
    with pytest.raises(SignInError, match=r"^sign-in: login and password do not go together$"):
        accounts.sign_in(ledger, login, password)


def test_bad_accounts_are_refused(ledger: Ledger) -> None:
    with pytest.raises(RefusedError, match="found 5 characters; allowed: 12 to 128"):
        accounts.add_staff(ledger, "aida", "12345", (), actor="chief")
    with pytest.raises(RefusedError, match="found king; allowed: administrator, auditor"):
        accounts.add_staff(ledger, "aida", PASSWORD, (Grant("king"),), actor="chief")
    accounts.add_staff(ledger, "aida", PASSWORD, (), actor="chief")
    with pytest.raises(RefusedError, match="login: found aida in use"):
        accounts.add_staff(ledger, "aida", PASSWORD, (), actor="chief")


def test_a_token_acts_for_its_carrier_until_it_is_revoked(ledger: Ledger) -> None:
    made, token = accounts.issue_token(ledger, "silk-road-ltd", actor="chief")
    assert _who(ledger, token) == Principal("silk-road-ltd", (Grant("carrier"),), "silk-road-ltd")
    ledger.submit(accounts.RevokeToken(made), actor="chief")
    with pytest.raises(SignInError):
        _who(ledger, token)
    with pytest.raises(MissingError):
        ledger.submit(accounts.RevokeToken(made), actor="chief")


def test_neither_password_nor_token_is_kept(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/l.db", [accounts.ROOM]) as ledger:
        accounts.set_up(ledger, "chief", PASSWORD)
        session = accounts.sign_in(ledger, "chief", PASSWORD)
        _, token = accounts.issue_token(ledger, "p", actor="chief")
        written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"$argon2id$" in written
    assert not [s for s in (PASSWORD, session, token) if s.encode() in written]


def test_a_password_is_compared_whole(ledger: Ledger) -> None:
    longest = "heron gravel umbrella " + "x" * 106
    accounts.add_staff(ledger, "a", longest, [Grant("gate")], actor="test")
    assert accounts.sign_in(ledger, "a", longest)
    with pytest.raises(SignInError):
        accounts.sign_in(ledger, "a", longest + "y")
