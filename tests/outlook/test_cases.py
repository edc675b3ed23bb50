"""What each outcome of a promise counts as."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.language.periods import read_period
from goldenbridge.outlook.cases import off_clock, on_clock, read_case
from goldenbridge.programme.model import Promise

MONTH = 365.2425 / 12


def promise(outcome: str, delay: float | None = None, bound: str = "", **more: str) -> Promise:
    dates = {"announced": "2024-01-01", "due": "2024-12-31", "last_evidence": "2025-07-01"} | more
    return Promise(
        id="M",
        project="Bridge",
        pair="A-B",
        kind="road",
        outcome=outcome,
        delay_months=delay,
        delay_bound=bound,
        first=True,
        region=True,
        confidence="high",
        **{name: read_period(text) if text else None for name, text in dates.items()},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("told", "delay", "over"),
    [
        (promise("early", -4.0, "exact"), -4.0, True),
        (promise("on_time"), 0.0, True),
        (promise("early", -2.0, "at_most"), -2.0, True),
        (promise("late", 3.0, "exact"), 3.0, True),
        (promise("late", 3.0, "at_least"), 3.0, False),
        (promise("late", 36.0, "at_most"), 36.0, True),
        (promise("late", last_evidence=""), 0.0, False),
        (promise("missed", 3.0, "at_least"), 3.0, False),
        (promise("missed", 36.0, "at_most"), 36.0, True),
        (promise("missed"), 182 / MONTH, False),
        (promise("missed", last_evidence="2024-03-01"), 0.0, False),
        (promise("partly", -3.9, "exact"), 0.0, False),
        (promise("partly", 1.0, "exact"), 1.0, False),
        (promise("pending", last_evidence="2024-06-30"), -184 / MONTH, False),
    ],
)
def test_counts_as(told: Promise, delay: float, over: bool) -> None:
    case = read_case(told)
    assert case is not None
    assert case.delay == pytest.approx(delay)
    assert case.over is over
    assert case.lead == pytest.approx(365 / MONTH)


@pytest.mark.parametrize(
    "told",
    [
        promise("none"),
        promise("late", 3.0, "exact", due=""),
        promise("pending", last_evidence=""),
        promise("pending", last_evidence="2025-07-01"),
        promise("pending", announced="", last_evidence="2024-06-30"),
    ],
)
def test_tells_nothing(told: Promise) -> None:
    assert read_case(told) is None


def test_resolved_and_kept() -> None:
    fates = [
        (case.kept, case.resolved)
        for told in (
            promise("on_time"),
            promise("missed", 0.0, "at_least"),
            promise("pending", last_evidence="2024-06-30"),
        )
        if (case := read_case(told))
    ]
    assert fates == [(True, True), (False, True), (False, False)]


def test_an_undated_announcement_has_no_lead() -> None:
    case = read_case(promise("early", -4.0, "exact", announced=""))
    assert case is not None
    assert (case.lead, case.time) == (None, 0)


def test_announced_in_the_year_of_the_deadline() -> None:
    case = read_case(promise("late", 1.0, "exact", announced="2024", due="2024-05-22"))
    assert case is not None
    assert case.lead == 0


def test_the_clock() -> None:
    assert on_clock(-6, 12) == -0.5
    assert on_clock(-13, 12) == -1
    assert on_clock(6, 12) == 6


@given(st.floats(0.1, 100), st.floats(-1, 200))
def test_the_clock_runs_back(lead: float, time: float) -> None:
    assert on_clock(off_clock(time, lead), lead) == pytest.approx(time)


def test_what_ended_later_was_still_open_on_an_earlier_day(promises: tuple[Promise, ...]) -> None:
    late = next(
        p for p in promises if p.outcome == "late" and p.due and p.announced and p.last_evidence
    )
    assert late.due is not None
    now = read_case(late)
    then = read_case(late, late.due.end)
    assert now is not None
    assert then is not None
    assert (now.over, then.over, then.delay) == (True, False, 0.0)
    assert read_case(late, date(1990, 1, 1)) is None
