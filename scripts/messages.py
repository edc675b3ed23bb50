"""Bring the catalogues up to the messages of the code: python scripts/messages.py.

What is told in the code and the templates goes into `language/catalogues/*.po`; translations stay,
messages that no one says any more leave. A test fails until every message is told in each.
"""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from goldenbridge.language.languages import AROUND
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.nexus.basin import KINDS as ENTRY_KINDS
from goldenbridge.outlook.claims import FAILS, HOLDS, OPEN
from goldenbridge.outlook.contradictions import RULES
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import (
    DEADLINE_BASES,
    DOCUMENT_KINDS,
    EVENT_KINDS,
    EVENT_STATUSES,
)
from goldenbridge.programme.writing import write_whole
from goldenbridge.report.page.views import LOOKS
from goldenbridge.report.section import spell
from goldenbridge.report.sections.exchange_gains import NAMES
from goldenbridge.report.sections.promises import Row
from goldenbridge.statistics.observations import BASES, STANDINGS
from goldenbridge.statistics.units import UNITS

PACKAGE = Path(__file__).parent.parent / "src" / "goldenbridge"
CATALOGUES = PACKAGE / "language" / "catalogues"
_ONE, _MANY = {"say", "tell"}, {"say_many", "tell_many"}
_RUNGS = (
    *("drafted", "initialed", "signed", "in force", "ended"),
    *("adopted by one house", "adopted by both houses"),
    *("ratified by one", "ratified by some", "ratified by both", "ratified by all"),
)
Told = str | tuple[str, str]


def messages() -> dict[Told, list[str]]:
    """Every message and the files that say it; one with a plural as both its forms."""
    found: dict[Told, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for told in _in_code(ast.parse(path.read_text("utf-8"))):
            found.setdefault(told, set()).add(path.relative_to(PACKAGE).as_posix())
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        for told in _in_template(path):
            found.setdefault(told, set()).add(path.relative_to(PACKAGE).as_posix())
    for told in _vocabulary():
        found.setdefault(told, set())
    return {told: sorted(files) for told, files in found.items()}


def _in_code(tree: ast.Module) -> Iterator[Told]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name(call.func)
        arguments = call.args
        if name == "partial" and arguments and _name(arguments[0]) in _ONE:
            name, arguments = _name(arguments[0]), arguments[1:]
        texts = [list(_texts(argument)) for argument in arguments[:2]]
        if name in _ONE and texts:
            yield from texts[0]
        elif name in _MANY and len(texts) == 2 and all(texts):
            yield texts[0][0], texts[1][0]


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts an expression may be; what stands inside a call is told by that call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _in_template(path: Path) -> Iterator[Told]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    for _, name, texts, _ in babel_extract(
        io.BytesIO(path.read_bytes()), sorted(_ONE | _MANY), [], options
    ):
        told = [text for text in ([texts] if isinstance(texts, str) else texts or ()) if text]
        if name in _MANY:
            yield told[0], told[1]
        elif told:
            yield told[0]


def _vocabulary() -> Iterator[str]:
    """The words that data choose: statuses, kinds, rungs, standings, rules, units, columns."""
    yield from map(spell, LOOKS)
    yield from (*BASES, *DEADLINE_BASES, *DOCUMENT_KINDS, *EVENT_KINDS, *EVENT_STATUSES)
    yield from ("deadline", "planned, no report")
    yield from (*ENTRY_KINDS, *NAMES.values())
    yield from (*_RUNGS, *STANDINGS, *RULES, *Row._fields, HOLDS, FAILS, OPEN)
    yield from (*(unit for unit in UNITS if unit != "%"), *AROUND.values())
    for folder in shipped().values():
        yield from (row.unit for row in load(folder).assumptions)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language with exactly the messages of the code."""
    path = CATALOGUES / f"{language}.po"
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(locale=language, header_comment=f"# {old.locale.english_name}", fuzzy=False)
    for told, files in sorted(messages().items(), key=lambda pair: _first(pair[0])):
        kept = old.get(_first(told))
        places = [(file, 1) for file in files]
        new.add(told, kept.string if kept else "", places)
    return new


def _first(told: Told) -> str:
    return told if isinstance(told, str) else told[0]


def main() -> None:
    """Write each catalogue anew."""
    CATALOGUES.mkdir(exist_ok=True)
    for language in LANGUAGES[1:]:
        told = io.BytesIO()
        write_po(told, catalogue(language), width=100, omit_header=False, include_lineno=False)
        lines = told.getvalue().decode().split("\n")
        kept = [line for line in lines if not line.startswith(_STAMPS)]
        write_whole(CATALOGUES / f"{language}.po", "\n".join(kept))


_STAMPS = tuple(
    f'"{name}'
    for name in ("POT-Creation", "PO-Revision", "Last-Tran", "Report-", "Generated", "Project-Id")
)

if __name__ == "__main__":
    main()
