"""GET /design: the site that the folder keeps as the cheapest, for whoever plans it."""

from fastapi import APIRouter, Request, Response

from goldenbridge.web.pages import contents
from goldenbridge.web.pages.page import Visitor
from goldenbridge.web.pages.public import AsOf, answered

router = APIRouter(include_in_schema=False)


@router.get("/design")
def design(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """What to build, who works when, a day in motion, what waits cost, the proof, the money."""
    return answered(request, as_of, "design.html", contents.design)
