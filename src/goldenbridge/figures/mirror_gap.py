"""The same trade measured twice: both figures of each year, and how far they are apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import Caption, Drawn, compose, look
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.figures.scales import Scale, told
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Quantity, tell
from goldenbridge.statistics.mirror import Mirror

_MOST = 16
_ROW, _LINE, _BAR = 24.0, 17.0, 13.0
_SPACE = 16.0
_WHOLE, _TENTH, _TIMES = 100, 0.1, 10


def mirror_gap(
    rows: Sequence[Mirror], names: tuple[str, str], unit: str, caption: Caption
) -> Figure | None:
    """A row per year: what the first and the second reporter say, and the gap in percent.

    `names` are those of the first and the second; `unit` is that of their values. A bar is hollow
    where one of the two is not final. Of many years the latest sixteen; None without any.
    """
    shown = [row for row in rows if row.second.value][-_MOST:]
    if not shown:
        return None
    table = _Table(shown, names, unit, caption.language)
    return compose(caption, "mirror", alt=table.alt(), unit=unit, draw=table.draw)


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Sequence[Mirror]
    names: tuple[str, str]
    unit: str
    language: Language

    def gap(self, row: Mirror) -> float:
        return row.ratio - 1

    def alt(self) -> str:
        last, first = self.rows[-1], self.rows[0]
        widest = max(self.rows, key=lambda row: abs(self.gap(row)))
        values = {
            "year": str(last.year),
            "first": self.names[0],
            "value": Quantity(last.first.value, self.unit),
            "second": self.names[1],
            "other": Quantity(last.second.value, self.unit),
            "gap": self.signed(last),
        }
        latest = tell("{year}: {first} gives {value}, {second} {other}, a gap of {gap}.", **values)
        span = tell(
            "The widest gap from {start} to {end} was {gap}, in {year}.",
            start=str(first.year),
            end=str(last.year),
            gap=self.signed(widest),
            year=str(widest.year),
        )
        return f"{self.language.say(latest)} {self.language.say(span)}"

    def signed(self, row: Mirror) -> str:
        """The gap in percent; how many times as much where percent say little."""
        if row.ratio >= _TIMES:
            return self.language.say("{n} times", n=told([row.ratio], 0, self.language)[0])
        sign = "+" if self.gap(row) > 0 else ""
        return sign + self.language.percent(self.gap(row)).replace("-", "−")

    def values(self) -> tuple[list[str], list[str]]:
        """The figures of both, all with as many decimals as the smallest needs."""
        sides = [row.first.value for row in self.rows], [row.second.value for row in self.rows]
        smallest = min(abs(value) for side in sides for value in side)
        digits = 0 if smallest >= _WHOLE else 2 if smallest >= _TENTH else 4
        texts = told([*sides[0], *sides[1]], digits, self.language)
        return texts[: len(self.rows)], texts[len(self.rows) :]

    def draw(self, room: float) -> Drawn:
        shapes, top = [], 0.0
        for i, name in enumerate(self.names):
            lines = wrap(name, room - 18, bold=True)
            marks = [svg.dot(6, top + 10, 5, _mark(i))]
            marks.append(svg.lines(18, top + 14, lines, "b own", step=_LINE, full=name))
            shapes.append(svg.group(look(i), marks))
            top += len(lines) * _LINE
        say = self.language.say
        notes = [
            say(
                "{unit}; bars: how far the first is above (+) or below (−) the second.",
                unit=self.language.unit(self.unit),
            )
        ]
        if any(_open(row) for row in self.rows):
            notes.append(say("Hollow: not yet final."))
        for text in wrap(" ".join(notes), room, SMALL, lines=3):
            shapes.append(svg.label(0, top + 15, text, "xs"))
            top += _LINE
        texts = self.values()
        columns = self.columns(texts)
        x = self.scale(columns[-1] + _SPACE, room)
        top += 14
        for i, right in enumerate(columns[1:]):
            shapes.append(svg.group(look(i), [svg.dot(right - 6, top + 6, 5, _mark(i))]))
        top += 20
        floor = top + _ROW * len(self.rows)
        shapes.append(svg.line((x(0), top - 4), (x(0), floor), "axis"))
        for n, row in enumerate(self.rows):
            shapes.append(self.row(row, (texts[0][n], texts[1][n]), top + n * _ROW, columns, x))
        return Drawn("".join(shapes), floor + 4)

    def columns(self, texts: tuple[list[str], list[str]]) -> list[float]:
        """Where the years, the first and the second figures end."""
        ends = [max(width(str(row.year)) for row in self.rows)]
        for side in texts:
            ends.append(ends[-1] + _SPACE + max(12.0, *(width(text) for text in side)))
        return ends

    def scale(self, left: float, room: float) -> Scale:
        """From gaps to pixels, with room for the percentages on the right."""
        gaps = [self.gap(row) for row in self.rows]
        label = max(width(self.signed(row), bold=True) for row in self.rows) + 8
        low, high = min(0.0, *gaps), max(0.0, *gaps)
        end = max(room - label, left)
        return Scale(low, high, left, end) if high > low else Scale(0, 1, left, end)

    def row(
        self, row: Mirror, texts: tuple[str, str], top: float, columns: Sequence[float], x: Scale
    ) -> str:
        base = top + 14
        shapes = [svg.label(columns[0], base, str(row.year), "s", anchor="end")]
        for i, (text, right) in enumerate(zip(texts, columns[1:], strict=True)):
            label = svg.label(right, base, text, "own", anchor="end")
            shapes.append(svg.group(look(i), [label]))
        gap, zero = self.gap(row), x(0)
        left, right = sorted((zero, x(gap)))
        kind = "hollow" if _open(row) else "full"
        bar = svg.box(left, top + 3, right - left, _BAR, kind) if right > left else ""
        shapes.append(svg.group("plain", [bar]))
        shapes.append(svg.label(right + 6, base, self.signed(row), "b"))
        return "".join(shapes)


def _open(row: Mirror) -> bool:
    return {row.first.standing, row.second.standing} != {"final"}


def _mark(side: int) -> str:
    return "hollow" if side else "full"
