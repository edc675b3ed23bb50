"""What counts as a past figure that changed."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.language.periods import read_period
from goldenbridge.programme.model import Programme
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.revisions import revisions


def figure(value: float, vintage: str, **other: Any) -> Observation:
    fields: dict[str, Any] = {
        "indicator": "turnover",
        "reporter": "kg",
        "period": read_period("2023"),
        "value": value,
        "unit": "USD mn",
        "basis": "stated",
        "standing": "final",
        "confidence": "high",
        "vintage": read_period(vintage),
        "source": "s",
    }
    return Observation(**fields | other)


def test_the_exports_of_2023_were_lowered_by_the_committee(programme: Programme) -> None:
    """455.702 mn in May 2024, preliminary; 449.009325 mn in the yearbook of October 2024."""
    (one,) = revisions(programme.observations)
    assert (one.now.indicator, one.now.reporter, str(one.now.period)) == ("kg-to-kz", "kg", "2023")
    assert (one.before.value, one.now.value) == (455.702, 449.009325)
    assert one.change == pytest.approx(449.009325 / 455.702 - 1)


@pytest.mark.parametrize(
    "later",
    [
        figure(100.09, "2025-01-01"),
        figure(200, "2024-01-01"),
        figure(200, "2025-01-01", standing="spoken"),
        figure(200, "2025-01-01", confidence="medium"),
        figure(0.1, "2025-01-01", unit="USD bn"),
        figure(200, "2025-01-01", reporter="kz"),
        figure(200, "2025-01-01", period=read_period("2022")),
    ],
    ids=["rounding", "same vintage", "spoken", "doubtful", "unit", "office", "period"],
)
def test_what_revises_nothing(later: Observation) -> None:
    assert revisions([figure(100, "2024-01-01"), later]) == ()


def test_each_change_is_told_the_newest_first() -> None:
    told = [
        figure(110, "2024-06-01"),
        figure(100, "2024-01-01"),
        figure(0.12, "2025", unit="USD bn"),
    ]
    found = revisions(told)
    assert [one.change for one in found] == pytest.approx([120 / 110 - 1, 0.1])


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_any_two_figures_can_be_compared(before: float, now: float) -> None:
    found = revisions([figure(before, "2024-01-01"), figure(now, "2025-01-01")])
    assert not any(math.isnan(one.change) for one in found)
    assert bool(found) >= (now != before == 0)
