"""What stands in the places of the warehouse, and which of them take a load."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.rules import Goods
from goldenbridge.operations.storage import Load, Location, check_place
from goldenbridge.operations.warehouse.tables import LOCATION, STOCK, UNIT


@dataclass(frozen=True, slots=True)
class Place:
    """A location, the packages in it, and the loads in its zone."""

    location: Location
    packages: int
    beside: tuple[Load, ...]

    @property
    def free(self) -> int:
        """Packages it still has room for."""
        return self.location.cap - self.packages

    def check(self, load: Load, packages: int, goods: Goods) -> None:
        """Raises RuleError unless it has room for `packages` and its zone takes the load."""
        here = self.location.id
        if packages > self.free:
            raise RuleError("packages", f"{packages} into {here}", f"{self.free} or fewer")
        check_place(load, self.location, self.beside, goods)

    def takes(self, load: Load, packages: int, goods: Goods) -> bool:
        """Whether `check` lets it in."""
        try:
            self.check(load, packages, goods)
        except RuleError:
            return False
        return True


def places(connection: Connection, only: str | None = None) -> list[Place]:
    """Every place by its zone and id, or the `only` one (none where it does not exist)."""
    which = select(LOCATION).order_by(LOCATION.c.zone, LOCATION.c.id)
    if only is not None:
        which = which.where(LOCATION.c.id == only)
    rows = connection.execute(which).all()
    zones = {row.zone for row in rows}
    stock = (
        select(STOCK.c.location, func.sum(STOCK.c.packages))
        .join(LOCATION, LOCATION.c.id == STOCK.c.location)
        .where(LOCATION.c.zone.in_(zones))
        .group_by(STOCK.c.location)
    )
    here = {row[0]: int(row[1]) for row in connection.execute(stock)}
    loads = {zone: _loads(connection, zone) for zone in zones}
    return [Place(_location(row), here.get(row.id, 0), loads[row.zone]) for row in rows]


def load_of(unit: Any) -> Load:
    """What a unit holds: a row with its temperature, labels and whether it is food."""
    labels = tuple(json.loads(unit.labels))
    return Load(temperature=unit.temperature, labels=labels, food=bool(unit.food))


def _location(row: Row[Any]) -> Location:
    return Location(
        id=row.id,
        zone=row.zone,
        temperature=row.temperature,
        labels=tuple(json.loads(row.labels)),
        cap=row.cap,
    )


def _loads(connection: Connection, zone: str) -> tuple[Load, ...]:
    """The kinds of load in a zone, each once."""
    kinds = (UNIT.c.temperature, UNIT.c.labels, UNIT.c.food)
    beside = (
        select(*kinds)
        .join(STOCK, STOCK.c.unit == UNIT.c.id)
        .join(LOCATION, LOCATION.c.id == STOCK.c.location)
        .where(LOCATION.c.zone == zone, STOCK.c.packages > 0)
        .distinct()
    )
    return tuple(load_of(row) for row in connection.execute(beside))
