"""The stations of a site in the order trucks pass them, with what waits and what moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, cut, width, wrap
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number, Share
from goldenbridge.site.routes import IN, OUT

_BOX, _LINK, _GAP, _SIDE = 57.0, 40.0, 10.0, 7.0
_TRUCK, _SHOWN, _ABREAST = 9.0, 14, 2
_SLOW_MIN, _STUCK_MIN = 15.0, 60.0
_SLIM = 200.0
# Legs with this many trucks a day or more move faster dots, nearer to each other.
_SPEEDS = (30, 100, 250)


@dataclass(frozen=True, slots=True)
class Stop:
    """A station: its name, mean wait, share of manned lanes in use and trucks waiting."""

    name: str
    wait_min: float
    busy: float
    queue: float


@dataclass(frozen=True, slots=True)
class Way:
    """One direction: its name, and the trucks a day on each leg from `in` to `out`."""

    name: str
    legs: Mapping[tuple[str, str], float]


def site_plan(ways: Sequence[Way], stops: Mapping[str, Stop], caption: Caption) -> Figure | None:
    """The way of the trucks in each direction, downwards; dots move as trucks do.

    `stops` are keyed by the ids that the legs name. A station is marked by how long trucks wait
    there, squares before it are the trucks that do. Who asks for less motion sees the dots stand.
    None where nothing moves.
    """
    moving = [way for way in ways if any(way.legs.values())]
    if not moving:
        return None
    plan = _Plan(moving, stops, caption.language)
    unit = caption.language.say("mean wait, lanes in use, trucks waiting")
    return compose(caption, "site-plan", alt=plan.alt(), unit=unit, draw=plan.draw)


def layers(legs: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """The stations from `in` to `out`, each as far down as the longest way to it, two abreast.

    Legs that lead back to an earlier station (rework) do not count.
    """
    depth: dict[str, int] = {}

    def visit(place: str, path: tuple[str, ...]) -> None:
        if len(path) > depth.get(place, -1):
            depth[place] = len(path)
            for after, to in legs:
                if after == place and to not in path and to != place:
                    visit(to, (*path, place))

    visit(IN, ())
    rows: dict[int, list[str]] = {}
    for place, row in depth.items():
        rows.setdefault(row, []).append(place)
    return [
        rows[row][n : n + _ABREAST]
        for row in sorted(rows)
        for n in range(0, len(rows[row]), _ABREAST)
    ]


@dataclass(frozen=True, slots=True)
class _Plan:
    ways: Sequence[Way]
    stops: Mapping[str, Stop]
    language: Language

    def alt(self) -> str:
        told = []
        for way in self.ways:
            names = [p for row in layers(way.legs) for p in row if p in self.stops]
            stops = "; ".join(f"{self.stops[p].name}: {self.told(self.stops[p])}" for p in names)
            told.append(f"{way.name}: {stops}.")
        return " ".join(told)

    def told(self, stop: Stop) -> str:
        return self.language.say(
            "{wait} min, {busy} busy, {queue} waiting",
            wait=Number(stop.wait_min, 0),
            busy=Share(stop.busy),
            queue=Number(stop.queue, 0 if stop.queue >= 10 else 1),
        )

    def briefly(self, stop: Stop) -> str:
        values = {"wait": Number(stop.wait_min, 0), "busy": Share(stop.busy)}
        return self.language.say("{wait} min, {busy} busy", **values)

    def draw(self, room: float) -> Drawn:
        """Directions beside each other on a page, below each other on a phone."""
        beside = room > NARROW and len(self.ways) > 1
        wide = (room - 24) / 2 if beside else min(room, 460.0)
        shapes, low, top = [], 0.0, 0.0
        for n, way in enumerate(self.ways):
            left = (n % 2) * (wide + 24) if beside else 0.0
            start = top if beside else low
            body, end = self.way(way, wide, start)
            shapes.append(svg.moved(left, 0, body))
            low = max(low, end + 18)
            if n % 2:
                top = low
        return Drawn("".join(shapes), low)

    def way(self, way: Way, wide: float, top: float) -> tuple[str, float]:
        rows = layers(way.legs)
        lines = wrap(way.name, wide, bold=True)
        head = svg.lines(0, top + 14, lines, "b", full=way.name)
        top += 16 * len(lines) + 6
        boxes: dict[str, tuple[float, float, float]] = {}
        room = wide - 2 * _SIDE * 2
        for n, row in enumerate(rows):
            each = (room - _GAP * (len(row) - 1)) / len(row)
            for i, place in enumerate(row):
                left = _SIDE * 2 + i * (each + _GAP)
                boxes[place] = (left, top + n * (_BOX + _LINK), each)
        depth = {place: n for n, row in enumerate(rows) for place in row}
        links = [
            self.link(leg, trucks, boxes, depth, wide) for leg, trucks in way.legs.items() if trucks
        ]
        stations = [self.box(place, *boxes[place], way) for place in boxes]
        return head + "".join(links + stations), top + len(rows) * (_BOX + _LINK) - _LINK

    def link(
        self,
        leg: tuple[str, str],
        trucks: float,
        boxes: Mapping[str, tuple[float, float, float]],
        depth: Mapping[str, int],
        wide: float,
    ) -> str:
        """A leg straight down to the next row; others go around at the side."""
        after, to = boxes[leg[0]], boxes[leg[1]]
        start = (after[0] + after[2] / 2, after[1] + _BOX)
        end = (to[0] + to[2] / 2, to[1])
        if depth[leg[1]] == depth[leg[0]] + 1:
            middle = (start[1] + end[1]) / 2
            spots = [start, (start[0], middle), (end[0], middle), end]
        else:
            back = depth[leg[1]] <= depth[leg[0]]
            side = _SIDE / 2 if back else wide - _SIDE / 2
            spots = [start, (start[0], start[1] + 10), (side, start[1] + 10)]
            spots += [(side, end[1] - 10), (end[0], end[1] - 10), end]
        speed = sum(trucks >= least for least in _SPEEDS)
        return svg.group("plain", [svg.polyline(spots, "way")]) + svg.group(
            "first", [svg.polyline(spots, f"moving pace{speed}")]
        )

    def box(self, place: str, left: float, top: float, wide: float, way: Way) -> str:
        if place in {IN, OUT}:
            legs = way.legs.items()
            trucks = sum(n for (after, to), n in legs if place in {after, to})
            text = self.language.say("{n} trucks a day", n=Number(trucks, 0))
            y = top + (_BOX - 12 if place == IN else 18)
            return svg.label(left + wide / 2, y, text, "s", anchor="middle")
        stop = self.stops[place]
        look = "good"
        if stop.wait_min >= _SLOW_MIN:
            look = "bad" if stop.wait_min >= _STUCK_MIN else "warn"
        shapes = [svg.box(left, top, wide, _BOX, "station")]
        shapes.append(svg.box(left, top, 4, _BOX, "full"))
        room = wide - 16
        lines = wrap(stop.name, room, bold=True)
        shapes.append(svg.lines(left + 11, top + 17, lines, "b", step=15, full=stop.name))
        told = self.told(stop) if wide >= _SLIM else self.briefly(stop)
        shapes.append(svg.label(left + 11, top + 49, cut(told, room, SMALL), "xs", full=told))
        return svg.group(look, [*shapes, self.waiting(stop, left, top, wide)])

    def waiting(self, stop: Stop, left: float, top: float, wide: float) -> str:
        """Squares before the station, one for each truck that waits, as far as they fit."""
        fit = max(min(int((wide / 2 - 34) / _TRUCK), _SHOWN), 0)
        n = min(round(stop.queue), fit)
        squares = [
            svg.box(left + 2 + i * _TRUCK, top - _TRUCK - 1, _TRUCK - 2, _TRUCK - 2, "full")
            for i in range(n)
        ]
        if round(stop.queue) > fit:
            more = f"+{self.language.number(stop.queue - fit, 0)}"
            if width(more, SMALL) < 34:
                at = left + 4 + n * _TRUCK
                squares.append(svg.label(at, top - 2, more, "xs"))
        return "".join(squares)
