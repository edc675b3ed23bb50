"""The brief as one HTML file: it loads nothing, and needs no script to be read.

Everything it needs stands inside it, and its content security policy forbids anything else.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Callable
from importlib.resources import files

import jinja2
from markupsafe import Markup

from goldenbridge.figures.mapstyle import MAP_DARK, MAP_LIGHT, MAP_STYLE
from goldenbridge.figures.style import DARK, LIGHT, STYLE
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import tell_many
from goldenbridge.report.brief import Brief
from goldenbridge.report.page import views
from goldenbridge.report.section import Table

_PAGE = files("goldenbridge.report") / "page"
# The letters each font file holds, as its package gives them: a browser reads what it needs only.
_FONTS = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,"
    "U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,"
    "U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,"
    "U+2C60-2C7F,U+A720-A7FF",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "cyrillic-ext": "U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F",
}
_LATIN = re.compile(r"[A-Za-z]{2}")
_UNBROKEN = re.compile(r"[^\s/-]{25}")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z\u0400-\u052f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MANY_ROWS, _MANY_TABLES = 12, 4
_LONG_ROW, _FEW_COLUMNS = 60, 4


def as_html(brief: Brief) -> str:
    """The brief as an HTML document in its language; every text of the programme is escaped."""
    style, script = _style(), _script()
    language = brief.language
    return (
        _templates()
        .get_template("brief.html")
        .render(
            brief=brief,
            language=language,
            say=language.say,
            say_many=lambda *message, **values: language.say(tell_many(*message, **values)),
            views=views,
            cited=views.citations(brief),
            status_of=views.statuses(language),
            told_in=_telling(language),
            is_long=_is_long,
            is_folded=_is_folded,
            style=Markup(style),  # noqa: S704 - the project's own files
            script=Markup(script),  # noqa: S704 - as above
            policy=_policy(style, script),
        )
    )


@functools.cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("goldenbridge.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["sentence"] = _sentence
    return environment


@functools.cache
def _style() -> str:
    faces = []
    for name, letters in _FONTS.items():
        font = base64.b64encode((_PAGE / "fonts" / f"inter-{name}.woff2").read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:Inter;font-weight:100 900;font-display:swap;"
            f"src:url(data:font/woff2;base64,{font}) format('woff2');unicode-range:{letters}}}"
        )
    return "\n".join(
        [_colours(), STYLE, MAP_STYLE, (_PAGE / "page.css").read_text("utf-8"), *faces]
    )


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


@functools.cache
def _script() -> str:
    return (_PAGE / "page.js").read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may load; the one style and the one script are named by their hashes."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _telling(language: Language) -> Callable[[str], Markup]:
    """How an element marks its text: English on another page, right to left, none or endless.

    A sentence with a name in it that runs the other way keeps the direction of the page.
    """
    foreign = language.locale.language != "en"

    def told_in(text: str) -> Markup:
        english = foreign and _LATIN.search(text) and not _CYRILLIC.search(text)
        return Markup(  # noqa: S704 - attributes only, nothing of the text
            (' lang="en"' if english else "")
            + (
                ' dir="rtl"'
                if _RIGHT_TO_LEFT.search(text) and not _LEFT_TO_RIGHT.search(text)
                else ""
            )
            + (" data-none" if text == "–" else "")
            + (" data-endless" if _UNBROKEN.search(text) else "")
        )

    return told_in


def _sentence(text: str) -> str:
    """The text with a capital first letter; `str.capitalize` would lower the others."""
    return text[:1].upper() + text[1:]


def _is_long(table: Table) -> bool:
    """Whether the rows of a table are told better as cards on a phone."""
    length = sum(len(cell) for row in table.rows for cell in row) / len(table.rows)
    return len(table.columns) >= _FEW_COLUMNS and length > _LONG_ROW


def _is_folded(table: Table, beside: int) -> bool:
    """Whether a table waits behind its caption: it is long, or one of many."""
    return len(table.rows) > _MANY_ROWS or beside > _MANY_TABLES
