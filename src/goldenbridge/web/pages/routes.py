"""GET /docs: every route of the API, for people."""

from fastapi import APIRouter, Request, Response

from goldenbridge.web.pages.describe import Operation, groups
from goldenbridge.web.pages.page import Visitor, page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request, _who: Visitor) -> Response:
    """The routes by their group, each with its fields, an example and its answers."""
    return page(request, "routes.html", groups=_described(request), version=request.app.version)


def _described(request: Request) -> dict[str, list[Operation]]:
    """What the application is made of does not change while it runs: it is described once."""
    state = request.app.state
    if not hasattr(state, "described"):
        state.described = groups(request.app.openapi())
    found: dict[str, list[Operation]] = state.described
    return found
