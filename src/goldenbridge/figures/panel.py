"""One reporter's part of the picture of the turnover: its past, its fan, and the target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.lettering import SMALL, cut, spread, width
from goldenbridge.figures.places import Box, along, first_free, text_box
from goldenbridge.figures.scales import Scale
from goldenbridge.statistics.series import Point, Series


@dataclass(frozen=True, slots=True)
class Target:
    """The level promised, in the unit of the series, and the year it is promised for, if any."""

    value: float
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One reporter: the series, quantiles of each year to come, the name and the class."""

    series: Series
    fan: Mapping[int, Sequence[float]]
    name: str
    look: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Where one reporter is drawn: the edges of its plot, and its scales."""

    left: float
    right: float
    x: Scale
    y: Scale

    def spots(self, points: Sequence[Point]) -> list[svg.Spot]:
        """The places of measured values."""
        return [(self.x(p.year), self.y(p.value)) for p in points]


def goal(panel: Panel, target: Target, told: str) -> tuple[str, Box]:
    """The target as a line with its label and a mark in its year, and what the label covers."""
    y = panel.y(target.value)
    text = cut(told, panel.right - panel.left - 8, SMALL)
    shapes = [
        svg.line((panel.left, y), (panel.right, y), "goal"),
        svg.label(panel.left + 2, y - 6, text, "xs halo", full=told),
    ]
    if target.year is not None:
        shapes.append(svg.dot(panel.x(target.year), y, 4.5, "full"))
    return svg.group("aim", shapes), text_box(panel.left + 2, y - 6, text, SMALL)


def past(panel: Panel, row: Row, told: str, taken: Sequence[Box]) -> str:
    """What was measured, hollow where not final, with the last value said beside it.

    The label stands above or below the last point, off the line itself where there is room, and
    nowhere where every place would cover what is taken.
    """
    points = row.series.points
    spots = panel.spots(points)
    shapes = [svg.polyline(spots, "line")] if len(spots) > 1 else []
    shapes += [
        svg.dot(*spot, 3, "full" if p.standing == "final" else "hollow")
        for p, spot in zip(points, spots, strict=True)
        if p.standing != "final" or p is points[-1]
    ]
    x, y = spots[-1]
    told = cut(told, panel.right - panel.left - 4, bold=True)
    x = max(x + 2, panel.left + 2 + width(told, bold=True))
    places = (y - 12, y + 24, y - 30, y + 42, y - 48, y + 60)
    boxes = [text_box(x, place, told, anchor="end", bold=True) for place in places]
    frame = Box(boxes[0].left, panel.y.end - 4, boxes[0].right, panel.y.start)
    free = first_free(boxes, [*taken, *along(spots)], frame)
    if free is None:
        free = first_free(boxes, taken, frame)
    if free is not None:
        shapes.append(svg.label(x, places[free], told, "b own halo", anchor="end"))
    return svg.group(row.look, shapes)


def future(panel: Panel, row: Row, words: Sequence[str]) -> str:
    """The fan from the last value on; `words` name the outer band, the inner one and the median."""
    last = row.series.last
    start = (panel.x(last.year), panel.y(last.value))
    lines = [
        [start, *((panel.x(year), panel.y(told[k])) for year, told in row.fan.items())]
        for k in range(5)
    ]
    shapes = [
        svg.band(lines[0], lines[4], "fan80"),
        svg.band(lines[1], lines[3], "fan50"),
        svg.polyline(lines[0], "edge"),
        svg.polyline(lines[4], "edge"),
        svg.polyline(lines[2], "mid"),
    ]
    ends = [line[-1][1] + 4 for line in lines]
    wanted = [(ends[4] + ends[3]) / 2, (ends[3] + ends[2]) / 2, ends[2]]
    places = spread(wanted, 14, panel.y.end + 8, panel.y.start)
    shapes += [
        svg.label(panel.right + 8, place, text, "xs")
        for text, place in zip(words, places, strict=True)
    ]
    return svg.group(row.look, shapes)
