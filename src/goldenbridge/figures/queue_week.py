"""How many trucks wait at each station through the week."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, cut, width
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_HOURS, _DAY = 168, 24
_HIGH, _SPACE = 46.0, 14.0
_MOST, _LEAST = 8, 0.05


@dataclass(frozen=True, slots=True)
class Queue:
    """Mean number of trucks waiting at a station in each of the 168 hours from Monday 0:00."""

    station: str
    trucks: Sequence[float]


def queue_week(queues: Sequence[Queue], caption: Caption) -> Figure | None:
    """A small chart per station, the longest queues first, all on one scale of hours.

    Each has its own scale of trucks, whose top is written beside it. None where nothing waits.
    """
    shown = [queue for queue in queues if max(queue.trucks) >= _LEAST]
    shown = sorted(shown, key=lambda queue: -max(queue.trucks))[:_MOST]
    if not shown:
        return None
    chart = _Chart(shown, caption.language)
    unit = caption.language.say("trucks waiting, mean by hour of the week")
    return compose(caption, "queue-week", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    queues: Sequence[Queue]
    language: Language

    def alt(self) -> str:
        told = [
            self.language.say(
                "{station}: at most {most}, {when}",
                station=queue.station,
                most=_trucks(max(queue.trucks)),
                when=self.when(queue),
            )
            for queue in self.queues
        ]
        return "; ".join(told) + "."

    def when(self, queue: Queue) -> str:
        """The hour of the longest queue: "Thursday 14:00"."""
        hour = max(range(_HOURS), key=lambda h: queue.trucks[h])
        day = self.language.locale.days["stand-alone"]["wide"][hour // _DAY]
        return f"{day} {hour % _DAY}:00"

    def draw(self, room: float) -> Drawn:
        x = Scale(0, _HOURS, 1, room - 1)
        shapes, top = [], 0.0
        for queue in self.queues:
            most = self.language.say("at most {most}", most=_trucks(max(queue.trucks)))
            name = cut(queue.station, room - width(most, SMALL) - 12)
            shapes.append(svg.label(0, top + 14, name, full=queue.station))
            shapes.append(svg.label(room, top + 14, most, "xs", anchor="end"))
            shapes.append(self.area(queue, top + 20, x))
            top += 20 + _HIGH + _SPACE
        for day in range(7):
            name = self.language.locale.days["stand-alone"]["abbreviated"][day]
            at = (x(day * _DAY) + x((day + 1) * _DAY)) / 2
            shapes.append(svg.label(at, top, name, "xs", anchor="middle"))
        return Drawn("".join(shapes), top + 6)

    def area(self, queue: Queue, top: float, x: Scale) -> str:
        floor = top + _HIGH
        y = Scale(0, max(queue.trucks), floor, top)
        spots = [(x(hour + 0.5), y(n)) for hour, n in enumerate(queue.trucks)]
        spots = [(x(0), spots[0][1]), *spots, (x(_HOURS), spots[-1][1])]
        ground = [(at, floor) for at, _ in spots]
        days = [svg.line((x(d * _DAY), top), (x(d * _DAY), floor), "grid") for d in range(8)]
        area = [svg.band(ground, spots, "fan50"), svg.polyline(spots, "thin")]
        bottom = svg.line((x(0), floor), (x(_HOURS), floor), "axis")
        return "".join(days) + svg.group("first", area) + bottom


def _trucks(n: float) -> Number:
    return Number(n, 0 if n >= 10 else 1)
