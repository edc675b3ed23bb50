"""What the trucks to come will wait: the median and where 80 of 100 waits lie, by time ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.figures.scales import Scale, tick_labels, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_ROW, _TRACK, _LINE = 22.0, 9.0, 17.0
_LEAST_MIN = 10.0
"""The scale reaches as far at least, so that a minute does not look long."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Minutes that the next truck of the kind `name` waits, `ahead` of now, with its interval."""

    name: str
    ahead: str
    median: float
    low80: float
    high80: float


def waits_ahead(rows: Sequence[Wait], caption: Caption) -> Figure | None:
    """A row per time ahead under the name of each kind, all on one scale; None without rows."""
    if not rows:
        return None
    chart = _Chart(rows, caption.language)
    unit = caption.language.say("minutes from arrival to the first work")
    return compose(caption, "waits-ahead", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Wait]
    language: Language

    def alt(self) -> str:
        told = [f"{row.name}, {row.ahead}: {self.told(row)}" for row in self.rows]
        return "; ".join(told) + "."

    def told(self, row: Wait) -> str:
        return self.language.say(
            "{median} ({low} to {high})",
            median=Number(row.median, 0),
            low=Number(row.low80, 0),
            high=Number(row.high80, 0),
        )

    def draw(self, room: float) -> Drawn:
        """Times on the left, figures on the right, the intervals between on one scale."""
        left = max(width(row.ahead, SMALL) for row in self.rows) + 14
        right = room - max(width(self.told(row), SMALL) for row in self.rows) - 14
        most = max(_LEAST_MIN, *(row.high80 for row in self.rows))
        levels = ticks(0, most, 5 if room - left > 400 else 3)
        x = Scale(0, most, left, right)
        drawn, top = key(self.marks(), 0, room)
        shapes, name = [drawn], ""
        top += 6
        for row in self.rows:
            if row.name != name:
                name = row.name
                lines = wrap(name, room, bold=True)
                shapes.append(svg.lines(0, top + 18, lines, "b", step=_LINE, full=name))
                top += _LINE * len(lines) + 8
            shapes.append(svg.label(0, top + 14, row.ahead, "xs"))
            shapes.append(svg.label(room, top + 14, self.told(row), "xs", anchor="end"))
            shapes.append(self.bar(row, top + 10, x))
            top += _ROW
        for level, text in zip(levels, tick_labels(levels, self.language), strict=True):
            shapes.append(svg.label(x(level), top + 14, text, "xs", anchor="middle"))
        return Drawn("".join(shapes), top + 20)

    def marks(self) -> list[tuple[str, str]]:
        say = self.language.say
        return [
            (svg.group("first", [svg.dot(0, 0, 4.5, "full")]), say("median")),
            (
                svg.group("first", [svg.box(-6, -4, 12, 8, "fan50")]),
                say("80 of 100 waits lie here"),
            ),
        ]

    def bar(self, row: Wait, middle: float, x: Scale) -> str:
        top = middle - _TRACK / 2
        low, high = x(row.low80), x(row.high80)
        back = svg.box(x.start, top, x.end - x.start, _TRACK, "back")
        span = svg.box(low, top, max(high - low, 1.0), _TRACK, "fan50")
        return svg.group("first", [back, span, svg.dot(x(row.median), middle, 4.5, "full")])
