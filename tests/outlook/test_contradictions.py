"""Each rule finds what it is for, and nothing else."""

from dataclasses import replace

import pytest

from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import read_period
from goldenbridge.outlook.contradictions import (
    between_deadlines,
    between_facts,
    between_figures,
    between_reporters,
    misprints,
    reversals,
)
from goldenbridge.programme.model import Commitment, Evidence, Fact, Programme
from goldenbridge.statistics.mirror import Mirror
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.series import Point

WHEN = read_period("2024")
say = ENGLISH.value
NAMES = ("Kazakh", "Kyrgyz")


def point(value: float) -> Point:
    return Point(2023, value, "final", "stated", 0.0, WHEN, ("s",))


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((1.688, 1.311), ["Kazakh side gives 29% more than Kyrgyz side"]),
        ((0.811, 0.996), ["Kazakh side gives 19% less than Kyrgyz side"]),
        ((1.05, 1.00), []),
    ],
)
def test_reporters_apart(pair: tuple[float, float], said: list[str]) -> None:
    row = Mirror(2023, point(pair[0]), point(pair[1]))
    assert [say(c.text) for c in between_reporters("Trade", "USD bn", [row], NAMES)] == said


OBSERVED = Observation(
    indicator="turnover",
    reporter="kz",
    period=read_period("2023"),
    value=1688.1,
    unit="USD mn",
    basis="stated",
    standing="final",
    confidence="high",
    vintage=read_period("2024-07-25"),
    source="table",
)


def test_figures_of_one_side_apart(programme: Programme) -> None:
    early = replace(
        OBSERVED,
        value=1.572,
        unit="USD bn",
        standing="preliminary",
        vintage=read_period("2024-07"),
        source="early",
    )
    (found,) = between_figures(programme, [OBSERVED, early])
    assert say(found.text) == "2 figures, 7% apart"
    assert [(say(v.who), say(v.says)) for v in found.voices] == [
        ("preliminary, July 2024", "$1.57 bn"),
        ("final, 25 July 2024", "$1.69 bn"),
    ]


def test_rounding_is_no_contradiction(programme: Programme) -> None:
    rounded = replace(OBSERVED, value=1.7, unit="USD bn", standing="spoken")
    assert not list(between_figures(programme, [OBSERVED, rounded]))


def test_a_zero_is_not_divided_by(programme: Programme) -> None:
    assert not list(between_figures(programme, [OBSERVED, replace(OBSERVED, value=0.0)]))


def test_a_misprint_shows_both_readings(programme: Programme) -> None:
    odd = replace(OBSERVED, value=1.34, unit="USD bn", printed="$1,340 billion")
    other = replace(OBSERVED, value=9.432, unit="bcm", printed="9,432 billion cubic meters")
    first, second = misprints(programme, [OBSERVED, odd, other])
    assert say(first.text) == "a decimal comma printed as a separator of thousands"
    assert [say(v.says) for v in first.voices] == ["$1,340 billion", "$1.34 bn"]
    assert say(second.text) == "printed otherwise than meant"


PROMISE = Commitment(
    id="a",
    title="open the complex",
    kind="milestone",
    sector="industry",
    made_on=read_period("2022"),
    by="ministers",
    actors=("both",),
    target=1.0,
    unit="complex",
    deadline=read_period("2025"),
    deadline_basis="stated",
    firmness="planned",
    testable=True,
    confidence="high",
    sources=("s",),
)


def test_a_deadline_that_moved() -> None:
    chain = [
        PROMISE,
        replace(PROMISE, id="b", supersedes="a", deadline=read_period("2026")),
        replace(PROMISE, id="c", supersedes="b", deadline=read_period("2027-Q1")),
    ]
    (found,) = between_deadlines(chain)
    assert say(found.text) == "deadline 2025 → 2026 → quarter 1 of 2027"
    assert len(found.voices) == 3


def test_a_raised_target_is_no_moved_deadline() -> None:
    raised = replace(PROMISE, id="b", supersedes="a", target=2.0, deadline=read_period("2026"))
    assert not list(between_deadlines([PROMISE, raised]))
    same = replace(PROMISE, id="b", supersedes="a")
    assert not list(between_deadlines([PROMISE, same]))


FACT = Fact(
    sector="transport",
    about="karasu-capacity",
    on=WHEN,
    text="norm of the crossing",
    value="96",
    unit="vehicles a day",
    basis="stated",
    side="border service",
    confidence="high",
    sources=("s",),
)


def test_two_values_of_one_thing() -> None:
    other = replace(FACT, value="300", side="deputy", text="design")
    (found,) = between_facts([FACT, other, replace(FACT, about="other")])
    assert (say(found.subject), say(found.text)) == ("karasu capacity", "2 statements")
    assert say(found.voices[1].says) == "design: 300 vehicles a day"


@pytest.mark.parametrize(
    "other",
    [
        replace(FACT, side="deputy"),
        replace(FACT, value="300", unit="trucks an hour"),
        replace(FACT, value="300", on=read_period("2020")),
        replace(FACT, value=""),
    ],
)
def test_the_same_value_another_unit_or_time_is_none(other: Fact) -> None:
    assert not list(between_facts([FACT, other]))


def seen(on: str, value: float | None) -> Evidence:
    return Evidence(on=read_period(on), text=f"seen in {on}", value=value)


def test_something_opened_and_then_in_stage_one() -> None:
    promise = replace(PROMISE, evidence=(seen("2025-11-25", 0.0), seen("2025-11-15", 1.0)))
    (found,) = reversals([promise])
    assert say(found.text) == "1 complex reached, then not"
    assert [say(v.who) for v in found.voices] == ["15 November 2025", "25 November 2025"]


@pytest.mark.parametrize(
    "promise",
    [
        replace(PROMISE, evidence=(seen("2024", 0.0), seen("2025", 1.0), seen("2026", None))),
        replace(PROMISE, target=None, evidence=(seen("2024", 1.0), seen("2025", 0.0))),
        replace(PROMISE, at_most=True, evidence=(seen("2024", 1.0), seen("2025", 0.0))),
        replace(PROMISE, kind="level", evidence=(seen("2024", 1.0), seen("2025", 0.0))),
    ],
)
def test_no_reversal(promise: Commitment) -> None:
    assert not list(reversals([promise]))
