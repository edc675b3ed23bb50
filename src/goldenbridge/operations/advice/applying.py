"""A proposal is accepted: what still can be done is done in the same transaction, the rest told."""

import json
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from sqlalchemy import Row

from goldenbridge.errors import RuleError
from goldenbridge.operations.advice.duty import SetDuty, bounds, on_duty
from goldenbridge.operations.advising import Advice, DutyChange, PlaceChange, too_soon
from goldenbridge.operations.appointments.offers import ChangeCapacity
from goldenbridge.operations.appointments.places import lapse
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import found

WHY_NOT = ("sold", "changed", "too-soon", "bounds", "officers")
"""Sold meanwhile, changed by somebody else, begins too soon, outside bounds that changed, or it
needs officers that cannot come."""


class _Sorted(NamedTuple):
    """Changes that can be made, and the others with what stands in the way."""

    places: list[PlaceChange]
    duty: list[DutyChange]
    left_out: list[dict[str, Any]]


def changes_of(row: Row[Any]) -> tuple[list[PlaceChange], list[DutyChange]]:
    """What a proposal would change."""
    places = [PlaceChange(**one) for one in json.loads(row.places)]
    return places, [DutyChange(**one) for one in json.loads(row.duty)]


def apply(tx: Transaction, row: Row[Any], *, cause: str, rule: str) -> dict[str, Any]:
    """Events `advice-accepted`, then `capacity-changed` and `duty-set`.

    Fewer places stop at what is sold at this moment: a booking made since the proposal wins. What
    somebody else has changed since stays as it is now. Where officers cannot come, no places are
    added. Raises RuleError when nothing of the proposal can be done.
    """
    done = _sorted(tx, row, bounds(tx))
    if not done.places and not done.duty:
        raise RuleError("advice", f"{row.id}, of which nothing is left", "a new proposal")
    body = {
        "state": "accepted",
        "rule": rule,
        "applied": {
            "places": [asdict(one) for one in done.places],
            "duty": [asdict(one) for one in done.duty],
        },
        "left_out": done.left_out,
    }
    event = tx.append("advice-accepted", row.id, body)
    for place in done.places:
        ChangeCapacity(place.opening, place.to - place.now, cause)(tx)
    for one in done.duty:
        SetDuty(one.pool, one.starts, one.ends, one.to)(tx)
    told = {"advice": row.id, "state": "accepted", "version": event.seq}
    return told | {name: body[name] for name in ("rule", "applied", "left_out")}


def _sorted(tx: Transaction, row: Row[Any], advice: Advice) -> _Sorted:
    found_ = _Sorted([], [], [])
    places, duty = changes_of(row)
    for one in duty:
        why = _duty_hindered(tx, one, advice)
        if why:
            found_.left_out.append({"pool": one.pool, "starts": one.starts, "why": why})
        else:
            found_.duty.append(one)
    missing = any(one.to > one.now and one not in found_.duty for one in duty)
    for place in places:
        possible, why = _possible(tx, place, advice)
        if not why and possible.to > possible.now and missing:
            why = "officers"
        if why:
            found_.left_out.append({"opening": place.opening, "why": why})
        if possible.to != possible.now and why in {"", "sold"}:
            found_.places.append(possible)
    return found_


def _duty_hindered(tx: Transaction, one: DutyChange, advice: Advice) -> str:
    """What stands in the way of other officers; nothing where they can come."""
    if too_soon(moment(one.starts), tx.now, advice):
        return "too-soon"
    row = on_duty(tx.connection, one.pool, one.starts, one.ends)
    if row is not None and (row.staff, row.starts, row.ends) != (one.now, one.starts, one.ends):
        return "changed"
    bound = next((b for b in advice.manning if b.pool == one.pool), None)
    return "" if bound is not None and bound.least <= one.to <= bound.most else "bounds"


def _possible(tx: Transaction, one: PlaceChange, advice: Advice) -> tuple[PlaceChange, str]:
    """The change as far as what is sold now allows, and what stands in the way of the rest."""
    lapse(tx, BOOKING.c.opening == one.opening)
    row = found(tx.connection, OPENING, one.opening, "opening")
    if row.target != one.now or row.lot is not None:
        return one, "changed"
    if too_soon(moment(row.starts), tx.now, advice):
        return one, "too-soon"
    if one.to >= row.used or one.to >= one.now:
        return one, ""
    return replace(one, to=min(row.used, one.now)), "sold"
