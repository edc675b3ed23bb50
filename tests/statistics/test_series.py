"""The best known value of each year, and how sure it is."""

import math
from dataclasses import replace
from datetime import date

import pytest

from goldenbridge.language.periods import read_period
from goldenbridge.statistics.mirror import mirror
from goldenbridge.statistics.observations import Observation, known
from goldenbridge.statistics.series import YEAR_TO_DATE, Series, growth, yearly

ERRORS = {"spoken": 0.03, "preliminary": 0.02}


def observed(
    period: str,
    value: float,
    *,
    indicator: str = "turnover",
    reporter: str = "kz",
    standing: str = "final",
    vintage: str = "2024",
    unit: str = "USD mn",
) -> Observation:
    return Observation(
        indicator=indicator,
        reporter=reporter,
        period=read_period(period),
        value=value,
        unit=unit,
        basis="stated",
        standing=standing,
        confidence="high",
        vintage=read_period(vintage),
        source="s",
    )


def series(observations: list[Observation], sum_of: tuple[str, ...] = ()) -> Series:
    found = yearly(observations, "turnover", "kz", unit="USD bn", sum_of=sum_of, errors=ERRORS)
    assert found is not None
    return found


YEARS = [observed("2020", 800), observed("2021", 1000), observed("2022", 1200)]


def test_values_are_in_the_unit_asked_for() -> None:
    assert series(YEARS).values == pytest.approx([0.8, 1.0, 1.2])
    assert series(YEARS).last.error == 0


def test_a_table_outranks_what_was_said_later() -> None:
    said = observed("2022", 1300, standing="spoken", vintage="2025")
    assert series([*YEARS, said]).last.value == pytest.approx(1.2)


def test_the_latest_vintage_of_one_standing_wins() -> None:
    revised = observed("2022", 1250, vintage="2025-03")
    assert series([*YEARS, revised]).last.value == pytest.approx(1.25)


def test_a_spoken_figure_enters_with_its_error() -> None:
    last = series([*YEARS, observed("2023", 1500, standing="spoken")]).last
    assert (last.year, last.value, last.error, last.standing) == (2023, 1.5, 0.03, "spoken")


def test_a_figure_of_less_than_high_confidence_stays_out() -> None:
    doubtful = replace(observed("2023", 1500), confidence="medium")
    assert series([*YEARS, doubtful]).last.year == 2022


def test_a_sum_of_tables_outranks_a_spoken_total() -> None:
    parts = [
        observed(str(year), value, indicator=part)
        for part in ("there", "back")
        for year, value in ((2020, 400), (2021, 500), (2022, 600), (2023, 700))
    ]
    said = observed("2023", 1500, standing="spoken")
    found = series([*parts, said], sum_of=("there", "back"))
    assert found.values == pytest.approx([0.8, 1.0, 1.2, 1.4])
    assert found.last.basis == "derived"


def test_the_error_of_a_sum_is_that_of_its_parts_in_quadrature() -> None:
    parts = [
        observed(str(year), value, indicator=part, standing="spoken")
        for part, value in (("there", 300.0), ("back", 400.0))
        for year in (2020, 2021, 2022)
    ]
    found = series(parts, sum_of=("there", "back"))
    assert found.last.error == pytest.approx(0.03 * 500 / 700)


def test_only_the_last_run_of_years_counts() -> None:
    assert [p.year for p in series([observed("2015", 500), *YEARS]).points] == [2020, 2021, 2022]


def test_a_lone_later_year_does_not_hide_the_run_before_it() -> None:
    assert [p.year for p in series([*YEARS, observed("2025", 500)]).points] == [2020, 2021, 2022]


def test_too_few_years_make_no_series() -> None:
    assert yearly(YEARS[:2], "turnover", "kz", unit="USD bn", errors=ERRORS) is None


def test_a_year_to_date_figure_is_carried_forward_with_the_error_of_the_past() -> None:
    past = observed("2022-01/2022-06", 500, standing="spoken")
    now = observed("2023-01/2023-09", 1200, standing="spoken")
    last = series([*YEARS, past, now]).last
    assert last.value == pytest.approx(1.6)
    assert last.error == pytest.approx(abs(math.log(1200 / 1000)))
    assert last.basis == YEAR_TO_DATE


def test_of_several_year_to_date_figures_the_longest_counts() -> None:
    past = observed("2022-01/2022-06", 500)
    early = observed("2023-01/2023-05", 700)
    late = observed("2023-01/2023-11", 1100)
    assert series([*YEARS, past, late, early]).last.value == pytest.approx(1.2)


def test_a_year_to_date_figure_without_a_past_is_left_out() -> None:
    assert series([*YEARS, observed("2023-01/2023-09", 1200)]).last.year == 2022


def test_two_months_are_too_few_to_carry_forward() -> None:
    past = observed("2022-01/2022-06", 500)
    assert series([*YEARS, past, observed("2023-01/2023-02", 200)]).last.year == 2022


def test_known_hides_what_was_published_later() -> None:
    rows = [observed("2022", 1, vintage="2024-07-25"), observed("2022", 2, vintage="2025-01")]
    assert [o.value for o in known(rows, date(2024, 7, 25))] == [1]
    assert [o.value for o in known(rows, date(2025, 1, 16))] == [1, 2]


def test_reporters_stand_side_by_side_in_the_years_both_have() -> None:
    other = series([observed("2021", 800), observed("2022", 1200), observed("2023", 1300)])
    rows = mirror(series(YEARS), other)
    assert [row.year for row in rows] == [2021, 2022]
    assert rows[0].ratio == pytest.approx(1.25)
    assert rows[0].gap == pytest.approx(0.2)
    assert rows[1].ratio == pytest.approx(1.0)


def test_a_year_outside_the_series_is_none() -> None:
    assert series(YEARS).at(2019) is None
    assert series(YEARS).at(2023) is None
    found = series(YEARS).at(2021)
    assert found is not None
    assert found.value == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("first", "last", "years", "rate"),
    [
        (1.7, 3.0, 3, 0.208),
        (1.7, 3.0, 6, 0.099),
        (2.0, 3.0, 5, 0.084),
        (1.34, 3.0, 6, 0.144),
    ],
)
def test_required_growth_of_the_real_target(
    first: float, last: float, years: int, rate: float
) -> None:
    assert growth(first, last, years) == pytest.approx(rate, abs=0.0005)
