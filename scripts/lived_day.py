"""A complex on which a day has been lived through, for the pictures: always the same."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.appointments import booking, parties
from goldenbridge.operations.appointments.tables import OPENING, VEHICLE
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage import arrivals, calling, holds, steps
from goldenbridge.operations.passage.stations import End, Start
from goldenbridge.operations.passage.tables import TASK, VISIT
from goldenbridge.operations.warehouse import docks, goods, residents
from goldenbridge.web.opening import new_complex, offer, site_of

NOW = datetime(2026, 11, 24, 9, 20, tzinfo=UTC)
"""14:20 at the complex."""
PASSWORD = "a password for pictures"  # noqa: S105 - of a ledger that is thrown away
PEOPLE = {
    "gate": (Grant("gate"), Grant("scheduler")),
    "officer": (Grant("officer", agency="KZ-revenue"), Grant("officer", agency="KG-border")),
    "warehouse": (Grant("warehouse"),),
    "manager": (Grant("manager"),),
    "administrator": (Grant("administrator"), Grant("auditor")),
    "secretary": (Grant("secretary"),),
}
_WAYS = (("to-kz", "general"), ("to-kz", "perishable"), ("to-kg", "general"), ("to-kg", "empty"))


@dataclass
class Life:
    """A ledger whose clock is set by hand, and the tokens of those who are signed in."""

    url: str
    at: datetime = NOW - timedelta(hours=12)
    trucks: int = 0
    draws: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - no secret
    ledger: Ledger = field(init=False)
    tokens: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = new_complex(self.url, None, "", clock=lambda: self.at)

    def do(self, command: Callable[..., Any], actor: str = "gate") -> dict[str, Any]:
        """What a command answers."""
        return dict(self.ledger.submit(command, actor=actor).body)

    def rows(self, query: Any) -> list[Any]:
        """What a query finds."""
        with self.ledger.reading() as view:
            return list(view.connection.execute(query))


def lived(url: str) -> Life:
    """The complex at `NOW`: trucks in every state, a warehouse in use, residents, people."""
    life = Life(url)
    for later in (0, 1, 2):
        offer(life.ledger, *site_of(None, ""), (NOW + timedelta(days=later)).date(), actor="plan")
    for carrier, country in (("Tulpar Trans", "KZ"), ("Ala-Too Logistics", "KG")):
        life.do(parties.RegisterCarrier(carrier, country))
    _stores(life)
    for minutes in range(11 * 60, 5, -7):
        _truck(life, _WAYS[minutes % 4], NOW - timedelta(minutes=minutes))
    life.at = NOW
    life.do(calling.CallNext("to-kz"))
    _people(life)
    return life


def _people(life: Life) -> None:
    for login, grants in PEOPLE.items():
        accounts.add_staff(life.ledger, login, PASSWORD, grants, actor="set-up")
        life.tokens[login] = accounts.sign_in(life.ledger, login, PASSWORD)
    life.tokens["carrier"] = accounts.issue_token(life.ledger, "Tulpar Trans", actor="set-up")[1]


def _truck(life: Life, way: tuple[str, str], came: datetime) -> None:
    """A truck that came at a time and has gone on for as long as it is since."""
    life.trucks += 1
    life.at = came - timedelta(minutes=life.draws.randrange(20, 90))
    number = life.trucks
    letters = "".join("ABCEHKMOPTX"[life.draws.randrange(11)] for _ in range(3))
    carrier, country, plate = (
        ("Tulpar Trans", "KZ", f"{number:03} {letters} {1 + number % 17:02}")
        if number % 2
        else ("Ala-Too Logistics", "KG", f"01 {number:03} {letters}")
    )
    vin = f"WDB963403{number:08}"
    vehicle = life.do(parties.RegisterVehicle(carrier, country, plate, vin))["vehicle"]
    visit = _arrived(life, vehicle, carrier, way, came)
    if came > NOW - timedelta(minutes=50):
        return
    life.at = came + timedelta(minutes=8 + life.draws.randrange(25))
    while life.do(calling.CallNext(way[0]))["visit"] != visit:
        continue
    life.do(arrivals.EnterGate(visit))
    _work(life, visit)


def _arrived(life: Life, vehicle: str, carrier: str, way: tuple[str, str], came: datetime) -> str:
    """The visit of a truck that had booked the nearest hour, where that was offered."""
    hour = stamp((came + timedelta(minutes=35)).replace(minute=0))
    mine = (OPENING.c.direction == way[0]) & (OPENING.c.truck_class == way[1])
    free = mine & (OPENING.c.starts == hour) & (OPENING.c.used < OPENING.c.cap - 1)
    hours = life.rows(select(OPENING.c.id).where(free))
    if not hours or life.trucks % 4 == 0:
        life.at = came
        return str(life.do(arrivals.WalkIn(vehicle, *way))["visit"])
    held = life.do(booking.Hold(hours[0].id, vehicle, carrier))["booking"]
    life.do(booking.Confirm(held, carrier, f"CGR-{1000 + life.trucks}"))
    life.at = came
    return str(life.do(arrivals.Arrive(held))["visit"])


def _work(life: Life, visit: str) -> None:
    rows = select(TASK).where(TASK.c.visit == visit, TASK.c.state == "todo")
    waiting = deque(sorted(life.rows(rows), key=lambda task: task.needs.count('"')))
    open_ = {task.station for task in waiting}
    while waiting:
        task = waiting.popleft()
        if any(f'"{other}"' in task.needs for other in open_):
            waiting.append(task)
            continue
        life.at += timedelta(minutes=2 + life.draws.randrange(6))
        life.do(Start(visit, task.station, task.agency))
        life.at += timedelta(minutes=task.target_min * life.draws.uniform(0.3, 1.05))
        if life.at > NOW:
            return
        life.do(End(visit, task.station, task.agency, "pass"))
        open_.discard(task.station)
    if life.trucks % 9 == 0:
        agency = task.agency
        life.do(holds.Hold(visit, agency, "weight and papers differ by 900 kg"))
        return
    if life.trucks % 7 == 0:
        life.do(steps.Advance(visit, "dock"))
        if life.trucks > 54:
            until = stamp(NOW + timedelta(hours=life.trucks % 5 + 1))
            life.do(docks.BookDock(f"D{1 + life.trucks // 7 % 6}", visit, stamp(NOW), until))
        return
    life.do(steps.Advance(visit, "finish"))
    life.at += timedelta(minutes=4)
    if life.at < NOW:
        life.do(steps.Advance(visit, "exit"))


def _stores(life: Life) -> None:
    for number in range(1, 7):
        life.do(docks.AddDock(f"D{number}", "A"))
    for zone, cold, labels in (
        ("A", "ambient", ()),
        ("B", "chilled", ()),
        ("C", "ambient", ("3",)),
    ):
        for n in range(1, 5):
            life.do(goods.AddLocation(f"{zone}-0{n}", zone, cold, labels, 60))
    for n in range(14):
        zone = "AAAABBBAABBCAB"[n]
        place, cold = f"{zone}-0{1 + n % 4}", "chilled" if zone == "B" else "ambient"
        labels = ("3",) if zone == "C" else ()
        owner = ("Issyk-Kul Fruit", "Taraz Foods")[n % 2]
        life.do(goods.Receive(sscc(n), owner, place, 8 + n, cold, labels, food=zone != "C"))
    for n in range(1, 6):
        life.do(residents.AddPlot(f"P{n}", ("production", "store")[n % 2], 400 * n))
    for n, name in enumerate(("Issyk-Kul Fruit", "Taraz Foods", "Chui Textile"), start=1):
        life.do(residents.LetPlot(f"P{n}", name, "2026-06-01", "2027-06-01"))
        goods_code = ("080810", "190590", "610910")[n - 1]
        life.do(residents.Report(name, goods_code, produced_kg=9_000 * n, shipped_kg=6_500 * n))


def sscc(number: int) -> str:
    """A number of a unit with its check digit."""
    body = f"3{7612345:07}{number:09}"
    total = sum(int(one) * (3, 1)[place % 2] for place, one in enumerate(body))
    return f"{body}{-total % 10}"


def inside(life: Life) -> tuple[str, str]:
    """The plate and the visit of a truck whose papers are looked at now."""
    here = select(VEHICLE.c.plate, VISIT.c.id).join(VISIT, VISIT.c.vehicle == VEHICLE.c.id)
    doing = (TASK.c.station == "documents") & (TASK.c.state == "doing")
    rows = life.rows(here.join(TASK, TASK.c.visit == VISIT.c.id).where(doing).limit(1))
    return str(rows[0].plate), str(rows[0].id)
