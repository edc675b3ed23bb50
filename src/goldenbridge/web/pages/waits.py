"""Who waits at the complex now, in which order they are called, and what is free ahead.

The board is counted from the ledger; the waits ahead beside it are simulated from it.
"""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import Connection, func, select

from goldenbridge.errors import RuleError
from goldenbridge.language.languages import Language
from goldenbridge.operations.appointments.tables import OPENING, VEHICLE
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.passage.calling import call_order
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.visits import INSIDE
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.ahead import pictures, when
from goldenbridge.web.pages.page import Visitor, page

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

router = APIRouter(include_in_schema=False)
_SHOWN, _AHEAD, _BACK = 30, timedelta(hours=24), timedelta(hours=24)
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One class in one direction: trucks by where they are, and how long they waited.

    `longest_min` is that of those who wait now; `median_min` and `p90_min` that of the `entered`
    trucks let in within the last 24 hours, None where fewer than five were.
    """

    direction: str
    truck_class: str
    waiting: int
    longest_min: int | None
    called: int
    inside: int
    entered: int
    median_min: int | None
    p90_min: int | None


@dataclass(frozen=True, slots=True)
class Called:
    """A truck in the order of calls; of its plate the last three signs are public."""

    direction: str
    place: int
    plate: str
    truck_class: str
    due: str | None
    waited_min: int
    rule: str


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour ahead: places offered, taken and free, for one class in one direction."""

    direction: str
    truck_class: str
    starts: str
    places: int
    taken: int
    free: int


@dataclass(frozen=True, slots=True)
class Board:
    """What is public of the complex at a moment of the ledger."""

    at: str
    seq: int
    site: str
    time_zone: str
    lines: tuple[Line, ...]
    order: tuple[Called, ...]
    ahead: tuple[Hour, ...]


def board(connection: Connection, seq: int, now: datetime) -> Board | None:
    """The board; None where no rules hold yet."""
    try:
        complex_ = complex_at(connection, now)
    except RuleError:
        return None
    ways = list(complex_.ways)
    directions = list(dict.fromkeys(direction for direction, _ in ways))
    return Board(
        stamp(now),
        seq,
        complex_.site,
        complex_.zone.key,
        tuple(_lines(connection, ways, now)),
        tuple(one for d in directions for one in _order(connection, d, now)),
        tuple(_ahead(connection, now)),
    )


@router.get("/waits")
def waits(request: Request, _who: Visitor) -> Response:
    """Waits now, the order of calls, and the places ahead."""
    served: Served = request.app.state.served
    language = reader.reader_of(request).language
    found = _now(request)
    if found is None:
        return page(request, "waits.html", board=None)
    made = served.forecasting.now(request.app.state.ledger)
    programme = served.told(language)
    site = next((one for one in programme.sites if one.id == found.site), None)
    names: dict[str, str] = {}
    if site:
        names = {one.id: one.name for one in site.classes}
        names |= {one.id: one.name for one in site.directions}
    zone = ZoneInfo(found.time_zone)
    directions = list(dict.fromkeys(line.direction for line in found.lines))
    return page(
        request,
        "waits.html",
        board=found,
        title=site.name if site else found.site,
        named=lambda id_: names.get(id_, id_),
        clock=lambda text: _clock(text, zone, language),
        directions=directions,
        rules={"turn": language.say("in turn"), "animals-waited": language.say("live animals")},
        seen=_clock(found.at, zone, language),
        forecast=made,
        busy=served.forecasting.busy,
        when=lambda hours: when(hours, language),
        pictures=pictures(made, directions, names, language) if made else {},
        cited={},
    )


@router.get("/data/waits.json")
def waits_as_data(request: Request) -> JSONResponse:
    """The same as JSON."""
    found = _now(request)
    body: dict[str, Any] = {}
    if found is not None:
        made = request.app.state.served.forecasting.now(request.app.state.ledger)
        body = asdict(found) | {"forecast": asdict(made) if made else None}
    return JSONResponse(body, headers={"Access-Control-Allow-Origin": "*"})


def _now(request: Request) -> Board | None:
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        return board(view.connection, view.seq, ledger.clock())


def _lines(connection: Connection, ways: Sequence[tuple[str, str]], now: datetime) -> list[Line]:
    way = (VISIT.c.direction, VISIT.c.truck_class)
    standing = select(*way, VISIT.c.state, func.count(), func.min(VISIT.c.arrived)).where(
        VISIT.c.open == 1
    )
    states: dict[tuple[str, str], dict[str, tuple[int, str]]] = {}
    for direction, truck_class, state, count, first in connection.execute(
        standing.group_by(*way, VISIT.c.state)
    ):
        states.setdefault((direction, truck_class), {})[state] = (count, first)
    took: dict[tuple[str, str], list[float]] = {}
    recent = VISIT.c.entered >= stamp(now - _BACK)
    for direction, truck_class, arrived, entered in connection.execute(
        select(*way, VISIT.c.arrived, VISIT.c.entered).where(recent)
    ):
        wait = (moment(entered) - moment(arrived)).total_seconds() / 60
        took.setdefault((direction, truck_class), []).append(wait)
    return [_line(key, states.get(key, {}), took.get(key, []), now) for key in ways]


def _line(
    way: tuple[str, str], states: dict[str, tuple[int, str]], took: list[float], now: datetime
) -> Line:
    waiting, first = states.get("waiting", (0, ""))
    enough = len(took) >= _FEWEST
    return Line(
        *way,
        waiting,
        _minutes(now, first) if first else None,
        states.get("called", (0, ""))[0],
        sum(count for state, (count, _) in states.items() if state in INSIDE),
        len(took),
        round(statistics.median(took)) if enough else None,
        round(statistics.quantiles(took, n=10)[-1]) if enough else None,
    )


def _order(connection: Connection, direction: str, now: datetime) -> list[Called]:
    calls = call_order(connection, direction, now)[:_SHOWN]
    visits = [call.visit for call in calls]
    rows = select(VISIT, VEHICLE.c.plate).join(VEHICLE, VEHICLE.c.id == VISIT.c.vehicle)
    known = {row.id: row for row in connection.execute(rows.where(VISIT.c.id.in_(visits)))}
    return [
        Called(
            direction,
            place,
            f"…{known[call.visit].plate[-3:]}",
            known[call.visit].truck_class,
            known[call.visit].due,
            _minutes(now, known[call.visit].arrived),
            call.rule,
        )
        for place, call in enumerate(calls, start=1)
    ]


def _ahead(connection: Connection, now: datetime) -> list[Hour]:
    until = (OPENING.c.ends > stamp(now)) & (OPENING.c.starts < stamp(now + _AHEAD))
    rows = (
        select(OPENING)
        .where(until)
        .order_by(OPENING.c.direction, OPENING.c.starts, OPENING.c.truck_class)
    )
    return [
        Hour(r.direction, r.truck_class, r.starts, r.cap, r.used, r.cap - r.used)
        for r in connection.execute(rows)
    ]


def _minutes(now: datetime, text: str) -> int:
    return max(0, round((now - moment(text)).total_seconds() / 60))


def _clock(text: str, zone: ZoneInfo, language: Language) -> str:
    """Day and hour at the complex."""
    local = moment(text).astimezone(zone)
    return f"{language.day(local.date())}, {local:%H:%M}"
