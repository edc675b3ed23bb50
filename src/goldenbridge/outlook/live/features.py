"""What is known of a series at a moment, as numbers a forecaster learns from.

Every column of a row uses readings stamped at or before its origin, and the calendar, only.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goldenbridge.outlook.live.readings import HOUR, Floats, Ints, Readings, local_hours

CHANGES_H = (1, 2, 3, 6, 12, 24)
MEANS_H = (3, 6, 24, 72, 168, 672)
WEEKS = (1, 2, 3, 4)
MANY_WEEKS = range(1, 9)
DAYS = (1, 2, 3, 14, 364)
FRESH = 6.0
"""A reading speaks for a moment up to this many usual spacings later (at least two hours)."""
NEAR_DAYS = 7
"""How many days from a holiday are told apart."""
FIXED = 1 << 20
_EPOCH = date(1970, 1, 1).toordinal()

Holidays = Mapping[str, tuple[date, ...]]
"""The holidays of each calendar that bears on a queue; known ahead."""


def features(
    one: Readings, targets: Ints, horizon_h: float, holidays: Holidays | None = None
) -> Floats:
    """What was known `horizon_h` hours before `targets` [n], [n, features], nan for unknown.

    `targets` are seconds since 1970 UTC. For horizon 0 the origin is one second before. Columns in
    the order of `names`.
    """
    origins = origins_of(targets, horizon_h)
    past = _Past(one)
    now = past.last(origins, None)
    columns = [*_calendar(one, targets, holidays or {}), now, past.age_h(origins)]
    columns += [now - past.last(origins - int(hours * HOUR), 1.0) for hours in CHANGES_H]
    columns += [past.mean(origins, hours) for hours in MEANS_H]
    weeks = [past.shifted(targets, origins, 168 * week) for week in WEEKS]
    columns += weeks
    columns += [
        then - past.shifted(origins, origins, 168 * week)
        for week, then in zip(WEEKS, weeks, strict=True)
    ]
    columns.append(past.mean_of_weeks(targets, origins))
    columns += [past.shifted(targets, origins, 24 * days) for days in DAYS]
    columns += past.usual(targets, origins)
    columns.append(past.was_paused(origins))
    return np.column_stack(columns)


def names(holidays: Holidays | None = None) -> tuple[str, ...]:
    """The names of the columns of `features`."""
    near = [f"days {way} holiday {name}" for name in holidays or {} for way in ("to", "since")]
    return (
        *("hour", "weekday", "day of year", *near, "now", "age"),
        *(f"change {hours} h" for hours in CHANGES_H),
        *(f"mean {hours} h" for hours in MEANS_H),
        *(f"{week} weeks before" for week in WEEKS),
        *(f"change {week} weeks before" for week in WEEKS),
        "mean of 8 weeks before",
        *(f"{days} days before" for days in DAYS),
        *("usual of the hour of the week", "usual of the month", "paused"),
    )


def origins_of(targets: Ints, horizon_h: float) -> Ints:
    """When forecasts for `targets` are made; what is forecast for now is not yet read."""
    return np.asarray(targets) - max(int(horizon_h * HOUR), 1)


def cells(at: Ints, zone: str) -> tuple[Ints, Ints]:
    """The hour of the week (Monday's first is 0) and the month (0 to 11) of each of `at`."""
    hours = local_hours(at, zone)
    days = hours // 24
    months = days.astype("M8[D]").astype("M8[M]").astype(np.int64) % 12
    return (hours + 72) % 168, months


def _calendar(one: Readings, targets: Ints, holidays: Holidays) -> list[Floats]:
    hours = local_hours(targets, one.zone)
    days = hours // 24
    dates = days.astype("M8[D]")
    of_year = (dates - dates.astype("M8[Y]").astype("M8[D]")).astype(float)
    minute = (targets % HOUR) / HOUR
    found = [hours % 24 + minute, ((days + 3) % 7).astype(float), of_year]
    for of_calendar in holidays.values():
        marks = np.sort([day.toordinal() - _EPOCH for day in of_calendar])
        after = np.searchsorted(marks, days)
        ahead = np.r_[marks, days.max(initial=0) + NEAR_DAYS + 1][after] - days
        since = (
            days
            - np.r_[days.min(initial=0) - NEAR_DAYS - 1, marks][
                np.searchsorted(marks, days, side="right")
            ]
        )
        found += [np.clip(gap, 0, NEAR_DAYS).astype(float) for gap in (ahead, since)]
    return found


class _Past:
    """A series, asked for what had been read at some moment."""

    def __init__(self, one: Readings) -> None:
        self.one = one
        self.fresh_s = max(FRESH * one.spacing_s, 2 * HOUR)
        # whole numbers add up exactly: with floats, later readings would move earlier sums a bit
        self.fixed = np.rint(one.value * FIXED).astype(np.int64)
        self.sums = np.r_[0, np.cumsum(self.fixed)]

    def _at(self, moments: Ints) -> Ints:
        return np.searchsorted(self.one.at, moments, side="right") - 1

    def last(self, moments: Ints, fresh: float | None) -> Floats:
        """The last reading at each moment; nan before the first or, unless None, where stale."""
        i = self._at(moments)
        known = i >= 0
        if fresh is not None:
            known &= moments - self.one.at[np.maximum(i, 0)] <= fresh * self.fresh_s
        return np.where(known, self.one.value[np.maximum(i, 0)], np.nan)

    def age_h(self, moments: Ints) -> Floats:
        i = self._at(moments)
        return np.where(i >= 0, (moments - self.one.at[np.maximum(i, 0)]) / HOUR, np.nan)

    def was_paused(self, moments: Ints) -> Floats:
        i = self._at(moments)
        return np.where(i >= 0, self.one.paused[np.maximum(i, 0)], np.nan).astype(float)

    def mean(self, moments: Ints, hours: int) -> Floats:
        """The mean of the readings of the last `hours`; nan where there is none."""
        high = self._at(moments) + 1
        low = self._at(moments - hours * HOUR) + 1
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((self.sums[high] - self.sums[low]) / (high - low) / FIXED)

    def shifted(self, moments: Ints, origins: Ints, hours: int) -> Floats:
        """The reading `hours` before each moment; nan where that is after the origin."""
        then = moments - hours * HOUR
        return np.where(then <= origins, self.last(then, 1.0), np.nan)

    def mean_of_weeks(self, targets: Ints, origins: Ints) -> Floats:
        """The mean reading of the target's hour of the week over up to 8 weeks before."""
        weeks = np.array([self.shifted(targets, origins, 168 * week) for week in MANY_WEEKS])
        known = ~np.isnan(weeks)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(known, weeks, 0.0).sum(axis=0) / known.sum(axis=0))

    def usual(self, targets: Ints, origins: Ints) -> list[Floats]:
        """Means of all readings before the origin in the target's hour of the week, and month."""
        week, month = cells(self.one.at, self.one.zone)
        to_week, to_month = cells(targets, self.one.zone)
        i = self._at(origins)
        pairs = ((week, to_week), (week + 168 * month, to_week + 168 * to_month))
        return [_cell_means(self.fixed, of, to, i) / FIXED for of, to in pairs]


def _cell_means(value: Ints, of: Ints, to: Ints, last: Ints) -> Floats:
    """Mean of `value` [m] over readings 0 to `last` [n] whose cell `of` [m] is `to` [n]."""
    order = np.argsort(of, kind="stable")
    sums = np.r_[0, np.cumsum(value[order])]
    places = of[order] * value.size + order
    high = np.searchsorted(places, to * value.size + last, side="right")
    low = np.searchsorted(places, to * value.size)
    high = np.maximum(high, low)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = (sums[high] - sums[low]) / (high - low)
    return found


def is_known(rows: Floats) -> NDArray[np.bool_]:
    """Which rows of `features` have a last reading at all."""
    place = names().index("now")
    return np.asarray(~np.isnan(rows[:, place]))
