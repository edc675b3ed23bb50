"""GET /planner: sliders, what follows from them, and scenarios side by side."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from goldenbridge.web.pages.page import Visitor, page
from goldenbridge.web.pages.planner import views
from goldenbridge.web.pages.planner.asking import question
from goldenbridge.web.pages.planner.settings import read, starts
from goldenbridge.web.pages.planner.views import asked_for
from goldenbridge.web.pages.planner.work import progress

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)


@router.get("/planner")
def planner(request: Request, _who: Visitor) -> Response:
    """Everything: where to start, the sliders, the answers, what the figures rest on."""
    served: Served = request.app.state.served
    if not starts(served.programme):
        return page(request, "planner-none.html")
    asked = asked_for(request)
    values = views.answer(asked) | views.around(asked)
    if asked.full:
        values |= views.full(request, asked)
    return page(request, "planner.html", **values)


@router.get("/planner/full")
def full(request: Request, _who: Visitor) -> Response:
    """The full answer as far as it is, to stand in the page that is there."""
    asked = asked_for(request)
    return page(request, "planner-full.html", **views.answer(asked), **views.full(request, asked))


@router.get("/planner/events")
def events(request: Request) -> Response:
    """How far the full answer is, as server-sent events: `progress`, and `ready` in the end."""
    served: Served = request.app.state.served
    settings = read(served.programme, request.query_params)
    work = served.full.work(question(served.programme, settings))
    return StreamingResponse(
        progress(work, request.app.state.stopping), media_type="text/event-stream"
    )


@router.get("/planner/answer")
def answer(request: Request, _who: Visitor) -> Response:
    """What follows from the settings, to stand in the page that is there."""
    return page(request, "planner-moved.html", **views.answer(asked_for(request)))
