"""The stylesheet of every page: colours, figures, the page itself and its four font files."""

from collections.abc import Callable
from importlib.resources import files

from goldenbridge.figures.mapstyle import MAP_DARK, MAP_LIGHT, MAP_STYLE
from goldenbridge.figures.style import DARK, LIGHT, STYLE

_PAGE = files("goldenbridge.report") / "page"
# The letters each font file holds, as its package gives them: a browser reads what it needs only.
FONTS = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,"
    "U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,"
    "U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,"
    "U+2C60-2C7F,U+A720-A7FF",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "cyrillic-ext": "U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F",
}


def stylesheet(url_of: Callable[[str], str], *, wait: str = "swap") -> str:
    """The whole stylesheet; `url_of` gives the address of a font by its name in FONTS.

    `wait` is what a browser does until a font is there (font-display).
    """
    faces = [
        f"@font-face{{font-family:Inter;font-weight:100 900;font-display:{wait};"
        f"src:url({url_of(name)}) format('woff2');unicode-range:{letters}}}"
        for name, letters in FONTS.items()
    ]
    return "\n".join(
        [_colours(), STYLE, MAP_STYLE, (_PAGE / "page.css").read_text("utf-8"), *faces]
    )


def font(name: str) -> bytes:
    """The font file of this name in FONTS (WOFF2)."""
    return (_PAGE / "fonts" / f"inter-{name}.woff2").read_bytes()


def _colours() -> str:
    """The colours of page and figures: those of the system, then those chosen, light on paper."""
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in colours.items())
        for colours in (LIGHT | MAP_LIGHT, DARK | MAP_DARK)
    )
    return (
        f":root{{color-scheme:light;{light}}}"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        "@media (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}}}"
    )
