"""What was measured by each reporter, what may come, and the target."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.axes import across, beside, margin, years_below
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose, look
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, cut, width, wrap
from goldenbridge.figures.panel import Panel, Row, Target, future, goal, past
from goldenbridge.figures.scales import Scale, tick_labels, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Quantity
from goldenbridge.statistics.series import Series
from goldenbridge.trade.draws import Draws

_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
_PLOT, _LINE, _GAP = 230.0, 16.0, 26.0
_HEADROOM = 1.08


def turnover(
    series: Sequence[Series],
    draws: Sequence[Draws],
    names: Mapping[str, str],
    target: Target | None,
    caption: Caption,
) -> Figure | None:
    """One panel per reporter on common axes: history, median, and 50 % and 80 % of what may come.

    The fan ends with the target year, or with the draws where there is no target year. `series`
    are in one unit; `draws` go to the series of the same reporter. None without a series.
    """
    told = [s for s in series if s.points]
    if not told:
        return None
    fans = {d.reporter: _fan(d, target.year if target else None) for d in draws}
    rows = [
        Row(s, fans.get(s.reporter, {}), names.get(s.reporter, s.reporter), look(i))
        for i, s in enumerate(told)
    ]
    chart = _Chart(rows, target, caption.language)
    return compose(caption, "turnover", alt=chart.alt(), unit=told[0].unit, draw=chart.draw)


def scenario_fans(rows: Sequence[Row], target: Target, caption: Caption) -> Figure | None:
    """One panel per scenario on common axes: the history of one reporter and what may come.

    The fans of `rows` are in the unit of the series. None without rows.
    """
    if not rows:
        return None
    chart = _Chart(rows, target, caption.language)
    unit = rows[0].series.unit
    return compose(caption, "scenario-fans", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Row]
    target: Target | None
    language: Language

    @property
    def unit(self) -> str:
        return self.rows[0].series.unit

    @property
    def reporters(self) -> int:
        return len({row.series.reporter for row in self.rows})

    @property
    def years(self) -> tuple[int, int]:
        years = [p.year for row in self.rows for p in row.series.points]
        years += [year for row in self.rows for year in row.fan]
        years += [self.target.year] if self.target and self.target.year else []
        return min(years), max(years)

    @property
    def span(self) -> tuple[float, float]:
        values = [value for row in self.rows for value in row.series.values]
        values += [value for row in self.rows for told in row.fan.values() for value in told]
        values += [self.target.value] if self.target else []
        return min(0.0, *values), max(0.0, *values) * _HEADROOM or 1.0

    def alt(self) -> str:
        """The target, and for each reporter the last year measured and what may come."""
        told = [f"{self.goal()}."] if self.target else []
        for row in self.rows:
            last = row.series.last
            told.append(
                self.language.say(
                    "{name}: {value} in {year}.",
                    name=row.name,
                    value=Quantity(last.value, self.unit),
                    year=str(last.year),
                )
            )
            told += [self.ahead(row)] if row.fan else []
        return " ".join(told)

    def goal(self) -> str:
        if self.target is None:
            return ""
        value = Quantity(self.target.value, self.unit)
        if self.target.year is None:
            return self.language.say("Target {value}", value=value)
        return self.language.say(
            "Target {value} in {year}", value=value, year=str(self.target.year)
        )

    def ahead(self, row: Row) -> str:
        """What the last year drawn may bring."""
        year = max(row.fan)
        low, _, median, _, high = (Quantity(value, self.unit) for value in row.fan[year])
        return self.language.say(
            "{year}: about {median}; 8 chances in 10 that it lies between {low} and {high}.",
            year=str(year),
            median=median,
            low=low,
            high=high,
        )

    def notes(self) -> str:
        """What the marks mean that no label stands at."""
        say = self.language.say
        points = [p for row in self.rows for p in row.series.points]
        told = [say("Hollow: not yet final.")] if any(p.standing != "final" for p in points) else []
        told += [say("Grey: the other office.")] if self.reporters > 1 else []
        return " ".join(told)

    def draw(self, room: float) -> Drawn:
        """Panels beside each other on a page, one under the other on a phone."""
        low, high = self.span
        levels = ticks(low, high)
        labels = tick_labels(levels, self.language)
        left = margin(labels)
        columns = 1 if room <= NARROW else min(len(self.rows), 2)
        wide = (room - left - _GAP * (columns - 1)) / columns
        unit = self.language.say("{unit} a year", unit=self.language.unit(self.unit))
        shapes, top = [], 0.0
        for first in range(0, len(self.rows), columns):
            rows = self.rows[first : first + columns]
            edges = [left + i * (wide + _GAP) for i in range(len(rows))]
            heads = [
                self.head(row, top, edge if i else 0.0, wide + (0 if i else left))
                for i, (row, edge) in enumerate(zip(rows, edges, strict=True))
            ]
            plot = max(height for _, height in heads) + 34
            y = Scale(levels[0], high, plot + _PLOT, plot)
            shapes.append(svg.label(0, plot - 12, cut(unit, room, SMALL), "xs"))
            shapes.append(beside(levels, labels, y, left))
            shapes += [head for head, _ in heads]
            shapes += [
                self.panel(row, edge, wide, y, levels)
                for row, edge in zip(rows, edges, strict=True)
            ]
            top = plot + _PLOT + 38
        notes = wrap(self.notes(), room, SMALL, lines=3)
        shapes.append(svg.lines(0, top, notes, "xs"))
        return Drawn("".join(shapes), top + len(notes) * _LINE - 8)

    def head(self, row: Row, top: float, left: float, room: float) -> tuple[str, float]:
        """The name and the outlook above a panel, and where they end."""
        names = wrap(row.name, room, bold=True)
        told = wrap(self.ahead(row), room, SMALL, lines=3) if row.fan else []
        shapes = [
            svg.lines(left, top + 14, names, "b own", full=row.name),
            svg.lines(left, top + 14 + len(names) * _LINE, told, "xs"),
        ]
        return svg.group(row.look, shapes), top + (len(names) + len(told)) * _LINE

    def panel(self, row: Row, left: float, wide: float, y: Scale, levels: Sequence[float]) -> str:
        say = self.language.say
        words = [self.language.percent(0.8), self.language.percent(0.5), say("median")]
        right = left + wide - (max(width(text, SMALL) for text in words) + 10 if row.fan else 20.0)
        place = Panel(left, right, Scale(*self.years, left + 5, right), y)
        shapes = [across(levels, y, left, right), years_below(*self.years, place.x, y.start)]
        shapes += [
            svg.polyline(place.spots(other.series.points), "past")
            for other in self.rows
            if other.series.reporter != row.series.reporter and len(other.series.points) > 1
        ]
        shapes += [future(place, row, words)] if row.fan else []
        taken = []
        if self.target:
            drawn, covered = goal(place, self.target, self.goal())
            shapes.append(drawn)
            taken.append(covered)
        last = row.series.last
        told = f"{self.language.quantity(last.value, self.unit)} ({last.year})"
        shapes.append(past(place, row, told, taken))
        return "".join(shapes)


def _fan(draws: Draws, until: int | None) -> dict[int, list[float]]:
    years = [year for year in draws.years if until is None or year <= until] or draws.years
    rows = {year: draws.quantiles(year, *_SHARES) for year in years}
    return {year: row for year, row in rows.items() if all(math.isfinite(v) for v in row)}
