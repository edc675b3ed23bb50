"""The figures about trade: turnover, gap, chances and years, on plain and on strange inputs."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.mirror_gap import mirror_gap
from goldenbridge.figures.panel import Target
from goldenbridge.figures.probabilities import probabilities
from goldenbridge.figures.turnover import turnover
from goldenbridge.figures.years_reached import years_reached
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.language.messages import Message, tell
from goldenbridge.language.periods import whole_year
from goldenbridge.outlook.attainment import Attainment
from goldenbridge.statistics.mirror import Mirror, mirror
from goldenbridge.statistics.series import Point, Series
from goldenbridge.trade.draws import Draws

Check = Callable[[Figure | None], Figure]
NAMES = {"aa": "Bureau of Statistics of Aland", "bb": "Office of Beland"}
SOURCES = {"s1": "Bureau", "s2": "Office", "s3": "Bureau"}


class Long(Language):
    """Every sentence longer, as other languages are."""

    def say(self, message: str | Message, /, **values: object) -> str:
        said = super().say(message, **values)
        return said + " ~ и так далее"[: 3 + len(said) // 2]


CAPTION = Caption("Turnover & <script>alert(1)</script>", ENGLISH, SOURCES)


def series(reporter: str, first: int, values: list[float], standing: str = "final") -> Series:
    points = [
        Point(first + i, v, "final", "stated", 0.0, whole_year(first + i), ("s1",))
        for i, v in enumerate(values)
    ]
    last = points[-1]
    points[-1] = Point(last.year, last.value, standing, "stated", 0.1, last.vintage, ("s1",))
    return Series("turnover", reporter, "USD bn", tuple(points))


def draws(one: Series, horizon: int, spread: float = 0.2) -> Draws:
    years = tuple(range(one.last.year + 1, horizon + 1))
    rng = np.random.default_rng(1)
    steps = rng.normal(0.03, spread, (400, len(years))).cumsum(axis=1)
    return Draws("turnover", one.reporter, one.unit, years, one.last.value * np.exp(steps), 1)


A = series("aa", 2010, [1.0, 1.1, 1.4, 1.2, 1.6, 2.0, 1.9, 2.2], "spoken")
B = series("bb", 2013, [1.0, 1.25, 1.5, 1.3], "final")


def attainment(reporter: str, probability: float | None, **more: object) -> Attainment:
    values = {"deadline": date(2030, 12, 31), **more}
    return Attainment(
        commitment="C1",
        kind="level",
        unit="USD bn",
        status="limited",
        reason=tell("so"),
        method=tell("so"),
        reporter=reporter,
        probability=probability,
        **values,  # type: ignore[arg-type]
    )


YEARS = tuple((year, min(0.06 * (year - 2017), 1.0)) for year in range(2018, 2036))


@pytest.mark.parametrize("language", [ENGLISH, Long("en")])
def test_turnover_tells_what_was_measured_and_what_may_come(
    check: Check, language: Language
) -> None:
    fan = draws(A, 2035)
    caption = Caption("Turnover", language, SOURCES)
    figure = check(turnover([A, B], [fan, draws(B, 2035)], NAMES, Target(3.0, 2030), caption))
    low, middle, high = fan.quantiles(2030, 0.1, 0.5, 0.9)
    for value in (3.0, 2.2, 1.3, low, middle, high):
        assert language.quantity(value, "USD bn") in figure.alt
    for word in ("2030", "2017", "2016", *NAMES.values(), "Bureau; Office"):
        assert word in figure.alt
    assert figure.sources == ("s1", "s2", "s3")
    assert "hollow" in figure.wide
    assert 'class="second"' in figure.narrow


def test_the_fan_ends_with_the_target_year_or_with_the_draws() -> None:
    def alt(target: Target | None) -> str:
        figure = turnover([A], [draws(A, 2035)], NAMES, target, CAPTION)
        assert figure is not None
        return figure.alt

    assert "2030: about" in alt(Target(3.0, 2030))
    assert "2035: about" in alt(None)
    assert "2035: about" in alt(Target(3.0))
    assert "2035: about" in alt(Target(3.0, 2015))


@pytest.mark.parametrize("target", [None, Target(3.0), Target(2.25, 2018), Target(900.0, 2030)])
def test_turnover_stands_with_one_reporter_and_any_target(
    check: Check, target: Target | None
) -> None:
    check(turnover([A], [], NAMES, target, CAPTION))
    check(turnover([series("xx", 2023, [5.0, 4.0, 3.0])], [draws(B, 2020)], {}, target, CAPTION))
    check(turnover([A, B, series("cc", 2000, [0.0])], [draws(A, 2040)], NAMES, target, CAPTION))


def test_a_label_that_finds_no_free_place_is_left_out(check: Check) -> None:
    one = series("aa", 2020, [100.0, 100.0, 100.0])
    figure = check(turnover([one], [], NAMES, Target(100.5, 2021), CAPTION))
    assert "$100 bn" in figure.alt


def test_mirror_gap_tells_both_figures_and_the_gap(check: Check) -> None:
    figure = check(mirror_gap(mirror(A, B), tuple(NAMES.values()), "USD bn", CAPTION))
    assert "$1.90 bn" in figure.alt
    assert "$1.30 bn" in figure.alt
    assert "+46%" in figure.alt
    assert "−4%" in mirror_of(1.2, 1.25).alt
    assert "2013 to 2016" in figure.alt
    assert "80 times" in mirror_of(80.0, 1.0).alt


def mirror_of(first: float, second: float) -> Figure:
    pair = mirror(series("aa", 2020, [first]), series("bb", 2020, [second]))
    figure = mirror_gap(pair, ("A", "B"), "USD bn", CAPTION)
    assert figure is not None
    return figure


def test_mirror_gap_shows_the_latest_sixteen_years(check: Check) -> None:
    rows = mirror(series("aa", 1990, [1.0] * 30), series("bb", 1990, [1.0] * 30, "spoken"))
    figure = check(mirror_gap(rows, ("A", "B"), "USD bn", CAPTION))
    assert ">2004<" in figure.wide
    assert ">2003<" not in figure.wide


def test_probabilities_say_percent_and_how_many_of_how_many(check: Check) -> None:
    rows = [
        attainment("aa", 0.2825),
        attainment("bb", 0.083),
        attainment("bb", 0.004, deadline=None),
        attainment("", 0.999),
        attainment("", 0.5, probability80=(0.3, 0.7), deadline=None),
        attainment("cc", None),
    ]
    figure = check(probabilities(rows, NAMES, CAPTION))
    for words in ("28% (about 3 in 10)", "8% (about 1 in 12)", "under 1%", "over 99%", "by 2030"):
        assert words in figure.alt
    check(probabilities(rows, NAMES, Caption("T", Long("en"))))


@pytest.mark.parametrize("language", [ENGLISH, Long("en")])
def test_years_reached_tells_the_year_due_and_the_last(check: Check, language: Language) -> None:
    rows = [
        attainment("aa", 0.3, years=YEARS),
        attainment("aa", 0.3, years=YEARS[:3]),
        attainment("bb", 0.1, years=tuple((y, p / 3) for y, p in YEARS)),
        attainment("cc", 0.1, years=((2035, 0.35),), deadline=None),
        attainment("dd", 0.1),
    ]
    figure = check(years_reached(rows, NAMES, Caption("T", language)))
    for share, year in ((0.78, 2030), (0.26, 2030), (1 / 3, 2035), (0.35, 2035)):
        assert f"{language.percent(share)} by the end of {year}" in figure.alt


def test_nothing_to_draw_is_no_figure() -> None:
    assert turnover([], [], NAMES, None, CAPTION) is None
    assert mirror_gap((), ("A", "B"), "USD bn", CAPTION) is None
    assert probabilities([attainment("aa", None)], NAMES, CAPTION) is None
    assert years_reached([attainment("aa", 0.5)], NAMES, CAPTION) is None


def test_markup_in_words_stays_words_and_equal_input_gives_equal_bytes(check: Check) -> None:
    names = {"aa": "<script>alert('x')</script>", "bb": "مكتب الإحصاء\x00"}
    figure = check(turnover([A, B], [draws(A, 2030)], names, None, CAPTION))
    assert "<script" not in figure.wide + figure.narrow
    again = turnover([A, B], [draws(A, 2030)], names, None, CAPTION)
    assert figure == again


VALUES = st.lists(st.floats(1e-6, 1e12), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=VALUES, second=VALUES, goal=st.floats(1e-6, 1e12), name=st.text(max_size=120))
def test_any_positive_series_can_be_drawn(
    check: Check, first: list[float], second: list[float], goal: float, name: str
) -> None:
    one, other = series("aa", 1990, first, "preliminary"), series("bb", 1995, second)
    names = {"aa": name, "bb": name * 3}
    check(turnover([one, other], [draws(one, 2032)], names, Target(goal, 2030), CAPTION))
    rows = mirror(one, other)
    if rows:
        check(mirror_gap(rows, (name, name), "USD bn", CAPTION))


CHANCES = st.floats(0, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    chances=st.lists(CHANCES, min_size=1, max_size=3),
    steps=st.lists(CHANCES, min_size=1, max_size=30),
    due=st.integers(2015, 2060),
    name=st.text(max_size=120),
)
def test_any_chance_can_be_drawn(
    check: Check, chances: list[float], steps: list[float], due: int, name: str
) -> None:
    rows = [
        attainment(
            f"{i}{name}",
            chance,
            deadline=date(due, 12, 31),
            years=tuple(enumerate(sorted(s * chance for s in steps), 2020)),
        )
        for i, chance in enumerate(chances)
    ]
    check(probabilities(rows, {}, CAPTION))
    check(years_reached(rows, {}, CAPTION))


def test_a_row_of_the_mirror_without_a_second_value_is_left_out() -> None:
    row = Mirror(2020, A.points[0], series("bb", 2020, [0.0]).points[0])
    assert mirror_gap([row], ("A", "B"), "USD bn", CAPTION) is None
