"""GET /design: the site that the folder keeps as the cheapest, for whoever plans it."""

from typing import Any

from fastapi import APIRouter, Request, Response

from goldenbridge.report.as_html import showing
from goldenbridge.report.designed import told as tell_design
from goldenbridge.web.pages.page import Visitor
from goldenbridge.web.pages.public import AsOf, answered
from goldenbridge.web.pages.reckoning import Told

router = APIRouter(include_in_schema=False)


@router.get("/design")
def design(request: Request, _who: Visitor, as_of: AsOf = "") -> Response:
    """What to build, who works when, a day in motion, what waits cost, the proof, the money."""

    def values(told: Told) -> dict[str, Any]:
        own = next(one for one in told.brief.sections if one.id == "design")
        kept = told.facts.design
        if kept is None or kept.found is None:
            return {"section": own, "whole": None}
        language = told.brief.language
        made = tell_design(told.facts.programme, kept.found, language=language, drawn=True)
        return showing(made) | {"section": own, "whole": made, "kept": kept}

    return answered(request, as_of, "design.html", values)
