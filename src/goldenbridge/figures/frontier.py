"""What two sides can have together: the frontier, no agreement, and the agreed points."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.axes import PAD, across, beside, margin
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.scales import Scale, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_HIGH, _HEAD, _FOOT = 260.0, 24.0, 44.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its name: worth to the first and to the second side."""

    name: str
    at: tuple[float, float]


def frontier(
    line: Sequence[tuple[float, float]],
    marks: Sequence[Mark],
    names: tuple[str, str],
    caption: Caption,
) -> Figure:
    """The first side to the right, the second upward, cut to what surrounds the marks."""
    chart = _Chart(line, marks, names, caption.language)
    unit = caption.language.say("mn USD a year to each side")
    return compose(caption, "frontier", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    line: Sequence[tuple[float, float]]
    marks: Sequence[Mark]
    names: tuple[str, str]
    language: Language

    def alt(self) -> str:
        told = [
            self.language.say(
                "{mark}: {first} and {second}",
                mark=mark.name,
                first=Number(mark.at[0], 1),
                second=Number(mark.at[1], 1),
            )
            for mark in self.marks
        ]
        return "; ".join(told) + "."

    def draw(self, room: float) -> Drawn:
        low, high = self.span(0), self.span(1)
        levels = [v for v in ticks(*high, 5) if high[0] <= v <= high[1]]
        labels = [self.language.number(level, 0) for level in levels]
        left, floor = margin(labels), _HEAD + _HIGH
        x = Scale(*low, left, room - PAD)
        y = Scale(*high, floor, _HEAD)
        inside = [
            (x(a), y(b)) for a, b in self.line if low[0] <= a <= low[1] and high[0] <= b <= high[1]
        ]
        shapes = [
            svg.label(0, 12, self.names[1], "xs"),
            across(levels, y, left, room - PAD),
            beside(levels, labels, y, left),
        ]
        if len(inside) > 1:
            shapes.append(svg.group("first", [svg.polyline(inside, "line")]))
        for value in (v for v in ticks(*low, 6) if low[0] <= v <= low[1]):
            told = self.language.number(value, 0)
            shapes.append(svg.label(x(value), floor + 18, told, "xs", anchor="middle"))
        shapes.append(svg.label(room - PAD, floor + 36, self.names[0], "xs", anchor="end"))
        for mark in self.marks:
            spot = (x(mark.at[0]), y(mark.at[1]))
            right = spot[0] > (left + room) / 2
            shapes.append(svg.group("aim", [svg.dot(*spot, 4.5, "full")]))
            at = spot[0] + (-8 if right else 8)
            anchor: svg.Anchor = "end" if right else "start"
            shapes.append(svg.label(at, spot[1] + 16, mark.name, "xs halo", anchor=anchor))
        return Drawn("".join(shapes), floor + _FOOT)

    def span(self, side: int) -> tuple[float, float]:
        """From the least to the most of the marks, with a third of that around them."""
        values = [mark.at[side] for mark in self.marks]
        room = max(max(values) - min(values), 1.0) / 3
        return min(values) - room, max(values) + room
