"""Cost against wait: the cheapest designs for shorter and longer promises."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.axes import PAD, across, beside, margin
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.scales import Scale, tick_labels, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_HIGH, _HEAD, _FOOT = 260.0, 26.0, 48.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A design: mean hours of a truck and mn USD a year; `chosen` marks the one found."""

    hours: float
    cost: float
    chosen: bool = False


def cost_wait(frontier: Sequence[Spot], others: Sequence[Spot], caption: Caption) -> Figure | None:
    """The frontier as a line with its points, other designs simulated as specks."""
    if not frontier:
        return None
    chart = _Chart(sorted(frontier, key=lambda s: s.hours), others, caption.language)
    unit = caption.language.say("mean hours of a truck; mn USD a year")
    return compose(caption, "cost-wait", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    frontier: Sequence[Spot]
    others: Sequence[Spot]
    language: Language

    def alt(self) -> str:
        told = [
            self.language.say(
                "{hours} h for {cost} mn USD a year",
                hours=Number(spot.hours, 2),
                cost=Number(spot.cost, 2),
            )
            for spot in self.frontier
        ]
        return "; ".join(told) + "."

    def draw(self, room: float) -> Drawn:
        spots = [*self.frontier, *self.others]
        rows = ticks(min(s.cost for s in spots), max(s.cost for s in spots), 5)
        columns = ticks(min(s.hours for s in spots), max(s.hours for s in spots), 5)
        high = max(rows[-1], *(s.cost for s in spots))
        wide = max(columns[-1], *(s.hours for s in spots))
        labels = tick_labels(rows, self.language)
        left, floor = margin(labels), _HEAD + _HIGH
        x = Scale(columns[0], wide, left + 6, room - PAD)
        y = Scale(rows[0], high, floor, _HEAD)
        shapes = [
            svg.label(0, 12, self.language.say("mn USD a year"), "xs"),
            across(rows, y, left, room - PAD),
            beside(rows, labels, y, left),
        ]
        for value, text in zip(columns, tick_labels(columns, self.language), strict=True):
            shapes.append(svg.label(x(value), floor + 18, text, "xs", anchor="middle"))
        hours = self.language.say("mean hours of a truck")
        shapes.append(svg.label(room - PAD, floor + 36, hours, "xs", anchor="end"))
        shapes += [svg.dot(x(s.hours), y(s.cost), 1.8, "speck") for s in self.others]
        steps = [(x(s.hours), y(s.cost)) for s in self.frontier]
        if len(steps) > 1:
            shapes.append(svg.group("first", [svg.polyline(steps, "line")]))
        for spot in self.frontier:
            look = "aim" if spot.chosen else "first"
            place = (x(spot.hours), y(spot.cost))
            shapes.append(svg.group(look, [svg.dot(*place, 5 if spot.chosen else 3.5, "full")]))
        return Drawn("".join(shapes), floor + _FOOT)
