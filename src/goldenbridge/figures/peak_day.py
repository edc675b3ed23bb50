"""A day at a site as a film: units at work and trucks in line, to scale, moment by moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.grounds import Area, measures
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import cut
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language

FRAMES = 144
_SCALE = 1.5  # pixels a metre
# A truck of 16.5 m and its place in a line, as `style` draws them.
_LONG, _PITCH = 24.8, 6.0
_HEAD, _GAP, _STRIP, _BAR = 17.0, 13.0, 64.0, 50.0


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the site, with its trucks in line and at work at each of FRAMES moments."""

    area: Area
    waiting: Sequence[int]
    working: Sequence[int]


def peak_day(places: Sequence[Place], trucks: int, caption: Caption) -> Figure | None:
    """The day on which `trucks` come, a picture each ten minutes; None where nobody comes.

    In print, and for who asks for less motion, the moment stands at which most are there.
    """
    used = [place for place in places if any(place.waiting) or any(place.working)]
    if not used:
        return None
    film = _Film(used, trucks, caption.language)
    unit = caption.language.say("trucks; a picture each ten minutes")
    return compose(caption, "peak-day", alt=film.alt(), unit=unit, draw=film.draw)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a part is drawn: its upper left corner, and below its name the units and the line."""

    place: Place
    left: float
    top: float
    wide: float

    @property
    def size(self) -> tuple[float, float]:
        across, deep = measures(self.place.area)
        return across * _SCALE, deep * _SCALE

    def units(self, n: int, look: str) -> Iterator[str]:
        across, deep = self.size
        fit = max(int(self.wide / across), 1)
        for i in range(n):
            left = self.left + i % fit * across
            yield svg.box(left, self.top + _HEAD + i // fit * deep, across, deep, look)

    def line(self, waiting: int) -> str:
        """The trucks in line, and how many more than there is room for."""
        fit = min(waiting, int((self.wide - 30) / _PITCH))
        middle, end = self.line_top + _LONG / 2, self.left + fit * _PITCH
        drawn = svg.line((self.left, middle), (end, middle), "trucks")
        if waiting > fit:
            drawn += svg.label(end + 3, middle + 4, f"+{waiting - fit}", "xs")
        return drawn

    @property
    def line_top(self) -> float:
        across, deep = self.size
        rows = -(-self.place.area.units // max(int(self.wide / across), 1))
        return self.top + _HEAD + rows * deep + 5

    @property
    def low(self) -> float:
        return self.line_top + (_LONG if any(self.place.waiting) else -5) + _GAP


@dataclass(frozen=True, slots=True)
class _Film:
    places: Sequence[Place]
    trucks: int
    language: Language

    def there(self) -> list[int]:
        """Trucks on the site at each moment."""
        rows = [row for place in self.places for row in (place.waiting, place.working)]
        return [sum(column) for column in zip(*rows, strict=True)]

    def alt(self) -> str:
        say, there = self.language.say, self.there()
        most = max(there)
        told = [
            say("Trucks that come: {n}; most of them there at once: {most}, at {time}.",
                n=self.trucks, most=most, time=_time(there.index(most)))
        ]  # fmt: skip
        lines = [
            say("{name} {n} at {time}", name=place.area.name, n=max(place.waiting),
                time=_time(place.waiting.index(max(place.waiting))))
            for place in self.places
            if any(place.waiting)
        ]  # fmt: skip
        if lines:
            told.append(say("Longest lines: {lines}.", lines="; ".join(lines)))
        return " ".join(told)

    def draw(self, room: float) -> Drawn:
        """Two columns on a page, one on a phone; the film lies beside the picture, out of sight."""
        head, top = key(self.marks(), 0, room)
        bar = _BAR * _SCALE
        shapes = [head, svg.group("plain", [svg.line((0, top + 14), (bar, top + 14), "span")])]
        shapes.append(svg.label(bar + 8, top + 18, self.language.say("{n} m", n=int(_BAR)), "xs"))
        spots, low = self.spots(top + 30, room)
        for spot in spots:
            name = cut(spot.place.area.name, spot.wide, 12)
            shapes.append(
                svg.label(spot.left, spot.top + 12, name, "xs", full=spot.place.area.name)
            )
            units = spot.units(spot.place.area.units, "station")
            shapes.append(svg.group("plain", units))
        x = Scale(0, FRAMES, 0, room - 1)
        there = self.there()
        y = Scale(0, max(there), low + 22 + _STRIP, low + 22)
        shapes.append(self.strip(there, x, y))
        frames = [self.frame(n, spots, there[n], x, y) for n in range(FRAMES)]
        still = frames[there.index(max(there))]
        shapes.append(svg.group("still", [still]))
        shapes.append(
            svg.group("film", (svg.moved(n * room, 0, one) for n, one in enumerate(frames)))
        )
        return Drawn("".join(shapes), low + _STRIP + 42)

    def marks(self) -> list[tuple[str, str]]:
        say = self.language.say
        return [
            (svg.group("first", [svg.box(-5, -5, 10, 10, "heat3")]), say("at work")),
            (svg.group("second", [svg.box(-2, -6, 4, 12, "full")]), say("truck in line")),
        ]

    def spots(self, top: float, room: float) -> tuple[list[_Spot], float]:
        columns = 1 if room <= NARROW else 2
        wide = (room - 20 * (columns - 1)) / columns
        lows = [top] * columns
        found = []
        for place in self.places:
            n = lows.index(min(lows))
            found.append(_Spot(place, n * (wide + 20) + 1, lows[n], wide - 1))
            lows[n] = found[-1].low
        return found, max(lows)

    def strip(self, there: Sequence[int], x: Scale, y: Scale) -> str:
        """How many are there through the day, with its hours."""
        spots = [(x(n), y(one)) for n, one in enumerate(there)]
        area = svg.group("plain", [svg.band([(x(0), y(0)), (spots[-1][0], y(0))], spots, "fan50")])
        hours = "".join(
            svg.label(x(hour * 6), y(0) + 16, str(hour), "xs",
                      anchor="start" if not hour else "end" if hour == 24 else "middle")
            for hour in (0, 6, 12, 18, 24)
        )  # fmt: skip
        return area + svg.line((x(0), y(0)), (x(FRAMES), y(0)), "axis") + hours

    def frame(self, n: int, spots: Sequence[_Spot], there: int, x: Scale, y: Scale) -> str:
        """One moment: units at work, trucks in line, the time and how many are there."""
        busy = [box for spot in spots for box in spot.units(spot.place.working[n], "heat3")]
        lines = [spot.line(spot.place.waiting[n]) for spot in spots if spot.place.waiting[n]]
        now = svg.group("aim", [svg.line((x(n), y(0)), (x(n), y.end), "span")])
        told = self.language.say("{time}, trucks there: {n}", time=_time(n), n=there)
        head = svg.label(x(0), y.end - 8, told, "b")
        return svg.group("first", busy) + svg.group("second", lines) + now + head


def _time(moment: int) -> str:
    hours, minutes = divmod(moment * 24 * 60 // FRAMES, 60)
    return f"{hours}:{minutes:02d}"
