"""How many units of each part are open in each hour of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.language.languages import Language

_DAY, _ROW, _LINE, _SHADES = 24, 24.0, 15.0, 5


@dataclass(frozen=True, slots=True)
class Open:
    """A part and its open units by hour of the day, [24]."""

    name: str
    units: Sequence[int]


def staffing(rows: Sequence[Open], caption: Caption) -> Figure | None:
    """A strip of 24 hours per part, darker where more of it is open, the number in it."""
    if not rows:
        return None
    chart = _Chart(rows, caption.language)
    unit = caption.language.say("units open, by hour of the day")
    return compose(caption, "staffing", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Open]
    language: Language

    def alt(self) -> str:
        told = []
        for row in self.rows:
            spans = ", ".join(f"{a}–{b}: {units}" for a, b, units in _spans(row.units))
            told.append(f"{row.name}: {spans}")
        return "; ".join(told) + "."

    def draw(self, room: float) -> Drawn:
        narrow = room <= NARROW
        left = 0.0 if narrow else min(max(width(row.name) for row in self.rows), 220.0) + 14
        step, top, shapes = (room - left) / _DAY, 0.0, []
        for row in self.rows:
            lines = wrap(row.name, room if narrow else left - 12)
            shapes.append(svg.lines(0, top + 15, lines, step=_LINE, full=row.name))
            bar = top + len(lines) * _LINE + 4 if narrow else top
            shapes.append(self.strip(row, left, bar, step))
            top = max(bar + _ROW, top + len(lines) * _LINE + 4)
        for hour in (0, 6, 12, 18, 24):
            text = str(hour)
            half = width(text, SMALL) / 2
            at = min(max(left + hour * step, half), room - half)
            shapes.append(svg.label(at, top + 12, text, "xs", anchor="middle"))
        return Drawn("".join(shapes), top + 18)

    def strip(self, row: Open, left: float, top: float, step: float) -> str:
        most = max(row.units) or 1
        shapes = []
        for start, end, units in _spans(row.units):
            shade = min(int(units / most * (_SHADES - 1) + 0.5), _SHADES - 1) if units else 0
            # darker shades would swallow the number
            look = f"heat{shade // 2}"
            shapes.append(svg.box(left + start * step, top, (end - start) * step - 1, 19, look))
            middle = left + (start + end) / 2 * step
            shapes.append(svg.label(middle, top + 14, str(units), "b", anchor="middle"))
        return svg.group("first", shapes)


def _spans(units: Sequence[int]) -> list[tuple[int, int, int]]:
    """Hours from and to with one number."""
    found, at = [], 0
    for number, hours in groupby(units):
        length = len(list(hours))
        found.append((at, at + length, number))
        at += length
    return found
