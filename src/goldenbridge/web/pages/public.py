"""What everybody may see of the programme: the answer, the promises, documents, calendar."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from goldenbridge.errors import MissingError
from goldenbridge.report.as_html import showing
from goldenbridge.report.brief import Brief, cited
from goldenbridge.report.section import Section
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.commitment import seen
from goldenbridge.web.pages.page import Visitor, kept_page, page
from goldenbridge.web.pages.reckoning import Told
from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
AsOf = Annotated[str, Query(max_length=10)]
_ON_A_PAGE = {
    "promises": "/commitments",
    "documents": "/documents",
    "calendar": "/calendar",
    "design": "/design",
}
Values = Callable[[Told], dict[str, Any]]


def answered(
    request: Request, as_of: str, template: str, values: Values, *, framed: str = "'none'"
) -> Response:
    """A page made from the brief of a day; while that is reckoned, a page that says so (202)."""
    served: Served = request.app.state.served
    language = reader.reader_of(request).language
    day = served.reckoning.day(as_of)
    told = served.reckoning.told(day, language)
    if told is None:
        waiting = page(request, "reckoning.html", status=202, day=day)
        waiting.headers["Retry-After"] = "2"
        return waiting
    ready = told

    def made() -> dict[str, Any]:
        common = {"earliest": _earliest(served), "latest": served.programme.latest_record}
        return showing(ready.brief) | common | values(ready)

    return kept_page(request, told.kept, template, made, framed=framed)


@router.get("/")
def overview(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """The answer, turnover with its fan and target, the map, and every question."""

    def values(told: Told) -> dict[str, Any]:
        works = _section(told.brief, "works")
        shown = (told.brief.sections[0], *(one for one in (works,) if one))
        own = _only(told.brief, shown)
        listed = [(s, question(s.id)) for s in told.brief.sections[1:]]
        maps = works.figures[:1] if works else ()
        return showing(own) | {"questions": listed, "maps": maps}

    return answered(request, as_of, "overview.html", values)


@router.get("/commitments")
def commitments(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """Every promise with its status."""
    return _one(request, as_of, "promises")


@router.get("/documents")
def documents(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """How far each document has come."""
    return _one(request, as_of, "documents")


@router.get("/calendar")
def calendar(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """What comes next, and what happened."""
    return _one(request, as_of, "calendar")


@router.get("/questions/{section}")
def one_question(request: Request, _who: Visitor, section: str, as_of: AsOf = "") -> Response:
    """Any other section of the brief."""
    return _one(request, as_of, section)


@router.get("/commitments/{commitment}")
def one_commitment(request: Request, _who: Visitor, commitment: str, as_of: AsOf = "") -> Response:
    """A promise: what was seen of it, its chance, its history."""

    def values(told: Told) -> dict[str, Any]:
        view = seen(told, commitment)
        sources = [s for s in told.brief.sources if s.id in view.cited]
        whole = told.facts.programme.sources
        extra = [s for s in whole if s.id in view.cited and s not in sources]
        return showing(replace(told.brief, sources=(*sources, *extra))) | {"view": view}

    return answered(request, as_of, "commitment.html", values)


def question(section: str) -> str:
    """The page of a section."""
    return _ON_A_PAGE.get(section, f"/questions/{section}")


def _one(request: Request, as_of: str, name: str) -> Response:
    def values(told: Told) -> dict[str, Any]:
        section = _section(told.brief, name)
        if section is None:
            allowed = ", ".join(s.id for s in told.brief.sections)
            raise MissingError("question", repr(name), allowed)

        def page_of(commitment: str) -> str:
            return reader.at(request, f"/commitments/{commitment}")

        own = _only(told.brief, (section,))
        # the chances that a list of promises shows stand in the first section
        first = told.brief.sections[0]
        shown = replace(own, sections=(first,)) if name == "promises" else own
        return showing(shown) | {"section": section, "page_of": page_of}

    return answered(request, as_of, "question.html", values)


def _section(brief: Brief, name: str) -> Section | None:
    return next((s for s in brief.sections if s.id == name), None)


def _only(brief: Brief, sections: tuple[Section, ...]) -> Brief:
    """The brief with these sections and the sources they name."""
    return replace(brief, sections=sections, sources=cited(sections, brief.sources))


def _earliest(served: Served) -> str:
    made = (c.made_on.start for c in served.programme.commitments)
    return min(made, default=served.programme.latest_record).isoformat()
