"""The manager's day: traffic against the plan, the promise, stations, stock and residents."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, func, select

from goldenbridge.errors import ChoiceError
from goldenbridge.figures.bars import Bar, bars
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.day_flow import Flowing, day_flow
from goldenbridge.language.languages import Language
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.complexes import RULE_SET, Complex, complex_at
from goldenbridge.operations.daily import stations, stores, traffic
from goldenbridge.operations.daily.span import Span, span_of
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.complex.showing import shown
from goldenbridge.web.pages.page import allowed

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
Reader = Annotated[Principal, allowed("read")]
Day = Annotated[str, Query(max_length=10)]


@router.get("/complex/day")
def day(request: Request, _who: Reader, day: Day = "") -> Response:
    """A day of the complex, today where none is named."""

    def found(connection: Connection, told: dict[str, Any]) -> dict[str, Any]:
        now: datetime = told["now"]
        zone = ZoneInfo(told["zone"])
        today = now.astimezone(zone).date()
        first = _first(connection, today, zone)
        span = span_of(connection, _chosen(day, first, today), zone)
        holding = complex_at(connection, min(now, moment(span.ends)))
        facts = _facts(connection, span, holding, _promised(request, holding.site))
        facts |= {"span": span, "first": first, "today": today, "one_day": timedelta(days=1)}
        return facts | {"figures": _figures(_language(request), facts, told["named"])}

    return shown(request, "day.html", found)


def _facts(
    connection: Connection, span: Span, holding: Complex, promised_min: Mapping[str, float]
) -> dict[str, Any]:
    ways = list(holding.ways)
    directions = list(dict.fromkeys(direction for direction, _ in ways))
    passages = traffic.passages(connection, span, ways, promised_min)
    return {
        "flows": traffic.flows(connection, span, directions),
        "passages": [one for one in passages if one.entered or one.through],
        "came": traffic.appointments(connection, span),
        "services": stations.services(connection, span, holding.rules.posts),
        "store": stores.zones(connection, span),
        "residents": stores.residents(connection, span),
        "volumes": stores.volumes(connection, span),
    }


def _figures(language: Language, facts: dict[str, Any], named: Any) -> dict[str, Any]:
    """The pictures beside the tables; None where there is nothing to draw."""
    say = language.say

    flowing = [Flowing(named(f.direction), f.planned, f.entered, f.left) for f in facts["flows"]]
    kept = [
        _share(language, (named(one.direction), named(one.truck_class)), one.kept, one.through)
        for one in facts["passages"]
        if one.promise_min is not None and one.through
    ]
    within = [
        _share(language, ("", named(one.station)), one.within, one.done)
        for one in facts["services"]
        if one.done
    ]
    full = [
        replace(
            _share(language, ("", say("zone {zone}", zone=one.zone)), one.packages, one.cap),
            look="plain",
        )
        for one in facts["store"]
    ]
    drawn = {
        "kept": (kept, say("share of trucks"), say("Through within the promise")),
        "within": (within, say("share of trucks"), say("Done within the target")),
        "full": (full, say("share of the room for packages"), say("How full the warehouse is")),
    }
    flow = day_flow(flowing, Caption(say("Trucks by the hour"), language))
    return {"flow": flow} | {
        name: bars(rows, name, unit, Caption(title, language), reach=1.0)
        for name, (rows, unit, title) in drawn.items()
    }


def _share(language: Language, name: tuple[str, str], part: int, whole: int) -> Bar:
    """A bar as long as the share, green where it is whole."""
    said = language.say("{part} of {whole}", part=part, whole=whole)
    return Bar(*name, 0.0, part / whole, said, "good" if part == whole else "first")


def _promised(request: Request, site: str) -> dict[str, float]:
    """Minutes that the programme promises to each class of the site, where it does."""
    served: Served = request.app.state.served
    sites = [one for one in served.programme.sites if one.id == site]
    return {c.id: c.promise_min for one in sites for c in one.classes if c.promise_min is not None}


def _first(connection: Connection, today: date, zone: ZoneInfo) -> date:
    """The first day on which rules held and something was written."""
    at = connection.execute(select(ledger.c.at).where(ledger.c.seq == 1)).scalar_one()
    holds = connection.execute(select(func.min(RULE_SET.c.valid_from))).scalar_one()
    return min(today, max(moment(at).astimezone(zone).date(), date.fromisoformat(holds)))


def _chosen(text: str, first: date, today: date) -> date:
    """The day the address names, today where it names none. Raises ChoiceError."""
    try:
        chosen = date.fromisoformat(text) if text else today
    except ValueError:
        chosen = None
    if chosen is None or not first <= chosen <= today:
        raise ChoiceError(f"day: found {text!r}; allowed: a day from {first} to {today}")
    return chosen


def _language(request: Request) -> Language:
    return reader.reader_of(request).language
