"""Errors as pages: what happened, and what to do now."""

from typing import NamedTuple
from urllib.parse import quote

from fastapi import Request, Response

from goldenbridge.language.messages import Message, tell
from goldenbridge.web.pages.page import page, see


class Advice(NamedTuple):
    """What a person reads first, and what they can do."""

    title: Message
    text: Message


ADVICE = {
    401: Advice(
        tell("Please sign in"),
        tell("This page is for staff. Sign in, and you come back here."),
    ),
    403: Advice(
        tell("This is not yours to do"),
        tell(
            "Your role does not cover it, or the form was open for too long. Open the page again; "
            "if that does not help, ask the administrator of the complex."
        ),
    ),
    404: Advice(
        tell("There is nothing here"),
        tell("The address may be mistyped, or what it named is gone. Start from the overview."),
    ),
    405: Advice(
        tell("This address cannot be opened like this"),
        tell("It belongs to a form or to a program. Start from the overview."),
    ),
    409: Advice(
        tell("This cannot be done now"),
        tell("Nothing was changed. The line below says what stands in the way."),
    ),
    412: Advice(
        tell("Somebody was faster"),
        tell(
            "What you saw has changed meanwhile; nothing was overwritten. Go back, reload and look "
            "again."
        ),
    ),
    413: Advice(
        tell("This is too large"),
        tell("Nothing was changed. Send less at once."),
    ),
    422: Advice(
        tell("Something does not fit"),
        tell("Nothing was changed. The line below says which field, and what is allowed."),
    ),
    429: Advice(
        tell("Too many at once"),
        tell("Wait a few seconds, then try again."),
    ),
    503: Advice(
        tell("The ledger cannot be reached"),
        tell("Nothing was changed. Try again in a minute; work on paper until then."),
    ),
}
_OURS = Advice(
    tell("This is our fault"),
    tell(
        "It was noted, and nothing was changed. Try again; if it comes back, tell the "
        "administrator when it happened."
    ),
)


def wants_page(request: Request) -> bool:
    """Whether a browser asks, and not a program."""
    return "text/html" in request.headers.get("accept", "")


def error_page(request: Request, status: int, detail: str) -> Response:
    """The page of an error, or its lines alone where a part of a page asked.

    Who opens a page of staff without being signed in is led to the sign-in.
    """
    part = "hx-request" in request.headers and "hx-boosted" not in request.headers
    if status == 401 and request.method == "GET" and not part:
        path = request.url.path
        query = f"?{request.url.query}" if request.url.query else ""
        return see(f"/sign-in?next={quote(path + query)}")
    advice = ADVICE.get(status, _OURS)
    template = "error-lines.html" if part else "error.html"
    return page(request, template, status=status, code=status, advice=advice, detail=detail)
