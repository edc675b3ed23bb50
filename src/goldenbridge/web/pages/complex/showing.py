"""What every screen shows: its page as the complex stands now, with names and times in words."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from sqlalchemy import Connection

from goldenbridge.errors import RefusedError
from goldenbridge.language.messages import Message, tell
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment
from goldenbridge.web.pages import reader
from goldenbridge.web.pages.forms import Form
from goldenbridge.web.pages.page import page

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

STATES = {
    "held": tell("held back"),
    "booked": tell("booked"),
    "kept": tell("place kept, not yet booked"),
    "arrived": tell("has arrived"),
    "cancelled": tell("cancelled"),
    "lapsed": tell("lapsed"),
    "no-show": tell("did not come"),
    "early": tell("too early, stands aside"),
    "requeued": tell("out of the line"),
    "waiting": tell("waits for its call"),
    "called": tell("called"),
    "entered": tell("inside"),
    "at-dock": tell("at the dock"),
    "unloaded": tell("unloaded"),
    "loaded": tell("loaded"),
    "refused": tell("refused"),
    "exit-ready": tell("ready to leave"),
    "exited": tell("has left"),
    "handed-over": tell("handed over"),
    "closed": tell("closed"),
    "turned-back": tell("sent back"),
    "impounded": tell("impounded"),
    "optional": tell("only if asked for"),
    "todo": tell("to do"),
    "doing": tell("going on"),
    "done": tell("done"),
}


def shown(  # noqa: PLR0913 - a page, and what was sent to it
    request: Request,
    template: str,
    found: Callable[[Connection, dict[str, Any]], dict[str, Any]],
    *,
    done: Message | None = None,
    form: Form | None = None,
    status: int = 200,
) -> Response:
    """The page with what `found` reads of the present moment, given the connection and `words`.

    `form` is what was sent and refused, `done` what was sent and is done; where no rules hold yet
    a page says so.
    """
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        try:
            told = words(request, view.connection, ledger.clock())
        except RefusedError:
            return page(request, "no-rules.html")
        own = found(view.connection, told)
    values = told | own
    return page(request, template, status=status, done=done, form=form or Form(), **values)


def words(request: Request, connection: Connection, now: datetime) -> dict[str, Any]:
    """Names of directions, classes and stations, and times as the clock on the wall shows them."""
    language = reader.reader_of(request).language
    complex_ = complex_at(connection, now)
    served: Served = request.app.state.served
    site = next((one for one in served.told(language).sites if one.id == complex_.site), None)
    names: dict[str, str] = {}
    if site is not None:
        listed: tuple[Any, ...] = (*site.classes, *site.directions, *site.stations)
        names = {one.id: one.name for one in listed if one.name}

    def state(name: str) -> str:
        return language.say(STATES[name]) if name in STATES else name

    return {
        "named": lambda name: names.get(name, name),
        "pairs": lambda listed: [(one, names.get(one, one)) for one in listed],
        "state": state,
        "hour": _hour(complex_.zone, now),
        "minutes": lambda text: max(0, round((now - moment(text)).total_seconds() / 60)),
        "directions": list(dict.fromkeys(direction for direction, _ in complex_.ways)),
        "classes": list(dict.fromkeys(one for _, one in complex_.ways)),
        "rules": complex_.rules,
        "now": now,
        "zone": complex_.zone.key,
        "clock": f"{now.astimezone(complex_.zone):%H:%M:%S}",
    }


def _hour(zone: ZoneInfo, now: datetime) -> Callable[[str], str]:
    """The time of day at the complex, with the date where it is not today's."""

    def told(text: str) -> str:
        local = moment(text).astimezone(zone)
        same = local.date() == now.astimezone(zone).date()
        return f"{local:%H:%M}" if same else f"{local:%d.%m. %H:%M}"

    return told
