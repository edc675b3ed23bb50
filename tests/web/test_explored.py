"""Whatever the description of the API allows, no answer is other than described."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.operations.complex import NOON, Desk, desk_at
from tests.operations.council.table import GRANTS, LANES, PLAN
from tests.web.explored import LEFT_OUT, explore

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import Grant, roles
from goldenbridge.operations.council.measures import RegisterMeasure, SetPlan
from goldenbridge.operations.council.sessions import Convene
from goldenbridge.operations.passage import arrivals, calling
from goldenbridge.programme.model import Programme
from goldenbridge.web.api import advice
from goldenbridge.web.app import create_app
from goldenbridge.web.guard import Guard


def furnished(desk: Desk) -> str:
    """Openings, trucks and a visit inside; the session of somebody who may do everything."""
    booking = desk.booked(desk.opening(3))
    desk.clock.to(NOON)
    visit = desk.do(arrivals.Arrive(booking))["visit"]
    desk.do(calling.CallNext("to-kz"))
    desk.do(arrivals.EnterGate(visit))
    for hours in (3, 6, 9):
        desk.opening(5, due=NOON + timedelta(hours=hours))
        desk.truck()
    desk.do(SetPlan(**PLAN))
    for measure in (LANES, GRANTS):
        desk.do(RegisterMeasure(**measure))
    desk.do(Convene(session="igc-14", title="14th", on="2026-03-01"))
    grants = [Grant(role, country="KZ" if role == "delegate" else None) for role in roles()]
    grants.append(Grant("officer", agency="KZ-revenue"))
    password = "correct horse battery"  # noqa: S105 - of a test
    accounts.add_staff(desk.ledger, "all", password, grants, actor="test")
    return accounts.sign_in(desk.ledger, "all", password)


def explored(desk: Desk, examples: int) -> None:
    """Schemathesis finds nothing, most routes were used in earnest, and the ledger is whole."""
    token = furnished(desk)
    free = Limit(per_s=1e6, burst=10**6)
    app = create_app(desk.ledger, guard=Guard(desk.ledger, free, free))
    seen = explore(app, desk.ledger, token, examples)
    asked = {label for label, _ in seen}
    assert len(asked) == 104 - len(LEFT_OUT)
    assert max(status for _, status in seen) < 500
    done = {label for label, status in seen if status < 300}
    if examples > 5:
        assert len(done) > 30
    assert desk.ledger.verify().whole
    assert desk.replays()


# threads of the server draw from `random` while Hypothesis looks
@pytest.mark.filterwarnings("ignore:Do not use the .random. module")
def test_a_route_never_answers_what_it_does_not_say(
    tmp_path: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advice, "advise", partial(advice.advise, replications=1))
    with desk_at(f"sqlite:///{tmp_path}/l.db", programme.sites[0]) as desk:
        explored(desk, 8)
