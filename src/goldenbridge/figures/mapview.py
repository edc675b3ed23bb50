"""A rectangle of the earth as a rectangle of the page: projected, thinned out and cut to it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goldenbridge.figures.land import Land, Point, Ring, run
from goldenbridge.figures.places import Box

EARTH_KM = 6371.0
_THIN, _SPECK = 0.7, 4.0
"""Pixels a line may run from the original, and square pixels below which nothing is drawn."""
_FAR, _HALF = 0.1, 180.0
_PAD = 0.04


@dataclass(frozen=True, slots=True)
class View:
    """The map in `frame`, in an equal-area projection with its centre at `centre`.

    Lambert's azimuthal one on a sphere: Snyder (1987), Map Projections, equations 24-2 to 24-4.
    `middle` is what the frame's middle shows, in radii of the earth from the centre; `scale` is
    the pixels of such a radius.
    """

    centre: Point
    middle: Point
    scale: float
    frame: Box
    _arcs: dict[int, list[Point]] = field(default_factory=dict, repr=False, compare=False)

    def spot(self, point: Point) -> Point:
        """Where a point, in degrees east and north, is on the page."""
        x, y = project(point, self.centre)
        left, top, right, bottom = self.frame
        return (
            (left + right) / 2 + (x - self.middle[0]) * self.scale,
            (top + bottom) / 2 - (y - self.middle[1]) * self.scale,
        )

    def holds(self, spot: Point, margin: float = 0.0) -> bool:
        """Whether a spot of the page lies in the frame, so far from its edges."""
        left, top, right, bottom = self.frame
        x, y = spot
        return left + margin <= x <= right - margin and top + margin <= y <= bottom - margin

    def border(self) -> list[Point]:
        """The edge of the frame, in degrees east and north."""
        left, top, right, bottom = self.frame
        corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        steps = 8
        spots = [corners[0]]
        for (a, b), (c, d) in pairwise(corners):
            parts = [step / steps for step in range(1, steps + 1)]
            spots += [(a + part * (c - a), b + part * (d - b)) for part in parts]
        return [self.point(spot) for spot in spots]

    def point(self, spot: Point) -> Point:
        """What a spot of the page shows, in degrees east and north: Snyder, 20-14, 20-15, 24-16."""
        left, top, right, bottom = self.frame
        x = (spot[0] - (left + right) / 2) / self.scale + self.middle[0]
        y = ((top + bottom) / 2 - spot[1]) / self.scale + self.middle[1]
        east, north = (math.radians(degrees) for degrees in self.centre)
        rho = math.hypot(x, y)
        if rho == 0:
            return self.centre
        c = 2 * math.asin(min(1.0, rho / 2))
        up = math.cos(c) * math.sin(north) + y * math.sin(c) * math.cos(north) / rho
        across = math.atan2(
            x * math.sin(c),
            rho * math.cos(north) * math.cos(c) - y * math.sin(north) * math.sin(c),
        )
        return math.degrees(east + across), math.degrees(math.asin(max(-1.0, min(1.0, up))))

    def pixels(self, kilometres: float) -> float:
        """How long a distance is on the page."""
        return kilometres / EARTH_KM * self.scale

    def near(self, points: Sequence[Point]) -> bool:
        """Whether any of the points is on this side of the earth."""
        east, north = (math.radians(degrees) for degrees in self.centre)
        return any(_cosine(point, east, north) > _FAR for point in points[:: len(points) // 40 + 1])

    def line(self, ring: Ring, land: Land) -> list[Point]:
        """The spots along a ring or a river; states that share an arc share its spots."""
        for number in ring:
            index = number if number >= 0 else ~number
            if index not in self._arcs:
                spots = [self.spot(point) for point in land.arcs[index]]
                self._arcs[index] = thinned(spots, [_THIN] * len(spots))
        return run(ring, self._arcs)

    def rings(self, polygons: Iterable[Iterable[Ring]], land: Land) -> list[list[Point]]:
        """The rings of polygons as far as they are in the frame."""
        found = []
        for polygon in polygons:
            for ring in polygon:
                if self.near(land.points(ring)):
                    cut = clipped(self.line(ring, land), self.frame)
                    found += [cut] if cut and area(cut) > _SPECK else []
        return found

    def runs(self, line: Ring, land: Land) -> list[list[Point]]:
        """The pieces of a line that are in the frame."""
        if not self.near(land.points(line)):
            return []
        pieces: list[list[Point]] = []
        for start, end in pairwise(self.line(line, land)):
            cut = _segment(start, end, self.frame)
            if cut is None:
                continue
            if pieces and pieces[-1][-1] == cut[0]:
                pieces[-1].append(cut[1])
            else:
                pieces.append(list(cut))
        return pieces


def fitted(points: Sequence[Point], frame: Box, *, least_km: float = 0.0) -> View:
    """The view that shows all the points in the frame, and not less than so many kilometres."""
    (west, south), (east, north) = extent(points)
    if east - west > _HALF:  # on both sides of the 180th meridian
        (west, _), (east, _) = extent([(x % 360, y) for x, y in points])
    east, north = (west + east) / 2, (south + north) / 2
    low, high = extent([project(point, (east, north)) for point in points])
    left, top, right, bottom = frame
    wide = max((high[0] - low[0]) * (1 + 2 * _PAD), least_km / EARTH_KM, 1e-6)
    tall = max((high[1] - low[1]) * (1 + 2 * _PAD), 1e-6)
    scale = min((right - left) / wide, (bottom - top) / tall)
    middle = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    return View((east, north), middle, scale, frame)


def area(ring: Sequence[Point]) -> float:
    """The area of a ring in the square of its unit; degrees of longitude shrink to the poles."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))) / 2


def extent(points: Sequence[Point]) -> tuple[Point, Point]:
    """The lowest and the highest coordinates."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))


def project(point: Point, centre: Point) -> Point:
    """A point, in degrees, as radii of the earth to the right of and above the centre."""
    east, north = (math.radians(degrees) for degrees in centre)
    across, up = math.radians(point[0]) - east, math.radians(point[1])
    k = math.sqrt(2 / max(1 + _cosine(point, east, north), 1e-9))
    return (
        k * math.cos(up) * math.sin(across),
        k * (math.cos(north) * math.sin(up) - math.sin(north) * math.cos(up) * math.cos(across)),
    )


def _cosine(point: Point, east: float, north: float) -> float:
    """The cosine of the angle between a point and the centre, seen from the middle of the earth."""
    across, up = math.radians(point[0]) - east, math.radians(point[1])
    return math.sin(north) * math.sin(up) + math.cos(north) * math.cos(up) * math.cos(across)


def thinned(line: Sequence[Point], limits: Sequence[float]) -> list[Point]:
    """Fewer points, the ends kept; none left out is farther from the new line than its limit.

    Douglas and Peucker (1973).
    """
    last = len(line) - 1
    keep, spans = {0, last}, [(0, last)]
    while spans:
        first, end = spans.pop()
        worst, middle = 1.0, -1
        for at in range(first + 1, end):
            far = _gap(line[at], line[first], line[end]) / limits[at]
            if far > worst:
                worst, middle = far, at
        if middle > 0:
            keep.add(middle)
            spans += [(first, middle), (middle, end)]
    return [line[at] for at in sorted(keep)]


def _gap(point: Point, start: Point, end: Point) -> float:
    (x, y), (u, v), (s, t) = point, start, end
    dx, dy = s - u, t - v
    span = dx * dx + dy * dy
    part = min(1.0, max(0.0, ((x - u) * dx + (y - v) * dy) / span)) if span else 0.0
    return math.hypot(x - u - part * dx, y - v - part * dy)


def clipped(ring: Sequence[Point], frame: Box) -> list[Point]:
    """The part of a ring inside the frame (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = frame
    points = list(ring[:-1])
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        cut: list[Point] = []
        for start, point in zip([points[-1], *points], points, strict=False):
            inner, was = (sign * (p[axis] - edge) >= 0 for p in (point, start))
            if inner != was:
                part = (edge - start[axis]) / (point[axis] - start[axis])
                x, y = (a + part * (b - a) for a, b in zip(start, point, strict=True))
                cut.append((x, y))
            if inner:
                cut.append(point)
        points = cut
        if not points:
            return []
    return [*points, points[0]]


def _segment(start: Point, end: Point, frame: Box) -> tuple[Point, Point] | None:
    """The part of a segment inside the frame (Liang and Barsky, 1984)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    left, top, right, bottom = frame
    low, high = 0.0, 1.0
    for step, room in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
    if low >= high:
        return None
    first = start if low == 0 else (x + low * dx, y + low * dy)
    last = end if high == 1 else (x + high * dx, y + high * dy)
    return first, last


def spans(rings: Iterable[Sequence[Point]], y: float) -> list[tuple[float, float]]:
    """From where to where a level line runs inside the rings."""
    cuts = sorted(
        u + (y - v) / (t - v) * (s - u)
        for ring in rings
        for (u, v), (s, t) in pairwise(ring)
        if (v > y) != (t > y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def shared(countries: Iterable[Sequence[Ring]]) -> list[int]:
    """The arcs that more than one of the countries has: the border between them."""
    counts: dict[int, int] = {}
    for rings in countries:
        for index in {n if n >= 0 else ~n for ring in rings for n in ring}:
            counts[index] = counts.get(index, 0) + 1
    return sorted(index for index, times in counts.items() if times > 1)
