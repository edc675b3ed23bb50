"""Trucks through a complex by the hour of one day, beside the places that were planned."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.axes import across, beside, margin
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import width, wrap
from goldenbridge.figures.scales import Scale, tick_labels, ticks
from goldenbridge.language.languages import Language

_DAY, _HIGH, _LINE, _SPACE = 24, 110.0, 17.0, 34.0


@dataclass(frozen=True, slots=True)
class Flowing:
    """Trucks of a direction in each of 24 hours: places planned, let in, left."""

    name: str
    planned: Sequence[int]
    entered: Sequence[int]
    left: Sequence[int]


def day_flow(flows: Sequence[Flowing], caption: Caption) -> Figure | None:
    """A panel per direction, all on one scale; None where nothing was planned and nobody came."""
    most = max((n for one in flows for n in (*one.planned, *one.entered, *one.left)), default=0)
    if not most:
        return None
    chart = _Chart(flows, most, caption.language)
    unit = caption.language.say("trucks an hour")
    return compose(caption, "day-flow", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    flows: Sequence[Flowing]
    most: int
    language: Language

    def alt(self) -> str:
        return "; ".join(f"{one.name}: {self.told(one)}" for one in self.flows) + "."

    def told(self, one: Flowing) -> str:
        return self.language.say(
            "{entered} let in of {planned} places, {left} left",
            entered=sum(one.entered),
            planned=sum(one.planned),
            left=sum(one.left),
        )

    def draw(self, room: float) -> Drawn:
        levels = ticks(0, self.most, 4)
        labels = tick_labels(levels, self.language)
        left = margin(labels)
        x = Scale(0, _DAY, left, room - 1)
        drawn, top = key(self.marks(), 0, room)
        shapes = [drawn]
        top += 12
        for one in self.flows:
            for text, look in ((one.name, "b"), (self.told(one), "s")):
                lines = wrap(text, room, bold=look == "b")
                shapes.append(svg.lines(0, top + 14, lines, look, step=_LINE, full=text))
                top += _LINE * len(lines)
            y = Scale(0, max(self.most, levels[-1]) * 1.05, top + 14 + _HIGH, top + 14)
            shapes += [across(levels, y, left, room - 1), beside(levels, labels, y, left)]
            shapes.append(self.bars(one, x, y))
            top += 14 + _HIGH
            for hour in (0, 6, 12, 18, 24):
                at, half = x(hour), width(str(hour), 12) / 2
                shapes.append(
                    svg.label(min(at, room - half), top + 16, str(hour), "xs", anchor="middle")
                )
            top += _SPACE
        return Drawn("".join(shapes), top - 8)

    def marks(self) -> list[tuple[str, str]]:
        say = self.language.say
        return [
            (svg.group("first", [svg.box(-5, -5, 10, 10, "full")]), say("let in")),
            (svg.group("second", [svg.dot(0, 0, 3.5, "hollow")]), say("left")),
            (svg.line((-6, 0), (6, 0), "goal"), say("places planned")),
        ]

    def bars(self, one: Flowing, x: Scale, y: Scale) -> str:
        floor, step = y(0), x(1) - x(0)
        shapes = []
        for hour in range(_DAY):
            at = x(hour) + step * 0.15
            if count := one.entered[hour]:
                bar = svg.box(at, y(count), step * 0.7, floor - y(count), "full")
                shapes.append(svg.group("first", [bar]))
            if planned := one.planned[hour]:
                shapes.append(
                    svg.line((x(hour) + 1, y(planned)), (x(hour + 1) - 1, y(planned)), "goal")
                )
            if count := one.left[hour]:
                dot = svg.dot(x(hour + 0.5), y(count), 3.5, "hollow")
                shapes.append(svg.group("second", [dot]))
        return "".join(shapes)
