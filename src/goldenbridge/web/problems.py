"""Errors as problem details (RFC 9457): what, where, what is allowed, and the ledger's place."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from goldenbridge.errors import (
    ChoiceError,
    ExtraError,
    ForbiddenError,
    GoldenBridgeError,
    LedgerError,
    LimitError,
    MissingError,
    RefusedError,
    ReusedKeyError,
    RuleError,
    SignInError,
    StaleError,
)
from goldenbridge.web.pages.errors import error_page, wants_page

STATUS: tuple[tuple[type[GoldenBridgeError], int, str], ...] = (
    (SignInError, 401, "Not signed in"),
    (ForbiddenError, 403, "Not yours to do"),
    (MissingError, 404, "Not there"),
    (ChoiceError, 422, "Not understood"),
    (StaleError, 412, "Changed meanwhile"),
    (ReusedKeyError, 422, "Key used before"),
    (LimitError, 429, "Too many requests"),
    (RefusedError, 409, "Cannot be done now"),
    (ExtraError, 501, "Not installed here"),
    (LedgerError, 503, "Ledger not available"),
)
"""The first that fits; subclasses stand before their base."""
MEDIA = "application/problem+json"
_SCHEMA = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "seq": {"type": "integer"},
    },
}


def problem(status: int, title: str, detail: str, **more: Any) -> JSONResponse:
    """An answer that something cannot be done."""
    body = {"title": title, "status": status, "detail": detail} | more
    return JSONResponse(body, status, media_type=MEDIA)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These statuses, and those any route may give, as problems for its description."""
    return {
        status: {"description": "Problem", "content": {MEDIA: {"schema": _SCHEMA}}}
        for status in sorted({*statuses, 400, 413, 422, 429, 503})
    }


def answer(request: Request, status: int, title: str, detail: str, **more: Any) -> Response:
    """The same as a page where a browser asks, else as a problem."""
    if wants_page(request):
        return error_page(request, status, detail)
    return problem(status, title, detail, **more)


def install(app: FastAPI) -> None:
    """Let every error of the package, and every unreadable request, be answered."""

    @app.exception_handler(GoldenBridgeError)
    async def known(request: Request, error: GoldenBridgeError) -> Response:
        status, title = next(
            ((s, t) for kind, s, t in STATUS if isinstance(error, kind)), (500, "Our fault")
        )
        more: dict[str, Any] = {}
        if isinstance(error, RuleError):
            more["field"] = error.field
        if isinstance(error, RefusedError) and error.seq is not None:
            more["seq"] = error.seq
        told = answer(request, status, title, str(error), **more)
        if isinstance(error, LimitError):
            told.headers["Retry-After"] = str(int(error.wait_s) + 1)
        if status == 401 and not wants_page(request):
            told.headers["WWW-Authenticate"] = "Bearer"
        return told

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return answer(request, 422, "Not understood", f"{place}: {first['msg']}", field=place)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        told = answer(request, error.status_code, str(error.detail), str(error.detail))
        told.headers.update(error.headers or {})
        return told

    @app.exception_handler(Exception)
    async def unknown(request: Request, _error: Exception) -> Response:
        return answer(request, 500, "Our fault", "it was noted; nothing was changed")
