"""The plan of cooperation: kept by the secretariat, reported and answered by both sides."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from goldenbridge.operations.council import measures, reports, sessions
from goldenbridge.report.as_json import as_json
from goldenbridge.report.planned import planned
from goldenbridge.web.commands import Act, Text, Texts, add
from goldenbridge.web.pages.plan.found import PUBLIC, found_for
from goldenbridge.web.problems import documented

router = APIRouter(tags=["register"])
STRICT = ConfigDict(extra="forbid")
Long = Annotated[str, Field(min_length=1, max_length=10_000, pattern=r"^[^\x00-\x08\x0b-\x1f]*$")]
"""Text of several lines."""


class OwnerBody(BaseModel):
    """A side that acts, and who answers for it there."""

    model_config = STRICT
    party: Text
    body: Text | None = None
    sources: Texts | None = None


class ProofBody(BaseModel):
    """What a report rests on."""

    model_config = STRICT
    text: Text
    url: Text | None = None
    on: Text | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class ItemBody(BaseModel):
    """A point of an agenda."""

    model_config = STRICT
    text: Text
    measures: Texts | None = None


class PointBody(BaseModel):
    """A point of a resolution."""

    model_config = STRICT
    id: Text
    text: Text
    measure: Text | None = None
    due: Text | None = None


def _many(kind: type[BaseModel]) -> Any:
    return Annotated[list[kind], Field(max_length=200)]  # type: ignore[valid-type] # made when it runs


_OTHER = {name: kind | None for name, kind in (("owners", _many(OwnerBody)), ("sources", Texts))}

for _act in (
    Act("/register/plans", measures.SetPlan, "keep-register", {"note": str, "agreement": str}),
    Act(
        "/register/measures",
        measures.RegisterMeasure,
        "keep-register",
        {"owners": _many(OwnerBody), "note": str, "effects": str},
    ),
    Act(
        "/register/measures/{measure}/changes",
        measures.ChangeMeasure,
        "keep-register",
        _OTHER | {"commitments": Texts | None},
        status=200,
    ),
    Act(
        "/register/measures/{measure}/reports",
        reports.FileReport,
        "report",
        {"text": Long, "proofs": _many(ProofBody)},
        side="side",
    ),
    Act(
        "/register/reports/{report}/answers",
        reports.AnswerReport,
        "report",
        {"text": Annotated[str, Field(max_length=10_000)]},
        side="side",
    ),
    Act("/register/measures/{measure}/deadlines", reports.ProposeDeadline, "report", side="side"),
    Act("/register/deadlines/{move}/answers", reports.AnswerDeadline, "report", side="side"),
    Act("/register/sessions", sessions.Convene, "keep-register", {"place": str}),
    Act(
        "/register/sessions/{session}/days",
        sessions.Postpone,
        "keep-register",
        {"place": str},
        status=200,
    ),
    Act(
        "/register/sessions/{session}/agenda",
        sessions.FixAgenda,
        "keep-register",
        {"items": _many(ItemBody)},
        status=200,
    ),
    Act(
        "/register/sessions/{session}/minutes",
        sessions.KeepMinutes,
        "keep-register",
        {"minutes": Long},
        status=200,
    ),
    Act(
        "/register/sessions/{session}/resolution",
        sessions.Resolve,
        "keep-register",
        {"points": _many(PointBody)},
        status=200,
    ),
):
    add(router, _act)


@router.get("/register", responses=documented(404))
def whole(
    request: Request, as_of: Annotated[date | None, Query(description="a day")] = None
) -> Response:
    """The register on a day, as everybody may read it."""
    made = planned(found_for(request, None, as_of), PUBLIC)
    return Response(as_json(made), media_type="application/json")
