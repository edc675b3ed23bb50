"""Bars from one value to another under each other: chances, contributions, swings."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import width, wrap
from goldenbridge.figures.scales import Scale, ticks
from goldenbridge.language.languages import Language

_LINE, _BAR, _SPACE, _EDGE = 17.0, 11.0, 16.0, 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the group `group` from `start` to `end`, shares of 1, and how its length is told.

    `look` is the class of its colour: first, second, good, bad, plain.
    """

    group: str
    name: str
    start: float
    end: float
    told: str
    look: str = "first"


def bars(
    rows: Sequence[Bar], kind: str, unit: str, caption: Caption, *, reach: float = 0.01
) -> Figure | None:
    """The rows in their order, a head for each group, on one scale of percentages with a zero.

    `kind` names the figure, `unit` says what is measured, `reach` is where the scale ends at the
    earliest. None without rows.
    """
    if not rows:
        return None
    chart = _Chart(rows, reach, caption.language)
    return compose(caption, kind, alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Bar]
    reach: float
    language: Language

    def alt(self) -> str:
        told = [
            f"{row.group}, {row.name}: {row.told}" if row.group else f"{row.name}: {row.told}"
            for row in self.rows
        ]
        return "; ".join(told) + "."

    def draw(self, room: float) -> Drawn:
        """Names and figures above their bars."""
        ends = [value for row in self.rows for value in (row.start, row.end)]
        levels = ticks(min(0.0, *ends), max(0.0, *ends, min(0.0, *ends) + self.reach), 5)
        low, high = min(levels[0], *ends), max(levels[-1], *ends)
        x = Scale(low, high, _EDGE, room - _EDGE)
        shapes, top, group = [], 0.0, ""
        for row in self.rows:
            if row.group != group:
                group = row.group
                lines = wrap(group, room, bold=True)
                shapes.append(svg.lines(0, top + 16, lines, "b", step=_LINE, full=group))
                top += _LINE * len(lines) + 6
            beside = width(row.name) + 16 + width(row.told, bold=True) <= room
            lines = [row.name] if beside else wrap(row.name, room)
            shapes.append(svg.lines(0, top + 14, lines, step=_LINE, full=row.name))
            top += 14 + _LINE * (len(lines) - (1 if beside else 0))
            if beside:
                shapes.append(svg.label(room, top, row.told, "b", anchor="end"))
            else:
                told = wrap(row.told, room, bold=True)
                shapes.append(svg.lines(0, top, told, "b", step=_LINE, full=row.told))
                top += _LINE * (len(told) - 1)
            top += 8
            left, right = sorted((x(row.start), x(row.end)))
            bar = svg.box(left, top, max(right - left, 1.0), _BAR, "full")
            shapes.append(svg.box(0, top, room, _BAR, "back") + svg.group(row.look, [bar]))
            top += _BAR + _SPACE
        marks = [svg.line((x(level), 0), (x(level), top - 8), "grid") for level in levels]
        for level in levels:
            text = self.language.percent(level)
            half = width(text, 12) / 2
            at = min(max(x(level), half), room - half)
            shapes.append(svg.label(at, top + 6, text, "xs", anchor="middle"))
        return Drawn("".join(marks + shapes), top + 12)
