"""One's own account: a new password and an end to other sessions, for whoever knows the old one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from goldenbridge.errors import RefusedError, RuleError, SignInError
from goldenbridge.operations.access import accounts, own
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.ledger.ledger import Ledger

OLD, NEW = "correct horse battery", "heron gravel umbrella"
NOW = [datetime(2026, 5, 1, tzinfo=UTC)]


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    NOW[0] = datetime(2026, 5, 1, tzinfo=UTC)
    with Ledger.open(url, [accounts.ROOM], clock=lambda: NOW[0]) as opened:
        accounts.add_staff(opened, "aida", OLD, [Grant("gate")], actor="chief")
        accounts.add_staff(opened, "timur", OLD, [Grant("gate")], actor="chief")
        yield opened


def _account(ledger: Ledger, token: str) -> own.Account:
    with ledger.reading() as view:
        return own.own_account(view.connection, token, now=NOW[0])


def test_a_new_password_ends_the_other_sessions_of_its_account_only(ledger: Ledger) -> None:
    mine, forgotten, other = (
        accounts.sign_in(ledger, login, OLD) for login in ("aida", "aida", "timur")
    )
    own.change_password(ledger, mine, OLD, NEW)
    assert _account(ledger, mine).login == "aida"
    assert _account(ledger, other).login == "timur"
    with pytest.raises(SignInError):
        _account(ledger, forgotten)
    with pytest.raises(SignInError):
        accounts.sign_in(ledger, "aida", OLD)
    assert accounts.sign_in(ledger, "aida", NEW)
    assert ledger.verify().whole


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("wrong horse battery", NEW, "old: found another password; allowed: the one that holds"),
        (OLD, "short", "password: found 5 characters; allowed: 12 to 128"),
        (OLD, "password1234", "password: found one that is guessed early"),
        (OLD, "aaaaaaaaaaaaaaaaaaaaaaaa", "guessed early"),
        (OLD, "goldenbridge2026", "guessed early"),
        (OLD, "aida-aida-aida", "guessed early"),
    ],
)
def test_a_bad_change_changes_nothing(ledger: Ledger, old: str, new: str, why: str) -> None:
    mine, left_open = (accounts.sign_in(ledger, "aida", OLD) for _ in range(2))
    with pytest.raises(RefusedError, match=why):
        own.change_password(ledger, mine, old, new)
    assert _account(ledger, left_open).login == "aida"
    assert accounts.sign_in(ledger, "aida", OLD)


def test_a_password_changed_twice_at_once_is_changed_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = accounts.sign_in(ledger, "aida", OLD)
    hashed = own.hashed_password

    def overtaken(password: str, *, login: str) -> str:
        monkeypatch.setattr(own, "hashed_password", hashed)
        own.change_password(ledger, mine, OLD, NEW)
        return hashed(password, login=login)

    monkeypatch.setattr(own, "hashed_password", overtaken)
    with pytest.raises(RuleError, match="old: found a password changed meanwhile"):
        own.change_password(ledger, mine, OLD, "walnut quarry lantern")
    assert accounts.sign_in(ledger, "aida", NEW)


def test_sessions_are_listed_and_ended_but_for_this_one(ledger: Ledger) -> None:
    starts = [NOW[0] + timedelta(hours=hours) for hours in (0, 1, 2)]
    tokens = []
    for start in starts:
        NOW[0] = start
        tokens.append(accounts.sign_in(ledger, "aida", OLD))
    assert _account(ledger, tokens[1]).sessions == tuple(starts)
    assert own.end_other_sessions(ledger, tokens[1]) == 2
    assert own.end_other_sessions(ledger, tokens[1]) == 0
    assert _account(ledger, tokens[1]).sessions == (starts[1],)
    with pytest.raises(SignInError):
        own.end_other_sessions(ledger, tokens[0])


def test_the_token_of_a_carrier_has_no_account(ledger: Ledger) -> None:
    _, token = accounts.issue_token(ledger, "silk", actor="chief")
    with pytest.raises(SignInError, match="found no session of staff"):
        own.change_password(ledger, token, OLD, NEW)
