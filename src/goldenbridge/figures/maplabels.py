"""Where names go on a map: near their sign, and clear of each other and of every other sign."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from goldenbridge.figures.land import Point
from goldenbridge.figures.lettering import width
from goldenbridge.figures.places import Box

_GAPS = (3.0, 9.0, 18.0, 28.0, 40.0, 54.0, 70.0, 88.0, 108.0)
_TURNS = 24
_LEADER = 7.0
_AIR = 2.0
_SPACED = 1.14
"""The names of states have their letters apart."""
_ASCENT = 0.78
LEADING = 1.18


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed at a sign of some radius; `over` lets it stand on the spot itself."""

    key: str
    lines: Sequence[str]
    spot: Point
    radius: float
    size: float
    kind: str
    bold: bool = False
    over: bool = False

    @property
    def measure(self) -> tuple[float, float]:
        """Width and height."""
        wide = max(width(line, self.size, bold=self.bold) for line in self.lines)
        wide *= _SPACED if "name-of" in self.kind else 1
        return wide, len(self.lines) * self.size * LEADING


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its box, and the line that leads to its sign where it stands apart from it."""

    name: Name
    box: Box
    leader: tuple[Point, Point] | None

    @property
    def baselines(self) -> Iterator[tuple[float, float, str]]:
        """The middle of each line of text and its baseline."""
        left, top, right, _ = self.box
        for row, line in enumerate(self.name.lines):
            yield (left + right) / 2, top + (row * LEADING + _ASCENT) * self.name.size + 1, line


@dataclass(slots=True)
class Room:
    """The frame names must stay in, with what is taken already."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep names off a box."""
        self.boxes.append(box)

    def free(self, box: Box) -> bool:
        """Whether a name may stand in a box."""
        grown = _grown(box)
        if not grown.inside(self.frame):
            return False
        return not any(grown.meets(other) for other in self.boxes) and not any(
            crosses(leader, grown) for leader in self.leaders
        )

    def place(self, name: Name) -> Placed | None:
        """Put a name as near to its sign as it can stand; None where there is no room."""
        for box, leader in _candidates(name):
            if self.free(box) and (leader is None or self._clear(leader, name)):
                self.boxes.append(box)
                if leader is not None:
                    self.leaders.append(leader)
                return Placed(name, box, leader)
        return None

    def _clear(self, leader: tuple[Point, Point], name: Name) -> bool:
        own = around(name.spot, name.radius)
        return not any(meet(leader, other) for other in self.leaders) and not any(
            crosses(leader, _grown(box)) for box in self.boxes if not box.meets(own)
        )


def _candidates(name: Name) -> Iterator[tuple[Box, tuple[Point, Point] | None]]:
    wide, tall = name.measure
    x, y = name.spot
    if name.over:
        yield Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2), None
    for gap in _GAPS:
        for turn in sorted(range(_TURNS), key=_taste):
            across, down = math.cos(turn * math.tau / _TURNS), math.sin(turn * math.tau / _TURNS)
            reach = name.radius + gap
            middle = x + across * (reach + wide / 2), y + down * (reach + tall / 2)
            box = Box(
                middle[0] - wide / 2,
                middle[1] - tall / 2,
                middle[0] + wide / 2,
                middle[1] + tall / 2,
            )
            end = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
            far = math.dist((x, y), end)
            if far <= name.radius + _LEADER:
                yield box, None
            else:
                part = (name.radius + 1) / far
                yield box, ((x + part * (end[0] - x), y + part * (end[1] - y)), end)


def _taste(turn: int) -> float:
    """To the right first, then to the left, above and below, slanted ones last."""
    quarter = _TURNS / 4
    order = {0.0: 0.0, 2.0: 1.0, 3.0: 2.0, 1.0: 3.0}
    return order.get(turn / quarter, 4 + min(turn % quarter, quarter - turn % quarter))


def _grown(box: Box) -> Box:
    return Box(box.left - _AIR, box.top - _AIR, box.right + _AIR, box.bottom + _AIR)


def around(spot: Point, radius: float) -> Box:
    """The box around a sign."""
    return Box(spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)


def meet(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Whether two straight lines cross."""
    (a, b), (c, d) = first, second
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a straight line runs through a box."""
    left, top, right, bottom = box
    if any(left < x < right and top < y < bottom for x, y in line):
        return True
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return any(
        meet(line, (corners[at], corners[(at + 1) % len(corners)])) for at in range(len(corners))
    )


def _side(start: Point, end: Point, point: Point) -> bool:
    return (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (point[0] - start[0])


def crowded_first(names: Iterable[Name], within: float = 90.0) -> list[Name]:
    """Names in the order in which they should choose: the ones with the most neighbours first."""
    found = list(names)
    return sorted(
        found,
        key=lambda name: -sum(math.dist(name.spot, other.spot) < within for other in found),
    )
