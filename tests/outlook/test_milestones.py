"""Chances from the record of promises like it, and how far they can be trusted."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.language.periods import read_period
from goldenbridge.outlook.cases import Case
from goldenbridge.outlook.milestones import EVENTS, ReferenceClass, calibration, kind_of
from goldenbridge.outlook.survival import wilson
from goldenbridge.programme.model import Commitment, Promise

MADE, DUE = date(2025, 1, 1), date(2026, 1, 1)


def case(delay: float, *, over: bool, kind: str = "road", lead: float = 24.0) -> Case:
    return Case(f"{kind}{delay} works", kind, lead, delay, over)


# One done half-way through its time, one on the day, one 6 and one 18 months late, two still open
# 6 months after.
SIX = (
    case(-12, over=True),
    case(0, over=True),
    case(6, over=True),
    case(18, over=True),
    case(6, over=False),
    case(6, over=False),
)


@pytest.fixture
def six() -> ReferenceClass:
    return ReferenceClass(SIX, like_kind=0, like_lead=0)


def test_ahead_of_the_deadline(six: ReferenceClass) -> None:
    fresh = six.chance("road", made_on=MADE, due=DUE, as_of=MADE)
    assert fresh.by_due is not None
    assert fresh.by_due.probability == pytest.approx(2 / 6)
    assert fresh.by_due.interval80 == pytest.approx(wilson(2, 6))
    assert fresh.by_due.n == fresh.cases == 6

    # Past half of its time one of the six is out: one of five is done by the day, two by month 6.
    halfway = six.chance("road", made_on=MADE, due=DUE, as_of=date(2025, 7, 3))
    assert halfway.by_due is not None
    assert halfway.by_due.probability == pytest.approx(1 / 5)
    assert halfway.within_12.probability == pytest.approx(2 / 5)
    # The two last seen open at month 6 say nothing of 3 July, a day more.
    assert halfway.within_12.n == 3
    # 0.8, then 0.6 at month 6, then 0 at month 18, where one is left and done.
    assert halfway.median == date(2027, 7, 3)
    assert halfway.range80 == (DUE, date(2027, 7, 3))


def test_past_the_deadline(six: ReferenceClass) -> None:
    on_the_day = six.chance("road", made_on=MADE, due=DUE, as_of=DUE)
    assert on_the_day.by_due is None
    assert on_the_day.within_12.probability == pytest.approx(1 / 4)
    assert on_the_day.within_24.probability == 1
    assert on_the_day.within_24.n == 2

    late = six.chance("road", made_on=MADE, due=DUE, as_of=date(2026, 8, 1))
    assert late.within_12.probability == 1
    assert late.cases == 1

    lost = six.chance("road", made_on=MADE, due=DUE, as_of=date(2036, 1, 1))
    assert lost.within_12.probability is None
    assert (lost.median, lost.range80) == (None, (None, None))
    assert lost.shown_as == "range"


def test_without_deadline_the_clock_runs_from_the_announcement() -> None:
    undated = replace(SIX[0], lead=None)
    reference = ReferenceClass((*SIX, undated), like_kind=0, like_lead=0)
    chance = reference.chance("road", made_on=MADE, due=None, as_of=MADE)
    assert chance.by_due is None
    assert chance.within_12.probability == pytest.approx(1 / 6)
    assert chance.within_24.probability == pytest.approx(2 / 6)
    assert chance.within_24.n == 6
    # 5/6 after month 12, 4/6 after 24, 3/6 after 30.
    assert chance.median == date(2027, 7, 3)


def test_a_like_kind_and_a_like_lead_weigh_more() -> None:
    kept, missed = case(0, over=True), case(5, over=False, kind="hub", lead=2)
    reference = ReferenceClass((kept, missed), like_kind=1, like_lead=0.5)

    def by_due(kind: str | None, lead_days: int) -> float | None:
        made = DUE - timedelta(days=lead_days)
        odds = reference.chance(kind, made_on=made, due=DUE, as_of=made).by_due
        return odds.probability if odds else None

    assert by_due(None, 200) == pytest.approx(1 / 2)
    assert by_due("road", 200) == pytest.approx(2 / 3)
    assert by_due("road", 730) == pytest.approx(3 / 4)
    assert by_due("road", 40) == pytest.approx(2 / 3.5)
    assert by_due("hub", 40) == pytest.approx(1 / 4)


def test_a_range_and_no_more_where_the_kind_is_rare() -> None:
    many = tuple(case(n, over=True) for n in range(10))
    reference = ReferenceClass((*many, case(1, over=True, kind="hub")))

    def shown(kind: str | None, as_of: date = MADE) -> tuple[int, str]:
        chance = reference.chance(kind, made_on=MADE, due=DUE, as_of=as_of)
        return chance.kind_n, chance.shown_as

    assert shown("road") == (10, "probability")
    assert shown("hub") == (1, "range")
    assert shown(None) == (0, "probability")
    assert shown("road", as_of=date(2026, 6, 1)) == (10, "range")


@given(st.dates(MADE, date(2028, 1, 1)))
def test_probabilities_are_ordered(as_of: date) -> None:
    chance = ReferenceClass(SIX).chance("road", made_on=MADE, due=DUE, as_of=as_of)
    if chance.within_12.probability is not None:
        assert chance.within_24.probability is not None
        assert 0 <= chance.within_12.probability <= chance.within_24.probability <= 1
        assert all(day > as_of for day in (*chance.range80, chance.median) if day)


def commitment(sector: str, title: str) -> Commitment:
    return Commitment(
        id="C",
        title=title,
        kind="milestone",
        sector=sector,
        made_on=read_period("2025"),
        by="both",
        actors=("both",),
        deadline_basis="none",
        firmness="agreed",
        testable=True,
        confidence="high",
        sources=("s",),
    )


@pytest.mark.parametrize(
    ("sector", "title", "kind"),
    [
        ("transport", "Rebuild the checkpoint", "checkpoint"),
        ("transport", "New railway", "rail"),
        ("transport", "Open a bus line", None),
        ("industry", "Launch the complex", "hub"),
        ("industry", "A bridge between the parts", "road"),
        ("education", "Open a branch", "culture"),
        ("institutions", "Hold a forum", None),
    ],
)
def test_kinds(sector: str, title: str, kind: str | None) -> None:
    assert kind_of(commitment(sector, title)) == kind


def test_every_kind_named_is_in_the_class(promises: tuple[Promise, ...]) -> None:
    kinds = {case.kind for case in ReferenceClass.of(promises).cases}
    found = {kind_of(commitment(s, t)) for s in ("energy", "water", "logistics") for t in ("x",)}
    assert found <= kinds


def test_the_class_as_published(promises: tuple[Promise, ...]) -> None:
    reference = ReferenceClass.of(promises)
    assert (reference.kept, reference.resolved) == (12, 67)
    works = ReferenceClass.of(p for p in promises if p.kind != "culture")
    assert (works.kept, works.resolved) == (8, 57)
    assert wilson(works.kept, works.resolved) == pytest.approx((0.091, 0.209), abs=5e-4)


def test_a_promise_of_a_hub_from_seventeen_months_ahead(promises: tuple[Promise, ...]) -> None:
    chance = ReferenceClass.of(promises).chance(
        "hub", made_on=date(2025, 8, 1), due=date(2026, 12, 31), as_of=date(2026, 3, 16)
    )
    assert chance.by_due is not None
    assert chance.by_due.probability == pytest.approx(0.18, abs=0.02)
    assert chance.by_due.interval80 == pytest.approx((0.125, 0.25), abs=0.02)
    assert (chance.shown_as, chance.kind_n < 10, chance.cases > 60) == ("range", True, True)
    assert chance.median is not None
    assert chance.median > date(2028, 1, 1)


def test_a_project_is_not_judged_by_itself() -> None:
    same = ("Dam, unit 1", "Dam unit 2", "Dam", "Damside road")
    reference = ReferenceClass(tuple(Case(name, "energy", 12.0, 0.0, over=True) for name in same))
    assert [c.project for c in reference.without("Dam unit 1").cases] == ["Damside road"]


def test_scores_by_hand() -> None:
    # Two projects kept, two missed: without itself, each is given the share of the other three.
    cases = tuple(
        Case(name, "road", 12.0, delay, over)
        for name, delay, over in (
            ("A", 0, True),
            ("B", 0, True),
            ("C", 30, False),
            ("D", 30, False),
        )
    )
    done, *_ = calibration(ReferenceClass(cases, like_kind=0, like_lead=0))
    assert done.event == EVENTS[0][0]
    assert done.n == 4
    assert [done.brier, done.brier_base] == pytest.approx([4 / 9, 4 / 9])
    assert done.log_score == pytest.approx(-np.log(1 / 3))
    assert [(b.came, b.n) for b in done.reliability] == [(1, 2), (0, 2)]
    assert [b.said for b in done.reliability] == pytest.approx([1 / 3, 2 / 3])


def test_the_shipped_weights_are_the_best_of_the_grid(promises: tuple[Promise, ...]) -> None:
    reference = ReferenceClass.of(promises)
    grid = (0, 0.5, 1, 2, 4)

    def loss(kind: float, lead: float) -> float:
        scores = calibration(replace(reference, like_kind=kind, like_lead=lead))
        return float(np.mean([score.log_score for score in scores]))

    losses = {(kind, lead): loss(kind, lead) for kind in grid for lead in grid}
    assert min(losses, key=losses.__getitem__) == (reference.like_kind, reference.like_lead)
    assert min(losses.values()) == pytest.approx(0.601, abs=5e-4)
    assert losses[0, 0] == pytest.approx(0.603, abs=5e-4)


def test_the_class_is_honest_about_itself(promises: tuple[Promise, ...]) -> None:
    scores = calibration(ReferenceClass.of(promises))
    assert [score.n for score in scores] == [67, 48, 43]
    for score in scores:
        assert score.brier == pytest.approx(score.brier_base, abs=0.006)
        assert sum(b.n for b in score.reliability) == score.n


def test_a_class_that_tells_of_nothing_has_no_scores() -> None:
    assert calibration(ReferenceClass(())) == ()
    assert calibration(ReferenceClass((Case("p", "road", 12.0, -0.5, over=False),))) == ()


@pytest.mark.parametrize("year", range(2016, 2027))
def test_whoever_decides_the_deadline_is_resolved(promises: tuple[Promise, ...], year: int) -> None:
    reference = ReferenceClass.of(promises, date(year, 6, 1))
    assert reference.curve(None, None).by(0).n == reference.resolved
