"""The brief as one HTML file: it loads nothing, and needs no script to be read.

Everything it needs stands inside it, and its content security policy forbids anything else.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import tell_many
from goldenbridge.report.brief import Brief
from goldenbridge.report.page import views
from goldenbridge.report.page.style import font, stylesheet
from goldenbridge.report.section import Table

_PAGE = files("goldenbridge.report") / "page"
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
    return (
        _templates()
        .get_template("brief.html")
        .render(
            **telling(brief.language),
            **showing(brief),
            style=Markup(style),  # noqa: S704 - the project's own files
            script=Markup(script),  # noqa: S704 - as above
            policy=_policy(style, script),
        )
    )


def telling(language: Language) -> dict[str, Any]:
    """What a template needs to speak a language."""
    return {
        "language": language,
        "say": language.say,
        "say_many": lambda *message, **values: language.say(tell_many(*message, **values)),
        "told_in": _telling(language),
    }


def showing(brief: Brief) -> dict[str, Any]:
    """What the templates of a section need to show a brief."""
    return {
        "brief": brief,
        "views": views,
        "cited": views.citations(brief),
        "status_of": views.statuses(brief.language),
        "is_long": _is_long,
        "is_folded": _is_folded,
    }


def environment(*packages: str) -> jinja2.Environment:
    """The templates of these packages, the first before the next; all that is told is escaped."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package) for package in packages]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["sentence"] = _sentence
    return made


@functools.cache
def _templates() -> jinja2.Environment:
    return environment("goldenbridge.report")


@functools.cache
def _style() -> str:
    return stylesheet(
        lambda name: f"data:font/woff2;base64,{base64.b64encode(font(name)).decode()}"
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
