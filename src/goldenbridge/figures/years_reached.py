"""By when the target will have been reached: the cumulative chance year by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.axes import across, beside, margin, years_below
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose, look
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import spread, width, wrap
from goldenbridge.figures.places import Box, along, first_free, text_box
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Chance
from goldenbridge.outlook.attainment import Attainment

_PLOT, _LINE, _NAMES = 220.0, 17.0, 190.0
_SIDES: tuple[tuple[float, svg.Anchor], ...] = ((-8.0, "end"), (8.0, "start"))
_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


def years_reached(
    attainments: Sequence[Attainment], names: Mapping[str, str], caption: Caption
) -> Figure | None:
    """A line per reporter: the share of draws that have reached the target by each year's end.

    `names` are those of the reporters; of several readings of a deadline the first counts. None
    where no attainment holds years.
    """
    rows: dict[str, _Row] = {}
    for a in attainments:
        if a.years and a.reporter not in rows:
            year = a.deadline.year if a.deadline else None
            name = names.get(a.reporter, a.reporter)
            rows[a.reporter] = _Row(a.years, year, name, look(len(rows)))
    if not rows:
        return None
    chart = _Chart(list(rows.values()), caption.language)
    return compose(caption, "years", alt=chart.alt(), unit="%", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Row:
    years: Sequence[tuple[int, float]]
    due: int | None
    name: str
    look: str


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[_Row]
    language: Language

    @property
    def years(self) -> tuple[int, int]:
        years = [year for row in self.rows for year, _ in row.years]
        return min(years), max(years)

    def alt(self) -> str:
        say = self.language.say
        told = [say("Chance that the target has been reached.")]
        for row in self.rows:
            shown = dict([(year, p) for year, p in row.years if year == row.due] + [row.years[-1]])
            parts = [
                say("{chance} by the end of {year}", chance=Chance(p), year=str(year))
                for year, p in shown.items()
            ]
            told.append(f"{row.name}: {self.language.listing(parts)}.")
        return " ".join(told)

    def draw(self, room: float) -> Drawn:
        """Names at the ends of the lines on a page, above the plot on a phone."""
        labels = [self.language.percent(level) for level in _LEVELS]
        left, beneath = margin(labels), room <= NARROW
        ends = [self.language.chance(row.years[-1][1]) for row in self.rows]
        names = [
            wrap(row.name, room - 40 if beneath else _NAMES, lines=3, bold=True)
            for row in self.rows
        ]
        right = max(width(text, bold=True) for text in ends) + 12
        if not beneath:
            right = max(right, *(width(t, bold=True) + 12 for name in names for t in name))
        shapes, top = [], 0.0
        for row, name in zip(self.rows, names, strict=True) if beneath else ():
            marks = [svg.line((1, top + 10), (26, top + 10), "line")]
            marks.append(svg.lines(34, top + 14, name, "b own", step=_LINE, full=row.name))
            shapes.append(svg.group(row.look, marks))
            top += len(name) * _LINE
        top += 12
        x = Scale(*self.years, left + 6, room - right)
        y = Scale(0, 1, top + _PLOT, top)
        shapes += [
            across(_LEVELS, y, left, room - right),
            beside(_LEVELS, labels, y, left),
            years_below(*self.years, x, y.start),
            self.due(x, y),
        ]
        lines = [1 if beneath else 1 + len(name) for name in names]
        wanted = [y(row.years[-1][1]) + 4 for row in self.rows]
        places = spread(
            wanted, max(lines) * _LINE + 6, y.end + 10, y.start - (max(lines) - 1) * _LINE
        )
        taken = [box for row in self.rows for box in along(self.spots(row, x, y))]
        for row in self.rows:
            spots = self.spots(row, x, y)
            drawn = [svg.polyline(spots, "line")] if len(spots) > 1 else []
            drawn.append(svg.dot(*spots[-1], 3.2, "full"))
            shapes.append(svg.group(row.look, [*drawn, self.at_due(row, x, y, taken)]))
        for row, name, end, place in zip(self.rows, names, ends, places, strict=True):
            told = svg.lines(
                x.end + 10,
                place,
                [end] if beneath else [end, *name],
                "b own",
                step=_LINE,
                full=row.name,
            )
            shapes.append(svg.group(row.look, [told]))
        return Drawn("".join(shapes), y.start + 26)

    @staticmethod
    def spots(row: _Row, x: Scale, y: Scale) -> list[svg.Spot]:
        return [(x(year), y(share)) for year, share in row.years]

    def due(self, x: Scale, y: Scale) -> str:
        """An upright line in each year that a promise is due and the plot shows."""
        first, last = self.years
        years = sorted({row.due for row in self.rows if row.due and first <= row.due <= last})
        return "".join(svg.line((x(year), y.start), (x(year), y.end), "goal") for year in years)

    def at_due(self, row: _Row, x: Scale, y: Scale, taken: list[Box]) -> str:
        """The chance in the year the promise is due, unless the line ends there."""
        share = dict(row.years[:-1]).get(row.due or 0)
        if share is None or row.due is None:
            return ""
        spot = (x(row.due), y(share))
        text = f"{self.language.chance(share)} ({row.due})"
        places: list[tuple[float, float, svg.Anchor]] = [
            (spot[0] + side, spot[1] + down, anchor)
            for down in (-8, 17, -24)
            for side, anchor in _SIDES
        ]
        boxes = [
            text_box(across, down, text, anchor=anchor, bold=True)
            for across, down, anchor in places
        ]
        frame = Box(x.start - 4, y.end - 8, x.end, y.start - 2)
        free = first_free(boxes, taken, frame)
        shapes = [svg.dot(*spot, 4, "hollow")]
        if free is not None:
            taken.append(boxes[free])
            across, down, anchor = places[free]
            shapes.append(svg.label(across, down, text, "b own halo", anchor=anchor))
        return "".join(shapes)
