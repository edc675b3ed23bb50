"""The page of advice: reckon, look, accept or refuse, and what became of it."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from tests.web.pages.complex.conftest import NOON, Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.advice.deciding import AcceptAdvice, Measure
from goldenbridge.operations.advice.proposing import Propose
from goldenbridge.operations.advice.tables import ADVICE, DUTY
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.outlook.advice.reckon import advise
from goldenbridge.web.api import advice as routes

PAGE = "/complex/advice"
WINDOW = {"starts": stamp(NOON), "ends": stamp(NOON + timedelta(hours=4))}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "advise", partial(advise, replications=2))


def number(value: float | None, half: float | None = 0.5) -> dict[str, float | None]:
    return {"value": value, "half": half}


def expected(saved: float = 3.0) -> dict[str, object]:
    names = ("trucks", "now_min", "then_min", "saved_min", "now_kept", "then_kept", "kept_more")
    values = (40.0, 63.25, 60.25, saved, 0.9, 0.95, 0.05)
    return WINDOW | {name: number(value) for name, value in zip(names, values, strict=True)}


def proposal(opening: str) -> Propose:
    places = {"opening": opening, "now": 3, "to": 5, "why": "sold-out"}
    post = {"pool": "revenue", "now": 5, "to": 6, "why": "short", "load": 5.4} | WINDOW
    return Propose(
        **WINDOW,
        digest="d",
        places=[places],
        duty=[post],
        expected=[expected(), expected()],
        assumed=["no-show"],
        gain_min=0.0,
    )


def test_a_proposal_is_seen_beside_the_plan_and_accepted(screens: Screens) -> None:
    opening = screens.desk.opening(3)
    screens.desk.do(proposal(opening))
    lead = screens.person(Grant("scheduler"))
    text = lead.get(PAGE).text
    assert "Revenue officers at Karasu, both ways" in text
    assert "The trucks would keep 5.4 officers busy: too many wait." in text
    assert "All places are sold, and the promise holds with more." in text
    assert "No-shows and lateness are those of the programme" in text
    assert "63.3 min → 60.3 min" in text or "63.2 min → 60.2 min" in text
    form = screens.form(text, act="accept")
    assert lead.post(PAGE, data=form).headers["location"] == f"{PAGE}?done=accepted"
    assert lead.post(PAGE, data=form).status_code == 303  # sent twice, counts once
    assert screens.kinds().count("advice-accepted") == 1
    assert screens.desk.row(OPENING, opening).target == 5
    assert [row.staff for row in screens.desk.rows(DUTY)] == [6]
    text = lead.get(f"{PAGE}?done=accepted").text
    assert "The proposal holds: places and duty plan are changed." in text
    assert "No proposal is open." in text
    assert "Accepted by p1." in text


def test_it_is_reckoned_on_asking_and_refused_with_a_reason(screens: Screens) -> None:
    screens.desk.opening(4)
    lead = screens.person(Grant("manager"))
    form = screens.form(lead.get(PAGE).text, act="reckon")
    assert lead.post(PAGE, data=form).headers["location"] == f"{PAGE}?done=proposed"
    text = lead.get(PAGE).text
    form = screens.form(text, act="refuse")
    answer = lead.post(PAGE, data=form)
    assert answer.status_code == 422
    assert "Fill this in." in answer.text
    assert lead.post(PAGE, data=form | {"reason": "a strike"}).status_code == 303
    assert "Refused: a strike" in lead.get(PAGE).text
    assert "advice-refused" in screens.kinds()


def test_somebody_was_faster_and_nobody_else_may(screens: Screens) -> None:
    screens.desk.do(proposal(screens.desk.opening(3)))
    lead = screens.person(Grant("scheduler"))
    form = screens.form(lead.get(PAGE).text, act="accept")
    advice = screens.desk.rows(ADVICE)[0].id
    screens.desk.do(AcceptAdvice(advice), actor="other")
    answer = lead.post(PAGE, data=form)
    assert answer.status_code == 412
    assert "Somebody else was faster." in answer.text
    gate = screens.person(Grant("gate"))
    assert gate.get(PAGE).status_code == 403
    assert PAGE not in gate.get("/complex/board").text


def test_what_it_saved_is_told_and_harm_as_harm(screens: Screens) -> None:
    screens.desk.do(proposal(screens.desk.opening(3)))
    advice = screens.desk.rows(ADVICE)[0].id
    screens.desk.do(AcceptAdvice(advice))
    lead = screens.person(Grant("manager"))
    assert "Measure what it saved" not in lead.get(PAGE).text
    screens.clock.to(NOON + timedelta(hours=4))
    lead = screens.person(Grant("manager"))
    form = screens.form(lead.get(PAGE).text, act="measure")
    assert lead.post(PAGE, data=form).headers["location"] == f"{PAGE}?done=measured"
    # no truck came: there is nothing to tell
    with screens.ledger.reading() as view:
        kept = view.connection.execute(select(ADVICE.c.measured)).scalar()
    assert '"came":0' in kept
    assert lead.post(PAGE, data=form).status_code == 409


def test_harm_is_told(screens: Screens) -> None:
    screens.desk.do(proposal(screens.desk.opening(3)))
    advice = screens.desk.rows(ADVICE)[0].id
    screens.desk.do(AcceptAdvice(advice))
    screens.clock.to(NOON + timedelta(hours=4))
    told = expected(saved=-2.5) | {"really_min": 70.0, "believable": False}
    screens.desk.do(Measure(advice, told))
    text = screens.person(Grant("manager")).get(PAGE).text
    assert "It did harm: trucks took longer than they would have." in text
    assert "The trucks took 70.0 min in fact." in text
    assert "take the difference with care" in text
