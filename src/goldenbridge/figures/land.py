"""The outlines the map is drawn from: states, rivers and lakes, read once from the package."""

import functools
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

Point = tuple[float, float]
Ring = tuple[int, ...]
"""Numbers of arcs in order; below zero, the arc ~number run backwards."""


@dataclass(frozen=True, slots=True)
class Country:
    """A state: its codes of three and two letters, its name, and rings, the outer one first."""

    iso: str
    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def rings(self) -> tuple[Ring, ...]:
        """All rings, outer and inner."""
        return tuple(ring for polygon in self.polygons for ring in polygon)


@dataclass(frozen=True, slots=True)
class Land:
    """States, rivers and lakes over the arcs they share, in degrees east and north."""

    arcs: tuple[tuple[Point, ...], ...]
    countries: tuple[Country, ...]
    rivers: tuple[Ring, ...]
    lakes: tuple[Ring, ...]

    def points(self, ring: Ring) -> list[Point]:
        """The points along a ring or a river."""
        return run(ring, self.arcs)


def run(ring: Ring, arcs: Any) -> list[Point]:
    """The points along arcs, each arc's first point left out where it continues another."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


@functools.cache
def land() -> Land:
    """The outlines that come with the package; scripts/outlines.py makes their file."""
    read = json.loads((files("goldenbridge.figures") / "outlines.json").read_text("utf-8"))
    kx, ky = read["transform"]["scale"]
    objects = read["objects"]
    return Land(
        arcs=tuple(_arc(steps, kx, ky) for steps in read["arcs"]),
        countries=tuple(_country(row) for row in objects["countries"]["geometries"]),
        rivers=tuple(tuple(river) for river in objects["rivers"]["arcs"]),
        lakes=tuple(tuple(lake[0]) for lake in objects["lakes"]["arcs"]),
    )


def _arc(steps: list[list[int]], kx: float, ky: float) -> tuple[Point, ...]:
    x = y = 0
    points = []
    for east, north in steps:
        x, y = x + east, y + north
        points.append((x * kx, y * ky))
    return tuple(points)


def _country(row: dict[str, Any]) -> Country:
    polygons = tuple(tuple(tuple(ring) for ring in rings) for rings in row["arcs"])
    return Country(row["id"], row["properties"]["code"], row["properties"]["name"], polygons)
