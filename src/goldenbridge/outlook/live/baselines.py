"""What any forecast has to beat: the last reading, and the usual of the month, day and hour."""

from dataclasses import dataclass

import numpy as np

from goldenbridge.outlook.live.features import cells, origins_of
from goldenbridge.outlook.live.readings import Floats, Ints, Readings

LEVELS = np.arange(1, 100) / 100
"""The levels every distribution is told at."""
MIDDLE = 49


@dataclass(frozen=True, slots=True, eq=False)
class Climatology:
    """The readings of a series up to a moment, cell by cell of month, weekday and hour.

    A cell nobody read falls back to its hour of the week, its hour of the day, then to all.
    """

    zone: str
    value: Floats
    of: tuple[Ints, ...]

    @classmethod
    def of_readings(cls, one: Readings) -> "Climatology":
        """The climatology of all of `one`; cut it with `until` first."""
        return cls(one.zone, one.value, _keys(one.at, one.zone))

    def quantiles(self, targets: Ints) -> Floats:
        """Quantiles at LEVELS of the cell of each of `targets` [n], [n, 99]; nan if unread."""
        asked = np.column_stack(_keys(targets, self.zone))
        rows, place = np.unique(asked, axis=0, return_inverse=True)
        told = np.array([self._cell(row) for row in rows]).reshape(-1, LEVELS.size)
        return np.asarray(told[place.ravel()])

    def mean(self, targets: Ints) -> Floats:
        """The mean of the cell of each of `targets` [n], [n]."""
        asked = np.column_stack(_keys(targets, self.zone))
        rows, place = np.unique(asked, axis=0, return_inverse=True)
        told = np.array([self._readings(row).mean() for row in rows])
        return np.asarray(told[place.ravel()])

    def _readings(self, row: Ints) -> Floats:
        for key, wanted in zip(self.of, row, strict=True):
            mine = self.value[key == wanted]
            if mine.size:
                return np.asarray(mine)
        return np.array([np.nan])

    def _cell(self, row: Ints) -> Floats:
        return np.asarray(np.quantile(self._readings(row), LEVELS))


@dataclass(frozen=True, slots=True, eq=False)
class Persistence:
    """The last reading, with the spread of the changes of this series over the same horizon."""

    changes: Floats
    """Quantiles at LEVELS of reading minus the last one known, over the readings of the fit."""

    @classmethod
    def of_readings(cls, one: Readings, horizon_h: float) -> "Persistence":
        """Learn the spread of `one`; cut it with `until` first."""
        errors = one.value - last_known(one, one.at, horizon_h)
        errors = errors[~np.isnan(errors)]
        return cls(np.quantile(errors, LEVELS) if errors.size else np.full(LEVELS.size, np.nan))

    def quantiles(self, one: Readings, targets: Ints, horizon_h: float) -> Floats:
        """Quantiles at LEVELS, [n, 99]: the last reading is the median, none is below 0."""
        now = last_known(one, targets, horizon_h)[:, None]
        return np.asarray(np.maximum(now + self.changes - self.changes[MIDDLE], 0.0))


def last_known(one: Readings, targets: Ints, horizon_h: float) -> Floats:
    """The last reading `horizon_h` hours before each of `targets`, [n]; nan before the first."""
    i = np.searchsorted(one.at, origins_of(targets, horizon_h), side="right") - 1
    return np.where(i >= 0, one.value[np.maximum(i, 0)], np.nan)


def _keys(at: Ints, zone: str) -> tuple[Ints, ...]:
    week, month = cells(at, zone)
    return (month * 168 + week, week, week % 24, np.zeros_like(week))
