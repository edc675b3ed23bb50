"""Where the states are, their border crossings, the complex, rivers and reservoirs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.land import Country, Land, Point
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.figures.mapsheet import NUMBERED, Sheet, point
from goldenbridge.figures.mapstyle import sign
from goldenbridge.figures.mapview import View, area, extent, fitted, shared
from goldenbridge.figures.places import Box
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing, Own
from goldenbridge.programme.model import Party, Place

ENLARGED = ("road", "rail", "complex")
_MAIN = 0.15
"""Islands and exclaves below this share of a state's largest land need not be in the view."""
_LEAST_KM = 260.0
_WORTH = 1.6
"""The enlargement is drawn where it is so many times larger than the overview."""
_HEIGHTS = {False: (300.0, 450.0), True: (220.0, 340.0)}
_LOW, _TALL, _AROUND = 250.0, 320.0, 30.0
"""How high the enlargement may be, and the room for names around what it is about."""
_HEAD, _ROW, _LINE = 34.0, 20.0, 16.0


def region_map(
    parties: Sequence[Party], places: Sequence[Place], outlines: Land, caption: Caption
) -> Figure | None:
    """The parties among their neighbours, and the crossings enlarged where they crowd.

    None without parties, or where the outlines have no state of the `iso` code of one of them.
    """
    states = {country.iso: country for country in outlines.countries if country.iso}
    if not parties or any(party.iso not in states for party in parties):
        return None
    chart = _Map(outlines, {party: states[party.iso] for party in parties}, places, caption)
    return compose(caption, "map", alt=chart.alt(), unit="", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Map:
    land: Land
    parties: Mapping[Party, Country]
    places: Sequence[Place]
    caption: Caption

    @property
    def language(self) -> Language:
        return self.caption.language

    @property
    def known(self) -> dict[str, Point]:
        """Where the places are of which a point is known, by id."""
        return {place.id: spot for place in self.places if (spot := point(place)) is not None}

    def alt(self) -> str:
        """The parties, and the names of what is drawn."""
        say = self.language.say
        told = [say("Map of {names}.", names=Listing([Own(party.name) for party in self.parties]))]
        kinds = {
            "road": say("Road crossings"),
            "rail": say("Rail crossings"),
            "complex": say("Border complex"),
            "reservoir": say("Reservoirs"),
        }
        for kind, title in kinds.items():
            names = [Own(p.name) for p in self.places if p.kind == kind and p.id in self.known]
            told += [say("{title}: {names}.", title=title, names=Listing(names))] if names else []
        return " ".join(told)

    def draw(self, room: float) -> Drawn:
        """The overview, the crossings enlarged where that helps, the legend and the notes."""
        narrow = room <= NARROW
        overview = self.overview(room, *_HEIGHTS[narrow])
        bottom = overview.frame.bottom
        detail = self.detail(overview, bottom + _HEAD, room)
        shapes = [self.sheet(overview, detail).draw(narrow=narrow)[0]]
        if detail is not None:
            title = self.language.say("The border crossings, enlarged")
            shapes.append(svg.label(0, bottom + 23, title, "b"))
            enlarged, bottom = self.enlarged(detail, room)
            shapes.append(enlarged)
        legend, bottom = self.legend(bottom + 24, room)
        rows = wrap(" ".join(self.notes()), room, SMALL, lines=20)
        shapes.append(legend)
        shapes += [
            svg.label(0, bottom + row * _LINE, text, "xs") for row, text in enumerate(rows, 1)
        ]
        return Drawn("".join(shapes), bottom + len(rows) * _LINE + 6)

    def enlarged(self, view: View, room: float) -> tuple[str, float]:
        """The crossings with their names, or with numbers and a key where names have no room."""
        narrow = room <= NARROW
        sheet = self.sheet(view, None)
        listed = sorted(
            (place for place, _ in sheet.spots() if place.kind in NUMBERED),
            key=lambda place: self.known[place.id],
        )
        drawn, named = sheet.draw(narrow=narrow)
        bottom = view.frame.bottom
        if all(place.id in named for place in listed):
            return drawn, bottom
        numbers = {place.id: number for number, place in enumerate(listed, 1)}
        drawn, _ = replace(sheet, numbers=numbers).draw(narrow=narrow)
        names = [self.language.value(Own(place.name)) for place in listed]
        wide = 26 + max(width(name, SMALL) for name in names)
        columns = max(1, int((room + 12) / (wide + 12)))
        rows = -(-len(names) // columns)
        for at, name in enumerate(names):
            x, y = at // rows * (wide + 12), bottom + 20 + at % rows * _LINE
            drawn += svg.label(x + 16, y, str(at + 1), "xs b", anchor="end")
            drawn += svg.label(x + 22, y, name, "xs")
        return drawn, bottom + rows * _LINE + 10

    def sheet(self, view: View, lens: View | None) -> Sheet:
        names = {country.iso: party.name for party, country in self.parties.items()}
        return Sheet(view, self.land, names, self.places, self.language, lens)

    def overview(self, room: float, least: float, most: float) -> View:
        """The main land of every party, and all the places."""
        points = list(self.known.values())
        for country in self.parties.values():
            rings = [self.land.points(polygon[0]) for polygon in country.polygons]
            largest = max(area(ring) for ring in rings)
            points += [spot for ring in rings if area(ring) >= _MAIN * largest for spot in ring]
        loose = fitted(points, Box(0, 0, room, 10 * room))
        (_, high), (_, low) = extent([loose.spot(spot) for spot in points])
        height = min(max((low - high) * 1.08, least), most)
        return fitted(points, Box(0.5, 0.5, room - 0.5, height - 0.5))

    def detail(self, overview: View, top: float, room: float) -> View | None:
        """The crossings and the complex, where that shows them much larger than the overview."""
        points = [
            self.known[p.id] for p in self.places if p.kind in ENLARGED and p.id in self.known
        ]
        if not points:
            return None
        inner = Box(_AROUND, top + _AROUND, room - _AROUND, top + _TALL - _AROUND)
        view = fitted(points, inner, least_km=_LEAST_KM)
        (_, high), (_, low) = extent([view.spot(spot) for spot in points])
        height = min(max(low - high + 6 * _AROUND, _LOW), _TALL)
        frame = Box(0.5, top + 0.5, room - 0.5, top + height - 0.5)
        whole = View(view.centre, view.middle, view.scale, frame)
        return whole if whole.scale > _WORTH * overview.scale else None

    def notes(self) -> Iterator[str]:
        """What stands for what, what is missing, and whose outlines and points these are."""
        say = self.language.say
        drawn = [place for place in self.places if place.id in self.known]
        lost = [Own(p.name) for p in self.places if p.id not in self.known]
        if any(place.basis == "assumed" for place in drawn):
            yield say(
                "A crossing, complex or reservoir whose own point is not known is drawn at the "
                "nearest settlement on record."
            )
        if lost:
            yield say("Not drawn, as no point is known: {names}.", names=Listing(lost))
        yield say("Outlines, rivers and lakes: {names}.", names="Natural Earth")
        sources = self.caption.sources
        first = [sources[p.sources[0]] for p in drawn if p.sources and p.sources[0] in sources]
        if first:
            yield say(
                "Points: {names}.", names=Listing([Own(name) for name in dict.fromkeys(first)])
            )
        yield say("Borders are those of Natural Earth and imply no opinion on any territory.")

    def legend(self, top: float, room: float) -> tuple[str, float]:
        """The signs that occur and what they mean, in as many rows as they need; and their end."""
        shapes, left = [], 0.0
        for text, draw in self.signs():
            wide = 28 + width(text, SMALL)
            if left and left + wide > room:
                left, top = 0.0, top + _ROW
            shapes.append(draw((left + 11, top - 4)))
            shapes.append(svg.label(left + 27, top, text, "xs"))
            left += wide + 16
        return "".join(shapes), top + 8

    def signs(self) -> Iterator[tuple[str, Callable[[Point], str]]]:
        say = self.language.say
        told = {
            "road": say("Road crossing"),
            "rail": say("Rail crossing"),
            "complex": say("Border complex"),
            "reservoir": say("Reservoir"),
            "capital": say("Capital"),
            "city": say("City"),
        }
        kinds = {place.kind for place in self.places if place.id in self.known}
        for kind in (kind for kind in told if kind in kinds):
            yield told[kind], _drawing(kind)
        if shared(country.rings for country in self.parties.values()):
            yield say("Border of the two"), _border


def _drawing(kind: str) -> Callable[[Point], str]:
    return lambda spot: sign(kind, spot)


def _border(spot: Point) -> str:
    x, y = spot
    return svg.line((x - 10, y), (x + 10, y), "border")
