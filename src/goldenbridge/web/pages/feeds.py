"""What other programs read: the calendar, what changed, and what there is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from goldenbridge.report.as_atom import as_atom
from goldenbridge.report.as_calendar import as_calendar
from goldenbridge.report.as_jsonld import as_jsonld
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.data import OPEN
from goldenbridge.web.pages.public import AsOf

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)


@router.get("/data/calendar.ics")
def calendar(request: Request, as_of: AsOf = "") -> Response:
    """Events and deadlines (iCalendar)."""
    served: Served = request.app.state.served
    programme = served.told(reader.reader_of(request).language)
    text = as_calendar(programme, as_of=served.reckoning.read_day(as_of))
    return Response(text, media_type="text/calendar", headers=OPEN)


@router.get("/data/changes.atom")
def changes(request: Request, as_of: AsOf = "") -> Response:
    """The last changes, day by day (Atom)."""
    return _told(request, as_of, as_atom, "application/atom+xml")


@router.get("/data/programme.jsonld")
def described(request: Request, as_of: AsOf = "") -> Response:
    """Statistics, events and documents in the words of schema.org (JSON-LD)."""
    return _told(request, as_of, as_jsonld, "application/ld+json")


def _told(request: Request, as_of: str, form: Callable[..., str], kind: str) -> Response:
    """The programme in a form that names pages by their whole address."""
    served: Served = request.app.state.served
    language = reader.reader_of(request).language

    def at(path: str) -> str:
        return f"{str(request.base_url).rstrip('/')}{path}?lang={language.code}"

    day = served.reckoning.read_day(as_of)
    text = form(served.told(language), language, at, as_of=day)
    return Response(text, media_type=kind, headers=OPEN)
