"""The figures of a simulated crossing."""

import math
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.crossing_times import Crossing, crossing_times
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.queue_week import Queue, queue_week
from goldenbridge.figures.site_plan import Stop, Way, layers, site_plan
from goldenbridge.figures.utilisation import Busy, utilisation
from goldenbridge.figures.waits_ahead import Wait, waits_ahead
from goldenbridge.language.languages import ENGLISH

Check = Callable[[Figure | None], Figure]
CAPTION = Caption("Crossing", ENGLISH, {"s1": "Office"})
LONG = "Checks of documents and of the vehicle by officers of both states in one place"
positive = st.floats(0.01, 500)
EASY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_times_are_told_with_their_promise(check: Check) -> None:
    rows = [
        Crossing("into Kazakhstan", "General cargo", 3.21, 2.5, 9.14, 4.0),
        Crossing("into Kazakhstan", "Empty", 0.5, 0.4, 1.1),
        Crossing("into Kyrgyzstan", LONG, 1.0, 0.9, 2.0, 4.0),
    ]
    figure = check(crossing_times(rows, CAPTION))
    assert "into Kazakhstan, General cargo: 3.2 h; 95 of 100 within 9.1 h" in figure.alt
    assert figure.wide.count(">into Kazakhstan<") == 1
    assert ">promised<" in figure.wide
    assert ">promised<" not in check(crossing_times(rows[1:2], CAPTION)).wide
    assert crossing_times([], CAPTION) is None


@EASY
@given(st.lists(st.tuples(positive, positive, positive), min_size=1, max_size=6))
def test_any_times_are_drawn(check: Check, times: list[tuple[float, float, float]]) -> None:
    rows = [
        Crossing("way", f"kind {i}", mean, min(a, b), max(a, b))
        for i, (mean, a, b) in enumerate(times)
    ]
    check(crossing_times(rows, CAPTION))


def test_waits_ahead_are_told_with_their_interval(check: Check) -> None:
    rows = [Wait(LONG, "in 3 h", 21.4, 4.6, 43.0), Wait("Empty", "in 7 days", 0.0, 0.0, 0.0)]
    figure = check(waits_ahead(rows, CAPTION))
    assert figure.alt.startswith(f"{LONG}, in 3 h: 21 (5 to 43); Empty, in 7 days: 0 (0 to 0).")
    assert figure.unit == "minutes from arrival to the first work"
    check(waits_ahead(rows[1:], CAPTION))
    assert waits_ahead([], CAPTION) is None


@EASY
@given(st.lists(st.tuples(positive, positive, positive), min_size=1, max_size=18))
def test_any_waits_ahead_are_drawn(check: Check, waits: list[tuple[float, float, float]]) -> None:
    rows = []
    for i, wait in enumerate(waits):
        low, median, high = sorted(wait)
        rows.append(Wait(f"kind {i // 6}", f"in {i % 6} h", median, low, high))
    check(waits_ahead(rows, CAPTION))


def test_a_queue_says_when_it_is_longest(check: Check) -> None:
    trucks = [0.0] * 168
    trucks[3 * 24 + 14] = 12.4
    figure = check(queue_week([Queue("Documents", trucks), Queue(LONG, [3.0] * 168)], CAPTION))
    assert figure.alt.startswith("Documents: at most 12, Thursday 14:00; ")
    shown = figure.wide[figure.wide.index("</desc>") :]
    assert shown.index(">Documents<") < shown.index("Checks of documents")
    assert queue_week([Queue("idle", [0.0] * 168)], CAPTION) is None


def test_a_busy_hour_is_darker_and_an_unmanned_one_is_empty(check: Check) -> None:
    shares = [math.nan] * 6 + [0.1, 0.3, 0.6, 0.8, 0.95] + [0.5] * 13
    figure = check(utilisation([Busy("Scanner", shares), Busy(LONG, [0.4] * 24)], CAPTION))
    assert figure.alt.startswith("Scanner: 51%; ")
    strip = figure.wide[figure.wide.index(">Scanner<") : figure.wide.index(">51%<")]
    assert [strip.count(f"heat{n}") for n in range(5)] == [1, 1, 14, 1, 1]
    assert utilisation([Busy("shut", [math.nan] * 24)], CAPTION) is None


LEGS = {
    ("in", "gate"): 300.0,
    ("gate", "documents"): 300.0,
    ("documents", "scan"): 45.0,
    ("documents", "seal"): 255.0,
    ("scan", "documents"): 9.0,
    ("scan", "seal"): 36.0,
    ("seal", "out"): 291.0,
}
STOPS = {
    "gate": Stop("Gate", 2.0, 0.5, 0.4),
    "documents": Stop(LONG, 31.0, 0.93, 22.0),
    "scan": Stop("Scanner", 5.0, 0.8, 1.0),
    "seal": Stop("Seal", 0.2, 0.2, 0.0),
}


def test_stations_stand_below_those_before_them() -> None:
    assert layers(LEGS) == [["in"], ["gate"], ["documents"], ["scan"], ["seal"], ["out"]]


def test_a_plan_tells_what_waits_and_moves(check: Check) -> None:
    ways = [Way("into Kazakhstan", LEGS), Way("into Kyrgyzstan", LEGS), Way("none", {})]
    figure = check(site_plan(ways, STOPS, CAPTION))
    assert "into Kazakhstan: Gate: 2 min, 50% busy, 0.4 waiting; " in figure.alt
    assert "Checks of documents and of the vehicle by officers of both states" in figure.alt
    assert figure.wide.count(">300 trucks a day<") == 2
    assert "none" not in figure.alt
    assert ">+8<" in figure.wide
    assert site_plan([Way("none", {})], {}, CAPTION) is None


@pytest.mark.parametrize("n", [1, 3, 5])
def test_many_stations_side_by_side(check: Check, n: int) -> None:
    names = [f"s{i}" for i in range(n)]
    legs = {("in", name): 10.0 for name in names} | {(name, "out"): 10.0 for name in names}
    stops = {name: Stop(f"Station {name}", 1.0, 0.1, 0.0) for name in names}
    check(site_plan([Way("through", legs)], stops, CAPTION))
