"""Measures of a plan by quarter: what each side reported, what the other said, and the deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import wrap
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import tell, tell_many
from goldenbridge.language.periods import Period

_LINE, _STEP, _RADIUS = 16.0, 12.0, 4.0
_MARKS = (
    ("accepted", tell("report accepted")),
    ("unanswered", tell("report not answered")),
    ("disputed", tell("report disputed")),
    ("missing", tell("report missing")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure: the days of its work, its deadline, and reports by side and quarter.

    `marks` holds "accepted", "disputed", "unanswered" or "missing" by the name of the side and the
    text of the quarter.
    """

    title: str
    starts: date | None
    due: date | None
    marks: Mapping[tuple[str, str], str]


def plan_strip(
    rows: Sequence[Row],
    sides: Sequence[str],
    quarters: Sequence[Period],
    today: date,
    caption: Caption,
) -> Figure | None:
    """A line for each measure over the quarters of the plan; None without measures.

    Each side has a row of marks of its own, in the order of `sides`.
    """
    if not rows or not quarters:
        return None
    chart = _Chart(rows, sides, quarters, today, caption.language)
    return compose(caption, "plan", alt=chart.alt(), unit="", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[Row]
    sides: Sequence[str]
    quarters: Sequence[Period]
    today: date
    language: Language

    def alt(self) -> str:
        say = self.language.say
        marks = [mark for row in self.rows for mark in row.marks.values()]
        counted = [f"{say(told)}: {marks.count(mark)}" for mark, told in _MARKS if mark in marks]
        return say(
            tell_many(
                "{count} measure over {quarters} quarters; {reports}.",
                "{count} measures over {quarters} quarters; {reports}.",
                len(self.rows),
                quarters=len(self.quarters),
                reports=", ".join(counted) or tell("no report"),
            )
        )

    def draw(self, room: float) -> Drawn:
        """Titles beside the quarters on a page, above them on a phone."""
        say, narrow = self.language.say, room <= NARROW
        used = {mark for row in self.rows for mark in row.marks.values()}
        meanings = [(_mark(0, 0, mark), say(told)) for mark, told in _MARKS if mark in used]
        meanings.append((_span(-6, 6, 0), say("work")))
        meanings.append((_deadline(0, 0), say("deadline")))
        meanings.append((_today(0, -7, 7), say("today")))
        drawn, top = key(meanings, 0.0, room)
        shapes = [drawn]
        left = 4.0 if narrow else room * 0.42
        top = self.heads(shapes, left, top + 8, room)
        x = self.x(self.today, left, room)
        for row in self.rows:
            base, end = self.row(shapes, row, left, top, room)
            if x is not None:
                shapes.append(_today(x, base - 8 if narrow else top, end))
            top = end
        return Drawn("".join(shapes), top + 6)

    def heads(self, shapes: list[str], left: float, top: float, room: float) -> float:
        wide = (room - left) / len(self.quarters)
        for n, quarter in enumerate(self.quarters):
            if quarter.start.month == 1 or n == 0:
                shapes.append(svg.label(left + n * wide, top + 12, str(quarter.start.year), "xs"))
        return top + 18

    def row(
        self, shapes: list[str], row: Row, left: float, top: float, room: float
    ) -> tuple[float, float]:
        """Draw a measure; where its line is and where it ends."""
        narrow = room <= NARROW
        names = wrap(row.title, room - 8 if narrow else left - 14)
        shapes.append(svg.line((0, top), (room, top), "grid"))
        shapes.append(svg.lines(0, top + 16, names, full=row.title))
        base = top + (len(names) * _LINE if narrow else 0) + 13
        starts = self.x(row.starts or self.quarters[0].start, left, room, held=True)
        due = self.x(row.due, left, room) if row.due else None
        end = self.x(row.due or self.quarters[-1].end, left, room, held=True)
        if starts is not None and end is not None and end > starts:
            shapes.append(_span(starts, end, base))
        if due is not None:
            shapes.append(_deadline(due, base))
        wide = (room - left) / len(self.quarters)
        for n, side in enumerate(self.sides):
            for at, quarter in enumerate(self.quarters):
                mark = row.marks.get((side, str(quarter)))
                if mark:
                    y = base + (n + 1) * _STEP
                    shapes.append(_mark(left + (at + 0.5) * wide, y, mark))
        deep = base + (len(self.sides) * _STEP + 6 if row.marks else 10)
        return base, max(deep, top + len(names) * _LINE + 8)

    def x(self, day: date | None, left: float, room: float, *, held: bool = False) -> float | None:
        """Where a day is; outside the quarters nowhere, or at their edge where it is `held`."""
        first, last = self.quarters[0].start, self.quarters[-1].end
        if day is None or (not held and not first <= day <= last):
            return None
        share = (min(max(day, first), last) - first).days / max(1, (last - first).days)
        return left + share * (room - left - 2)


def _span(start: float, end: float, y: float) -> str:
    return svg.group("plain", [svg.line((start, y), (end, y), "span")])


def _today(x: float, top: float, end: float) -> str:
    return svg.group("aim", [svg.line((x, top), (x, end), "mid")])


def _deadline(x: float, y: float) -> str:
    return svg.group("aim", [svg.box(x - 4, y - 4, 8, 8, "full")])


def _mark(x: float, y: float, mark: str) -> str:
    if mark == "accepted":
        return svg.group("good", [svg.dot(x, y, _RADIUS, "full")])
    if mark == "unanswered":
        return svg.group("warn", [svg.dot(x, y, _RADIUS, "hollow")])
    if mark == "disputed":
        return svg.group("bad", [svg.half(x, y, _RADIUS)])
    r = _RADIUS - 1
    strokes = [svg.line((x - r, y - r), (x + r, y + r), "thin")]
    strokes.append(svg.line((x - r, y + r), (x + r, y - r), "thin"))
    return svg.group("bad", strokes)
