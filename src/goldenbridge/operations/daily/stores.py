"""Warehouse and residents at the end of a day, and what came and went in it."""

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, func, select

from goldenbridge.operations.daily.span import Span
from goldenbridge.operations.ledger.tables import ledger
from goldenbridge.operations.warehouse.tables import LEASE, LOCATION, MOVE, OUTPUT, PLOT


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the warehouse at the end of a day; `came` and `went` are packages of the day."""

    zone: str
    packages: int
    cap: int
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Resident:
    """What somebody rents on a day: plots, square metres, and the monthly fee of each currency."""

    resident: str
    plots: int
    area_m2: int
    fees: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """Kilograms of goods (six digits of the HS) that a resident reported on a day, and has left."""

    resident: str
    hs6: str
    produced_kg: int
    shipped_kg: int
    left_kg: int


def zones(connection: Connection, span: Span) -> list[Zone]:
    """Each zone there at the end of the day; a balance is the sum of all moves until then."""
    known = select(LOCATION).where(LOCATION.c.version <= span.last).order_by(LOCATION.c.zone)
    where = {row.id: row for row in connection.execute(known)}
    here: Counter[str] = Counter()
    came: Counter[str] = Counter()
    went: Counter[str] = Counter()
    both = (MOVE.c.from_location, MOVE.c.to_location)
    today = (MOVE.c.version > span.after).label("today")
    sums = (
        select(*both, today, func.sum(MOVE.c.packages))
        .where(MOVE.c.version <= span.last)
        .group_by(*both, today)
    )
    for source, target, is_today, packages in connection.execute(sums):
        if target is not None:
            here[where[target].zone] += packages
            came[where[target].zone] += packages if is_today and source is None else 0
        if source is not None:
            here[where[source].zone] -= packages
            went[where[source].zone] += packages if is_today and target is None else 0
    caps: Counter[str] = Counter()
    for row in where.values():
        caps[row.zone] += row.cap
    return [Zone(zone, here[zone], cap, came[zone], went[zone]) for zone, cap in caps.items()]


def residents(connection: Connection, span: Span) -> list[Resident]:
    """Who rents something on the day, by name."""
    day = span.day.isoformat()
    let = (
        select(LEASE, PLOT.c.area_m2)
        .join(PLOT, PLOT.c.id == LEASE.c.plot)
        .where(LEASE.c.begins <= day, LEASE.c.ends > day, LEASE.c.version <= span.last)
        .order_by(LEASE.c.resident)
    )
    found: dict[str, Resident] = {}
    for row in connection.execute(let):
        one = found.get(row.resident, Resident(row.resident, 0, 0, ()))
        fees = dict(one.fees)
        fees[row.currency] = fees.get(row.currency, Decimal(0)) + Decimal(row.fee)
        area = one.area_m2 + row.area_m2
        found[row.resident] = Resident(row.resident, one.plots + 1, area, tuple(fees.items()))
    return list(found.values())


def volumes(connection: Connection, span: Span) -> list[Volume]:
    """What residents reported on the day, and what is left of all they made until its end."""
    rows = select(OUTPUT).order_by(OUTPUT.c.resident, OUTPUT.c.hs6)
    found = [_volume(connection, span, row.id) for row in connection.execute(rows)]
    return [one for one in found if one.left_kg or one.produced_kg or one.shipped_kg]


def _volume(connection: Connection, span: Span, subject: str) -> Volume:
    of = (ledger.c.subject == subject) & (ledger.c.kind == "output-reported")
    events = select(ledger.c.seq, ledger.c.body).where(of, ledger.c.seq <= span.last)
    resident, _, hs6 = subject.rpartition(":")
    produced = shipped = left = 0
    for seq, text in connection.execute(events):
        body = json.loads(text)
        left += body["produced_kg"] - body["shipped_kg"]
        if seq > span.after:
            produced += body["produced_kg"]
            shipped += body["shipped_kg"]
    return Volume(resident, hs6, produced, shipped, left)
