"""The register that a page shows: of the ledger once it holds a plan, of the folder before."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fastapi import Request

from goldenbridge.errors import ChoiceError
from goldenbridge.operations.access.roles import Principal, may
from goldenbridge.operations.council.reading import register
from goldenbridge.report.registered import Registered, latest_day, registered, with_register
from goldenbridge.web.pages import reader
from goldenbridge.web.reading import ledger_of

if TYPE_CHECKING:
    from goldenbridge.web.pages.served import Served

PUBLIC = ("measures", "late", "sessions")
"""What everybody may see; agendas and minutes are for those who may read the register."""


def found_for(request: Request, who: Principal | None, day: date | None) -> Registered:
    """The register on `day`, by default today's or the folder's latest, as `who` may see it.

    Raises ChoiceError where neither ledger nor folder has a plan.
    """
    served: Served = request.app.state.served
    programme, ledger = served.programme, ledger_of(request)
    with ledger.reading() as view:
        held = register(view.connection)
    if held.plans:
        programme = with_register(programme, held)
    latest = ledger.clock().date() if held.plans else latest_day(programme)
    found = registered(programme, day or latest, reader.reader_of(request).language)
    if reads(who):
        return found
    return replace(
        found, sessions=tuple(replace(one, agenda=(), minutes="") for one in found.sessions)
    )


def reads(who: Principal | None) -> bool:
    """Whether `who` may read agendas and minutes."""
    return who is not None and any(
        may(who, "read-register", country=grant.country, station=grant.station)
        for grant in who.grants
    )


def day_asked(text: str) -> date | None:
    """The day of an address; None where it names none, ChoiceError where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ChoiceError(f"as_of: found {text}; allowed: a day such as 2026-03-02") from None
