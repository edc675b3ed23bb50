"""How far each document has come: signed, ratified by each party, in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.keys import key, short
from goldenbridge.figures.lettering import SMALL, width, wrap
from goldenbridge.figures.rungs import Rung, columns, latest, missing, rungs
from goldenbridge.language.languages import Language
from goldenbridge.outlook.ladders import Standing
from goldenbridge.programme.model import Document

_MOST, _MOST_NARROW = 20, 10
_LINE, _COLUMN, _STEP, _RADIUS = 16.0, 88.0, 20.0, 5.0


def ladder(
    documents: Sequence[tuple[Document, Standing]],
    parties: Mapping[str, str],
    as_of: date,
    caption: Caption,
) -> Figure | None:
    """A row of marks per document, those not yet effective first, each with the latest step first.

    `parties` are their names by id. At most twenty documents, ten on a phone; the rest is counted.
    None without documents.
    """
    if not documents:
        return None
    language = caption.language
    rows = []
    for document, standing in documents:
        steps = rungs(document, parties, as_of, language)
        lacks = missing(steps, parties, language) if standing.missing else ""
        rows.append(_Row(document.title, steps, lacks))
    rows.sort(key=_last_step, reverse=True)
    rows.sort(key=lambda row: not row.missing)
    chart = _Chart(rows, columns(parties, language), language)
    return compose(caption, "ladder", alt=chart.alt(), unit="", draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    steps: Sequence[Rung]
    missing: str


def _last_step(row: _Row) -> date:
    last = latest(row.steps)
    return last.when.middle if last and last.when else date.min


@dataclass(frozen=True, slots=True)
class _Chart:
    rows: Sequence[_Row]
    heads: Sequence[str]
    language: Language

    def alt(self) -> str:
        say = self.language.say
        waiting = [row for row in self.rows if row.missing]
        told = say(
            "{total} documents, {waiting} of them not yet effective.",
            total=len(self.rows),
            waiting=len(waiting),
        )
        if not waiting:
            return told
        return f"{told} " + say(
            "The latest of these: {title}; missing: {missing}.",
            title=waiting[0].title,
            missing=waiting[0].missing,
        )

    def draw(self, room: float) -> Drawn:
        """A table of marks on a page; marks and words under each title on a phone."""
        say = self.language.say
        narrow = room <= NARROW
        rows = self.rows[: _MOST_NARROW if narrow else _MOST]
        states = {rung.state for row in rows for rung in row.steps}
        meanings = (
            ("done", say("done")),
            ("half", say("passed by parliament, not yet ratified")),
            ("open", say("still missing")),
            ("unknown", say("not recorded")),
        )
        marks = [(_mark(0, 0, state), told) for state, told in meanings if state in states]
        drawn, top = key(marks, 0, room)
        body, end = self.blocks(rows, top + 6, room) if narrow else self.table(rows, top + 6, room)
        shapes = [drawn, body]
        if left := len(self.rows) - len(rows):
            text = say("and {n} more", n=left)
            shapes.append(svg.label(0, end + 18, text, "xs"))
            end += 22
        return Drawn(svg.group("first", shapes), end + 4)

    def table(self, rows: Sequence[_Row], top: float, room: float) -> tuple[str, float]:
        first = _first(rows)
        heads = self.heads[first:]
        longest = max(width(word, SMALL) for head in heads for word in head.split())
        column = min(max(_COLUMN, longest + 8), room * 0.66 / len(heads))
        title = room - column * len(heads)
        lines = [wrap(head, column - 6, SMALL, lines=3) for head in heads]
        deep = max(len(line) for line in lines)
        shapes = [
            svg.lines(
                title + i * column, top + 14 + (deep - len(line)) * _LINE, line, "xs", full=head
            )
            for i, (head, line) in enumerate(zip(heads, lines, strict=True))
        ]
        top += deep * _LINE + 8
        for row in rows:
            shapes.append(svg.line((0, top), (room, top), "grid"))
            names = wrap(row.title, title - 16)
            shapes.append(svg.lines(0, top + 17, names, full=row.title))
            for i, rung in enumerate(row.steps[first:]):
                x = title + i * column + _RADIUS + 1
                shapes.append(_mark(x, top + 13, rung.state))
                if rung.when:
                    told = self.when(rung, column - 19)
                    shapes.append(svg.label(x + 10, top + 17, told, "xs"))
            top += max(len(names), 1) * _LINE + 9
        return "".join(shapes), top

    def when(self, rung: Rung, room: float) -> str:
        """The month where it fits, else the year."""
        if rung.when is None:
            return ""
        told = short(rung.when, self.language)
        year = str(rung.when.year)
        return next((text for text in (told, year) if width(text, SMALL) <= room), "")

    def blocks(self, rows: Sequence[_Row], top: float, room: float) -> tuple[str, float]:
        say, first = self.language.say, _first(rows)
        shapes = []
        for row in rows:
            shapes.append(svg.line((0, top), (room, top), "grid"))
            names = wrap(row.title, room)
            shapes.append(svg.lines(0, top + 17, names, full=row.title))
            top += len(names) * _LINE + 6
            steps = [rung for rung in row.steps[first:] if rung.state != "none"]
            for i, rung in enumerate(steps):
                shapes.append(_mark(_RADIUS + 1 + i * _STEP, top + 11, rung.state))
            last = latest(row.steps)
            told = []
            if last and last.when:
                when = short(last.when, self.language)
                told.append(say("Last: {rung}, {when}.", rung=last.name, when=when))
            if row.missing:
                told.append(say("Missing: {missing}.", missing=row.missing))
            left = (len(row.steps) - first) * _STEP + 4
            lines = wrap(" ".join(told), room - left, SMALL, lines=5)
            shapes.append(svg.lines(left, top + 15, lines, "xs"))
            top += max(len(lines), 1) * _LINE + 10
        return "".join(shapes), top


def _first(rows: Sequence[_Row]) -> int:
    """The first rung to show: hardly any document is initialed on record."""
    return 0 if any(row.steps[0].when for row in rows) else 1


def _mark(x: float, y: float, state: str) -> str:
    if state == "half":
        return svg.half(x, y, _RADIUS)
    if state == "unknown":
        return svg.dot(x, y, 1.8, "speck")
    return (
        svg.dot(x, y, _RADIUS, "full" if state == "done" else "hollow") if state != "none" else ""
    )
