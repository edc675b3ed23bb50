"""The map shows both states, holds every place, and no name covers another one."""

import dataclasses
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest

from goldenbridge.figures.caption import NARROW, WIDE, Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.land import Point, land
from goldenbridge.figures.map import _Map, region_map
from goldenbridge.figures.maplabels import Name, Placed, Room, around, crosses, meet
from goldenbridge.figures.mapsheet import Sheet
from goldenbridge.figures.mapstyle import MAP_DARK, MAP_LIGHT, MAP_STYLE, RADII, sign
from goldenbridge.figures.mapview import area, clipped, fitted, project, thinned
from goldenbridge.figures.places import Box
from goldenbridge.figures.style import LIGHT, STYLE
from goldenbridge.language.languages import ENGLISH
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import PLACE_KINDS, Party, Place, Programme

SVG = "{http://www.w3.org/2000/svg}"
VARIANTS = ("wide", "narrow")


@pytest.fixture(scope="module", params=shipped())
def programme(request: pytest.FixtureRequest) -> Programme:
    return load(shipped()[request.param])


def caption(programme: Programme | None = None) -> Caption:
    named = {s.id: s.publisher for s in programme.sources} if programme else {}
    used = {
        n: named[n] for n in named if programme and any(n in p.sources for p in programme.places)
    }
    return Caption("Map of the border", ENGLISH, used)


def drawn(programme: Programme) -> Figure:
    figure = region_map(programme.parties, programme.places, land(), caption(programme))
    assert figure is not None
    return figure


def chart(programme: Programme) -> _Map:
    states = {country.iso: country for country in land().countries}
    parties = {party: states[party.iso] for party in programme.parties}
    return _Map(land(), parties, programme.places, caption(programme))


def place(name: str, kind: str, lat: float | None, lon: float | None) -> Place:
    return Place(
        id=name, name=name, kind=kind, lat=lat, lon=lon, basis="stated", sources=("geonames-1",)
    )


def party(iso: str) -> Party:
    names = {country.iso: country.name for country in land().countries}
    name = names.get(iso, iso)
    return Party(id=iso or "XX", name=name, adjective=name, iso=iso)


def holds(rings: Iterator[list[Point]], point: Point) -> bool:
    x, y = point
    cuts = sum(
        x < u + (y - v) / (t - v) * (s - u)
        for ring in rings
        for (u, v), (s, t) in pairwise(ring)
        if (v > y) != (t > y)
    )
    return cuts % 2 == 1


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


# the outlines


def test_baikonur_is_no_hole_in_kazakhstan() -> None:
    (kazakhstan,) = (country for country in land().countries if country.iso == "KAZ")
    assert all(len(rings) == 1 for rings in kazakhstan.polygons)
    assert holds((land().points(ring) for ring in kazakhstan.rings), (63.3, 45.6))
    assert "Baikonur" not in {country.name for country in land().countries}


def test_every_ring_is_closed_and_every_code_stands_once() -> None:
    codes = [country.iso for country in land().countries if country.iso]
    assert len(codes) == len(set(codes)) > 230
    rings = [ring for country in land().countries for ring in country.rings]
    for points in (land().points(ring) for ring in (*rings, *land().lakes)):
        assert points[0] == points[-1]


def test_towns_are_in_their_states() -> None:
    towns = {"KGZ": (74.59, 42.87), "UZB": (69.216, 41.265), "KAZ": (71.446, 51.18)}
    for country in land().countries:
        if country.iso in towns:
            assert holds((land().points(ring) for ring in country.rings), towns[country.iso])


# the figure


def test_both_variants_are_sound_small_and_told(programme: Programme) -> None:
    figure = drawn(programme)
    for variant, svg in (("wide", figure.wide), ("narrow", figure.narrow)):
        root = ET.fromstring(svg)  # noqa: S314
        assert root.get("role") == "img"
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert root.get("aria-labelledby", "").split() == ids
        assert ids == [f"map-{variant}-title", f"map-{variant}-desc"]
        assert len(svg.encode()) <= 40_000
        assert " style=" not in svg
    assert figure.wide != figure.narrow
    for party in programme.parties:
        assert party.name in figure.alt
    assert "GeoNames" in figure.alt


def test_it_says_whose_outlines_these_are_and_what_they_do_not_mean(programme: Programme) -> None:
    for svg in (drawn(programme).wide, drawn(programme).narrow):
        told = " ".join(texts(svg))
        assert "Outlines, rivers and lakes: Natural Earth." in told
        assert "GeoNames" in told
        assert "Borders are those of Natural Earth and imply no opinion on any territory." in told
        assert "is drawn at the nearest settlement on record" in told
        for lost in (p for p in programme.places if p.lat is None):
            assert lost.name in told


@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_every_place_is_in_the_view_and_every_crossing_is_named(
    programme: Programme, room: float
) -> None:
    map_ = chart(programme)
    overview = map_.overview(room, 220, 450)
    assert all(overview.holds(overview.spot(point), 3) for point in map_.known.values())
    told = " ".join(texts(drawn(programme).wide if room == WIDE else drawn(programme).narrow))
    for one in programme.places:
        if one.kind in ("road", "rail", "complex", "reservoir", "capital"):
            assert all(word in told for word in one.name.split()), one.name


@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_no_name_covers_another_name_a_sign_or_the_edge(
    programme: Programme, room: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets: list[tuple[Sheet, list[Placed]]] = []
    names = Sheet.names

    def watched(self: Sheet, room: Room, *, narrow: bool) -> list[Placed]:
        found = names(self, room, narrow=narrow)
        sheets.append((self, found))
        return found

    monkeypatch.setattr(Sheet, "names", watched)
    chart(programme).draw(room)
    assert len(sheets) >= 2
    for sheet, placed in sheets:
        for first, second in combinations(placed, 2):
            assert not first.box.meets(second.box), (first.name.lines, second.name.lines)
        for one in placed:
            assert one.box.inside(sheet.view.frame)
            for site, spot in sheet.spots():
                if site.kind != "water":
                    assert not one.box.meets(around(spot, RADII[site.kind])), one.name.lines
                    own = site.id == one.name.key
                    assert own or not one.leader or not crosses(one.leader, around(spot, 1))
        leaders = [one.leader for one in placed if one.leader]
        assert not any(meet(first, second) for first, second in combinations(leaders, 2))


def test_every_class_is_styled(programme: Programme) -> None:
    figure = drawn(programme)
    used = {
        name
        for names in re.findall(r'class="([^"]*)"', figure.wide + figure.narrow)
        for name in names.split()
    }
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLE + MAP_STYLE))
    assert used <= styled
    colours = set(re.findall(r"var\(--([a-z]+)\)", MAP_STYLE))
    assert colours <= {*LIGHT, *MAP_LIGHT}
    assert MAP_LIGHT.keys() == MAP_DARK.keys()


# other programmes


def test_without_places_it_shows_the_states_alone() -> None:
    figure = region_map([party("UZB"), party("TJK")], (), land(), caption())
    assert figure is not None
    assert "UZBEKISTAN" in texts(figure.wide)
    assert "TAJIKISTAN" in texts(figure.wide)
    assert "AFGHANISTAN" in texts(figure.wide)
    assert not any("enlarged" in text or "settlement" in text for text in texts(figure.wide))


def test_states_that_do_not_touch_have_no_border_to_explain() -> None:
    for iso, touch in (("KGZ", True), ("TJK", False)):
        figure = region_map([party("KAZ"), party(iso)], (), land(), caption())
        assert figure is not None
        assert ("Border of the two" in texts(figure.wide)) == touch


@pytest.mark.parametrize("iso", ["", "XYZ"])
def test_without_an_outline_of_every_party_there_is_no_map(iso: str) -> None:
    assert region_map([party("KAZ"), party(iso)], (), land(), caption()) is None
    assert region_map([], (), land(), caption()) is None


@pytest.mark.parametrize(
    "pair", [("FRA", "ESP"), ("NOR", "RUS"), ("CHL", "ARG"), ("IDN", "TLS"), ("NZL", "FJI")]
)
def test_any_pair_can_be_drawn(pair: tuple[str, str]) -> None:
    figure = region_map([party(iso) for iso in pair], (), land(), caption())
    assert figure is not None
    for svg in (figure.wide, figure.narrow):
        ET.fromstring(svg)  # noqa: S314
        assert party(pair[0]).name.upper() in texts(svg)


def test_crossings_far_apart_need_no_enlargement_and_one_point_holds_two_signs() -> None:
    places = [
        place("west", "road", 50.0, 48.0),
        place("east", "rail", 46.0, 82.0),
        place("twin", "road", 46.0, 82.0),
        place("centre", "complex", 46.0, 82.0),
    ]
    pair = [party("KAZ"), party("KGZ")]
    figure = region_map(pair, places, land(), caption())
    assert figure is not None
    assert "The border crossings, enlarged" not in texts(figure.wide)
    assert {"west", "east", "twin", "centre"} <= set(texts(figure.wide))


def test_names_that_have_no_room_become_numbers() -> None:
    places = [
        place(
            f"A crossing with a long name {number}", "road", 42.5 + number % 3 / 9, 71 + number / 4
        )
        for number in range(20)
    ]
    figure = region_map([party("KAZ"), party("KGZ")], places, land(), caption())
    assert figure is not None
    for svg in (figure.wide, figure.narrow):
        told = texts(svg)
        assert {str(number) for number in range(1, 21)} <= set(told)
        assert {place.name for place in places} <= set(told)


def test_hostile_names_stay_text() -> None:
    odd = dataclasses.replace(place("x", "city", 43.0, 75.0), name='<b a="1">&\x00')
    figure = region_map([party("KAZ")], [odd], land(), caption())
    assert figure is not None
    assert any('<b a="1">&' in text for text in texts(figure.wide))


# the pieces


def test_the_projection_is_the_one_of_the_book_and_runs_back() -> None:
    # Snyder (1987), Map Projections, page 332: R = 3, centre 40° N 100° W, point 20° S 100° E
    x, y = project((100, -20), (-100, 40))
    assert (3 * x, 3 * y) == (pytest.approx(-4.2339, abs=1e-4), pytest.approx(4.0258, abs=1e-4))
    view = fitted([(70, 40), (80, 45)], Box(0, 0, 300, 200))
    for point in [(70.0, 40.0), (80.0, 45.0), view.centre, (66.0, 48.0)]:
        assert view.point(view.spot(point)) == pytest.approx(point)


def test_a_line_keeps_its_ends_and_every_point_that_matters() -> None:
    line = [(0.0, 0.0), (1.0, 0.05), (2.0, 3.0), (3.0, 0.02), (4.0, 0.0)]
    assert thinned(line, [0.1] * 5) == [(0, 0), (1, 0.05), (2, 3), (3, 0.02), (4, 0)]
    assert thinned(line[:2] + line[3:], [0.1] * 4) == [(0, 0), (4, 0)]


def test_a_ring_is_cut_to_the_frame() -> None:
    square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0), (-5.0, -5.0)]
    assert area(clipped(square, Box(0, 0, 20, 20))) == 25
    assert clipped(square, Box(6, 6, 9, 9)) == []


def test_a_full_frame_has_no_place_for_a_name() -> None:
    room = Room(Box(0, 0, 60, 60))
    name = Name("a", ["a name far too long"], (30, 30), 3, 12, "xs")
    assert room.place(name) is None


@pytest.mark.parametrize("kind", PLACE_KINDS)
def test_every_kind_has_a_sign_of_its_own_shape(kind: str) -> None:
    shapes = {k: re.sub(r'class="\w+"', "", sign(k, (9, 9))) for k in RADII}
    assert len(set(shapes.values())) == len(shapes)
    assert kind in RADII or kind == "water"
