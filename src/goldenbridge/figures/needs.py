"""How much of a design is needed when, under each scenario."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import SMALL, cut, width, wrap
from goldenbridge.language.languages import Language

_ROW, _LINE, _GAP, _SHADES = 24.0, 15.0, 10.0, 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A scenario, and for each year the steps needed at low, middle and high trade, from 0."""

    name: str
    steps: Sequence[tuple[int, int, int]]


def needs(
    rows: Sequence[Wanted], years: Sequence[int], steps: Sequence[str], caption: Caption
) -> Figure | None:
    """Three fields a year and scenario, darker for more of the design; None without a row.

    `steps` are what is written in a field for each step; one beyond the last is the last, in red.
    """
    if not rows:
        return None
    chart = _Chart(rows, years, steps, caption.language)
    unit = caption.language.say("people, at low, middle and high trade")
    return compose(caption, "needs", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Wanted]
    years: Sequence[int]
    steps: Sequence[str]
    language: Language

    def alt(self) -> str:
        told = []
        for row in self.rows:
            pairs = zip(self.years, row.steps, strict=True)
            years = ", ".join(f"{y}: {'/'.join(map(self.text, three))}" for y, three in pairs)
            told.append(f"{row.name}: {years}")
        return "; ".join(told) + "."

    def text(self, step: int) -> str:
        beyond = step >= len(self.steps)
        return f"> {self.steps[-1]}" if beyond else self.steps[step]

    def draw(self, room: float) -> Drawn:
        narrow = room <= NARROW
        left = 0.0 if narrow else min(max(width(row.name) for row in self.rows), 230.0) + 14
        each = (room - left - _GAP * (len(self.years) - 1)) / len(self.years)
        drawn, top = key(self.marks(), 0, room)
        shapes = [drawn]
        for n, year in enumerate(self.years):
            middle = left + n * (each + _GAP) + each / 2
            shapes.append(svg.label(middle, top + 20, str(year), "b", anchor="middle"))
        top += 28
        for row in self.rows:
            lines = wrap(row.name, room if narrow else left - 12)
            shapes.append(svg.lines(0, top + 15, lines, step=_LINE, full=row.name))
            bar = top + len(lines) * _LINE + 4 if narrow else top
            shapes += [
                self.cell(step, left + n * (each + _GAP) + i * each / 3, bar, each / 3)
                for n, three in enumerate(row.steps)
                for i, step in enumerate(three)
            ]
            top = max(bar + _ROW, top + len(lines) * _LINE + 4)
        return Drawn("".join(shapes), top)

    def marks(self) -> list[tuple[str, str]]:
        say = self.language.say
        box = svg.box(-6, -6, 12, 12, "heat1")
        return [
            (svg.group("first", [box]), say("within the design")),
            (svg.group("bad", [box]), say("more than it is made for")),
        ]

    def cell(self, step: int, left: float, top: float, wide: float) -> str:
        beyond = step >= len(self.steps)
        # darker shades would swallow the number
        shade = step * _SHADES // max(len(self.steps), 1) // 2
        look = "heat1" if beyond else f"heat{shade}"
        text = cut(self.text(step), wide, SMALL)
        shapes = [
            svg.box(left, top, wide - 1, 19, look),
            svg.label(left + wide / 2, top + 14, text, "xs", anchor="middle"),
        ]
        return svg.group("bad" if beyond else "first", shapes)
