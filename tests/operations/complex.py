"""A small complex for tests: two sides, three classes, one day of openings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from goldenbridge.operations.appointments import booking as b
from goldenbridge.operations.appointments import parties
from goldenbridge.operations.appointments.offers import Publish
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.rules import example_text
from goldenbridge.site.site import Site

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOON - timedelta(days=3)

    def __call__(self) -> datetime:
        return self.now

    def to(self, when: datetime, minutes: float = 0) -> None:
        self.now = when + timedelta(minutes=minutes)


@dataclass
class Desk:
    """A ledger with rules set, and short words for what tests do often."""

    ledger: Ledger
    clock: Clock
    trucks: int = field(default=0)

    def do(self, command: Callable[..., Any], actor: str = "o1") -> dict[str, Any]:
        return dict(self.ledger.submit(command, actor=actor).body)

    def row(self, table: Table, subject: str) -> Any:
        with self.ledger.reading() as reading:
            return reading.connection.execute(select(table).where(table.c.id == subject)).one()

    def rows(self, table: Table) -> list[Any]:
        with self.ledger.reading() as reading:
            return list(reading.connection.execute(select(table)))

    def opening(
        self, cap: int, *, truck_class: str = "perishable", due: datetime = NOON, way: str = "to-kz"
    ) -> str:
        row = {
            "direction": way,
            "truck_class": truck_class,
            "starts": stamp(due),
            "ends": stamp(due + timedelta(hours=1)),
            "cap": cap,
            "bottleneck": "station scanner: 24.6 vehicles an hour",
        }
        return str(self.do(Publish([row]))["openings"][0])

    def truck(self, carrier: str = "c1") -> str:
        self.trucks += 1
        command = parties.RegisterVehicle(
            carrier, "KZ", f"{self.trucks:03} ABC 02", f"WDB963403{self.trucks:08}"
        )
        return str(self.do(command)["vehicle"])

    def booked(self, opening: str, vehicle: str | None = None, carrier: str = "c1") -> str:
        held = self.do(b.Hold(opening, vehicle or self.truck(carrier), carrier))
        return str(self.do(b.Confirm(held["booking"], carrier))["booking"])

    def replays(self) -> bool:
        """Whether the tables are what the events make of them."""
        return not self.ledger.replay().differing


@contextmanager
def desk_at(url: str, site: Site) -> Iterator[Desk]:
    """A new ledger at `url` with the rules of the example and two carriers."""
    clock = Clock()
    with Ledger.open(url, ROOMS, new=True, clock=clock) as ledger:
        desk = Desk(ledger, clock)
        clock.to(datetime(2026, 3, 1, 6, tzinfo=UTC))
        desk.do(set_rules(site, example_text()))
        for carrier in ("c1", "c2"):
            desk.do(parties.RegisterCarrier(carrier, "KZ"))
        yield desk
