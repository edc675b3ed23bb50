"""Open data: the brief as JSON, every table as CSV, every figure to embed, and the API."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from goldenbridge.errors import MissingError
from goldenbridge.report.as_json import as_json
from goldenbridge.report.as_tables import as_csv
from goldenbridge.web.pages import contents, reader
from goldenbridge.web.pages.page import Visitor, page
from goldenbridge.web.pages.public import AsOf, answered
from goldenbridge.web.pages.reckoning import Told

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
OPEN = {"Access-Control-Allow-Origin": "*"}
_METHODS = ("get", "post", "put", "delete")


@router.get("/data")
def data(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """Everything there is to take away, and how programs ask for it."""

    def values(told: Told) -> dict[str, Any]:
        return contents.open_data(told) | {"routes": routes(request.app.openapi())}

    return answered(request, as_of, "data.html", values)


@router.get("/progress")
def progress(request: Request, as_of: AsOf = "") -> Response:
    """How far the reckoning of a day is: 202 while it lasts, 200 when its pages are there."""
    served: Served = request.app.state.served
    day = served.reckoning.day(as_of)
    ready = served.reckoning.told(day, reader.reader_of(request).language) is not None
    return page(request, "progress.html", status=200 if ready else 202, day=day)


@router.get("/data/brief.json")
def brief_as_json(request: Request, as_of: AsOf = "") -> Response:
    """The brief in its JSON form (docs/guide/json.md)."""
    told = told_of(request, as_of)
    if told is None:
        return not_yet()
    return Response(as_json(told.brief), media_type="application/json", headers=OPEN)


@router.get("/data/{section}/{table}.csv")
def table_as_csv(request: Request, section: str, table: str, as_of: AsOf = "") -> Response:
    """A table of the brief, with the sources of each row."""
    told = told_of(request, as_of)
    if told is None:
        return not_yet()
    tables = {(s.id, t.id): t for s in told.brief.sections for t in s.tables}
    if (section, table) not in tables:
        raise MissingError("table", repr(f"{section}/{table}"), "one that /data lists")
    name = f'attachment; filename="{section}-{table}.csv"'
    text = as_csv(tables[section, table])
    headers = OPEN | {"Content-Disposition": name}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/embed/{figure}")
def embed(request: Request, figure: str, as_of: AsOf = "") -> Response:
    """A figure alone, to stand in a page of somebody else."""

    def values(told: Told) -> dict[str, Any]:
        return contents.embedded(told, figure)

    request.state.who = None
    return answered(request, as_of, "embed.html", values, framed="*")


def routes(schema: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Method, path and what it does, of every route of the API, from its description."""
    return [
        (method.upper(), path, str(told[method].get("summary", "")))
        for path, told in schema["paths"].items()
        for method in _METHODS
        if method in told
    ]


def told_of(request: Request, as_of: str) -> Told | None:
    """The brief of a day in the language of the request; None while it is reckoned."""
    served: Served = request.app.state.served
    day = served.reckoning.day(as_of)
    return served.reckoning.told(day, reader.reader_of(request).language)


def not_yet() -> JSONResponse:
    """The answer while a day is reckoned (202)."""
    return JSONResponse({"ready": False}, 202, headers=OPEN | {"Retry-After": "5"})
