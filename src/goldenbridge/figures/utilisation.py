"""How busy each station is through the day."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import width, wrap
from goldenbridge.language.languages import Language

_DAY, _ROW, _LINE = 24, 22.0, 15.0
# Shades from the share they begin at; the last is as good as always busy.
SHADES = (0.0, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Busy:
    """Share of the manned lanes of a station in use, by hour of the day; NaN where unmanned."""

    station: str
    shares: Sequence[float]

    @property
    def mean(self) -> float:
        """Mean over the hours in which it is manned, NaN for none."""
        known = [share for share in self.shares if not math.isnan(share)]
        return sum(known) / len(known) if known else math.nan


def utilisation(rows: Sequence[Busy], caption: Caption) -> Figure | None:
    """A strip of 24 hours per station, darker where busier; None without a manned station."""
    shown = [row for row in rows if not math.isnan(row.mean)]
    if not shown:
        return None
    chart = _Chart(shown, caption.language)
    unit = caption.language.say("share of manned lanes in use, by hour of the day")
    return compose(caption, "utilisation", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Busy]
    language: Language

    def alt(self) -> str:
        return "; ".join(f"{row.station}: {self.told(row)}" for row in self.rows) + "."

    def told(self, row: Busy) -> str:
        return self.language.percent(row.mean)

    def draw(self, room: float) -> Drawn:
        narrow = room <= NARROW
        drawn, top = key(self.marks(), 0, room)
        shapes = [drawn]
        top += 10
        right = room - max(width(self.told(row), bold=True) for row in self.rows) - 8
        left = 0.0 if narrow else min(max(width(row.station) for row in self.rows), 210.0) + 14
        step = (right - left) / _DAY
        for row in self.rows:
            lines = wrap(row.station, right if narrow else left - 12)
            shapes.append(svg.lines(0, top + 14, lines, step=_LINE, full=row.station))
            bar = top + len(lines) * _LINE + 4 if narrow else top
            shapes.append(self.strip(row, left, bar, step))
            shapes.append(svg.label(room, bar + 14, self.told(row), "b", anchor="end"))
            top = max(bar + _ROW, top + len(lines) * _LINE + 4)
        for hour in (0, 6, 12, 18, 24):
            at, text = left + hour * step, str(hour)
            at = min(max(at, width(text, 12) / 2), room - width(text, 12) / 2)
            shapes.append(svg.label(at, top + 12, text, "xs", anchor="middle"))
        return Drawn("".join(shapes), top + 18)

    def marks(self) -> list[tuple[str, str]]:
        found = []
        for n, low in enumerate(SHADES):
            high = SHADES[n + 1] if n + 1 < len(SHADES) else 1.0
            span = self.language.say(
                "{low} to {high}",
                low=self.language.percent(low),
                high=self.language.percent(high),
            )
            shape = svg.box(-6, -6, 12, 12, "back") + svg.box(-6, -6, 12, 12, f"heat{n}")
            found.append((svg.group("first", [shape]), span))
        return found

    def strip(self, row: Busy, left: float, top: float, step: float) -> str:
        shapes = [svg.box(left, top + 2, step * _DAY, _ROW - 5, "back")]
        for hour, share in enumerate(row.shares):
            if not math.isnan(share):
                shade = sum(share >= low for low in SHADES[1:])
                shapes.append(svg.box(left + hour * step, top + 2, step, _ROW - 5, f"heat{shade}"))
        return svg.group("first", shapes)
