"""GET /planner: sliders, what follows from them, and scenarios side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from goldenbridge.errors import MissingError
from goldenbridge.language.languages import Language
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_html import showing as told_parts
from goldenbridge.report.brief import SEED, Brief, cited
from goldenbridge.report.sections import border_basis
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.page import Visitor, page
from goldenbridge.web.pages.planner import showing
from goldenbridge.web.pages.planner.knobs import knobs
from goldenbridge.web.pages.planner.settings import (
    BESIDE,
    LONGEST,
    Settings,
    address,
    beginning,
    plan_of,
    read,
    read_query,
    starts,
)
from goldenbridge.web.pages.planner.sliders import groups

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)


@router.get("/planner")
def planner(request: Request, _who: Visitor) -> Response:
    """Everything: where to start, the sliders, the answer, what the figures rest on."""
    asked = _asked(request)
    return page(request, "planner.html", **_answer(asked), **_around(asked))


@router.get("/planner/answer")
def answer(request: Request, _who: Visitor) -> Response:
    """What follows from the settings, to stand in the page that is there."""
    return page(request, "planner-moved.html", **_answer(_asked(request)))


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose page it is: the programme told in the language of the reader, and the scenarios.

    The first of `columns` is the one the sliders stand for.
    """

    told: Programme
    language: Language
    columns: tuple[showing.Column, ...]

    @property
    def own(self) -> Settings:
        """The settings of the sliders."""
        return self.columns[0].settings

    @property
    def others(self) -> list[Settings]:
        """The settings of the scenarios beside."""
        return [one.settings for one in self.columns[1:]]


def _asked(request: Request) -> Asked:
    served: Served = request.app.state.served
    language = reader.reader_of(request).language
    told, given = served.told(language), request.query_params
    if not starts(told):
        raise MissingError("planner", repr(told.id), "a folder with a site and a demand for it")
    beside = (read_query(served.programme, given[name]) for name in BESIDE if given.get(name))
    settings = (read(served.programme, given), *beside)
    return Asked(told, language, tuple(_column(served, told, one, language) for one in settings))


def _answer(asked: Asked) -> dict[str, Any]:
    own, others, columns = asked.own, asked.others, asked.columns
    run = columns[0].run
    section = border_basis.section(run)
    brief = Brief(
        programme=asked.told.id,
        title=run.site.name,
        question="",
        as_of=asked.told.latest_record,
        seed=SEED,
        language=asked.language,
        sections=(section,),
        sources=cited((section,), asked.told.sources),
    )
    return told_parts(brief) | {
        "columns": columns,
        "tiles": showing.tiles(columns[0]),
        "sentence": showing.sentence(columns[0]),
        "classes": showing.by_class(columns[0]),
        "stations": showing.stations(columns[0]),
        "figures": showing.drawn(columns[0]),
        "compared": showing.compared(columns) if others else None,
        "side": showing.beside(columns) if others else None,
        "link": address(own, others),
        "keep": address(own, [*others, own]) if len(others) < len(BESIDE) else "",
        "taken": [
            (address(one, _without(others, one)), address(own, _without(others, one)))
            for one in others
        ],
    }


def _around(asked: Asked) -> dict[str, Any]:
    own, others = asked.own, asked.others
    offered = knobs(asked.told, beginning(asked.told, own.start))
    return {
        "settings": own,
        "groups": groups(asked.told, offered, own, asked.language),
        "starts": [(key, _called(name)) for key, name in starts(asked.told).items()],
        "fresh": address(Settings(own.start), others),
        "beside": list(zip(BESIDE, (one.query for one in others), strict=False)),
        "longest": LONGEST,
    }


def _without(others: Sequence[Settings], one: Settings) -> list[Settings]:
    return [other for other in others if other is not one]


def _column(
    served: "Served", told: Programme, settings: Settings, language: Language
) -> showing.Column:
    plan = plan_of(served.programme, settings)
    offered = knobs(told, beginning(served.programme, settings.start))
    result = served.quick.year(plan)
    return showing.column(told, settings, plan, result, offered, language)


def _called(name: tuple[str, str]) -> str:
    return ": ".join(part for part in name if part)
