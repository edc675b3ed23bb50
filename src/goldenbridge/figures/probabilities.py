"""How likely each promise is, by each reporter and reading of its deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import Caption, Drawn, compose, look
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import width, wrap
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language
from goldenbridge.outlook.attainment import Attainment

_LINE, _TRACK, _SPACE, _EDGE = 17.0, 9.0, 22.0, 8.0
_RARE = 0.15


def probabilities(
    attainments: Sequence[Attainment], names: Mapping[str, str], caption: Caption
) -> Figure | None:
    """A bar from 0 to 100 % per attainment that has a probability, with the percentage said.

    `names` are those of the reporters. A probability from a reference class shows its 80 %
    interval. None where no attainment has a probability.
    """
    told = [a for a in attainments if a.probability is not None]
    if not told:
        return None
    reporters = list(dict.fromkeys(a.reporter for a in told))
    rows = [
        _Row(
            names.get(a.reporter, a.reporter),
            str(a.deadline.year) if a.deadline else "",
            a.probability or 0.0,
            a.probability80,
            look(reporters.index(a.reporter)),
        )
        for a in told
    ]
    chart = _Chart(rows, caption.language)
    return compose(caption, "probabilities", alt=chart.alt(), unit="%", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    year: str
    chance: float
    interval: tuple[float, float] | None
    look: str


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[_Row]
    language: Language

    def alt(self) -> str:
        return self.language.listing([f"{self.name(r)}: {self.told(r)}" for r in self.rows]) + "."

    def name(self, row: _Row) -> str:
        if not row.year:
            return row.name
        if not row.name:
            return self.language.say("by {year}", year=row.year)
        return self.language.say("{name}, by {year}", name=row.name, year=row.year)

    def told(self, row: _Row) -> str:
        hint = self.hint(row.chance)
        said = self.language.chance(row.chance)
        return f"{said} ({hint})" if hint else said

    def hint(self, chance: float) -> str:
        """The probability as so many of so few: people read that better than percentages."""
        if not 0.01 <= chance <= 0.95:
            return ""
        few, many = (1, round(1 / chance)) if chance < _RARE else (round(chance * 10), 10)
        return self.language.say("about {few} in {many}", few=few, many=many)

    def draw(self, room: float) -> Drawn:
        x = Scale(0, 1, _EDGE, room - _EDGE)
        shapes, top = [], 0.0
        anchor: svg.Anchor
        beside = all(
            width(self.name(row)) + 16 + width(self.told(row), bold=True) <= room
            for row in self.rows
        )
        for row in self.rows:
            told, name = self.told(row), self.name(row)
            lines = [name] if beside else wrap(name, room)
            shapes.append(svg.lines(0, top + 14, lines, step=_LINE, full=name))
            top += 14 + _LINE * (len(lines) - (1 if beside else 0))
            at, anchor = (room, "end") if beside else (0, "start")
            shapes.append(svg.label(at, top, told, "b", anchor=anchor))
            top += 8
            shapes.append(self.bar(row, top, x))
            top += _TRACK + _SPACE
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            anchor = "start" if share == 0 else "end" if share == 1 else "middle"
            at = {0.0: 0.0, 1.0: room}.get(share, x(share))
            text = self.language.percent(share)
            shapes.append(svg.label(at, top - 2, text, "xs", anchor=anchor))
        return Drawn("".join(shapes), top + 4)

    def bar(self, row: _Row, top: float, x: Scale) -> str:
        middle = top + _TRACK / 2
        shapes = [svg.box(0, top, x.end + _EDGE, _TRACK, "back")]
        shapes += [
            svg.line((x(share), top), (x(share), top + _TRACK), "grid")
            for share in (0.25, 0.5, 0.75)
        ]
        if row.interval:
            low, high = (x(share) for share in row.interval)
            shapes.append(svg.box(low, top, high - low, _TRACK, "fan50"))
        shapes.append(svg.line((x(0), middle), (x(row.chance), middle), "line"))
        shapes.append(svg.dot(x(row.chance), middle, 6.5, "full"))
        return svg.group(row.look, shapes)
