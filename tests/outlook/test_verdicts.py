"""Every branch of the rubric."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.language.cells import Moment
from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import Period, read_period
from goldenbridge.outlook.verdicts import RUBRIC, Verdict, due_date, judge, judge_values
from goldenbridge.programme.model import Commitment, Event, Evidence, Repeat

NOW = date(2026, 3, 16)
DUE = date(2025, 12, 31)


say = ENGLISH.say


def seen(on: str, value: float | None = None, published: str = "") -> Evidence:
    known = read_period(published) if published else None
    return Evidence(on=read_period(on), text="seen", value=value, published=known)


def commitment(*evidence: Evidence, **more: Any) -> Commitment:
    fields: dict[str, Any] = {
        "id": "C",
        "title": "Build four bridges",
        "kind": "milestone",
        "sector": "transport",
        "made_on": read_period("2023-06-01"),
        "by": "both",
        "actors": ("both",),
        "target": 4.0,
        "unit": "bridges",
        "deadline_basis": "none",
        "firmness": "agreed",
        "testable": True,
        "confidence": "high",
        "sources": ("s",),
        "evidence": evidence,
    }
    return Commitment(**(fields | more))


def verdict(*evidence: Evidence, due: date | None = DUE, **more: Any) -> Verdict:
    return judge(commitment(*evidence, **more), as_of=NOW, due=due)


@pytest.mark.parametrize(
    ("evidence", "status", "share"),
    [
        ([seen("2025-06-01", 4)], "kept", 1),
        ([seen("2025-12-31", 5)], "kept", 1),
        ([seen("2025", 4)], "kept", 1),
        ([seen("2026-01-01", 4)], "kept_late", 1),
        ([seen("2024-01-01", 1), seen("2026-01-01", 2)], "partly_kept", 0.5),
        ([seen("2026-02-01", 1), seen("2025-01-01", 3)], "broken", 0.25),
        ([seen("2025", 3)], "partly_kept", 0.75),
        ([seen("2025-12-30", 3)], "unknown", 0.75),
        ([seen("2025-06-01", 3), seen("2026-02-01")], "unknown", 0.75),
        ([], "unknown", None),
    ],
)
def test_past_the_deadline(evidence: list[Evidence], status: str, share: float | None) -> None:
    found = verdict(*evidence)
    assert (found.status, found.share) == (status, share)


def test_ahead_of_the_deadline() -> None:
    assert verdict(due=NOW).status == "pending"
    assert verdict(seen("2026-01-01", 1), due=NOW).share == 0.25
    assert verdict(seen("2026-01-01", 4), due=NOW).status == "kept"


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        ([seen("2023-09-01", 4)], "kept"),
        ([seen("2023-09-01", 2)], "partly_kept"),
        ([seen("2023-09-01", 1)], "unknown"),
        ([], "unknown"),
        ([seen("2024-06-01", 1)], "pending"),
        ([seen("2023-09-01", 2, published="2024-06-01")], "pending"),
        ([seen("2023-09-01", 1), seen("2024-06-01")], "pending"),
    ],
)
def test_without_deadline(evidence: list[Evidence], status: str) -> None:
    assert verdict(*evidence, due=None).status == status


def test_said_again_is_not_silence() -> None:
    again = Repeat(on=read_period("2025-08-22"), by="presidents")
    assert verdict(due=None, repeated=(again,)).status == "pending"
    later = Repeat(on=read_period("2026-08-22"), by="presidents")
    assert verdict(due=None, repeated=(later,)).status == "unknown"


@pytest.mark.parametrize("more", [{"testable": False}, {"target": None}])
def test_untestable(more: dict[str, Any]) -> None:
    assert verdict(seen("2025-01-01", 4), **more).status == "untestable"


def test_what_was_not_known_yet_is_not_counted() -> None:
    assert verdict(seen("2025-06-01", 4, published="2026-03-17")).status == "unknown"
    assert verdict(seen("2025-06-01", 4, published="2026-03-16")).status == "kept"
    assert verdict(seen("2026-03-17", 4)).status == "unknown"


def test_a_ceiling() -> None:
    queue: dict[str, Any] = {"at_most": True, "target": 0.0, "baseline": 2.0}
    assert verdict(seen("2025-10-01", 0), **queue).status == "kept"
    assert verdict(seen("2026-02-01", 1), **queue).share == 0.5
    assert verdict(seen("2026-02-01", 3), **queue).share == 0
    no_start = verdict(seen("2026-02-01", 253), at_most=True, target=0.0)
    assert (no_start.status, no_start.share) == ("broken", 0)


def test_share_of_the_way_from_the_baseline() -> None:
    assert verdict(seen("2026-01-05", 1340), target=2000.0, baseline=1317.0).share == pytest.approx(
        23 / 683
    )
    assert verdict(seen("2026-01-01", 3), baseline=5.0).share == 0


def test_the_reason_names_the_evidence() -> None:
    first, second = seen("2025-06", 4), seen("2025-09-01", 5)
    found = verdict(second, first)
    assert found.evidence is first
    assert found.decisive == (first.on, 4)
    assert say(found.reason) == ("reached 4 of 4: June 2025, in time for 31 December 2025")
    late = verdict(seen("2026-01-07", 4))
    assert say(late.reason) == (
        "reached 4 of 4: 7 January 2026, after the deadline 31 December 2025"
    )
    broken = verdict(seen("2026-01-21", 1))
    assert say(broken.reason) == (
        "1 of 4 (21 January 2026); the deadline 31 December 2025 has passed"
    )
    assert verdict().evidence is None


def test_values_of_a_series() -> None:
    years = [(read_period(str(year)), value) for year, value in ((2019, 0.94), (2020, 0.81))]
    short = judge_values(years, target=1, baseline=0.75, due=date(2020, 12, 31), as_of=NOW)
    assert short.status == "broken"
    assert short.share == pytest.approx(0.24)
    undated = judge_values(years, target=1, baseline=None, due=None, as_of=date(2021, 6, 1))
    assert undated.status == "pending"
    assert judge_values(years, target=1, baseline=None, due=None, as_of=NOW).status == "partly_kept"
    assert judge_values([], target=1, baseline=None, due=None, as_of=NOW).status == "unknown"


def event(start: str, end: str = "", status: str = "held") -> Event:
    return Event(
        id="opening",
        kind="opening",
        title="Opening",
        start=read_period(start) if start else None,
        end=read_period(end) if end else None,
        status=status,
        confidence="high",
        sources=("s",),
    )


@pytest.mark.parametrize(
    ("told", "months", "due"),
    [
        (event("2025-08-22"), 0, date(2025, 8, 22)),
        (event("2025-08-22", "2025-08-23"), 36, date(2028, 8, 23)),
        (event("2025-08-31"), 6, date(2026, 2, 28)),
        (event("2025-12-01"), 1, date(2026, 1, 1)),
        (event("2027-Q1", status="planned"), 12, date(2028, 3, 31)),
        (event("", status="awaited"), 36, None),
        (event("2025-08-22", status="cancelled"), 0, None),
        (replace(event("2025-08-22"), id="other"), 0, None),
    ],
)
def test_a_deadline_that_hangs_on_an_event(told: Event, months: int, due: date | None) -> None:
    assert due_date(commitment(deadline_event=Moment("opening", months)), [told]) == due


def test_other_deadlines() -> None:
    assert due_date(commitment(deadline=read_period("2027-Q1")), []) == date(2027, 3, 31)
    assert due_date(commitment(), []) is None


def test_the_clock_of_an_event_without_date_does_not_run() -> None:
    waiting: dict[str, Any] = {"deadline_event": Moment("opening", 36)}
    found = verdict(due=None, **waiting)
    assert found.status == "pending"
    assert "an event that has no date yet" in say(found.reason)
    assert verdict(seen("2025-01-01", 4), due=None, **waiting).status == "kept"


periods = st.integers(2015, 2030).map(lambda year: read_period(str(year)))


@given(
    st.lists(st.tuples(periods, st.floats(-10, 10)), max_size=6),
    st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.floats(-5, 5),
    st.none() | st.floats(-5, 5),
    st.booleans(),
)
def test_every_verdict_stands_in_the_rubric(
    values: list[tuple[Period, float]],
    due: date | None,
    target: float,
    baseline: float | None,
    at_most: bool,
) -> None:
    found = judge_values(
        values, target=target, baseline=baseline, due=due, as_of=NOW, at_most=at_most
    )
    assert found.status in {status for status, _ in RUBRIC}
    assert found.share is None or found.share >= 0
    assert (found.share == 1) or found.status not in {"kept", "kept_late"}
