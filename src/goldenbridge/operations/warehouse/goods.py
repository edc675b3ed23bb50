"""Units come in, move and go out; what is there is never less than nothing."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.identifiers import normal_sscc
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.requests import check_agency, check_new, check_whole, found
from goldenbridge.operations.storage import Load, Location, check_load, check_location
from goldenbridge.operations.warehouse.places import load_of, places
from goldenbridge.operations.warehouse.tables import LOCATION, STOCK, UNIT


@dataclass(frozen=True, slots=True)
class AddLocation:
    """A place of the warehouse; `cap` is the most packages, `labels` what it is fitted for."""

    location: str
    zone: str
    temperature: str
    labels: tuple[str, ...]
    cap: int

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `location-added`."""
        check_new(tx.connection, LOCATION, self.location, "location")
        place = Location(
            id=self.location,
            zone=self.zone,
            temperature=self.temperature,
            labels=self.labels,
            cap=self.cap,
        )
        check_location(place, complex_at(tx.connection, tx.now).rules.goods)
        body = {
            "zone": self.zone,
            "temperature": self.temperature,
            "labels": list(self.labels),
            "cap": self.cap,
        }
        tx.append("location-added", self.location, body)
        return {"location": self.location}


@dataclass(frozen=True, slots=True)
class Receive:
    """A unit comes in and is put down; it is bonded until it is cleared."""

    sscc: str
    owner: str
    location: str
    packages: int
    temperature: str
    labels: tuple[str, ...] = ()
    food: bool = False
    visit: str | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `unit-received`."""
        unit = normal_sscc(self.sscc)
        check_new(tx.connection, UNIT, unit, "sscc")
        check_whole("packages", self.packages)
        if self.visit is not None:
            _check_unloading(tx.connection, self.visit)
        load = Load(temperature=self.temperature, labels=self.labels, food=self.food)
        check_load(load, complex_at(tx.connection, tx.now).rules.goods)
        _check_room(tx, load, self.location, self.packages)
        body = {
            "owner": self.owner,
            "location": self.location,
            "packages": self.packages,
            "temperature": self.temperature,
            "labels": list(self.labels),
            "food": int(self.food),
            "visit": self.visit,
            "move": tx.new_id(),
        }
        tx.append("unit-received", unit, body)
        return {"unit": unit}


@dataclass(frozen=True, slots=True)
class MoveUnit:
    """Carry packages of a unit from one place to another."""

    unit: str
    source: str
    target: str
    packages: int

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `unit-moved`."""
        row = _unit(tx.connection, self.unit)
        check_whole("packages", self.packages)
        if self.source == self.target:
            raise RuleError("target", repr(self.target), "another place than the source")
        _check_stock(tx.connection, row.id, self.source, self.packages)
        _check_room(tx, load_of(row), self.target, self.packages)
        body = {"from": self.source, "to": self.target, "packages": self.packages}
        tx.append("unit-moved", row.id, body | {"move": tx.new_id()})
        return {"unit": row.id}


@dataclass(frozen=True, slots=True)
class Ship:
    """Packages of a unit leave on a truck; a unit that is held or bonded does not.

    A bonded unit may go on under customs transit, when `transit` says so.
    """

    unit: str
    source: str
    packages: int
    visit: str
    transit: bool = False

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `unit-shipped`."""
        row = _unit(tx.connection, self.unit)
        check_whole("packages", self.packages)
        allowed = ("free", "bonded") if self.transit else ("free",)
        if row.status not in allowed:
            raise RuleError("unit", f"{row.id}, which is {row.status}", " or ".join(allowed))
        _check_loading(tx.connection, self.visit)
        _check_stock(tx.connection, row.id, self.source, self.packages)
        body = {"from": self.source, "packages": self.packages, "visit": self.visit}
        tx.append("unit-shipped", row.id, body | {"move": tx.new_id()})
        return {"unit": row.id}


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Clear, hold or release a unit; whoever holds it is the only one to release it."""

    unit: str
    status: str
    agency: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `unit-status`."""
        row = _unit(tx.connection, self.unit)
        known = {post.agency for post in complex_at(tx.connection, tx.now).rules.posts}
        if self.agency not in known:
            raise RuleError("agency", repr(self.agency), ", ".join(sorted(known)))
        if self.status not in ("bonded", "free", "held") or self.status == row.status:
            others = [one for one in ("bonded", "free", "held") if one != row.status]
            raise RuleError("status", repr(self.status), ", ".join(others))
        if row.held_by is not None:
            check_agency(self.agency, row.held_by)
        held_by = self.agency if self.status == "held" else None
        body = {"status": self.status, "held_by": held_by, "agency": self.agency}
        tx.append("unit-status", row.id, body)
        return {"unit": row.id, "status": self.status}


def _unit(connection: Connection, sscc: str) -> Row[Any]:
    return found(connection, UNIT, normal_sscc(sscc), "unit")


def _check_stock(connection: Connection, unit: str, location: str, packages: int) -> None:
    """Raises RuleError when fewer than `packages` of the unit are in the place."""
    here = (STOCK.c.unit == unit) & (STOCK.c.location == location)
    there = connection.execute(select(STOCK.c.packages).where(here)).scalar() or 0
    if packages > there:
        raise RuleError("packages", f"{packages} from {location}", f"{there} or fewer")


def _check_room(tx: Transaction, load: Load, location: str, packages: int) -> None:
    """Raises RuleError unless the place has room and its zone takes the load."""
    found(tx.connection, LOCATION, location, "location")
    (place,) = places(tx.connection, location)
    place.check(load, packages, complex_at(tx.connection, tx.now).rules.goods)


def _check_unloading(connection: Connection, visit: str) -> None:
    _check_docked(connection, visit, ("at-dock", "unloaded"))


def _check_loading(connection: Connection, visit: str) -> None:
    _check_docked(connection, visit, ("at-dock", "unloaded", "loaded"))


def _check_docked(connection: Connection, visit: str, states: tuple[str, ...]) -> None:
    row = found(connection, VISIT, visit, "visit")
    if row.state not in states:
        raise RuleError("visit", f"{visit}, which is {row.state}", " or ".join(states))
