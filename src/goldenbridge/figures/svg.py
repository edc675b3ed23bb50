"""The few shapes that figures are made of, as strings of SVG.

A shape gets its colour from a class that `style` defines, never from itself. Coordinates are
written with one decimal at most.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Anchor = Literal["start", "middle", "end"]
Spot = tuple[float, float]
_FORBIDDEN = {
    code: None
    for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\r"
}


def number(value: float) -> str:
    """A coordinate as short as one decimal allows: 12, 3.5, never -0."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def plain(text: str) -> str:
    """Text without what XML cannot hold, and with `&`, `<` and `>` escaped."""
    return escape(text.translate(_FORBIDDEN))


def label(  # noqa: PLR0913 - a place, a text and how it sits there
    x: float, y: float, text: str, kind: str = "", *, anchor: Anchor = "start", full: str = ""
) -> str:
    """A line of text whose baseline starts, has its middle or ends at (x, y).

    `full` is the whole of a text that was cut, for the pointer that rests on it.
    """
    whole = f"<title>{plain(full)}</title>" if full and full != text else ""
    held = "" if anchor == "start" else f' text-anchor="{anchor}"'
    place = f'x="{number(x)}" y="{number(y)}"'
    return f"<text{_kind(kind)} {place}{held}>{whole}{plain(text)}</text>"


def lines(  # noqa: PLR0913 - a place, the lines and how they sit there
    x: float,
    y: float,
    rows: Sequence[str],
    kind: str = "",
    *,
    anchor: Anchor = "start",
    step: float = 16.0,
    full: str = "",
) -> str:
    """Lines of one text, the first at (x, y); `full` is the whole of it, for where it was cut."""
    return "".join(
        label(x, y + n * step, row, kind, anchor=anchor, full=full if row.endswith("…") else "")
        for n, row in enumerate(rows)
    )


def line(first: Spot, last: Spot, kind: str) -> str:
    """A straight line."""
    return f"<path{_kind(kind)} d={quoteattr(_moves((first, last)))}/>"


def polyline(spots: Sequence[Spot], kind: str) -> str:
    """A line through all of the spots."""
    return f"<path{_kind(kind)} d={quoteattr(_moves(spots))}/>"


def band(lower: Sequence[Spot], upper: Sequence[Spot], kind: str) -> str:
    """The area between two lines that run the same way."""
    return f"<path{_kind(kind)} d={quoteattr(_moves((*upper, *reversed(lower))) + 'Z')}/>"


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle by its upper left corner."""
    return (
        f'<rect{_kind(kind)} x="{number(x)}" y="{number(y)}" '
        f'width="{number(width)}" height="{number(height)}"/>'
    )


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """A circle by its middle."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f"<circle{_kind(kind)} {place}/>"


def half(x: float, y: float, radius: float) -> str:
    """A circle whose left half is filled."""
    r, top = number(radius), number(y - radius)
    across = f"M{number(x)} {top}a{r} {r} 0 0 0 0 {number(2 * radius)}z"
    return dot(x, y, radius, "hollow") + f'<path class="half" d="{across}"/>'


def moved(x: float, y: float, shape: str) -> str:
    """A shape drawn around (0, 0), around (x, y) instead."""
    return f'<g transform="translate({number(x)} {number(y)})">{shape}</g>'


def group(kind: str, shapes: Iterable[str]) -> str:
    """Shapes that share a class; nothing where there are none."""
    inside = "".join(shapes)
    return f"<g{_kind(kind)}>{inside}</g>" if inside else ""


def picture(  # noqa: PLR0913 - what a screen reader and a layout need to know
    name: str, kind: str, size: tuple[float, float], *, title: str, alt: str, body: str
) -> str:
    """A whole SVG that a screen reader reads as one image with a title and a description."""
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gb {kind}" role="img" '
        f'viewBox="0 0 {number(width)} {number(height)}" '
        f"aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>"
        f"<title id={quoteattr(f'{name}-title')}>{plain(title)}</title>"
        f"<desc id={quoteattr(f'{name}-desc')}>{plain(alt)}</desc>{body}</svg>"
    )


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _moves(spots: Sequence[Spot]) -> str:
    """One absolute move, then relative ones: short, and no rounding adds up."""
    places = [(round(x, 1), round(y, 1)) for x, y in spots]
    x, y = places[0]
    moves = [f"M{number(x)} {number(y)}"]
    for before, after in pairwise(places):
        across, down = (number(b - a) for a, b in zip(before, after, strict=True))
        if across == "0" and down == "0":
            continue
        if down == "0":
            moves.append(f"h{across}")
        elif across == "0":
            moves.append(f"v{down}")
        else:
            moves.append(f"l{across} {down}")
    return "".join(moves)
