"""GET /reading: the secretariat pastes a text, decides on its entries and takes them away."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import Fault, ProgrammeError
from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.programme.adding import check
from goldenbridge.programme.entry_file import entry_file
from goldenbridge.web.pages import readings
from goldenbridge.web.pages.forms import Form, Posted
from goldenbridge.web.pages.page import allowed, page, see

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, allowed("read-text")]
_KINDS = {
    "statistic": tell("statistic"),
    "target": tell("target"),
    "rank": tell("rank"),
    "project": tell("project"),
    "document": tell("document"),
    "event": tell("event"),
    "sector": tell("sector"),
}


@router.get("/reading")
def ask(request: Request, _who: Reader) -> Response:
    """Ask for a text and where it stands."""
    return page(request, "reading.html", form=Form(), most=readings.LONGEST)


@router.post("/reading")
async def mark(request: Request, _who: Reader, form: Posted) -> Response:
    """The sentences marked, and an entry for each thing that they seem to say."""
    served: Served = request.app.state.served
    sheet = await run_in_threadpool(readings.asked, form, served.programme)
    if sheet is None:
        return page(request, "reading.html", status=422, form=form, most=readings.LONGEST)
    return _shown(request, sheet, form)


@router.get("/reading/entries")
def again(_who: Reader) -> Response:
    """What was decided is not kept here: begin with the text."""
    return see("/reading")


@router.post("/reading/entries")
async def decide(request: Request, _who: Reader, form: Posted) -> Response:
    """The accepted entries as a file, once the programme with them would have no faults."""
    served: Served = request.app.state.served
    sheet = await run_in_threadpool(readings.asked, form, served.programme)
    if sheet is None:
        return page(request, "reading.html", status=422, form=form, most=readings.LONGEST)
    rows = readings.accepted(sheet, form)
    faults: tuple[Fault, ...] = ()
    if not form.errors:
        try:
            await run_in_threadpool(check, served.folder, rows)
        except ProgrammeError as error:
            faults = error.faults
    if form.errors or faults:
        return _shown(request, sheet, form, status=422, faults=faults)
    headers = {"Content-Disposition": 'attachment; filename="entries.toml"'}
    return Response(entry_file(rows), media_type="application/toml", headers=headers)


def _shown(
    request: Request,
    sheet: readings.Sheet,
    form: Form,
    *,
    status: int = 200,
    faults: tuple[Fault, ...] = (),
) -> Response:
    return page(
        request,
        "reading-entries.html",
        status=status,
        sheet=sheet,
        form=form,
        faults=faults,
        kinds=_KINDS,
        pieces=readings.pieces,
    )
