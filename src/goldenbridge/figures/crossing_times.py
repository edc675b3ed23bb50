"""How long trucks take, by kind of truck or by scenario."""

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

_LINE, _TRACK, _SPACE, _EDGE = 17.0, 9.0, 20.0, 8.0


@dataclass(frozen=True, slots=True)
class Crossing:
    """Hours from arrival to exit of the trucks `name` in the group `group`; `promise` if any."""

    group: str
    name: str
    mean: float
    p50: float
    p95: float
    promise: float | None = None


def crossing_times(rows: Sequence[Crossing], caption: Caption) -> Figure | None:
    """A row per kind of truck: the mean, the span from the median to the 95th percentile.

    None where no truck came through.
    """
    if not rows:
        return None
    chart = _Chart(rows, caption.language)
    unit = caption.language.say("hours from arrival to exit")
    return compose(caption, "crossing-times", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Crossing]
    language: Language

    def alt(self) -> str:
        told = [f"{row.group}, {row.name}: {self.told(row)}" for row in self.rows]
        return "; ".join(told) + "."

    def told(self, row: Crossing) -> str:
        return self.language.say(
            "{mean} h; 95 of 100 within {p95} h", mean=Number(row.mean, 1), p95=Number(row.p95, 1)
        )

    def draw(self, room: float) -> Drawn:
        """Names and figures above each bar; one scale of hours under all."""
        most = max(row.p95 for row in self.rows)
        levels = ticks(0, most * 1.02, 5)
        x = Scale(0, max(most * 1.02, levels[-1]), _EDGE, room - _EDGE)
        drawn, top = key(self.marks(), 0, room)
        shapes, group = [drawn], ""
        top += 10
        for row in self.rows:
            if row.group != group:
                group = row.group
                lines = wrap(group, room, bold=True)
                shapes.append(svg.lines(0, top + 16, lines, "b", step=_LINE, full=group))
                top += _LINE * len(lines) + 4
            told, beside = self.told(row), True
            if width(row.name) + 16 + width(told) > room:
                beside = False
            lines = [row.name] if beside else wrap(row.name, room)
            shapes.append(svg.lines(0, top + 14, lines, step=_LINE, full=row.name))
            top += 14 + _LINE * (len(lines) - (1 if beside else 0))
            if beside:
                shapes.append(svg.label(room, top, told, "s", anchor="end"))
            else:
                shapes += svg.lines(0, top, wrap(told, room), "s", full=told)
            top += 8
            shapes.append(self.bar(row, top, x))
            top += _TRACK + _SPACE
        for level, text in zip(levels, tick_labels(levels, self.language), strict=True):
            half = width(text, 12) / 2
            at = min(max(x(level), half), room - half)
            shapes.append(svg.label(at, top, text, "xs", anchor="middle"))
        return Drawn("".join(shapes), top + 6)

    def marks(self) -> list[tuple[str, str]]:
        say = self.language.say
        found = [
            (svg.group("first", [svg.dot(0, 0, 5, "full")]), say("mean")),
            (
                svg.group("first", [svg.box(-6, -4, 12, 8, "fan50")]),
                say("from the median to 95 of 100 trucks"),
            ),
        ]
        if any(row.promise for row in self.rows):
            found.append((svg.line((0, -7), (0, 7), "goal"), say("promised")))
        return found

    def bar(self, row: Crossing, top: float, x: Scale) -> str:
        middle = top + _TRACK / 2
        shapes = [svg.box(0, top, x.end + _EDGE, _TRACK, "back")]
        low, high = x(row.p50), x(row.p95)
        shapes.append(svg.box(low, top, max(high - low, 1.0), _TRACK, "fan50"))
        shapes.append(svg.dot(x(row.mean), middle, 5.5, "full"))
        if row.promise:
            at = x(row.promise)
            shapes.append(svg.line((at, top - 4), (at, top + _TRACK + 4), "goal"))
        return svg.group("first", shapes)
