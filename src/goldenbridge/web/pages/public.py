"""What everybody may see of the programme: the answer, the promises, documents, calendar."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from goldenbridge.report.as_html import showing
from goldenbridge.web.pages import contents, reader
from goldenbridge.web.pages.page import Visitor, kept_page, page
from goldenbridge.web.pages.reckoning import Told
from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
AsOf = Annotated[str, Query(max_length=10)]
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
    return answered(request, as_of, "overview.html", contents.overview)


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
        return contents.one_commitment(told, commitment)

    return answered(request, as_of, "commitment.html", values)


def _one(request: Request, as_of: str, name: str) -> Response:
    def page_of(commitment: str) -> str:
        return reader.at(request, f"/commitments/{commitment}")

    def values(told: Told) -> dict[str, Any]:
        return contents.one_question(told, name, page_of)

    return answered(request, as_of, "question.html", values)


def _earliest(served: Served) -> str:
    made = (c.made_on.start for c in served.programme.commitments)
    return min(made, default=served.programme.latest_record).isoformat()
