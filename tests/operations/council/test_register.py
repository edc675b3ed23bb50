"""Who may say what of a measure, two secretaries at once, and a replay that gives the same."""

from datetime import timedelta
from typing import Any

import pytest
from tests.operations.council.table import GRANTS, LANES, PLAN, Council

from goldenbridge.errors import ForbiddenError, MissingError, RuleError, StaleError
from goldenbridge.operations.council.measures import ChangeMeasure, RegisterMeasure, SetPlan
from goldenbridge.operations.council.reports import (
    AnswerDeadline,
    AnswerReport,
    FileReport,
    ProposeDeadline,
)
from goldenbridge.operations.council.sessions import (
    Convene,
    FixAgenda,
    KeepMinutes,
    Postpone,
    Resolve,
)
from goldenbridge.operations.council.standing import due_of, standing, state_of
from goldenbridge.operations.council.tables import MEASURE, REPORT


def test_a_measure_keeps_what_it_was_registered_with(council: Council) -> None:
    measure = council.measure()
    assert (measure.title, str(measure.due), measure.basis) == (
        "Open the lanes",
        "2026-06-30",
        "stated",
    )
    assert [(one.party, one.body) for one in measure.owners] == [
        ("KZ", "ministry of transport"),
        ("KG", ""),
    ]
    assert [one.id for one in council.read().measures] == ["lanes", "grants"]
    assert council.replays()


def test_both_positions_stand_until_one_side_comes_round(council: Council) -> None:
    report = council.report("KZ", "2025-Q4", done=True, text="all lanes are open")
    council.answer(report, "KG", "disputed", "two of three are closed")
    stands = council.measure().reports[0]
    assert state_of(stands, ("KZ", "KG")) == "disputed"
    assert (stands.text, stands.answers[0].text) == (
        "all lanes are open",
        "two of three are closed",
    )
    council.answer(report, "KG", "accepted")
    assert state_of(council.measure().reports[0], ("KZ", "KG")) == "accepted"
    with pytest.raises(RuleError, match="accepted already"):
        council.answer(report, "KG", "disputed", "no")
    assert council.replays()


def test_a_later_report_for_the_quarter_stands_in_the_place_of_the_first(council: Council) -> None:
    first = council.report("KZ", "2025-Q4")
    seen = council.row(REPORT, first).version
    with pytest.raises(StaleError, match="none; allowed: "):
        council.report("KZ", "2025-Q4", text="something else")
    second = council.report("KZ", "2025-Q4", text="better", version=seen)
    with pytest.raises(StaleError, match=second):
        council.answer(first, "KG", "accepted")
    council.answer(second, "KG", "accepted")
    with pytest.raises(RuleError, match="accepted"):
        council.report("KZ", "2025-Q4", version=council.row(REPORT, second).version)


@pytest.mark.parametrize(
    ("side", "actor", "error", "said"),
    [
        ("KZ", "aigerim", RuleError, "KZ, whose own it is"),
        ("KG", "aigerim", ForbiddenError, "somebody of the other side"),
        ("UZ", "davron", RuleError, "'UZ'; allowed: KZ, KG"),
    ],
)
def test_nobody_answers_for_the_other_side(
    council: Council, side: str, actor: str, error: type[Exception], said: str
) -> None:
    report = council.report("KZ", "2025-Q4")
    with pytest.raises(error, match=said):
        council.do(AnswerReport(report=report, side=side, verdict="accepted"), actor)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"quarter": "2026-Q2"}, "quarter", "one that has begun"),
        ({"quarter": "2026-01"}, "quarter", "a quarter such as"),
        ({"quarter": "2024-Q4"}, "quarter", "a quarter of the plan"),
        ({"quarter": "soon"}, "quarter", "'soon'"),
        ({"text": " "}, "text", "nothing"),
        ({"measure": "roads"}, "measure", "'roads'"),
        ({"measure": "grants", "side": "KG"}, "by", "a side that acts: KZ"),
        ({"proofs": ({"text": "x", "url": "ftp://x"},)}, "url", "ftp"),
        ({"proofs": ({"says": "x"},)}, "says", "not known"),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    council: Council, given: dict[str, Any], field: str, said: str
) -> None:
    asked: dict[str, Any] = {"measure": "lanes", "side": "KZ", "quarter": "2026-Q1", "text": "x"}
    with pytest.raises(RuleError, match=said) as caught:
        council.do(FileReport(**asked | given), "aigerim")
    assert caught.value.field == field
    assert not council.rows(REPORT)


def test_a_dispute_says_why(council: Council) -> None:
    report = council.report("KZ", "2025-Q4")
    with pytest.raises(RuleError, match="the position of the side"):
        council.answer(report, "KG", "disputed")


def test_a_deadline_moves_when_the_other_side_agrees(council: Council) -> None:
    ask = ProposeDeadline(measure="lanes", side="KZ", due="2026-12-31", why="the deck is late")
    move = council.do(ask, "aigerim")["move"]
    assert str(due_of(council.measure())) == "2026-06-30"
    with pytest.raises(RuleError, match=f"an answer to {move}"):
        council.do(ask, "aigerim")
    with pytest.raises(RuleError, match="whose own it is"):
        council.do(AnswerDeadline(move=move, side="KZ", agreed=True), "marat")
    council.clock.to(council.clock.now + timedelta(days=9))
    council.do(AnswerDeadline(move=move, side="KG", agreed=True), "bakyt")
    assert str(due_of(council.measure())) == "2026-12-31"
    with pytest.raises(RuleError, match="answered on 2026-03-08"):
        council.do(AnswerDeadline(move=move, side="KG", agreed=False), "bakyt")
    plan = council.read().plans[0]
    for day, due in ((-1, "2026-06-30"), (0, "2026-12-31")):
        when = council.clock.now.date() + timedelta(days=day)
        stood = standing(council.measure(), plan, when)
        assert stood is not None
        assert str(stood.due) == due
    assert council.replays()


def test_two_secretaries_at_once(council: Council) -> None:
    """The second is told what the first has changed, and nothing is lost."""
    seen = council.row(MEASURE, "lanes").version
    council.do(
        ChangeMeasure(measure="lanes", title="Open three lanes", version=seen), "secretary-kz"
    )
    late = ChangeMeasure(measure="lanes", note="three", version=seen)
    with pytest.raises(StaleError, match="since then title by event 4"):
        council.do(late, "secretary-kg")
    now = council.row(MEASURE, "lanes").version
    council.do(ChangeMeasure(measure="lanes", note="three", version=now), "secretary-kg")
    measure = council.measure()
    assert (measure.title, measure.note) == ("Open three lanes", "three")
    assert council.replays()


def test_what_changes_nothing_is_no_event(council: Council) -> None:
    before = council.ledger.verify().events
    council.do(ChangeMeasure(measure="lanes", title="Open the lanes"))
    council.do(SetPlan(**PLAN))
    assert council.ledger.verify().events == before
    council.do(SetPlan(**PLAN | {"reports_from": "2026-Q1"}))
    assert str(council.read().plans[0].reports_from) == "2026-Q1"


@pytest.mark.parametrize(
    ("command", "error", "said"),
    [
        (RegisterMeasure(**LANES), RuleError, "an id that is not yet taken"),
        (RegisterMeasure(**GRANTS | {"measure": "x", "plan": "q"}), MissingError, "'q'"),
        (RegisterMeasure(**LANES | {"measure": "x", "owners": []}), RuleError, "a side that acts"),
        (
            RegisterMeasure(**LANES | {"measure": "x", "owners": [{"party": "UZ"}]}),
            RuleError,
            "KZ, KG",
        ),
        (RegisterMeasure(**LANES | {"measure": "x", "due": None}), RuleError, "no deadline"),
        (ChangeMeasure(measure="lanes", basis="certain"), RuleError, "stated, inferred"),
        (SetPlan(**PLAN | {"ends": "2024"}), RuleError, "2024"),
        (SetPlan(**PLAN | {"parties": ("KZ",)}), RuleError, "found KG"),
    ],
)
def test_what_the_register_refuses(
    council: Council, command: Any, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        council.do(command)
    assert council.replays()


def test_a_session_from_its_call_to_its_resolution(council: Council) -> None:
    council.do(Convene(session="igc-14", title="14th session", on="2026-03"))
    council.do(Postpone(session="igc-14", on="2026-03-10", place="Bishkek"))
    items = [{"text": "the lanes", "measures": ["lanes"]}]
    council.do(FixAgenda(session="igc-14", items=items))
    with pytest.raises(RuleError, match="whose day has come"):
        council.do(KeepMinutes(session="igc-14", minutes="All spoke."))
    council.clock.to(council.clock.now + timedelta(days=20))
    council.do(KeepMinutes(session="igc-14", minutes="All spoke."))
    point = {"id": "1", "text": "open the third lane", "measure": "lanes", "due": "2026-12"}
    for points, said in (([], "none"), ([point, point], "a second time"), ([{"id": "1"}], "text")):
        with pytest.raises(RuleError, match=said):
            council.do(Resolve(session="igc-14", points=points))
    with pytest.raises(MissingError, match="roads"):
        council.do(Resolve(session="igc-14", points=[point | {"measure": "roads"}]))
    council.do(Resolve(session="igc-14", points=[point]))
    with pytest.raises(RuleError, match="passed its resolution"):
        council.do(FixAgenda(session="igc-14", items=[]))
    session = council.read().sessions[0]
    assert (str(session.on), session.minutes, session.agenda[0].measures) == (
        "2026-03-10",
        "All spoke.",
        ("lanes",),
    )
    assert (session.resolution[0].measure, str(session.resolved)) == ("lanes", "2026-03-19")
    assert council.replays()
    assert council.ledger.verify().whole
