"""One measure: what both sides say of it, and the forms of those who may say more."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from goldenbridge.errors import MissingError
from goldenbridge.language.messages import Message, tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.council.measures import ChangeMeasure
from goldenbridge.operations.council.plan import PlanMeasure
from goldenbridge.operations.council.reading import measure_in
from goldenbridge.operations.council.reports import (
    AnswerDeadline,
    AnswerReport,
    FileReport,
    ProposeDeadline,
)
from goldenbridge.operations.council.standing import state_of
from goldenbridge.operations.council.tables import REPORT
from goldenbridge.operations.requests import found as row_of
from goldenbridge.report.as_html import showing
from goldenbridge.report.plan_history import steps
from goldenbridge.report.planned import planned
from goldenbridge.report.sections.plan_measures import VERDICTS, due, owners
from goldenbridge.web.pages.complex.doing import do, version
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import Staff, Visitor, page, see
from goldenbridge.web.pages.plan.found import day_asked, found_for
from goldenbridge.web.pages.plan.offers import key_of, offered
from goldenbridge.web.reading import ledger_of

router = APIRouter(include_in_schema=False)
Line = Annotated[str, Query(max_length=20)]
DONE = {
    "report": tell("The report is filed."),
    "answer": tell("The answer is on the register."),
    "propose": tell("The deadline is proposed to the other side."),
    "agree": tell("The answer is on the register."),
    "change": tell("The measure is changed."),
}
_YES_NO = {"yes": tell("agree"), "no": tell("decline")}


@router.get("/plan/{measure}")
def one(  # noqa: PLR0913 - what an address may say
    request: Request,
    who: Visitor,
    measure: str,
    as_of: Line = "",
    done: Line = "",
    write: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """A measure with its reports, answers, deadlines and history."""
    return _shown(request, who, measure, as_of=as_of, done=done, write=write)


@router.post("/plan/{measure}")
async def act(request: Request, who: Staff, measure: str, form: Posted) -> Response:
    """A report, an answer, a deadline or another wording."""
    step = form.choice("act", DONE)
    form.values["measure"] = measure
    status = 422
    if step in _STEPS:
        kind, values = _STEPS[step](request, form)
        if step in {"report", "propose", "change"}:
            values["measure"] = measure
        status = await do(request, kind, who, form, **values)
    if status == 200:
        return see(f"/plan/{measure}?done={step}")
    return _shown(request, who, measure, form=form, status=status)


def _report(request: Request, form: Form) -> tuple[type[Any], dict[str, Any]]:
    proof = {"text": form.text("proof", needed=False), "url": form.text("url", needed=False)}
    replaced = form.text("replaces", needed=False)
    values: dict[str, Any] = {
        "side": form.text("side"),
        "quarter": form.text("quarter"),
        "text": form.paragraphs("text"),
        "done": form.values.get("done") == "yes",
        "proofs": (proof,) if proof["text"] or proof["url"] else (),
    }
    if replaced:
        with ledger_of(request).reading() as view:
            values["version"] = row_of(view.connection, REPORT, replaced, "replaces").version
    return FileReport, values


def _answer(_: Request, form: Form) -> tuple[type[Any], dict[str, Any]]:
    return AnswerReport, {
        "report": form.text("report"),
        "side": form.text("side"),
        "verdict": form.choice("verdict", VERDICTS),
        "text": form.paragraphs("text", needed=False),
    }


def _propose(_: Request, form: Form) -> tuple[type[Any], dict[str, Any]]:
    return ProposeDeadline, {name: form.text(name) for name in ("side", "due", "why")}


def _agree(_: Request, form: Form) -> tuple[type[Any], dict[str, Any]]:
    agreed = form.choice("agreed", _YES_NO) == "yes"
    return AnswerDeadline, {"move": form.text("move"), "side": form.text("side"), "agreed": agreed}


def _change(request: Request, form: Form) -> tuple[type[Any], dict[str, Any]]:
    with ledger_of(request).reading() as view:
        old, _ = measure_in(view.connection, form.text("measure"))
    values: dict[str, Any] = {name: form.text(name) for name in ("title", "done_when")}
    values["note"] = form.paragraphs("note", needed=False)
    values["owners"] = [
        {
            "party": owner.party,
            "body": form.text(f"body-{owner.party}", needed=False),
            "sources": list(owner.sources),
        }
        for owner in old.owners
    ]
    return ChangeMeasure, values | {"version": version(form)}


_STEPS = {
    "report": _report,
    "answer": _answer,
    "propose": _propose,
    "agree": _agree,
    "change": _change,
}


def _shown(  # noqa: PLR0913 - what a page of a form needs
    request: Request,
    who: Principal | None,
    name: str,
    *,
    as_of: str = "",
    done: str = "",
    write: str = "",
    form: Form | None = None,
    status: int = 200,
) -> Response:
    found = found_for(request, who, day_asked(as_of))
    stands = next((s for s in found.standings if s.measure.id == name), None)
    if stands is None:
        raise MissingError("measure", repr(name), "the id of one on the register")
    named = tuple(s for s in found.programme.sources if s.id in stands.measure.sources)
    brief = replace(planned(found, ("measures",)), sources=named)
    live = not as_of and stands.measure.version is not None
    offers = tuple(offered(found, stands, who)) if live else ()
    key = key_of(form.values) if form else write
    return page(
        request,
        "measure.html",
        status=status,
        stands=stands,
        found=found,
        owners=owners(found, stands.measure),
        due=due(found, stands),
        history=steps([stands.measure], found.side)[::-1],
        state_of=lambda report: _STATES[state_of(report, found.plan(stands.measure.plan).parties)],
        verdicts=VERDICTS,
        yes_no=_YES_NO,
        offers=offers,
        chosen=next((one for one in offers if one.key == key), None),
        own=_own(request, name) if offers else stands.measure,
        done=DONE.get(done),
        form=form or Form(),
        **showing(brief),
    )


_STATES: dict[str, Message] = {
    **VERDICTS,
    "unanswered": tell("not answered"),
}


def _own(request: Request, name: str) -> PlanMeasure:
    """The measure in the words it has on the ledger, whatever language the page is told in."""
    with ledger_of(request).reading() as view:
        return measure_in(view.connection, name)[0]
