"""Every element of a page in every state, for whoever makes one and for the tests."""

from fastapi import APIRouter, Request, Response

from goldenbridge.language.messages import tell
from goldenbridge.report.page.views import LOOKS
from goldenbridge.web.pages.forms import Form
from goldenbridge.web.pages.page import Visitor, page

router = APIRouter(include_in_schema=False)


@router.get("/patterns")
def patterns(request: Request, _who: Visitor, kind: str = "") -> Response:
    """The elements; `?kind=station` and `?kind=wall` show them as those screens do."""
    wrong = Form({"plate": "01 ABC", "class": "", "axles": "40", "lane": "2", "seal": "yes"})
    for name in ("plate", "class", "axles", "lane", "seal", "why"):
        wrong.errors[name] = tell("Choose one of those offered.")
    kind = kind if kind in {"station", "wall"} else ""
    return page(request, "patterns.html", kind=kind, wrong=wrong, looks=LOOKS)
