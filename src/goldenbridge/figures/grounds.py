"""The site to scale: every unit as large as its ground, seen from above."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_HEAD, _LINE, _GAP, _STEP = 18.0, 15.0, 14.0, 100.0
_DEEP = {"lane": 24.0, "scanner": 30.0, "bay": 20.0, "dock": 20.0, "cold": 20.0, "desk": 12.0}
_LOOKS = {"lane": "plain", "scanner": "aim", "bay": "good", "dock": "first", "cold": "second"}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the site: what it is, how many units, and the ground of each, m²."""

    name: str
    kind: str
    units: int
    each_m2: float


def grounds(parts: Sequence[Area], caption: Caption) -> Figure | None:
    """The parts as rows of units on one scale, with a bar of 100 m. None without a part."""
    shown = [part for part in parts if part.units and part.each_m2 > 0]
    if not shown:
        return None
    chart = _Chart(shown, caption.language)
    unit = caption.language.say("ground in m², one scale")
    return compose(caption, "grounds", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    parts: Sequence[Area]
    language: Language

    def alt(self) -> str:
        return "; ".join(self.told(part) for part in self.parts) + "."

    def told(self, part: Area) -> str:
        return self.language.say(
            "{name}: {units} × {area} m²",
            name=part.name,
            units=Number(part.units, 0),
            area=Number(part.each_m2, 0),
        )

    def draw(self, room: float) -> Drawn:
        """Parts from left to right, in rows; the largest fills the width."""
        scale = room / (_wide(max(p.units * p.each_m2 for p in self.parts)))
        shapes, left, top, low = [self.bar(scale)], 0.0, 30.0, 30.0
        for part in self.parts:
            lines = wrap(self.told(part), room if room <= NARROW else 300.0, SMALL)
            body, across, deep = self.units(part, scale, room)
            need = max(across, *(width(line, SMALL) for line in lines))
            if left and left + need > room:
                left, top = 0.0, low + _GAP
            head = _LINE * len(lines) + 2
            shapes.append(svg.lines(left, top + 11, lines, "xs", step=_LINE))
            shapes.append(svg.moved(left, top + head, body))
            low = max(low, top + head + deep)
            left += need + _GAP
        return Drawn("".join(shapes), low + 4)

    def bar(self, scale: float) -> str:
        told = self.language.say("{n} m", n=Number(_STEP, 0))
        long = _STEP * scale
        return svg.group("plain", [svg.line((0, 12), (long, 12), "span")]) + svg.label(
            long + 8, 16, told, "xs"
        )

    def units(self, part: Area, scale: float, room: float) -> tuple[str, float, float]:
        """The units side by side, in as many rows as it takes: shapes, width, depth in pixels."""
        if part.units == 1 and part.each_m2 > 2000:
            wide = min(_wide(part.each_m2) * scale, room)
            size = (wide, part.each_m2 * scale * scale / wide)
        else:
            across, deep = measures(part)
            size = (across * scale, deep * scale)
        fit = max(min(int(room / size[0]), 20), 1)
        places = [(n % fit * size[0], n // fit * size[1]) for n in range(part.units)]
        look = _LOOKS.get(part.kind, "plain")
        boxes = starmap(lambda x, y: svg.box(x, y, size[0], size[1], "faint"), places)
        rows = -(-part.units // fit)
        return svg.group(look, boxes), min(part.units, fit) * size[0], rows * size[1]


def measures(part: Area) -> tuple[float, float]:
    """How wide and how deep one unit is, m."""
    deep = _DEEP.get(part.kind, part.each_m2**0.5)
    return part.each_m2 / deep, deep


def _wide(area: float) -> float:
    """Metres along the longer side of a plot twice as wide as deep."""
    return float((2 * area) ** 0.5)
