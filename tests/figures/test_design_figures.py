"""The pictures of a design say in words what they show, and fit a page and a phone."""

import re

import pytest

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.cost_wait import Spot, cost_wait
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.grounds import Area, grounds
from goldenbridge.figures.needs import Wanted, needs
from goldenbridge.figures.peak_day import FRAMES, Place, peak_day
from goldenbridge.figures.staffing import Open, staffing
from goldenbridge.language.languages import ENGLISH


def caption() -> Caption:
    return Caption("A & B", ENGLISH)


def boxes(svg: str, look: str) -> list[tuple[float, float]]:
    """Width and height of every rectangle of a class."""
    found = re.findall(rf'<rect class="{look}"[^>]*width="([\d.]+)" height="([\d.]+)"', svg)
    return [(float(wide), float(high)) for wide, high in found]


def within(figure: Figure) -> None:
    for svg, room in ((figure.wide, 720), (figure.narrow, 340)):
        places = re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', svg)
        assert all(float(x) + float(width) <= room + 0.5 for x, width in places)
        assert "A &amp; B" in svg


def test_staffing_tells_every_span() -> None:
    figure = staffing([Open("Desk", [2] * 8 + [5] * 12 + [2] * 4)], caption())
    assert figure is not None
    assert figure.alt == "Desk: 0–8: 2, 8–20: 5, 20–24: 2."
    within(figure)
    assert staffing([], caption()) is None


def test_every_unit_of_the_grounds_is_to_scale() -> None:
    parts = [Area("Docks", "dock", 3, 160), Area("Plots", "let", 1, 250_000)]
    figure = grounds(parts, caption())
    assert figure is not None
    within(figure)
    assert "Docks: 3 × 160 m²; Plots: 1 × 250,000 m²." in figure.alt
    sizes = [wide * high for wide, high in boxes(figure.wide, "faint")]
    assert len(sizes) == 4
    assert sizes[3] / sizes[0] == pytest.approx(250_000 / 160, rel=0.05)
    assert grounds([Area("None", "dock", 0, 160)], caption()) is None


def test_the_frontier_falls_and_marks_the_one_found() -> None:
    line = [Spot(1.2, 9.0), Spot(1.4, 5.3, chosen=True), Spot(1.6, 5.1)]
    figure = cost_wait(line, [Spot(1.3, 8.0)], caption())
    assert figure is not None
    assert figure.alt.startswith("1.20 h for 9.00 mn USD a year; 1.40 h for 5.30")
    assert figure.wide.count('class="aim"') == 1
    assert figure.wide.count('class="speck"') == 1
    assert cost_wait([], [], caption()) is None


def test_the_film_of_a_day_has_a_picture_of_every_moment() -> None:
    waiting, working = [0] * FRAMES, [1] * FRAMES
    waiting[60:62] = [2, 90]
    docks = Place(Area("Docks", "dock", 3, 160), waiting, working)
    figure = peak_day([docks], 120, caption())
    assert figure is not None
    within(figure)
    assert figure.alt == (
        "Trucks that come: 120; most of them there at once: 91, at 10:10. "
        "Longest lines: Docks 90 at 10:10."
    )
    still, film = figure.wide.split('class="film"')
    assert film.count("<g transform") == FRAMES
    assert film.count('class="trucks"') == 2
    assert "10:10, trucks there: 91" in still
    assert "+" in still.split('class="trucks"')[1]
    sizes = boxes(film, "heat3")
    assert sizes == [(12, 30)] * FRAMES  # 8 m by 20 m, 1.5 pixels a metre
    nobody = Place(docks.area, [0] * FRAMES, [0] * FRAMES)
    assert peak_day([nobody], 0, caption()) is None


def test_needs_mark_what_the_design_is_not_made_for() -> None:
    figure = needs([Wanted("No measure", [(0, 1, 2)])], [2030], ["83", "99"], caption())
    assert figure is not None
    within(figure)
    assert figure.alt == "No measure: 2030: 83/99/> 99."
    assert figure.wide.split('class="bad"')[-1].count("&gt; 99") == 1
    assert needs([], [2030], ["83"], caption()) is None
