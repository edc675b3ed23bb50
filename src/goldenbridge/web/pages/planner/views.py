"""What the templates of the planner show: the answer, what stands around it, the full answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import Request

from goldenbridge.errors import MissingError
from goldenbridge.language.languages import Language
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.as_html import showing as told_parts
from goldenbridge.report.brief import SEED, Brief, cited
from goldenbridge.report.sections import border_basis
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.planner import brought, comparing, showing
from goldenbridge.web.pages.planner.asking import question
from goldenbridge.web.pages.planner.columns import Column, column
from goldenbridge.web.pages.planner.knobs import knobs
from goldenbridge.web.pages.planner.settings import (
    BESIDE,
    FULL,
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose page it is: the programme told in the language of the reader, and the scenarios.

    The first of `columns` is the one the sliders stand for.
    """

    told: Programme
    language: Language
    columns: tuple[Column, ...]
    full: bool

    @property
    def own(self) -> Settings:
        """The settings of the sliders."""
        return self.columns[0].settings

    @property
    def others(self) -> list[Settings]:
        """The settings of the scenarios beside."""
        return [one.settings for one in self.columns[1:]]


def asked_for(request: Request) -> Asked:
    """What the address asks for, each scenario with its year.

    Raises MissingError where the folder has nothing to plan, else as `read` and `Quick.year` do.
    """
    served: Served = request.app.state.served
    language = reader.reader_of(request).language
    told, given = served.told(language), request.query_params
    if not starts(told):
        raise MissingError("planner", repr(told.id), "a folder with a site and a demand for it")
    beside = (read_query(served.programme, given[name]) for name in BESIDE if given.get(name))
    settings = (read(served.programme, given), *beside)
    columns = tuple(_column(served, told, one, language) for one in settings)
    return Asked(told, language, columns, full=given.get(FULL) == "yes")


def answer(asked: Asked) -> dict[str, Any]:
    """What follows from the settings."""
    own, others, columns = asked.own, asked.others, asked.columns
    run, at = columns[0].run, partial(address, full=asked.full)
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
        "compared": comparing.compared(columns) if others else None,
        "side": comparing.beside(columns) if others else None,
        "link": at(own, others),
        "keep": at(own, [*others, own]) if len(others) < len(BESIDE) else "",
        "taken": [
            (at(one, _without(others, one)), at(own, _without(others, one))) for one in others
        ],
        "whole": "" if asked.full else address(own, others, full=True),
    }


def around(asked: Asked) -> dict[str, Any]:
    """Where to start, and the sliders."""
    own, others = asked.own, asked.others
    offered = knobs(asked.told, beginning(asked.told, own.start))
    return {
        "settings": own,
        "groups": groups(asked.told, offered, own, asked.language),
        "starts": [(key, _called(name)) for key, name in starts(asked.told).items()],
        "fresh": address(Settings(own.start), others, full=asked.full),
        "full": asked.full,
        "beside": list(zip(BESIDE, (one.query for one in others), strict=False)),
        "longest": LONGEST,
    }


def full(request: Request, asked: Asked) -> dict[str, Any]:
    """The full answer as far as it is; it is begun by asking."""
    served: Served = request.app.state.served
    wanted = question(served.programme, asked.own)
    work = served.full.work(wanted)
    ready = work.ready  # before its parts: what is ready has them all
    if work.future and ready:
        work.future.result()  # raises what nobody foresaw
    found = []
    if work.trade:
        found.append(brought.trade(asked.told, work.trade, asked.language))
    if work.water and wanted.basin:
        basin = translated(wanted.basin, translations(served.programme, asked.language.code))
        found.append(brought.water(asked.told, basin, work.water, asked.language))
    years = None
    if work.years:
        run = replace(asked.columns[0].run, result=work.years)
        years = showing.by_class(replace(asked.columns[0], run=run))
    own = asked.own
    return {
        "work": work,
        "ready": ready,
        "years": years,
        "brought": found,
        "events": address(own, (), path="/planner/events"),
        "again": address(own, asked.others, full=True),
    }


def _without(others: Sequence[Settings], one: Settings) -> list[Settings]:
    return [other for other in others if other is not one]


def _column(served: "Served", told: Programme, settings: Settings, language: Language) -> Column:
    plan = plan_of(served.programme, settings)
    offered = knobs(told, beginning(served.programme, settings.start))
    result = served.quick.year(plan)
    return column(told, settings, plan, result, offered, language)


def _called(name: tuple[str, str]) -> str:
    return ": ".join(part for part in name if part)
