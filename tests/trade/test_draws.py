"""What the draws of two series share."""

import numpy as np

from goldenbridge.language.periods import read_period
from goldenbridge.statistics.series import Point, Series
from goldenbridge.trade.draws import Draws, forecast


def drawn(indicator: str, reporter: str, first: int, *values: float) -> Draws:
    points = [
        Point(first + n, value, "final", "stated", 0.0, read_period(str(first + n)), ())
        for n, value in enumerate(values)
    ]
    return forecast(Series(indicator, reporter, "USD bn", tuple(points)), 2030, draws=4000, seed=7)


def changes(draws: Draws, year: int) -> np.ndarray:
    return np.log(draws.of(year) / draws.of(year - 1))


VALUES = (1.0, 1.1, 1.05, 1.2, 1.3, 1.25, 1.4)


def test_reporters_meet_the_same_shocks_in_the_same_calendar_year() -> None:
    early = drawn("turnover", "a", 2014, *VALUES)
    late = drawn("turnover", "b", 2016, *VALUES)
    assert np.corrcoef(changes(early, 2027), changes(late, 2027))[0, 1] > 0.95
    assert np.corrcoef(early.of(2030), late.of(2030))[0, 1] > 0.8


def test_indicators_draw_apart() -> None:
    one, other = drawn("turnover", "a", 2014, *VALUES), drawn("transit", "a", 2014, *VALUES)
    z = np.corrcoef(changes(one, 2027), changes(other, 2027))[0, 1] * np.sqrt(4000)
    assert abs(z) < 4
