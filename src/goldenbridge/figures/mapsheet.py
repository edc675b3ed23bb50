"""One view of the map drawn: land and water, signs, names, and how far a kilometre goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goldenbridge.figures import svg
from goldenbridge.figures.land import Country, Land, Point
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.figures.maplabels import Name, Placed, Room, around, crowded_first
from goldenbridge.figures.mapstyle import outline, radius, sign
from goldenbridge.figures.mapview import View, area, extent, shared, spans
from goldenbridge.figures.places import Box
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Own, Quantity
from goldenbridge.programme.model import Place

LAYERS = ("complex", "reservoir", "city", "capital", "rail", "road")
NUMBERED = ("road", "rail", "reservoir")
"""Kinds of places that get a number where their names have no room."""
_RANKS = {"complex": 0, "road": 1, "rail": 1, "capital": 2, "reservoir": 3, "city": 3, "water": 4}
_EVERYWHERE = ("capital", "complex", "water")
_APART = 7.0
_RULE = 0.2
_KINDS = {"complex": "of-complex", "water": "of-water", "reservoir": "of-water"}
_WRAP = {False: 190.0, True: 120.0}
# font size of a state's name, and the room around it: the first that fits
_PARTY = ((14.0, 10.0), (14.0, 3.0), (12.0, 3.0), (12.0, -8.0))
_STATE = ((12.0, 14.0), (12.0, 3.0))


def point(place: Place) -> Point | None:
    """East and north of a place, None where they are not known."""
    return None if place.lat is None or place.lon is None else (place.lon, place.lat)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one view shows.

    `parties` are the countries with a colour and a name of their own; `lens` is the part another
    view enlarges, which then shows what is in it. `numbers` stand for names, by the place's id.
    """

    view: View
    land: Land
    parties: Mapping[str, str]
    places: Sequence[Place]
    language: Language
    lens: View | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    _rings: dict[str, list[list[Point]]] = field(default_factory=dict)

    def draw(self, *, narrow: bool) -> tuple[str, set[str]]:
        """The whole view, and the ids of the places whose name stands in it."""
        left, top, right, bottom = self.view.frame
        room = Room(self.view.frame)
        ground = list(self.ground())
        window = [self.view.spot(spot) for spot in self.lens.border()] if self.lens else []
        room.leaders.extend(pairwise(window))
        signs = list(self.signs(room))
        rule = self.rule(room)
        names = self.names(room, narrow=narrow)
        drawn = "".join(
            (
                svg.box(left, top, right - left, bottom - top, "sea"),
                *ground,
                *([svg.polyline(window, "lens")] if window else []),
                *(svg.line(*placed.leader, "leader") for placed in names if placed.leader),
                *signs,
                rule,
                *(text for placed in names for text in _text(placed)),
                svg.box(left, top, right - left, bottom - top, "frame"),
            )
        )
        return drawn, {placed.name.key for placed in names}

    def ground(self) -> Iterator[str]:
        """States, waters, and the border between the parties."""
        for country in self.land.countries:
            rings = self.view.rings(country.polygons, self.land)
            if rings:
                self._rings[country.iso or country.name] = rings
                yield outline(rings, self.side(country))
        for river in self.land.rivers:
            for run in self.view.runs(river, self.land):
                yield svg.polyline(run, "river")
        for lake in self.land.lakes:
            yield outline(self.view.rings([[lake]], self.land), "lake")
        for arc in shared(c.rings for c in self.land.countries if c.iso in self.parties):
            for run in self.view.runs((arc,), self.land):
                yield svg.polyline(run, "border")

    def side(self, country: Country) -> str:
        """The class of a state: the first party, another one, or a neighbour."""
        if country.iso not in self.parties:
            return "state"
        return "pair" if country.iso == next(iter(self.parties)) else "peer"

    def signs(self, room: Room) -> Iterator[str]:
        """A sign for every place in the view."""
        for place, spot in self.spots():
            if place.kind != "water":
                room.take(around(spot, radius(place.kind)))
                yield sign(place.kind, spot, self.language.value(Own(place.name)))

    def spots(self) -> list[tuple[Place, Point]]:
        """The places to show and where; side by side where two signs would cover each other."""
        found: list[tuple[Place, Point]] = []
        for place in sorted(self.places, key=lambda place: _layer(place.kind)):
            where = point(place)
            if where is None or not self.view.holds(self.view.spot(where), 2):
                continue
            enlarged = self.lens is not None and self.lens.holds(self.lens.spot(where))
            if enlarged and place.kind not in _EVERYWHERE:
                continue
            x, y = self.view.spot(where)
            while place.kind != "complex" and any(
                other.kind != "complex" and abs(x - a) < _APART and abs(y - b) < _APART
                for other, (a, b) in found
            ):
                x += _APART + 2
            found.append((place, (x, y)))
        return found

    def names(self, room: Room, *, narrow: bool) -> list[Placed]:
        """The names of a complex, the parties, other places and neighbours, while there is room."""
        names = [(place, self.name(place, spot, _WRAP[narrow])) for place, spot in self.spots()]
        found: list[Placed] = []
        for rank in sorted(set(_RANKS.values())):
            found += self.states(room, parties=True) if rank == 1 else []
            chosen = [name for place, name in names if _RANKS[place.kind] == rank]
            found += filter(None, (room.place(name) for name in crowded_first(chosen)))
        return [*found, *self.states(room, parties=False)]

    def name(self, place: Place, spot: Point, most: float) -> Name:
        """The name of a place, or its number, ready to be put beside its sign."""
        text = self.language.value(Own(place.name))
        bold = place.kind in ("complex", "capital") or place.id in self.numbers
        lines = wrap(text, most, SMALL, lines=3, bold=bold)
        if place.id in self.numbers:
            lines = [str(self.numbers[place.id])]
        over = place.kind == "water"
        reach = 0.0 if over else radius(place.kind)
        kind = f"xs on-map {_KINDS.get(place.kind, 'of-land')}{' b' if bold else ''}"
        return Name(place.id, lines, spot, reach, SMALL, kind, bold=bold, over=over)

    def states(self, room: Room, *, parties: bool) -> Iterator[Placed]:
        """The names of states inside them, or beside a party that has no room for its own."""
        for country in self.land.countries:
            rings = self._rings.get(country.iso)
            if not rings or (country.iso in self.parties) != parties:
                continue
            kind = f"on-map name-of-{'party' if parties else 'state'}"
            text = self.called(country)
            for size, air in _PARTY if parties else _STATE:
                small = " xs" if parties and size == SMALL else ""
                name = Name(
                    *(country.iso, [text], _middle(rings), 0, size, kind + small),
                    bold=parties,
                    over=True,
                )
                box = _inside(rings, name.measure, air, room)
                if box is not None:
                    room.take(box)
                    yield Placed(name, box, None)
                    break
            else:
                placed = room.place(name) or Room(room.frame, room.boxes).place(name)
                if parties and placed is not None:
                    yield placed

    def called(self, country: Country) -> str:
        """What a state is called: as the programme says, else as the language's own list does."""
        name = self.parties.get(country.iso)
        return (name or self.language.locale.territories.get(country.code, country.name)).upper()

    def rule(self, room: Room) -> str:
        """A scale bar in the lower left corner."""
        left, _, right, bottom = self.view.frame
        most = (right - left) * _RULE
        steps = [base * 10**power for power in range(5) for base in (1, 2, 5)]
        km = max((step for step in steps if self.view.pixels(step) <= most), default=1)
        long, text = self.view.pixels(km), self.language.value(Quantity(km, "km"))
        x, y = left + 10, bottom - 10
        room.take(Box(x - 4, y - 20, x + max(long, width(text, SMALL)) + 4, y + 4))
        return svg.polyline(
            [(x, y - 5), (x, y), (x + long, y), (x + long, y - 5)], "rule"
        ) + svg.label(x + 4, y - 6, text, "xs on-map")


def _layer(kind: str) -> int:
    return LAYERS.index(kind) if kind in LAYERS else len(LAYERS)


def _text(placed: Placed) -> Iterator[str]:
    left, top, right, bottom = placed.box
    x, y = placed.name.spot
    over = placed.name.kind.endswith("of-water") and left < x < right and top < y < bottom
    for x, y, line in placed.baselines:
        yield svg.label(x, y, line, placed.name.kind + " over" * over, anchor="middle")


def _middle(rings: Sequence[Sequence[Point]]) -> Point:
    """The middle of the box around the largest ring."""
    low, high = extent(max(rings, key=area))
    return (low[0] + high[0]) / 2, (low[1] + high[1]) / 2


def _inside(
    rings: Sequence[Sequence[Point]], size: tuple[float, float], air: float, room: Room
) -> Box | None:
    """A free box of a size inside the rings with so much air around, the nearest to the middle."""
    (wide, tall), (x, y) = size, _middle(rings)
    _, top, _, bottom = room.frame
    best: tuple[float, Box] | None = None
    for row in range(int(top + tall), int(bottom - tall), 6):
        for start, end in _level(rings, row, tall / 2 + air / 2):
            low, high = start + wide / 2 + air, end - wide / 2 - air
            for at in range(int(low), int(high), 8):
                box = Box(at - wide / 2, row - tall / 2, at + wide / 2, row + tall / 2)
                far = abs(at - x) + 1.5 * abs(row - y)
                if (best is None or far < best[0]) and room.free(box):
                    best = far, box
    return best[1] if best else None


def _level(
    rings: Sequence[Sequence[Point]], y: float, half: float
) -> Iterator[tuple[float, float]]:
    """From where to where a row of text around a height stays inside the rings."""
    above, middle, below = (spans(rings, y + shift) for shift in (-half, 0.0, half))
    for a, b in above:
        for c, d in middle:
            for e, f in below:
                start, end = max(a, c, e), min(b, d, f)
                if start < end:
                    yield start, end
