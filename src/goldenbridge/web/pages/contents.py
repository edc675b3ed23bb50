"""What each public page shows of a brief, whoever sends it: the server or a folder of files."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from goldenbridge.errors import MissingError
from goldenbridge.figures.figure import Figure
from goldenbridge.report.as_html import showing
from goldenbridge.report.as_tables import EXTRA
from goldenbridge.report.brief import Brief, cited
from goldenbridge.report.records import records
from goldenbridge.report.section import Section
from goldenbridge.web.pages.commitment import seen
from goldenbridge.web.pages.reckoning import Told

_ON_A_PAGE = {"promises": "/commitments", "documents": "/documents", "calendar": "/calendar"}


def question(section: str) -> str:
    """The page of a section."""
    return _ON_A_PAGE.get(section, f"/questions/{section}")


def overview(told: Told) -> dict[str, Any]:
    """The answer, turnover with its fan and target, the map, and every question."""
    works = _section(told.brief, "works")
    shown = (told.brief.sections[0], *(one for one in (works,) if one))
    listed = [(s, question(s.id)) for s in told.brief.sections[1:]]
    maps = works.figures[:1] if works else ()
    return showing(_only(told.brief, shown)) | {"questions": listed, "maps": maps}


def one_question(told: Told, name: str, page_of: Callable[[str], str]) -> dict[str, Any]:
    """A section; `page_of` gives the address of a promise. MissingError for one there is not."""
    section = _section(told.brief, name)
    if section is None:
        allowed = ", ".join(s.id for s in told.brief.sections)
        raise MissingError("question", repr(name), allowed)
    own = _only(told.brief, (section,))
    # the chances that a list of promises shows stand in the first section
    first = told.brief.sections[0]
    shown = replace(own, sections=(first,)) if name == "promises" else own
    return showing(shown) | {"section": section, "page_of": page_of}


def one_commitment(told: Told, name: str) -> dict[str, Any]:
    """A promise with all its sources; MissingError for one that was not made by that day."""
    view = seen(told, name)
    sources = [s for s in told.brief.sources if s.id in view.cited]
    whole = told.facts.programme.sources
    extra = [s for s in whole if s.id in view.cited and s not in sources]
    return showing(replace(told.brief, sources=(*sources, *extra))) | {"view": view}


def open_data(told: Told) -> dict[str, Any]:
    """The sections that have something to take away, and the records under them."""
    sections = [s for s in told.brief.sections if s.figures or s.tables]
    return {"sections": sections, "records": records(told.facts), "with_extra": EXTRA}


def embedded(told: Told, name: str) -> dict[str, Any]:
    """A figure alone; MissingError where the brief has none of this id."""
    return showing(told.brief) | {"one": _figure(told.brief, name)}


def _figure(brief: Brief, name: str) -> Figure:
    figures = {f.id: f for s in brief.sections for f in s.figures}
    if name not in figures:
        raise MissingError("figure", repr(name), ", ".join(figures) or "none on that day")
    return figures[name]


def _section(brief: Brief, name: str) -> Section | None:
    return next((s for s in brief.sections if s.id == name), None)


def _only(brief: Brief, sections: tuple[Section, ...]) -> Brief:
    """The brief with these sections and the sources they name."""
    return replace(brief, sections=sections, sources=cited(sections, brief.sources))
