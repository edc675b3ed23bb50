"""From observations of all standings to one yearly series per indicator and reporter."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.language.periods import Period, months_between
from goldenbridge.statistics.observations import STANDINGS, Observation
from goldenbridge.statistics.units import convert

YEAR_TO_DATE = "year to date"
_FEWEST_MONTHS = 3
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A year's value; `error` is its standard deviation in log points, 0 for a final figure."""

    year: int
    value: float
    standing: str
    basis: str
    error: float
    vintage: Period
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Consecutive years of one indicator by one reporter, oldest first, values in `unit`."""

    indicator: str
    reporter: str
    unit: str
    points: tuple[Point, ...]

    @property
    def values(self) -> list[float]:
        """The values, oldest first, in `unit`."""
        return [point.value for point in self.points]

    @property
    def last(self) -> Point:
        """The latest year."""
        return self.points[-1]

    @property
    def measured(self) -> tuple[Point, ...]:
        """The years that were measured whole."""
        return tuple(point for point in self.points if point.basis != YEAR_TO_DATE)

    def at(self, year: int) -> Point | None:
        """The point of `year`, if the series holds it."""
        position = year - self.points[0].year
        return self.points[position] if 0 <= position < len(self.points) else None


def yearly(  # noqa: PLR0913 - an indicator's three fields stand apart so that no room above is needed
    observations: Sequence[Observation],
    indicator: str,
    reporter: str,
    *,
    unit: str,
    sum_of: Sequence[str] = (),
    errors: Mapping[str, float],
) -> Series | None:
    """The best known value of each year, as one run of consecutive years up to the latest.

    Only figures of high confidence count. Of several for a year the firmest standing wins, then
    the latest vintage, then a figure given as such over the sum of its parts. A year known only by
    its first months (three or more) is carried forward to twelve and gets the error that such
    figures had in past years. `errors` gives the error in log points of each standing that is not
    final; None when no run of three years exists.
    """
    trusted = [o for o in observations if o.reporter == reporter and o.confidence == "high"]
    points = _best(trusted, indicator, unit, errors)
    if sum_of:
        parts = [_best(trusted, part, unit, errors) for part in sum_of]
        for year in set.intersection(*(set(part) for part in parts)):
            total = _sum([part[year] for part in parts])
            if year not in points or _rank(total) < _rank(points[year]):
                points[year] = total
    points = _year_to_date(trusted, indicator, unit, points) | points
    run = _last_run(points)
    return Series(indicator, reporter, unit, run) if run else None


def _best(
    observations: Iterable[Observation], indicator: str, unit: str, errors: Mapping[str, float]
) -> dict[int, Point]:
    best: dict[int, Point] = {}
    for o in observations:
        if o.indicator != indicator or not o.period.is_year:
            continue
        point = Point(
            year=o.period.year,
            value=convert(o.value, o.unit, unit),
            standing=o.standing,
            basis=o.basis,
            error=errors.get(o.standing, 0.0),
            vintage=o.vintage,
            sources=(o.source,),
        )
        held = best.get(point.year)
        if held is None or _rank(point) < _rank(held):
            best[point.year] = point
    return best


def _rank(point: Point) -> tuple[int, int]:
    return STANDINGS.index(point.standing), -point.vintage.start.toordinal()


def _sum(parts: Sequence[Point]) -> Point:
    weakest = max(parts, key=_rank)
    total = sum(part.value for part in parts)
    return Point(
        year=weakest.year,
        value=total,
        standing=weakest.standing,
        basis="derived",
        error=math.hypot(*(part.error * part.value for part in parts)) / total if total else 0.0,
        vintage=max(part.vintage for part in parts),
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
    )


def _year_to_date(
    observations: Iterable[Observation], indicator: str, unit: str, points: Mapping[int, Point]
) -> dict[int, Point]:
    """Years known only in part, carried forward, with the error past carryings had."""
    spans: dict[int, list[tuple[int, Observation]]] = defaultdict(list)
    for o in observations:
        months = round(months_between(o.period.start, o.period.end))
        starts = (o.period.start.month, o.period.start.day) == (1, 1)
        if o.indicator == indicator and starts and _FEWEST_MONTHS <= months < 12:
            spans[o.period.year].append((months, o))
    carried = {
        year: [(convert(o.value, o.unit, unit) * 12 / months, o) for months, o in rows]
        for year, rows in spans.items()
    }
    misses = [
        math.log(points[year].value / value)
        for year, rows in carried.items()
        if year in points and points[year].value > 0
        for value, _ in rows
        if value > 0
    ]
    if not misses:
        return {}
    error = math.sqrt(sum(miss * miss for miss in misses) / len(misses))
    return {
        year: Point(
            year=year,
            value=value,
            standing="spoken",
            basis=YEAR_TO_DATE,
            error=error,
            vintage=o.vintage,
            sources=(o.source,),
        )
        for year, rows in carried.items()
        if year not in points
        for value, o in [max(rows, key=lambda row: row[1].period.end)]
    }


def _last_run(points: Mapping[int, Point]) -> tuple[Point, ...]:
    run: list[Point] = []
    for year in sorted(points, reverse=True):
        if run and run[-1].year - year > 1:
            if len(run) >= _SHORTEST:
                break
            run.clear()
        run.append(points[year])
    return tuple(reversed(run)) if len(run) >= _SHORTEST else ()


def growth(first: float, last: float, years: int) -> float:
    """Compound growth a year from `first` to `last` over `years` years, as a fraction.

    (last / first) ** (1 / years) - 1; both values must be positive, years at least 1.
    """
    return float((last / first) ** (1 / years) - 1)
