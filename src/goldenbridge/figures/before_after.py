"""What trucks meet as it stands and under a proposal, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import width, wrap
from goldenbridge.figures.scales import Scale, tick_labels, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_LINE, _TRACK, _SPACE, _EDGE = 17.0, 14.0, 14.0, 8.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Minutes a truck takes in the hours `name`, before and after, with half-widths of 95 %."""

    name: str
    before: float
    before_half: float
    after: float
    after_half: float


def before_after(rows: Sequence[Pair], caption: Caption, names: tuple[str, str]) -> Figure | None:
    """Two dots on a track of minutes for each row; `names` say what the two are.

    None without rows.
    """
    if not rows:
        return None
    chart = _Chart(rows, names, caption.language)
    unit = caption.language.say("minutes from arrival to exit, mean and 95 % interval")
    return compose(caption, "before-after", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Pair]
    names: tuple[str, str]
    language: Language

    def alt(self) -> str:
        told = []
        for row in self.rows:
            before, after = (self.number(value) for value in (row.before, row.after))
            told.append(f"{row.name}: {self.names[0]} {before}, {self.names[1]} {after}")
        return "; ".join(told) + "."

    def number(self, value: float) -> str:
        return self.language.say("{minutes} min", minutes=Number(value, 1))

    def draw(self, room: float) -> Drawn:
        most = max(max(r.before + r.before_half, r.after + r.after_half) for r in self.rows)
        levels = ticks(0, max(most, 1.0) * 1.02, 5)
        x = Scale(0, max(most * 1.02, levels[-1]), _EDGE, room - _EDGE)
        marks = [
            (svg.group(look, [svg.dot(0, 0, 5, "full")]), name)
            for look, name in zip(("first", "second"), self.names, strict=True)
        ]
        drawn, top = key(marks, 0, room)
        shapes, start = [drawn], top + 10
        top = start
        for row in self.rows:
            told = f"{self.number(row.before)} → {self.number(row.after)}"
            beside = width(row.name) + 16 + width(told, bold=True) <= room
            lines = [row.name] if beside else wrap(row.name, room)
            shapes.append(svg.lines(0, top + 14, lines, step=_LINE, full=row.name))
            top += 14 + _LINE * (len(lines) if not beside else 0)
            if beside:
                shapes.append(svg.label(room, top, told, "b", anchor="end"))
            else:
                shapes.append(svg.label(0, top, told, "b"))
            top += 8
            shapes.append(svg.box(0, top, room, 2 * _TRACK, "back"))
            shapes.append(self.mark("first", row.before, row.before_half, top + _TRACK / 2, x))
            shapes.append(self.mark("second", row.after, row.after_half, top + 1.5 * _TRACK, x))
            top += 2 * _TRACK + _SPACE
        for level, text in zip(levels, tick_labels(levels, self.language), strict=True):
            half = width(text, 12) / 2
            at = min(max(x(level), half), room - half)
            shapes.append(svg.label(at, top + 4, text, "xs", anchor="middle"))
        return Drawn("".join(shapes), top + 10)

    def mark(self, look: str, value: float, half: float, middle: float, x: Scale) -> str:
        low, high = x(max(value - half, 0)), x(value + half)
        bar = svg.box(low, middle - 3, max(high - low, 1.0), 6, "fan50")
        return svg.group(look, [bar, svg.dot(x(value), middle, 5, "full")])
