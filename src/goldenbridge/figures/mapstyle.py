"""How the map looks: what it adds to the stylesheet of figures, and its signs."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from goldenbridge.figures import svg
from goldenbridge.figures.land import Point

MAP_LIGHT = {
    "land": "#eeeeec",
    "pair": "#d3e6ca",
    "peer": "#f1e2c4",
    "water": "#b7d6ea",
    "shore": "#1b5c88",
}
MAP_DARK = {
    "land": "#1d232c",
    "pair": "#263f2f",
    "peer": "#433721",
    "water": "#153a52",
    "shore": "#8ccbf2",
}
MAP_STYLE = """
.gb .sea,.gb .lake{fill:var(--water)}
.gb .state{fill:var(--land);stroke:var(--soft);stroke-opacity:.55;stroke-width:.7}
.gb .pair{fill:var(--pair);stroke:var(--soft);stroke-width:.9}
.gb .peer{fill:var(--peer);stroke:var(--soft);stroke-width:.9}
.gb .lake{stroke:var(--shore);stroke-opacity:.5;stroke-width:.5}
.gb .river{stroke:var(--shore);stroke-opacity:.65;stroke-width:1}
.gb .border{stroke:var(--ink);stroke-width:1.6;stroke-dasharray:7 2.5 1.5 2.5;stroke-linecap:butt}
.gb .frame{stroke:var(--soft);stroke-width:1}
.gb .lens{stroke:var(--mark);stroke-width:1.4;stroke-dasharray:4 3}
.gb .leader{stroke:var(--ink);stroke-width:.8}
.gb .rule{stroke:var(--ink);stroke-width:1.4;stroke-linecap:butt;stroke-linejoin:miter}
.gb .road{fill:var(--second);stroke:var(--paper);stroke-width:1}
.gb .rail{fill:var(--ink);stroke:var(--paper);stroke-width:1}
.gb .complex{fill:var(--mark);fill-opacity:.2;stroke:var(--mark);stroke-width:2.4}
.gb .reservoir{fill:var(--shore);stroke:var(--paper);stroke-width:1}
.gb .city{fill:var(--ink);stroke:var(--paper);stroke-width:.8}
.gb .capital{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}
.gb .on-map{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-opacity:.7}
.gb .of-land{fill:var(--ink)}
.gb .of-complex{fill:var(--mark);font-weight:600}
.gb .of-water{fill:var(--shore)}
.gb .over{stroke:var(--water);stroke-opacity:.9}
.gb .name-of-state{fill:var(--soft);font-size:12px;letter-spacing:.08em}
.gb .name-of-party{fill:var(--ink);font-size:14px;font-weight:600;letter-spacing:.1em}
.gb .name-of-party.xs{font-size:12px}
"""
"""To be embedded with `style.STYLE`; the page defines the colours of MAP_LIGHT and MAP_DARK."""

RADII = {"complex": 9.0, "road": 5.5, "rail": 4.5, "reservoir": 5.0, "capital": 4.0, "city": 2.8}
_DEFAULT = 3.0


def radius(kind: str) -> float:
    """How far a sign reaches from its middle."""
    return RADII.get(kind, _DEFAULT)


def sign(kind: str, spot: Point, told: str = "") -> str:
    """The sign of a kind of place: each has a shape of its own; `told` is for the pointer."""
    (x, y), r = spot, radius(kind)
    if kind == "road":
        shape = outline([[(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)]], kind)
    elif kind == "rail":
        shape = svg.box(x - r, y - r, 2 * r, 2 * r, kind)
    elif kind == "reservoir":
        tip, side = y + r * 0.9, y - r * 0.75
        shape = outline([[(x - r, side), (x + r, side), (x, tip), (x - r, side)]], kind)
    elif kind == "capital":
        shape = svg.dot(x, y, r, kind) + svg.dot(x, y, r * 0.35, "city")
    else:
        shape = svg.dot(x, y, r, kind)
    return f"<g><title>{svg.plain(told)}</title>{shape}</g>" if told else shape


def outline(rings: Iterable[Sequence[Point]], kind: str) -> str:
    """An area with its rings in one path, the inner ones as holes."""
    path = "".join(_closed(ring) for ring in rings)
    return f'<path class="{kind}" fill-rule="evenodd" d="{path}"/>' if path else ""


def _closed(ring: Sequence[Point]) -> str:
    """One absolute move and relative ones, in tenths of a pixel so that no rounding adds up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(s - u, t - v) for (u, v), (s, t) in pairwise(tenths) if (u, v) != (s, t)]
    if len(steps) < 3:
        return ""
    moves = "".join(f"{_pair(*step)}" for step in steps[:-1]).removeprefix(" ")
    return f"M{_pair(*tenths[0]).removeprefix(' ')}l{moves}z"


def _pair(x: int, y: int) -> str:
    told = (_tenth(value) for value in (x, y))
    return "".join(text if text.startswith("-") else f" {text}" for text in told)


def _tenth(value: int) -> str:
    text = f"{value / 10:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
