"""Letters, places, scales, shapes and colours."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.figures import style, svg
from goldenbridge.figures.lettering import cut, spread, width, wrap
from goldenbridge.figures.places import Box, first_free
from goldenbridge.figures.scales import Scale, tick_labels, ticks, year_ticks
from goldenbridge.language.languages import ENGLISH


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [style.LIGHT, style.DARK])
def test_every_colour_that_carries_text_stands_out_from_paper_and_band(
    colours: dict[str, str],
) -> None:
    carriers = set(colours) - {"paper", "line", "band"}
    for name in carriers:
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
        assert contrast(colours[name], colours["band"]) >= 3, name
    assert contrast(colours["soft"], colours["band"]) >= 4.5


def test_the_stylesheet_takes_every_colour_from_a_token_and_knows_every_class() -> None:
    assert "#" not in style.STYLE
    assert set(re.findall(r"var\(--(\w+)\)", style.STYLE)) <= {*style.LIGHT, "c"}
    assert style.LIGHT.keys() == style.DARK.keys()
    for colour in (*style.LIGHT.values(), *style.DARK.values()):
        assert colour in style.TOKENS


@given(st.text(), st.floats(20, 400))
def test_what_is_cut_or_wrapped_fits(text: str, room: float) -> None:
    assert width(cut(text, room)) <= room
    rows = wrap(text, room, lines=3, bold=True)
    assert len(rows) <= 3
    assert all(width(row, bold=True) <= room for row in rows)
    assert rows or not text.split()


def test_wrapping_keeps_the_words_and_cuts_the_last_line() -> None:
    assert wrap("one two three", 1000) == ["one two three"]
    rows = wrap("one two three four five six seven", 80)
    assert rows[-1].endswith("…")
    assert "one two three four".startswith(rows[0])


@given(st.lists(st.floats(-1e3, 1e3), max_size=12), st.floats(1, 40), st.floats(10, 600))
def test_spread_places_keep_their_order_their_distance_and_the_bounds(
    wanted: list[float], gap: float, high: float
) -> None:
    places = spread(wanted, gap, 0.0, high)
    assert all(-1e-6 <= place <= high + 1e-6 for place in places)
    if len(places) > 1:
        least = min(gap, high / (len(places) - 1))
        assert all(b - a >= least - 1e-6 for a, b in pairwise(sorted(places)))
    ranked = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    assert [places[i] for i in ranked] == sorted(places)


def test_a_place_is_free_where_it_meets_nothing_and_stays_in_the_frame() -> None:
    box, far = Box(0, 0, 10, 10), Box(20, 0, 30, 10)
    assert first_free([box, far], [Box(5, 5, 6, 6)]) == 1
    assert first_free([box], [Box(10, 0, 12, 10)]) == 0
    assert first_free([box, far], [], Box(0, 0, 5, 5)) is None


def test_ticks_are_round_and_told_with_the_decimals_they_need() -> None:
    said = ENGLISH
    assert tick_labels(ticks(0, 4.4), said) == ["0", "1", "2", "3", "4"]
    assert tick_labels(ticks(0, 0.5), said) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]
    assert tick_labels(ticks(0, 8), said)[1] == "2"
    assert tick_labels(ticks(0, 11), said)[1] == "2.5"
    assert tick_labels(ticks(0, 4e9), said)[-1] == "4E9"
    assert tick_labels([0.0], said) == ["0"]
    assert ticks(3, 3)[0] <= 3


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_ticks_start_below_and_stay_within(low: float, span: float) -> None:
    found = ticks(low, low + span)
    assert 1 <= len(found) <= 12
    assert found[0] <= low + abs(low) * 1e-9 + span * 1e-6
    assert found[-1] <= (low + span) + abs(low + span) * 1e-6 + span * 1e-6


def test_years_are_round_and_never_too_many() -> None:
    assert year_ticks(1994, 2030, 5) == [2000, 2010, 2020, 2030]
    assert year_ticks(2021, 2021, 5) == [2021]
    assert year_ticks(2021, 2024, 3) == [2022, 2024]
    assert year_ticks(1000, 2000, 2)


def test_a_scale_keeps_what_lies_outside_at_its_ends() -> None:
    scale = Scale(0, 10, 100, 200)
    assert [scale(v) for v in (-5, 0, 5, 10, 50)] == [100, 100, 150, 200, 200]
    assert Scale(1, 1, 0, 10)(7) == 5


def test_shapes_are_short_and_escaped() -> None:
    assert svg.number(-0.01) == "0"
    assert svg.number(3.14159) == "3.1"
    path = svg.polyline([(0, 0), (0, 0), (5, 0), (5, 2), (7.04, 3)], "line")
    assert path == '<path class="line" d="M0 0h5v2l2 1"/>'
    assert svg.label(1, 2, "<b>&\x00") == '<text x="1" y="2">&lt;b&gt;&amp;</text>'
    assert "<title>whole</title>wh…" in svg.label(1, 2, "wh…", full="whole")
    assert svg.group("x", []) == ""
    assert svg.box(0, 0, 1, 1, "back") == '<rect class="back" x="0" y="0" width="1" height="1"/>'
