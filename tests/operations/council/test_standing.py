"""States of a measure by hand-made examples, and what is true of every register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.language.periods import read_period
from goldenbridge.operations.council.plan import Plan, PlanMeasure, Report
from goldenbridge.operations.council.records import plain_of, record_of
from goldenbridge.operations.council.standing import (
    STATES,
    Standing,
    as_on,
    due_of,
    missing,
    standing,
    state_of,
)

PLAN = record_of(
    Plan,
    {
        "id": "p",
        "title": "Plan",
        "parties": ["KZ", "KG"],
        "starts": "2025",
        "ends": "2027",
        "reports_from": "2025-Q4",
        "report_within_days": 30,
        "answer_within_days": 30,
    },
)
MEASURE: dict[str, Any] = {
    "id": "lanes",
    "plan": "p",
    "title": "Open the lanes",
    "sector": "transport",
    "done_when": "trucks pass",
    "basis": "stated",
    "due": "2026-06-30",
    "due_basis": "stated",
    "owners": [{"party": "KZ"}, {"party": "KG"}],
}


def report(by: str, quarter: str, filed: str, *answers: Sequence[str], done: bool = False) -> Any:
    other = "KG" if by == "KZ" else "KZ"
    said = [{"by": other, "on": day, "verdict": verdict, "text": "why"} for day, verdict in answers]
    own = {"by": by, "quarter": quarter, "filed": filed, "done": done, "text": "x", "answers": said}
    return own | {"id": f"{by}-{quarter}-{filed}"}


def stands(day: str, *reports: Any, **own: Any) -> Standing:
    measure = record_of(PlanMeasure, MEASURE | {"reports": list(reports)} | own)
    found = standing(measure, PLAN, date.fromisoformat(day))
    assert found is not None
    return found


def done(by: str, *answers: Sequence[str]) -> Any:
    return report(by, "2026-Q1", "2026-04-02", *answers, done=True)


YES, NO = ("2026-04-10", "accepted"), ("2026-04-10", "disputed")


@pytest.mark.parametrize(
    ("state", "day", "reports", "own"),
    [
        ("silent", "2026-02-01", (), {}),
        ("upcoming", "2026-02-01", (), {"starts": "2026-03"}),
        ("awaiting", "2026-04-05", (done("KZ"),), {}),
        ("awaiting", "2026-04-09", (done("KZ", YES), done("KG", YES)), {}),
        ("disputed", "2026-04-20", (done("KZ", NO), done("KG", YES)), {}),
        ("underway", "2026-04-20", (done("KZ", YES),), {}),
        ("done", "2026-04-20", (done("KZ", YES), done("KG", YES)), {}),
        ("done", "2026-08-20", (done("KZ", YES), done("KG", YES)), {}),
        ("done", "2026-08-20", (done("KZ", YES),), {"owners": [{"party": "KZ"}]}),
        ("overdue", "2026-07-01", (done("KZ", NO), done("KG", YES)), {}),
        ("awaiting", "2026-06-30", (done("KZ", YES), done("KG")), {}),
        ("done", "2026-04-20", (done("KZ", NO, YES), done("KG", YES)), {}),
        (
            "underway",
            "2026-05-20",
            (
                done("KG", YES),
                done("KZ", YES),
                report("KZ", "2026-Q2", "2026-05-02", ("2026-05-03", "accepted")),
            ),
            {},
        ),
    ],
)
def test_the_state_follows_from_what_was_said(
    state: str, day: str, reports: Sequence[Any], own: dict[str, Any]
) -> None:
    assert stands(day, *reports, **own).state == state


def test_a_revision_stands_in_the_place_of_what_it_revises() -> None:
    first = report("KZ", "2026-Q1", "2026-04-02", NO)
    found = stands("2026-05-01", first, report("KZ", "2026-Q1", "2026-04-20"))
    assert (found.state, found.disputed, [one.filed.text for one in found.last]) == (
        "awaiting",
        (),
        ["2026-04-20"],
    )


def test_days_past_the_deadline_count_from_its_last_day() -> None:
    assert stands("2026-07-10", due="2026-Q2").overdue_days == 10
    assert stands("2026-06-30", due="2026-06").overdue_days == 0
    moves = [{"id": "m", "by": "KZ", "proposed": "2026-05-01", "due": "2026-09", "why": "late"}]
    agreed = [moves[0] | {"answered": "2026-07-05", "agreed": True}]
    assert stands("2026-07-10", moves=moves).overdue_days == 10
    assert stands("2026-07-10", moves=agreed).state == "silent"
    assert stands("2026-07-04", moves=agreed).state == "overdue"


def test_a_report_is_missing_from_the_day_after_it_was_due() -> None:
    """The quarter ends on 31 December; thirty days later is 30 January."""
    measure = record_of(PlanMeasure, MEASURE | {"owners": [{"party": "KZ"}]})
    quarters = {
        day: [quarter.text for _, quarter in missing(measure, PLAN, date.fromisoformat(day))]
        for day in ("2026-01-30", "2026-01-31", "2026-05-01", "2028-06-01")
    }
    assert quarters["2026-01-30"] == []
    assert quarters["2026-01-31"] == ["2025-Q4"]
    assert quarters["2026-05-01"] == ["2025-Q4", "2026-Q1"]
    assert len(quarters["2028-06-01"]) == 9
    silent = replace(PLAN, reports_from=None)
    assert not list(missing(measure, silent, date(2028, 6, 1)))
    finished = record_of(
        PlanMeasure,
        MEASURE | {"owners": [{"party": "KZ"}], "reports": [done("KZ", YES)]},
    )
    assert [q.text for _, q in missing(finished, PLAN, date(2028, 6, 1))] == ["2025-Q4"]


SIDE, QUARTER = st.sampled_from(["KZ", "KG"]), st.sampled_from(["2025-Q4", "2026-Q1", "2026-Q2"])
DAY = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)


@st.composite
def registers(draw: st.DrawFn) -> PlanMeasure:
    made = []
    for n in range(draw(st.integers(0, 6))):
        days = sorted(draw(st.lists(DAY, min_size=1, max_size=3)))
        verdicts = st.sampled_from(["accepted", "disputed"])
        answers = [(day, draw(verdicts)) for day in days[1:]]
        one = report(draw(SIDE), draw(QUARTER), days[0], *answers, done=draw(st.booleans()))
        made.append(one | {"id": f"r{n}"})
    made.sort(key=lambda one: str(one["filed"]))
    return record_of(PlanMeasure, MEASURE | {"reports": made})


@given(registers(), DAY)
def test_what_is_true_of_every_measure(measure: PlanMeasure, text: str) -> None:
    day = date.fromisoformat(text)
    found = standing(measure, PLAN, day)
    assert found is not None
    assert found.state in {state for state, _, _ in STATES}
    assert (found.state == "overdue") == (
        found.overdue_days > 0 and day > read_period("2026-06-30").end
    )
    assert len({one.by for one in found.last}) == len(found.last) <= 2
    for one in found.last:
        assert one.filed.end <= day
        assert (one in found.disputed) == (state_of(one, PLAN.parties) == "disputed")
        assert not (one in found.disputed and one in found.unanswered)
    if found.state == "done":
        assert {one.by for one in found.last} == {"KZ", "KG"}
        assert all(one.done and one.answers[-1].verdict == "accepted" for one in found.last)
    # what is said later changes nothing of a day that is past
    known = as_on(measure, day)
    assert known is not None
    assert standing(known, PLAN, day) == found
    assert due_of(known) == measure.due


@given(registers())
def test_records_are_the_same_after_a_way_through_plain_values(measure: PlanMeasure) -> None:
    assert record_of(PlanMeasure, plain_of(measure)) == measure


def test_a_report_is_a_record_too() -> None:
    assert plain_of(record_of(Report, done("KZ")))["done"] is True
