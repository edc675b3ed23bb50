"""Growth needed and achieved, status and probability of a promised level."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import read_period
from goldenbridge.outlook.attainment import Attainment, attain_level, attain_work
from goldenbridge.outlook.milestones import ReferenceClass
from goldenbridge.outlook.verdicts import judge
from goldenbridge.programme.model import Commitment, Evidence, Programme, Reading
from goldenbridge.statistics.series import YEAR_TO_DATE, Point, Series
from goldenbridge.trade.draws import Draws, forecast

VINTAGE = read_period("2026-02")
TODAY = date(2026, 3, 16)
PROMISE = Commitment(
    id="C",
    title="raise mutual trade to 3 bn",
    kind="level",
    sector="trade",
    made_on=read_period("2025-08-01"),
    by="ministers",
    actors=("both",),
    indicator="turnover",
    baseline_period=read_period("2024"),
    target=3.0,
    unit="USD bn",
    deadline=read_period("2030"),
    deadline_basis="stated",
    firmness="agreed",
    testable=True,
    confidence="high",
    sources=("s",),
)


def series(first: int, *values: float) -> Series:
    return Series(
        "turnover",
        "kz",
        "USD bn",
        tuple(
            Point(year, value, "final", "stated", 0.0, VINTAGE, (f"table-{year}",))
            for year, value in enumerate(values, start=first)
        ),
    )


def draws(first: int, *paths: tuple[float, ...]) -> Draws:
    years = tuple(range(first, first + len(paths[0])))
    return Draws("turnover", "kz", "USD bn", years, np.array(paths), seed=1)


def attain(commitment: Commitment, measured: Series, ahead: Draws | None = None) -> Attainment:
    (found,) = attain_level(commitment, measured, ahead, as_of=TODAY)
    return found


@pytest.mark.parametrize(
    ("measured", "deadline", "required"),
    [
        (series(2022, 1.2, 1.5, 1.7), "2027", 0.208),
        (series(2022, 1.2, 1.5, 1.7), "2030", 0.099),
        (series(2022, 1.2, 1.5, 1.34), "2030", 0.144),
    ],
)
def test_required_growth_of_the_real_target(
    measured: Series, deadline: str, required: float
) -> None:
    found = attain(replace(PROMISE, deadline=read_period(deadline)), measured)
    assert found.required_growth == pytest.approx(required, abs=5e-4)


def test_growth_needed_from_now_starts_at_the_last_figure() -> None:
    found = attain(PROMISE, series(2022, 1.2, 1.5, 1.7, 2.0))
    assert found.required_from_now == pytest.approx(0.084, abs=5e-4)
    assert found.achieved_growth == pytest.approx(2.0 / 1.7 - 1)
    assert found.ratio == pytest.approx((2.0 / 1.7 - 1) / ((3 / 1.7) ** (1 / 6) - 1))
    assert found.baseline == ("2024", 1.7)
    assert found.latest == ("2025", 2.0)
    assert found.sources == ("table-2024", "table-2025")


@pytest.mark.parametrize(
    ("last", "status"),
    [(2.0, "on_track"), (1.83, "accelerate"), (1.75, "limited"), (1.6, "deteriorating")],
)
def test_status_is_the_ratio_of_growth_in_words(last: float, status: str) -> None:
    assert attain(PROMISE, series(2022, 1.2, 1.5, 1.7, last)).status == status


def test_without_a_figure_since_the_baseline_the_last_five_years_count() -> None:
    found = attain(PROMISE, series(2017, 0.8, 0.9, 0.95, 0.85, 1.05, 1.25, 1.6, 1.7))
    assert found.achieved_growth == pytest.approx((1.7 / 0.95) ** (1 / 5) - 1)


def test_probability_is_the_share_of_draws_in_the_target_year() -> None:
    ahead = draws(2025, (3.1, 2.9), (2.0, 3.0), (2.0, 3.5), (1.0, 1.0))
    found = attain(replace(PROMISE, deadline=read_period("2026")), series(2022, 1, 1.5, 1.7), ahead)
    assert found.probability == 0.5
    assert found.years == ((2025, 0.25), (2026, 0.75))
    assert found.median == pytest.approx(2.95)
    assert found.interval80 == pytest.approx((1.57, 3.35))


def test_a_deadline_inside_a_year_counts_the_years_over_by_then() -> None:
    ahead = draws(2025, (3.1, 0.1), (2.0, 0.1))
    promise = replace(PROMISE, deadline=read_period("2026-08-22"))
    assert attain(promise, series(2022, 1, 1.5, 1.7), ahead).probability == 0.5


def test_a_deadline_beyond_the_forecast_has_no_probability() -> None:
    found = attain(PROMISE, series(2022, 1, 1.5, 1.7), draws(2025, (3.1, 3.1), (2.0, 4.0)))
    assert (found.probability, found.median, found.interval80) == (None, None, None)
    assert found.years


def test_a_promise_without_deadline_is_shown_in_every_reading_of_it() -> None:
    read = [
        Reading(deadline=read_period(year), basis=basis, why="plan")
        for year, basis in (("2027", "assumed"), ("2030", "inferred"))
    ]
    promise = replace(PROMISE, deadline=None, deadline_basis="none", readings=tuple(read))
    found = attain_level(promise, series(2022, 1, 1.5, 1.7), None, as_of=TODAY)
    assert [(a.deadline, a.deadline_basis) for a in found] == [
        (date(2027, 12, 31), "assumed"),
        (date(2030, 12, 31), "inferred"),
    ]


def test_a_promise_without_deadline_or_reading_is_pending_until_reached() -> None:
    promise = replace(PROMISE, deadline=None, deadline_basis="none")
    found = attain(promise, series(2022, 1.2, 1.5, 1.7, 2.0), draws(2026, (3.0,), (2.0,)))
    assert (found.status, found.deadline, found.probability) == ("pending", None, None)
    assert found.years == ((2026, 0.5),)
    assert attain(promise, series(2022, 1.2, 1.5, 1.7, 3.1)).status == "kept"


def test_a_superseded_target_is_scored_at_its_own_date() -> None:
    promise = replace(
        PROMISE,
        made_on=read_period("2017-12-25"),
        baseline_period=read_period("2017"),
        target=1.0,
        deadline=read_period("2020"),
    )
    found = attain(promise, series(2016, 0.703, 0.789, 0.873, 0.996, 0.810, 1.044))
    assert (found.status, found.probability) == ("broken", None)


def test_a_target_reached_in_time_is_kept() -> None:
    promise = replace(PROMISE, deadline=read_period("2025"))
    found = attain(promise, series(2022, 1.2, 1.5, 1.7, 3.1), draws(2026, (1.0,)))
    assert (found.status, found.probability, found.years) == ("kept", None, ())


def test_a_series_that_starts_long_after_the_promise_says_nothing_of_it() -> None:
    promise = replace(PROMISE, made_on=read_period("2012-07-02"))
    assert attain_level(promise, series(2018, 1, 1, 1), None, as_of=TODAY) == ()


def test_a_promise_without_target_has_no_attainment() -> None:
    assert attain_level(replace(PROMISE, target=None), series(2018, 1, 1), None, as_of=TODAY) == ()


def test_a_target_in_another_unit_is_converted() -> None:
    found = attain(replace(PROMISE, target=3000, unit="USD mn"), series(2022, 1.2, 1.5, 1.7))
    assert (found.target, found.unit) == (3.0, "USD bn")


def test_a_forecast_starts_after_the_last_year_and_repeats_with_its_seed() -> None:
    measured = series(2014, 1.0, 1.1, 1.05, 1.2, 1.3, 1.25, 1.4)
    first, again = (forecast(measured, 2024, draws=500, seed=7) for _ in range(2))
    assert first.years == (2021, 2022, 2023, 2024)
    assert first.values.tobytes() == again.values.tobytes()
    assert forecast(measured, 2024, draws=500, seed=8).values.tobytes() != first.values.tobytes()
    low, high = first.quantiles(2024, 0.1, 0.9)
    assert low < 1.4 < high
    with pytest.raises(KeyError):
        first.of(2020)


def test_draws_meet_a_ceiling_from_above() -> None:
    assert draws(2025, (1.0, 3.0)).reached(2.0, at_most=True).tolist() == [[True, False]]


WORK = replace(PROMISE, kind="milestone", target=1.0, unit="complex", indicator="")


def test_a_work_still_open_gets_its_chance_from_the_reference_class(programme: Programme) -> None:
    due = date(2030, 12, 31)
    verdict = judge(WORK, as_of=TODAY, due=due)
    reference = ReferenceClass.of(programme.promises)
    chance = reference.chance(None, made_on=WORK.made_on.end, due=due, as_of=TODAY)
    found = attain_work(WORK, verdict, due, chance)
    assert found.status == "pending"
    assert found.probability80 is not None
    assert found.probability is not None
    assert found.probability80[0] < found.probability < found.probability80[1]
    assert found.deadline == due


def test_a_work_done_has_no_chance_and_names_its_evidence() -> None:
    done = Evidence(on=read_period("2025-12-01"), text="opened", value=1.0, sources=("e",))
    work = replace(WORK, evidence=(done,), baseline=0.0)
    found = attain_work(work, judge(work, as_of=TODAY, due=date(2030, 1, 1)), None, None)
    assert (found.status, found.probability, found.sources) == ("kept", None, ("e",))
    assert found.baseline == ("2024", 0.0)
    assert found.latest == ("2025-12-01", 1.0)


def test_a_spoken_figure_at_the_target_settles_nothing() -> None:
    measured = series(2022, 1.2, 1.5, 1.7, 2.0)
    spoken = replace(measured.points[-1], standing="spoken", error=0.03)
    measured = replace(measured, points=(*measured.points[:-1], spoken))
    promise = replace(
        PROMISE, made_on=read_period("2022-04-29"), target=2.0, deadline=None, deadline_basis="none"
    )
    found = attain(promise, measured)
    assert (found.status, found.standing) == ("pending", "spoken")
    assert "too close to the target to settle it" in ENGLISH.say(found.reason)
    assert attain(replace(promise, target=1.7), measured).status == "kept"


def test_a_part_of_a_year_carried_forward_settles_nothing() -> None:
    measured = series(2022, 1.2, 1.5, 1.7, 2.1)
    carried = replace(measured.points[-1], basis=YEAR_TO_DATE, error=0.1)
    measured = replace(measured, points=(*measured.points[:-1], carried))
    found = attain(replace(PROMISE, target=2.0), measured)
    assert found.status != "kept"
    assert found.latest == ("2024", 1.7)


def test_a_value_of_nothing_has_no_growth() -> None:
    found = attain(PROMISE, series(2022, 1.2, 1.5, 0.0, 2.0))
    assert (found.required_growth, found.ratio, found.status) == (None, None, "pending")


def test_a_deadline_inside_a_year_is_judged_by_the_last_whole_year() -> None:
    promise = replace(PROMISE, made_on=read_period("2023"), deadline=read_period("2025-09"))
    assert attain(promise, series(2022, 1.2, 1.5, 1.7, 2.0)).status == "broken"


@pytest.mark.parametrize(
    ("at_most", "values", "status"),
    [
        (False, (1.2, 1.5, 3.2, 2.9), "deteriorating"),
        (True, (1.2, 1.5, 1.7, 2.0), "on_track"),
        (True, (1.2, 1.5, 2.9, 3.3), "deteriorating"),
        (True, (4.2, 4.1, 4.0, 3.5), "on_track"),
    ],
)
def test_a_target_passed_at_the_start_is_held_or_lost(
    at_most: bool, values: tuple[float, ...], status: str
) -> None:
    promise = replace(PROMISE, at_most=at_most)
    assert attain(promise, series(2022, *values)).status == status
