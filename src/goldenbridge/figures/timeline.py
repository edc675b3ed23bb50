"""When the two met, opened things and celebrated, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import SMALL, cut, width, wrap
from goldenbridge.figures.moments import (
    AHEAD_DAYS,
    BEFORE_DAYS,
    LANES,
    Moment,
    coming,
    lane_names,
    moments,
)
from goldenbridge.figures.places import Box, text_box
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language
from goldenbridge.programme.model import Event

_MOST_NEXT = 9
_LINE, _LEVEL, _LABELLED = 17.0, 12.0, 18.0
_RADIUS, _NUMBERED = 4.0, 8.0
_LABEL = 290.0


def timeline(
    events: Sequence[Event], due: Sequence[tuple[date, str]], as_of: date, caption: Caption
) -> Figure | None:
    """Lanes of events over two years back and thirteen months ahead, and a list of what comes.

    `due` are the deadlines of promises with their titles. Councils are named in their lane; what
    comes next is numbered in its lane and told below. None where the window is empty.
    """
    found = moments(events, due, as_of, caption.language)
    if not found:
        return None
    chart = _Chart(found, as_of, caption.language)
    return compose(caption, "timeline", alt=chart.alt(), unit="", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    found: Sequence[Moment]
    as_of: date
    language: Language

    @property
    def next(self) -> list[Moment]:
        return coming(self.found)[:_MOST_NEXT]

    def alt(self) -> str:
        say = self.language.say
        names = lane_names(self.language)
        told = [
            f"{name}: {self.language.number(n, 0)}"
            for lane, name in enumerate(names)
            if (n := sum(m.lane == lane and not m.coming for m in self.found))
        ]
        past = say("In the 24 months to {day}: {told}.", day=self.as_of, told="; ".join(told))
        ahead = "; ".join(f"{m.when}: {m.title}" for m in self.next)
        words = [past] if told else []
        words += [say("Next: {told}.", told=ahead)] if ahead else []
        return " ".join(words)

    def draw(self, room: float) -> Drawn:
        """The lanes, then what comes next as a list."""
        first = self.as_of - timedelta(days=BEFORE_DAYS)
        last = self.as_of + timedelta(days=AHEAD_DAYS)
        x = Scale(first.toordinal(), last.toordinal(), _NUMBERED + 2, room - _NUMBERED - 2)
        drawn, top = key(self.marks(), 0, room)
        today = self.language.day(self.as_of)
        now, wide = x(self.as_of.toordinal()), width(today, SMALL, bold=True)
        at = min(max(now, wide / 2), room - wide / 2)
        start = top + 28
        numbers = {id(moment): n for n, moment in enumerate(self.next, 1)}
        lanes, top = [], start
        for lane, name in enumerate(lane_names(self.language)):
            own = [moment for moment in self.found if moment.lane == lane]
            if own:
                lanes.append(svg.line((0, top), (room, top), "grid"))
                lanes.append(svg.label(0, top + 15, cut(name, room, SMALL), "xs halo"))
                body, top = self.lane(own, numbers, x, top + 22, room)
                lanes.append(body)
        years = self.years(first, last, x, start, top)
        mark = svg.label(at, start - 8, today, "xs b own", anchor="middle")
        line = svg.group("aim", [svg.line((now, start - 4), (now, top), "thin"), mark])
        axis = svg.line((0, top), (room, top), "axis")
        body, end = self.list(top + 24, room)
        return Drawn("".join((drawn, years, line, *lanes, axis, body)), end)

    def marks(self) -> list[tuple[str, str]]:
        """The kinds of marks in use, with their meanings."""
        say = self.language.say
        marks = (
            [(_dot(0, 0, "full"), say("held; deadline passed"))]
            if any(m.held for m in self.found)
            else []
        )
        if any(not m.held for m in self.found):
            marks.append((_dot(0, 0, "hollow"), say("planned, or not reported on")))
        return marks

    @staticmethod
    def years(first: date, last: date, x: Scale, top: float, floor: float) -> str:
        shapes = []
        for year in range(first.year + 1, last.year + 1):
            at = x(date(year, 1, 1).toordinal())
            shapes.append(svg.line((at, top), (at, floor + 4), "grid"))
            shapes.append(svg.label(at, floor + 17, str(year), "xs", anchor="middle"))
        return "".join(shapes)

    def lane(
        self, own: Sequence[Moment], numbers: Mapping[int, int], x: Scale, top: float, room: float
    ) -> tuple[str, float]:
        """Marks side by side where they fit, else one above the other; where the lane ends."""
        tall = any(id(moment) in numbers for moment in own) or own[0].lane == 0
        pitch = _LABELLED if tall else _LEVEL
        taken: list[Box] = []
        shapes, deepest = [], 0
        for moment in own:
            places = self.places(moment, numbers.get(id(moment), 0), x, room)
            boxes = [box.moved(top + pitch / 2) for box in places]
            level = 0
            while any(box.moved(level * pitch).meets(t) for box in boxes for t in taken):
                level += 1
            taken += [box.moved(level * pitch) for box in boxes]
            deepest = max(deepest, level)
            y = top + pitch / 2 + level * pitch
            shapes.append(self.mark(moment, numbers.get(id(moment), 0), x, y, room))
        kind = "third" if own[0].lane == len(LANES) - 1 else "first"
        return svg.group(kind, shapes), top + (deepest + 1) * pitch + 5

    def places(self, moment: Moment, n: int, x: Scale, room: float) -> list[Box]:
        """What a mark and its label cover on the level at 0."""
        at, reach = x(moment.middle.toordinal()), _NUMBERED if n else _RADIUS
        first = last = at
        boxes = (
            [] if moment.long and not n else [Box(at - reach - 1, -reach, at + reach + 1, reach)]
        )
        if moment.long:
            first, last = x(moment.first.toordinal()), x(moment.last.toordinal())
            boxes.append(Box(first - 2, -_RADIUS, last + 2, _RADIUS))
        if moment.lane == 0 and not n:
            text, across, anchor = _name(moment.title, first, last, room)
            boxes.append(text_box(across, 4, text, SMALL, anchor=anchor))
        return boxes

    def mark(self, moment: Moment, n: int, x: Scale, y: float, room: float) -> str:
        at = x(moment.middle.toordinal())
        first = last = at
        shapes = []
        if moment.long:
            first, last = x(moment.first.toordinal()), x(moment.last.toordinal())
            shapes.append(svg.line((first, y), (last, y), "span" if moment.held else "plan"))
        if n:
            shapes.append(svg.dot(at, y, _NUMBERED, "hollow"))
            number = self.language.number(n, 0)
            shapes.append(svg.label(at, y + 4, number, "xs own b", anchor="middle"))
        elif not moment.long:
            shapes.append(svg.dot(at, y, _RADIUS, "full" if moment.held else "hollow"))
        if moment.lane == 0 and not n:
            text, across, anchor = _name(moment.title, first, last, room)
            shapes.append(
                svg.label(across, y + 4, text, "xs halo", anchor=anchor, full=moment.title)
            )
        return "".join(shapes)

    def list(self, top: float, room: float) -> tuple[str, float]:
        """What comes next by number: day and title in a line, on a phone in two."""
        if not self.next:
            return "", top
        say, narrow = self.language.say, room <= NARROW
        shapes = [svg.label(0, top + 22, say("What comes next"), "b")]
        top += 30
        days = 0.0 if narrow else max(width(m.when) for m in self.next) + 18
        days = min(days, room * 0.4)
        for n, moment in enumerate(self.next, 1):
            number = self.language.number(n, 0)
            kind = "third" if moment.lane == len(LANES) - 1 else "first"
            marks = [svg.dot(9, top + 9, _NUMBERED, "hollow")]
            marks.append(svg.label(9, top + 13, number, "xs own b", anchor="middle"))
            shapes.append(svg.group(kind, marks))
            shapes.append(svg.label(26, top + 13, cut(moment.when, days or room - 26), "s"))
            if narrow:
                top += _LINE
            lines = wrap(moment.title, room - 26 - days)
            shapes.append(svg.lines(26 + days, top + 13, lines, step=_LINE, full=moment.title))
            top += max(len(lines), 1) * _LINE + 5
        if left := len(coming(self.found)) - len(self.next):
            shapes.append(svg.label(26, top + 13, say("and {n} more", n=left), "xs"))
            top += _LINE
        return "".join(shapes), top + 4


def _dot(x: float, y: float, kind: str) -> str:
    return svg.group("first", [svg.dot(x, y, _RADIUS, kind)])


def _name(title: str, first: float, last: float, room: float) -> tuple[str, float, svg.Anchor]:
    """The label of a mark from `first` to `last`: right of it, or left where more room is."""
    left, right = first - 9, room - last - 9
    text = cut(title, _LABEL, SMALL)
    if width(text, SMALL) <= right or right >= left:
        return cut(title, min(_LABEL, right), SMALL), last + 9, "start"
    return cut(title, min(_LABEL, left), SMALL), first - 9, "end"
