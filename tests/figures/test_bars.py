"""Bars of chances, contributions and swings."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.figures.bars import Bar, bars
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import ENGLISH

Check = Callable[[Figure | None], Figure]
CAPTION = Caption("Scenarios", ENGLISH)
share = st.floats(-1, 1)


def test_a_bar_tells_its_length(check: Check) -> None:
    rows = [
        Bar("Kazakh", "No measure", 0, 0.21, "21%"),
        Bar("Kazakh", "The complex and every checkpoint rebuilt, with the queue", 0, 0.33, "33%"),
        Bar("Kyrgyz", "No measure", 0, -0.04, "−4 points", "second"),
    ]
    figure = check(bars(rows, "chances", "chance", CAPTION))
    assert figure.alt.startswith("Kazakh, No measure: 21%; ")
    assert figure.wide.count(">Kazakh<") == 1
    assert bars([], "chances", "", CAPTION) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(share, share), min_size=1, max_size=8))
def test_any_bars_are_drawn(check: Check, ends: list[tuple[float, float]]) -> None:
    check(bars([Bar("", f"n{i}", a, b, "x") for i, (a, b) in enumerate(ends)], "b", "", CAPTION))
