"""The plan as everybody may see it, and sessions of the council for its secretariat."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.council.plan import Point
from goldenbridge.operations.council.sessions import Convene, FixAgenda, KeepMinutes, Resolve
from goldenbridge.report.as_html import showing
from goldenbridge.report.planned import planned
from goldenbridge.report.sections.plan_agenda import proposed
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import Visitor, allowed, page, see
from goldenbridge.web.pages.plan.found import PUBLIC, day_asked, found_for, reads

router = APIRouter(include_in_schema=False)
Keeps = Annotated[Principal, allowed("keep-register")]
Line = Annotated[str, Query(max_length=20)]
DONE = {
    "convene": tell("The session is convened."),
    "agenda": tell("The agenda is fixed."),
    "minutes": tell("The minutes are kept."),
    "resolve": tell("The resolution is on the register."),
}
_POINT = re.compile(r"(?P<id>[\w.-]+?)\.?\s+(?P<text>.+?)(?:\s*\[(?P<more>[^\]]*)\])?")
_MEASURE = re.compile(r"(?P<text>.+?)\s*\[(?P<more>[^\]]*)\]")


@router.get("/plan")
def plan(request: Request, who: Visitor, as_of: Line = "") -> Response:
    """Every measure, what is late, and what sessions decided."""
    found = found_for(request, who, day_asked(as_of))
    names = ("measures", "late", "agenda", "sessions") if reads(who) else PUBLIC
    brief = planned(found, names, drawn=True)

    def page_of(measure: str) -> str:
        return reader.at(request, f"/plan/{measure}")

    return page(
        request,
        "plan.html",
        found=found,
        page_of=page_of,
        earliest=min(one.starts.start for one in found.programme.plans).isoformat(),
        latest=found_for(request, who, None).day,
        **showing(brief),
    )


@router.get("/council")
def sessions(request: Request, who: Keeps, done: Line = "") -> Response:
    """Agenda, minutes and resolution of each session."""
    return _shown(request, who, done=done)


@router.post("/council")
async def act(request: Request, who: Keeps, form: Posted) -> Response:
    """Convene a session, fix its agenda, keep its minutes or write its resolution."""
    step = form.choice("act", DONE)
    kind: type[Any] = Convene
    values: dict[str, Any] = {"session": form.text("session")}
    if step == "convene":
        values |= {name: form.text(name) for name in ("title", "on")}
        values["place"] = form.text("place", needed=False)
    else:
        values["version"] = version(form)
        text = form.paragraphs("text")
        if step == "agenda":
            kind, values["items"] = FixAgenda, _items(text)
        elif step == "minutes":
            kind, values["minutes"] = KeepMinutes, text
        else:
            kind, values["points"] = Resolve, _points(text, form)
    status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/council?done={step}")
    return _shown(request, who, form=form, status=status)


def _items(text: str) -> list[dict[str, Any]]:
    """Each line an item; ids of its measures may stand in brackets behind it."""
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        part = _MEASURE.fullmatch(line)
        if part is None:
            found.append({"text": line})
        else:
            names = [name.strip() for name in part["more"].split(",") if name.strip()]
            found.append({"text": part["text"], "measures": names})
    return found


def _points(text: str, form: Form) -> list[dict[str, Any]]:
    """Each line a point: its number, its text, and in brackets its measure and its day."""
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        part = _POINT.fullmatch(line)
        if part is None:
            form.errors["text"] = tell(
                "Write each point in a line: its number, its text, and in brackets its measure "
                "and its day, as in “1. open the bridge [bridge, 2026-12]”."
            )
            continue
        more = [word.strip() for word in (part["more"] or "").split(",") if word.strip()]
        point: dict[str, Any] = {"id": part["id"], "text": part["text"]}
        found.append(point | dict(zip(("measure", "due"), more, strict=False)))
    return found


def written(point: Point) -> str:
    """A point as a line that `_points` reads."""
    more = ", ".join(filter(None, (point.measure, str(point.due or ""))))
    return f"{point.id}. {point.text}{f' [{more}]' if more else ''}"


def _shown(
    request: Request, who: Principal, *, done: str = "", form: Form | None = None, status: int = 200
) -> Response:
    found = found_for(request, who, None)
    said = found.language.say
    agenda = [f"{said(one.text)} [{one.measure}]" for one in proposed(found)]
    last = next((one for one in reversed(found.sessions) if one.resolution), None)
    return page(
        request,
        "council.html",
        status=status,
        found=found,
        sessions=[one for one in reversed(found.sessions) if one.version is not None],
        agenda="\n".join(agenda),
        points="\n".join(map(written, last.resolution)) if last else "",
        done=DONE.get(done),
        form=form or Form(),
    )
