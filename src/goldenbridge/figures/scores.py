"""How such forecasts scored against two that know nothing."""

from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.caption import NARROW, Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.lettering import SMALL, cut, width, wrap
from goldenbridge.figures.scales import Scale
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number
from goldenbridge.outlook.record import Record

_LINE, _ROW, _BAR, _GAP = 17.0, 25.0, 14.0, 36.0
_DIGITS = 3


def scores(record: Record, caption: Caption) -> Figure | None:
    """Brier score and CRPS of the tool, the naive forecast and the one with drift.

    Lower is better. None where nothing was replayed.
    """
    if not record.forecasts:
        return None
    say = caption.language.say
    unit = caption.language.unit(record.unit)
    groups = (
        _Group(
            say("Brier score of the chances given"),
            (record.brier, record.brier_naive, record.brier_drift),
        ),
        _Group(
            say("CRPS of the values, {unit}", unit=unit),
            (record.crps, record.crps_naive, record.crps_drift),
        ),
    )
    chart = _Chart(groups, record, caption.language)
    return compose(caption, "scores", alt=chart.alt(), unit=record.unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    values: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Chart:
    groups: tuple[_Group, ...]
    record: Record
    language: Language

    def names(self) -> tuple[str, str, str]:
        say = self.language.say
        return say("this tool"), say("naive"), say("with drift")

    def alt(self) -> str:
        told = [
            self.language.say(
                "{score}: this tool {own}, naive {naive}, with drift {drift}.",
                score=group.title,
                **{
                    name: Number(value, _DIGITS)
                    for name, value in zip(("own", "naive", "drift"), group.values, strict=True)
                },
            )
            for group in self.groups
        ]
        return " ".join((*told, self.note()))

    def note(self) -> str:
        return self.language.say(
            "{n} forecasts from {first} to {last}; lower is better.",
            n=self.record.forecasts,
            first=str(self.record.first_origin),
            last=str(self.record.last_origin),
        )

    def draw(self, room: float) -> Drawn:
        """The two scores beside each other on a page, one under the other on a phone."""
        stacked = room <= NARROW
        wide = room if stacked else (room - _GAP) / 2
        shapes, top, end = [], 0.0, 0.0
        titles = [wrap(group.title, wide, bold=True) for group in self.groups]
        lines = max(len(title) for title in titles)
        for i, (group, title) in enumerate(zip(self.groups, titles, strict=True)):
            left = 0.0 if stacked else i * (wide + _GAP)
            shapes.append(svg.lines(left, top + 14, title, "b", step=_LINE, full=group.title))
            begin = top + 8 + _LINE * (len(title) if stacked else lines)
            shapes.append(self.bars(group, left, begin, wide))
            end = begin + _ROW * 3
            top = end + 18 if stacked else 0.0
        note = wrap(self.note(), room, SMALL)
        shapes.append(svg.lines(0, end + 20, note, "xs", step=_LINE))
        return Drawn("".join(shapes), end + 10 + len(note) * _LINE)

    def bars(self, group: _Group, left: float, top: float, wide: float) -> str:
        names = [cut(name, wide * 0.4, bold=True) for name in self.names()]
        texts = [self.language.number(value, _DIGITS) for value in group.values]
        start = left + max(width(name, bold=True) for name in names) + 10
        end = left + wide - max(width(text, bold=True) for text in texts) - 8
        x = Scale(0, max(group.values) or 1.0, start, max(start, end))
        shapes = []
        for n, (name, text, value) in enumerate(zip(names, texts, group.values, strict=True)):
            y = top + n * _ROW
            kind = ("first", "full") if n == 0 else ("plain", "hollow")
            bar = svg.box(start, y + 3, max(x(value) - start, 1), _BAR, kind[1])
            shapes += [
                svg.label(start - 10, y + 14, name, "b" if n == 0 else "", anchor="end"),
                svg.group(kind[0], [bar]),
                svg.label(max(x(value), start) + 8, y + 14, text, "b" if n == 0 else ""),
            ]
        return "".join(shapes)
