"""Joint draws of an indicator's coming years, the form in which the future travels."""

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldenbridge.statistics.series import Series
from goldenbridge.trade.forecast import draw_paths


@dataclass(frozen=True, slots=True)
class Draws:
    """Paths of one indicator as one reporter would measure it.

    `values` is [draw, year] in `unit`. Draw i of an indicator takes the same random numbers for a
    calendar year by every reporter, so that what parts two reporters is not noise; indicators draw
    apart from each other.
    """

    indicator: str
    reporter: str
    unit: str
    years: tuple[int, ...]
    values: NDArray[np.float64]
    seed: int

    def of(self, year: int) -> NDArray[np.float64]:
        """The draws of one year, [draw]; KeyError outside the forecast."""
        if year not in self.years:
            raise KeyError(year)
        return self.values[:, self.years.index(year)]

    def quantiles(self, year: int, *shares: float) -> list[float]:
        """Quantiles of one year at `shares`, in `unit`."""
        return [float(value) for value in np.quantile(self.of(year), shares)]

    def reached(self, target: float, *, at_most: bool = False) -> NDArray[np.bool_]:
        """Whether each draw has met `target` in each year, [draw, year]."""
        met: NDArray[Any] = self.values <= target if at_most else self.values >= target
        return met


def forecast(series: Series, horizon: int, *, draws: int, seed: int) -> Draws:
    """Draw `draws` paths from the year after the last measured one to the year `horizon`.

    Raises SeriesError when the values are not positive.
    """
    first = series.last.year + 1
    years = tuple(range(first, max(horizon, first) + 1))
    name = zlib.crc32(series.indicator.encode())
    values = draw_paths(
        series.values,
        len(years),
        draws=draws,
        rngs=[np.random.default_rng((seed, name, year)) for year in (0, *years)],
        last_error=series.last.error,
    )
    return Draws(series.indicator, series.reporter, series.unit, years, values, seed)
