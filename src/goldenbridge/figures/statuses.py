"""What became of the promises of each sector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key
from goldenbridge.figures.lettering import width, wrap
from goldenbridge.language.languages import Language

_LINE, _BAR, _ROW = 16.0, 18.0, 26.0
# Statuses that a reader takes together, with the classes of their bar.
_GROUPS = (
    ("good", "full", ("kept",)),
    ("good", "hollow", ("kept_late", "partly_kept")),
    (
        "first",
        "faint",
        ("pending", "on_track", "accelerate", "limited", "deteriorating", "differs"),
    ),
    ("bad", "full", ("broken",)),
    ("plain", "dashed", ("unknown", "untestable")),
)


def statuses(
    counts: Mapping[tuple[str, str], int], sectors: Mapping[str, str], caption: Caption
) -> Figure | None:
    """A bar per sector, in the order of `sectors`, of how many promises have which status.

    `counts` are keyed by sector and status, `sectors` hold titles by id. Statuses outside the five
    groups count as what cannot be told. None where nothing is counted.
    """
    known = {status for _, _, group in _GROUPS for status in group}
    rows = []
    for sector, title in sectors.items():
        own = {status: n for (of, status), n in counts.items() if of == sector and n > 0}
        parts = [sum(own.get(status, 0) for status in group) for _, _, group in _GROUPS]
        parts[-1] += sum(n for status, n in own.items() if status not in known)
        if any(parts):
            rows.append(_Row(title, parts))
    if not rows:
        return None
    chart = _Chart(rows, caption.language)
    return compose(caption, "statuses", alt=chart.alt(), unit="", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    parts: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[_Row]
    language: Language

    def meanings(self) -> list[str]:
        say = self.language.say
        return [
            say("kept"),
            say("kept late or in part"),
            say("still open"),
            say("broken"),
            say("cannot be told"),
        ]

    def alt(self) -> str:
        sums = [sum(row.parts[i] for row in self.rows) for i in range(len(_GROUPS))]
        told = [
            self.language.say("{count} {status}", count=n, status=meaning)
            for n, meaning in zip(sums, self.meanings(), strict=True)
            if n
        ]
        return self.language.say(
            "{total} promises in {sectors} sectors: {told}.",
            total=sum(sums),
            sectors=len(self.rows),
            told=self.language.listing(told),
        )

    def draw(self, room: float) -> Drawn:
        """Titles beside the bars on a page, above them on a phone."""
        used = [i for i in range(len(_GROUPS)) if any(row.parts[i] for row in self.rows)]
        marks = [
            (
                svg.group(_GROUPS[i][0], [svg.box(-6, -6, 12, 12, _GROUPS[i][1])]),
                self.meanings()[i],
            )
            for i in used
        ]
        drawn, top = key(marks, 0, room)
        shapes, narrow = [drawn], room <= NARROW
        top += 12
        titles = 0.0 if narrow else min(max(width(row.title) for row in self.rows), 230.0) + 14
        most = max(sum(row.parts) for row in self.rows)
        totals = width(self.language.number(most, 0), bold=True) + 10
        step = (room - titles - totals) / most
        for row in self.rows:
            lines = wrap(row.title, room if narrow else titles - 12)
            shapes.append(svg.lines(0, top + 13, lines, full=row.title))
            bar = top + len(lines) * _LINE + 3 if narrow else top
            shapes.append(self.bar(row, titles, bar, step))
            top = max(top + len(lines) * _LINE, bar + _BAR) + (_ROW - _BAR)
        return Drawn("".join(shapes), top)

    def bar(self, row: _Row, left: float, top: float, step: float) -> str:
        shapes = []
        for (look, kind, _), n in zip(_GROUPS, row.parts, strict=True):
            if not n:
                continue
            wide = n * step
            text = self.language.number(n, 0)
            parts = [svg.box(left + 1, top, max(wide - 2, 0.5), _BAR, kind)]
            if width(text, bold=True) + 4 <= wide:
                inside = "on" if kind == "full" else ""
                parts.append(svg.label(left + wide / 2, top + 13.5, text, inside, anchor="middle"))
            shapes.append(svg.group(look, parts))
            left += wide
        total = self.language.number(sum(row.parts), 0)
        shapes.append(svg.label(left + 8, top + 13.5, total, "b"))
        return "".join(shapes)
