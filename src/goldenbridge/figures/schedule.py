"""A year of water and power as agreed: the release beside what each side needs, and the swap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldenbridge.figures import svg
from goldenbridge.figures.axes import PAD, across, beside, margin
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.scales import Scale, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_HIGH, _LOW, _FOOT = 190.0, 110.0, 34.0
_LOOKS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Need:
    """What someone needs by month, m³/s."""

    name: str
    flows: Sequence[float]


@dataclass(frozen=True, slots=True)
class Year:
    """What is drawn, by month: flows in m³/s, power `out` and `back` in GWh."""

    months: Sequence[str]
    release: Sequence[float]
    apart: Sequence[float]
    needs: Sequence[Need]
    out: Sequence[float]
    back: Sequence[float]


def schedule(year: Year, caption: Caption) -> Figure:
    """Steps of water above, bars of power below where any is swapped."""
    chart = _Chart(year, caption.language)
    unit = caption.language.say("release in m³/s; power in GWh a month")
    return compose(caption, "schedule", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    year: Year
    language: Language

    def alt(self) -> str:
        year = self.year
        most = max(range(len(year.months)), key=lambda t: year.release[t])
        told = self.language.say(
            "The agreed release is largest in {month}, {flow} m³/s; without an agreement it would "
            "be {apart} m³/s.",
            month=year.months[most],
            flow=Number(year.release[most], 0),
            apart=Number(year.apart[most], 0),
        )
        if any(year.out) or any(year.back):
            told += " " + self.language.say(
                "{out} GWh go out and {back} GWh come back.",
                out=Number(sum(year.out), 0),
                back=Number(sum(year.back), 0),
            )
        return told

    def draw(self, room: float) -> Drawn:
        water, end = self.water(0.0, room)
        if not any(self.year.out) and not any(self.year.back):
            return Drawn(water, end)
        power, end = self.power(end + 6, room)
        return Drawn(water + power, end)

    def water(self, top: float, room: float) -> tuple[str, float]:
        year, say = self.year, self.language.say
        marks = [
            (svg.group("aim", [svg.box(-6, -6, 12, 12, "fan50")]), say("agreed release")),
            (svg.line((-6, 0), (6, 0), "past"), say("release without an agreement")),
        ]
        looks = [(need, _LOOKS[min(n, len(_LOOKS) - 1)]) for n, need in enumerate(year.needs)]
        for need, look in looks:
            marks.append((svg.group(look, [svg.line((-6, 0), (6, 0), "line")]), need.name))
        told, top = key(marks, top, room)
        lines = [year.release, year.apart, *(need.flows for need in year.needs)]
        x, y, frame = self.axes(max(max(line) for line in lines), top + 12, _HIGH, room)
        steps = self.steps(year.release, x, y)
        floor = [(spot[0], y(0)) for spot in steps]
        shapes = [told, frame, svg.group("aim", [svg.band(floor, steps, "fan50")])]
        shapes.append(svg.polyline(self.steps(year.apart, x, y), "past"))
        for need, look in looks:
            shapes.append(svg.group(look, [svg.polyline(self.steps(need.flows, x, y), "line")]))
        return "".join(shapes), top + 12 + _HIGH + _FOOT

    def power(self, top: float, room: float) -> tuple[str, float]:
        year, say = self.year, self.language.say
        box = (-6, -6, 12, 12)
        marks = [
            (svg.group("good", [svg.box(*box, "full")]), say("power out, GWh")),
            (svg.group("warn", [svg.box(*box, "hollow")]), say("power back, GWh")),
        ]
        told, top = key(marks, top, room)
        x, y, frame = self.axes(max(*year.out, *year.back), top + 12, _LOW, room)
        wide = (x(1) - x(0)) * 0.32
        shapes = [told, frame]
        for values, look, kind, at in (
            (year.out, "good", "full", 0.14),
            (year.back, "warn", "hollow", 0.54),
        ):
            bars = [
                svg.box(x(t + at), y(value), wide, y(0) - y(value), kind)
                for t, value in enumerate(values)
                if value > 0
            ]
            shapes.append(svg.group(look, bars))
        return "".join(shapes), top + 12 + _LOW + _FOOT

    def axes(self, most: float, top: float, high: float, room: float) -> tuple[Scale, Scale, str]:
        """Scales over the months and from nothing to `most`, and the frame."""
        months = self.year.months
        levels = ticks(0, max(most, 1.0), 5)
        labels = [self.language.number(level, 0) for level in levels]
        left, floor = margin(labels), top + high
        x = Scale(0, len(months), left, room - PAD)
        y = Scale(0, max(*levels, most), floor, top)
        every = 1 if room > 500 else 2
        below = [
            svg.label(x(t + 0.5), floor + 18, name, "xs", anchor="middle")
            for t, name in enumerate(months)
            if t % every == 0
        ]
        frame = across(levels, y, left, room - PAD) + beside(levels, labels, y, left)
        return x, y, frame + "".join(below)

    def steps(self, values: Sequence[float], x: Scale, y: Scale) -> list[svg.Spot]:
        """A level line in each month."""
        edges = pairwise(range(len(values) + 1))
        return [(x(t), y(v)) for v, pair in zip(values, edges, strict=True) for t in pair]
