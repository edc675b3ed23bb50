"""Grants are given and taken; somebody always stays to do that."""

import pytest
from tests.operations.complex import Desk

from goldenbridge.errors import MissingError, RefusedError, SignInError
from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.grants import EndSessions, GiveGrants, TakeGrant
from goldenbridge.operations.access.roles import Grant, Principal
from goldenbridge.operations.access.tables import role_grant

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


@pytest.fixture
def chief(desk: Desk) -> str:
    return accounts.set_up(desk.ledger, "chief", PASSWORD)


def _who(desk: Desk, token: str) -> Principal:
    with desk.ledger.reading() as view:
        return accounts.who_holds(view.connection, token, now=desk.clock())


def test_what_is_given_holds_and_what_is_taken_does_not(desk: Desk, chief: str) -> None:
    aida = accounts.add_staff(desk.ledger, "aida", PASSWORD, [], actor=chief)
    token = accounts.sign_in(desk.ledger, "aida", PASSWORD)
    given = {"role": "officer", "station": "scanner", "agency": "KZ-revenue"}
    desk.do(GiveGrants(aida, [given]))
    assert _who(desk, token).grants == (Grant("officer", "scanner", None, "KZ-revenue"),)
    (row,) = [one for one in desk.rows(role_grant) if one.staff == aida]
    desk.do(TakeGrant(row.id))
    assert _who(desk, token).grants == ()
    with pytest.raises(MissingError):
        desk.do(TakeGrant(row.id))
    with pytest.raises(RefusedError, match="role: found king; allowed: administrator"):
        desk.do(GiveGrants(aida, [{"role": "king"}]))
    assert desk.replays()


def test_sessions_end_and_closed_accounts_get_nothing(desk: Desk, chief: str) -> None:
    aida = accounts.add_staff(desk.ledger, "aida", PASSWORD, [], actor=chief)
    tokens = [accounts.sign_in(desk.ledger, "aida", PASSWORD) for _ in range(2)]
    assert desk.do(EndSessions(aida)) == {"ended": 2}
    for token in tokens:
        with pytest.raises(SignInError):
            _who(desk, token)
    desk.do(accounts.CloseStaff(aida))
    with pytest.raises(MissingError):
        desk.do(GiveGrants(aida, [{"role": "gate"}]))


def test_the_last_administrator_stays(desk: Desk, chief: str) -> None:
    (row,) = desk.rows(role_grant)
    for command in (TakeGrant(row.id), accounts.CloseStaff(chief)):
        with pytest.raises(RefusedError, match="last administrator"):
            desk.do(command)
    assert desk.rows(role_grant) == [row]
    accounts.add_staff(desk.ledger, "next", PASSWORD, [Grant("administrator")], actor=chief)
    desk.do(accounts.CloseStaff(chief))
