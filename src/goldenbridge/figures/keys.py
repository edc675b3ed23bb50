"""A line of marks with their meanings, and short dates."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_skeleton

from goldenbridge.figures import svg
from goldenbridge.figures.lettering import SMALL, cut, width
from goldenbridge.language.languages import Language
from goldenbridge.language.periods import Period

_LINE, _MARK, _BETWEEN = 18.0, 16.0, 18.0


def key(items: Iterable[tuple[str, str]], top: float, room: float) -> tuple[str, float]:
    """Marks drawn around (0, 0), each with its meaning, in as many lines as they need.

    Returns the drawing and where it ends.
    """
    shapes, x, base = [], 0.0, top + 14
    for mark, meaning in items:
        text = cut(meaning, room - _MARK, SMALL)
        wide = _MARK + width(text, SMALL)
        if x and x + wide > room:
            x, base = 0.0, base + _LINE
        shapes.append(svg.moved(x + 6, base - 4, mark))
        shapes.append(svg.label(x + _MARK, base, text, "xs", full=meaning))
        x += wide + _BETWEEN
    return "".join(shapes), base + 4 if shapes else top


def short(period: Period, language: Language) -> str:
    """A period as a month and a year, or as a year where it is longer than a month."""
    if (period.end - period.start).days > 31:
        first, last = str(period.start.year), str(period.end.year)
        return first if first == last else f"{first}–{last}"
    return short_month(period.end, language)


def short_month(day: date, language: Language) -> str:
    """The month of a day, shortened: "Mar 2026"."""
    return format_skeleton("yMMM", day, locale=language.locale)
