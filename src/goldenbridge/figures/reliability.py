"""When such forecasts said so much, how often did it come?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.figures.places import Box, first_free, text_box
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Share
from goldenbridge.outlook.record import Bin, Record

_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
_LINE, _ROW, _WIDEST = 16.0, 24.0, 300.0
_SMALLEST, _LARGEST = 4.0, 12.0


def reliability(record: Record, caption: Caption) -> Figure | None:
    """What was said against what came, a dot per band of probability, larger for more cases.

    On the diagonal the forecasts were right on average. None where the record has no band.
    """
    if not record.reliability:
        return None
    chart = _Chart(record.reliability, caption.language)
    return compose(caption, "reliability", alt=chart.alt(), unit="%", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    bins: Sequence[Bin]
    language: Language

    def alt(self) -> str:
        say = self.language.say
        told = [
            say(
                "said {said}, came {came} ({n} cases)",
                said=Share(one.said),
                came=Share(one.came),
                n=one.n,
            )
            for one in self.bins
        ]
        return say("Forecasts replayed: {told}.", told="; ".join(told))

    def draw(self, room: float) -> Drawn:
        """The square, and beside it on a page or below it on a phone the same in figures."""
        labels = [self.language.percent(level) for level in _LEVELS]
        left = max(width(text, SMALL) for text in labels) + 8
        side = min(_WIDEST, room - left - 22)
        say = self.language.say
        came = wrap(say("Came: how often it happened"), left + side, SMALL)
        top = len(came) * _LINE + 12
        x = Scale(0, 1, left, left + side)
        y = Scale(0, 1, top + side, top)
        shapes = [svg.lines(0, 14, came, "xs")]
        shapes.append(svg.box(left, top, side, side, "back"))
        for level, text in zip(_LEVELS, labels, strict=True):
            shapes += [
                svg.line((x(level), y.start), (x(level), y.end), "grid"),
                svg.line((x.start, y(level)), (x.end, y(level)), "grid"),
                svg.label(x(level), y.start + 17, text, "xs", anchor="middle"),
                svg.label(left - 8, y(level) + 4, text, "xs", anchor="end"),
            ]
        shapes.append(svg.line((x(0), y(0)), (x(1), y(1)), "axis"))
        said = wrap(say("Said: the chance that was given"), left + side, SMALL)
        shapes.append(svg.lines(x.end, y.start + 35, said, "xs", anchor="end"))
        shapes.append(svg.group("first", self.dots(x, y)))
        foot = y.start + 24 + len(said) * _LINE
        if room <= NARROW:
            table, end = self.table(0, foot + 14, room)
        else:
            table, end = self.table(x.end + 40, top, room)
        shapes.append(table)
        return Drawn("".join(shapes), max(foot, end) + 6)

    def dots(self, x: Scale, y: Scale) -> list[str]:
        """The marks, and words for the two halves where they cover no mark."""
        most = max(one.n for one in self.bins) or 1
        shapes, taken = [], []
        for one in self.bins:
            radius = max(_LARGEST * math.sqrt(max(one.n, 0) / most), _SMALLEST)
            across, down = x(one.said), y(one.came)
            shapes.append(svg.dot(across, down, radius, "faint"))
            shapes.append(svg.dot(across, down, 1.6, "half"))
            taken.append(Box(across - radius, down - radius, across + radius, down + radius))
        say = self.language.say
        frame = Box(x.start, y.end, x.end, y.start)
        places: tuple[tuple[str, float, float, svg.Anchor], ...] = (
            (say("came more often than said"), x.start + 8, y.end + 18, "start"),
            (say("came less often than said"), x.end - 8, y.start - 10, "end"),
        )
        for text, across, down, anchor in places:
            box = text_box(across, down, text, SMALL, anchor=anchor)
            if first_free([box], taken, frame) is not None:
                shapes.append(svg.label(across, down, text, "xs", anchor=anchor))
        return shapes

    def table(self, left: float, top: float, room: float) -> tuple[str, float]:
        """Said, came and cases of each band, and where the table ends."""
        say = self.language.say
        heads = (say("said"), say("came"), say("cases"))
        rows = [self.cells(one) for one in (*self.bins, _whole(self.bins))]
        step = min((room - left) / 3, 96.0)
        ends = [left + step * (i + 1) for i in range(3)]
        shapes = []
        for n, row in enumerate((heads, *rows)):
            for end, text in zip(ends, row, strict=True):
                kind = "b" if n and end != ends[2] else "" if n else "xs"
                shown = wrap(text, step - 8, SMALL if not n else 13.0, lines=1)[0]
                shapes.append(svg.label(end, top + 14 + n * _ROW, shown, kind, anchor="end"))
            bottom = top + 22 + n * _ROW
            shapes.append(svg.line((left, bottom), (ends[-1], bottom), "grid"))
        shown = wrap(say("all"), step * 0.45, lines=1)[0]
        shapes.append(svg.label(left, top + 14 + len(rows) * _ROW, shown))
        return "".join(shapes), top + 22 + len(rows) * _ROW

    def cells(self, one: Bin) -> tuple[str, str, str]:
        language = self.language
        return language.percent(one.said), language.percent(one.came), language.number(one.n, 0)


def _whole(bins: Sequence[Bin]) -> Bin:
    """All bands as one."""
    n = sum(one.n for one in bins)
    said, came = (
        sum(value * one.n for value, one in zip(values, bins, strict=True)) / max(n, 1)
        for values in ([one.said for one in bins], [one.came for one in bins])
    )
    return Bin(0.0, 1.0, said, came, n)
