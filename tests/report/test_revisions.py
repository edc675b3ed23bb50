"""Past figures that changed, as the brief tells them."""

from dataclasses import replace
from datetime import date

import pytest

from goldenbridge.language.languages import Language
from goldenbridge.language.periods import read_period
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import Programme
from goldenbridge.report.changes import as_known, changes
from goldenbridge.report.facts import Size, gather
from goldenbridge.report.section import Section
from goldenbridge.report.sections.mirror import section


@pytest.fixture(scope="module")
def folder() -> Programme:
    return load(shipped()["kyrgyzstan-uzbekistan"])


def told(programme: Programme, day: date, language: str = "en") -> Section:
    facts = gather(programme, as_of=day, seed=1, size=Size.BRIEF, language=Language(language))
    return section(facts)


def test_a_change_of_the_last_year_is_in_the_answer_and_later_in_the_table_only(
    folder: Programme,
) -> None:
    """The Uzbek figure of imports in 2021: 791.1 mn in April 2022, 792.0444 mn in 2024."""
    fresh, later = told(folder, date(2025, 6, 30)), told(folder, date(2026, 6, 30))
    assert "1 past figure was changed since 30 June 2024." in fresh.answer
    assert "changed since" not in later.answer
    for one in (fresh, later):
        table = next(t for t in one.tables if t.id == "revisions")
        assert "$792" in table.rows[0][4]
        assert one.data["revisions"][0]["before"] == 791.1


def test_before_the_change_nothing_is_told(folder: Programme) -> None:
    early = told(folder, date(2023, 1, 1))
    assert early.data["revisions"] == []
    assert not [t for t in early.tables if t.id == "revisions"]


def test_the_difference_of_two_days_tells_old_and_new(programme: Programme) -> None:
    days = date(2024, 9, 30), date(2024, 10, 1)
    lines = changes(*(as_known(programme, day) for day in days))
    assert "kg-to-kz of kg, 2023: 455.702 USD mn → 449.009 USD mn" in lines


def test_a_figure_from_nothing_has_no_share(programme: Programme) -> None:
    one = next(o for o in programme.observations if o.standing == "final")
    pair = (
        replace(one, value=0.0, vintage=read_period("2025-10-01")),
        replace(one, value=2.0, vintage=read_period("2026-01-01")),
    )
    odd = replace(programme, observations=(*programme.observations, *pair))
    table = next(t for t in told(odd, date(2026, 3, 16)).tables if t.id == "revisions")
    assert "–" in [row[5] for row in table.rows]
