"""Whatever is asked in whatever order: four things stay true of a complex at work.

No opening has more taken than places, and what is taken are its bookings and walk-ins; a vehicle
has one active booking and one open visit at most; no stock is below nothing, and what came in is
there or went out; the tables are what the events make of them.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine, select, text
from tests.operations.complex import NOON, Clock, desk_at

from goldenbridge.errors import RefusedError
from goldenbridge.operations.advice.deciding import AcceptAdvice
from goldenbridge.operations.advice.proposing import Propose
from goldenbridge.operations.advice.tables import ADVICE
from goldenbridge.operations.appointments import absences, places
from goldenbridge.operations.appointments import booking as b
from goldenbridge.operations.appointments.offers import ChangeCapacity, Slip
from goldenbridge.operations.appointments.tables import BOOKING, OPENING, VEHICLE
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage import arrivals as a
from goldenbridge.operations.passage import calling, holds, steps
from goldenbridge.operations.passage.tables import HOLD, VISIT
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.warehouse import goods
from goldenbridge.operations.warehouse.tables import MOVE, STOCK
from goldenbridge.site.site import Site

UNITS = ("376104250021234569", "106141412345678908")
PLACES = ("A1", "A2", "C1")
AGENCIES = ("KG-border", "KZ-revenue", "KZ-agro")
INDEX = st.integers(0, 7)
GIVEN_BACK = ("cancelled", "lapsed")


class World:
    """Where new ledgers come from: each is a copy of one with rules, trucks and openings."""

    def __init__(self, fresh: Callable[[], str], discard: Callable[[str], None]) -> None:
        self.fresh, self.discard = fresh, discard


def furnish(url: str, site: Site) -> None:
    """Rules, four trucks of two carriers, three openings, three places of the warehouse."""
    with desk_at(url, site) as desk:
        for carrier in ("c1", "c1", "c2", "c2"):
            desk.truck(carrier)
        for hours, (cap, truck_class) in enumerate(
            ((1, "perishable"), (2, "perishable"), (3, "general"))
        ):
            desk.opening(cap, truck_class=truck_class, due=NOON + timedelta(hours=6 * hours))
        desk.do(goods.AddLocation("A1", "A", "ambient", ("3", "5.1"), 30))
        desk.do(goods.AddLocation("A2", "A", "ambient", (), 30))
        desk.do(goods.AddLocation("C1", "C", "chilled", (), 30))


@contextmanager
def sqlite_world(folder: Path, site: Site) -> Iterator[World]:
    """Copies of a file."""
    furnish(f"sqlite:///{folder}/template.db", site)

    def fresh() -> str:
        path = folder / f"{uuid4().hex}.db"
        shutil.copy(folder / "template.db", path)
        return f"sqlite:///{path}"

    def discard(url: str) -> None:
        for file in folder.glob(f"{Path(url).name}*"):
            file.unlink()

    yield World(fresh, discard)


@contextmanager
def postgresql_world(template: str, site: Site) -> Iterator[World]:
    """Copies of a database."""
    furnish(template, site)
    server, _, name = template.rpartition("/")
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")

    def fresh() -> str:
        new = f"g{uuid4().hex[:12]}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {new} TEMPLATE {name}"))
        return f"{server}/{new}"

    def discard(url: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {url.rpartition('/')[2]}"))

    yield World(fresh, discard)
    admin.dispose()


class ComplexMachine(RuleBasedStateMachine):
    """Commands drawn at random, most of which are refused; none may leave a trace of nonsense."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.url = world, world.fresh()
        self.clock = Clock(NOON - timedelta(hours=3))
        self.ledger = Ledger.open(self.url, ROOMS, clock=self.clock)
        self.vehicles = self._all(select(VEHICLE).order_by(VEHICLE.c.plate))
        self.openings = [row.id for row in self._all(select(OPENING).order_by(OPENING.c.starts))]

    def teardown(self) -> None:
        try:
            assert self.ledger.verify().whole
            assert self.ledger.replay().differing == ()
        finally:
            self.ledger.close()
            self.world.discard(self.url)

    def _all(self, statement: Any) -> list[Any]:
        with self.ledger.reading() as reading:
            return list(reading.connection.execute(statement))

    def _one(self, table: Any, number: int) -> str:
        """The id of a row of a table; low numbers mean those changed last."""
        rows = self._all(select(table.c.id).order_by(table.c.version.desc(), table.c.id))
        return str(rows[number % len(rows)].id) if rows else "none"

    def _try(self, command: Callable[..., Any]) -> bool:
        try:
            self.ledger.submit(command, actor="o1")
        except RefusedError:
            return False
        return True

    @rule(minutes=st.sampled_from((-600, -10, 1, 6, 30, 90)))
    def the_clock_is_set(self, minutes: int) -> None:
        """Back and forth, but not to before the rules began, where everything is refused."""
        self.clock.to(max(self.clock.now, NOON - timedelta(hours=20)), minutes)

    @rule(vehicle=INDEX, opening=INDEX, carrier=st.sampled_from(("", "", "c1")))
    def hold(self, vehicle: int, opening: int, carrier: str) -> None:
        truck = self.vehicles[vehicle % 4]
        self._try(b.Hold(self.openings[opening % 3], truck.id, carrier or truck.carrier))

    @rule(vehicle=INDEX, opening=INDEX)
    def book_and_come(self, vehicle: int, opening: int) -> None:
        """The usual way in one step, or random walks would seldom come to the stations."""
        truck = self.vehicles[vehicle % 4]
        if self._try(b.Hold(self.openings[opening % 3], truck.id, truck.carrier)):
            held = select(BOOKING).where(BOOKING.c.vehicle == truck.id, BOOKING.c.state == "held")
            booking = self._all(held)[0].id
            assert self._try(b.Confirm(booking, truck.carrier))
            self._try(a.Arrive(booking))

    @rule(number=INDEX)
    def confirm(self, number: int) -> None:
        self._of_booking(number, b.Confirm)

    @rule(number=INDEX)
    def cancel(self, number: int) -> None:
        self._of_booking(number, absences.Cancel)

    def _of_booking(self, number: int, command: Callable[[str, str], Any]) -> None:
        booking = self._one(BOOKING, number)
        carrier = self._all(select(BOOKING.c.carrier).where(BOOKING.c.id == booking))
        self._try(command(booking, carrier[0].carrier if carrier else "c1"))

    @rule(number=INDEX, opening=INDEX)
    def move(self, number: int, opening: int) -> None:
        to = self.openings[opening % 3]
        self._of_booking(number, lambda booking, carrier: b.Move(booking, carrier, to))

    @rule(number=INDEX)
    def absent(self, number: int) -> None:
        self._try(absences.MarkAbsent(self._one(BOOKING, number)))

    @rule(opening=INDEX, delta=st.integers(-3, 3), cause=st.sampled_from(("sim", "incident")))
    def change_capacity(self, opening: int, delta: int, cause: str) -> None:
        self._try(ChangeCapacity(self.openings[opening % 3], delta, cause))

    @rule(opening=INDEX, delta=st.integers(-2, 2), gain_min=st.sampled_from((0.0, 2.0)))
    def propose(self, opening: int, delta: int, gain_min: float) -> None:
        row = self._all(select(OPENING).where(OPENING.c.id == self.openings[opening % 3]))[0]
        change = {"opening": row.id, "now": row.target, "to": row.target + delta, "why": "promise"}
        window = row.starts, stamp(NOON + timedelta(hours=13))
        digest = f"{row.version} {delta}"
        if self._try(Propose(*window, digest, [change], [], [], [], gain_min)):
            assert row.target + delta >= row.used

    @rule(number=INDEX)
    def accept(self, number: int) -> None:
        """Whatever was sold since, what stands is what is told, and nothing below what is sold."""
        before = {row.id: row for row in self._all(select(OPENING))}
        if self._try(AcceptAdvice(self._one(ADVICE, number))):
            for row in self._all(select(OPENING)):
                assert row.target >= min(row.used, before[row.id].target)

    @rule(opening=INDEX, minutes=st.integers(0, 90))
    def slip(self, opening: int, minutes: int) -> None:
        self._try(Slip(self.openings[opening % 3], minutes))

    @rule(number=INDEX)
    def arrive(self, number: int) -> None:
        self._try(a.Arrive(self._one(BOOKING, number)))

    @rule(vehicle=INDEX)
    def walk_in(self, vehicle: int) -> None:
        self._try(a.WalkIn(self.vehicles[vehicle % 4].id, "to-kz", "general"))

    @rule(number=INDEX, what=st.sampled_from((a.Admit, calling.MissCall, a.GiveUp, a.EnterGate)))
    def of_a_visit(self, number: int, what: Callable[[str], Any]) -> None:
        self._try(what(self._one(VISIT, number)))

    @rule()
    def call_and_enter(self) -> None:
        visit = self.ledger.submit(calling.CallNext("to-kz"), actor="o1").body["visit"]
        if visit is not None:
            assert self._try(a.EnterGate(visit))

    @rule()
    def call(self) -> None:
        self._try(calling.CallNext("to-kz"))

    @rule(number=INDEX, step=st.sampled_from(("dock", "unload", "load", "finish", "exit")))
    def advance(self, number: int, step: str) -> None:
        self._try(steps.Advance(self._one(VISIT, number), step))

    @rule(number=INDEX, agency=st.sampled_from(AGENCIES))
    def hand_over(self, number: int, agency: str) -> None:
        if self._try(steps.HandOver(self._one(VISIT, number), agency, "r")):
            assert agency != "KG-border"

    @rule()
    def sweep(self) -> None:
        """Whatever was let go, no hold that is over is left."""
        assert self._try(places.LapseHolds())
        now = stamp(self.clock.now)
        assert not self._all(select(BOOKING).where(BOOKING.c.expires <= now))

    @rule(number=INDEX, agency=st.sampled_from(AGENCIES))
    def place_hold(self, number: int, agency: str) -> None:
        self._try(holds.Hold(self._one(VISIT, number), agency, "why"))

    @rule(number=INDEX, agency=st.sampled_from(AGENCIES))
    def release(self, number: int, agency: str) -> None:
        hold = self._one(HOLD, number)
        placed = self._all(select(HOLD.c.agency).where(HOLD.c.id == hold))
        if self._try(holds.Release(hold, agency)):
            assert placed[0].agency == agency

    @rule(number=INDEX, agency=st.sampled_from(AGENCIES))
    def refuse(self, number: int, agency: str) -> None:
        visit = self._one(VISIT, number)
        if self._try(holds.Refuse(visit, agency, "why")):
            assert self._try(holds.Conclude(visit, agency, "turn-back"))

    @rule(number=INDEX, state=st.sampled_from(("waiting", "entered", "cancelled", "closed")))
    def correct(self, number: int, state: str) -> None:
        self._try(steps.Correct(self._one(VISIT, number), state, "o2", "mix-up"))

    @rule(
        unit=st.sampled_from(UNITS),
        place=st.sampled_from(PLACES),
        packages=st.integers(0, 31),
        label=st.sampled_from(("", "3", "5.1")),
    )
    def receive(self, unit: str, place: str, packages: int, label: str) -> None:
        labels = (label,) if label else ()
        self._try(goods.Receive(unit, "r1", place, packages, "ambient", labels))

    @rule(
        unit=st.sampled_from(UNITS),
        source=st.sampled_from(PLACES),
        there=st.sampled_from(PLACES),
        packages=st.integers(0, 31),
    )
    def move_unit(self, unit: str, source: str, there: str, packages: int) -> None:
        self._try(goods.MoveUnit(unit, source, there, packages))

    @rule(
        unit=st.sampled_from(UNITS),
        source=st.sampled_from(PLACES),
        packages=st.integers(0, 31),
        number=INDEX,
    )
    def ship(self, unit: str, source: str, packages: int, number: int) -> None:
        self._try(goods.Ship(unit, source, packages, self._one(VISIT, number), transit=True))

    @invariant()
    def nothing_is_taken_twice(self) -> None:
        with self.ledger.reading() as reading:
            rows = reading.connection.execute
            columns = BOOKING.c.opening, BOOKING.c.state, BOOKING.c.plate, BOOKING.c.vin
            bookings = rows(select(*columns)).all()
            visits = rows(
                select(VISIT.c.opening, VISIT.c.booking, VISIT.c.vehicle, VISIT.c.open)
            ).all()
            openings = rows(select(OPENING)).all()
            stock = rows(select(STOCK)).all()
            moves = rows(select(MOVE)).all()
        taken = Counter(row.opening for row in bookings if row.state not in GIVEN_BACK)
        taken.update(row.opening for row in visits if row.opening and row.booking is None)
        for row in openings:
            assert row.used == taken[row.id] <= row.cap == max(row.target, row.used)
        active = [row for row in bookings if row.state in places.TAKES]
        assert len({row.plate for row in active}) == len({row.vin for row in active}) == len(active)
        here = [row.vehicle for row in visits if row.open]
        assert len(set(here)) == len(here)
        left = Counter[str]()
        for row in stock:
            assert row.packages >= 0
            left[row.unit] += row.packages
        for row in moves:
            left[row.unit] -= row.packages * (row.to_location is not None)
            left[row.unit] += row.packages * (row.from_location is not None)
        assert set(left.values()) <= {0}
