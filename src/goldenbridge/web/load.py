"""A day of the complex in a minute: simulated carriers, gate and officers against a server."""

import heapq
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import uvicorn
from sqlalchemy import select

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.appointments.parties import RegisterCarrier, RegisterVehicle
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage.tables import TASK
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site
from goldenbridge.web.app import create_app
from goldenbridge.web.guard import Guard
from goldenbridge.web.opening import offer

CARRIERS = 20
INSIDE = 40
"""Trucks of one direction that are let in at once."""
_SESSION_S = 10 * 3600.0
_DAY_S = 86_400.0
_PASSWORD = "only of a day that is simulated"  # noqa: S105 - of accounts that end with the run


@dataclass(slots=True)
class FastClock:
    """A clock that runs `speed` times as fast from `start` on."""

    start: datetime
    speed: float = 0.0
    _from_s: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.start + timedelta(seconds=(time.monotonic() - self._from_s) * self.speed)

    def run(self, start: datetime, speed: float) -> None:
        """Show `start` now and run on from there."""
        self.start, self.speed, self._from_s = start, speed, time.monotonic()


@dataclass(frozen=True, slots=True)
class Driven:
    """What a day gave: answers by status, trucks, seconds, and milliseconds of every answer."""

    booked: int
    exited: int
    statuses: dict[int, int]
    seconds: float
    p50_ms: float
    p99_ms: float
    seq: int
    whole: bool


@dataclass(slots=True)
class Client:
    """One connection that keeps count of what it is answered."""

    port: int
    statuses: Counter[int] = field(default_factory=Counter)
    times_ms: list[float] = field(default_factory=list)
    _open: HTTPConnection | None = None

    def post(self, token: str, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer."""
        if self._open is None:
            self._open = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        started = time.perf_counter()
        self._open.request("POST", path, json.dumps(body), headers)
        answer = self._open.getresponse()
        found: dict[str, Any] = json.loads(answer.read())
        self.times_ms.append((time.perf_counter() - started) * 1000)
        self.statuses[answer.status] += 1
        return answer.status, found

    def close(self) -> None:
        """End the connection."""
        if self._open is not None:
            self._open.close()


def a_day(  # noqa: PLR0913 - the parts of a day
    ledger: Ledger,
    clock: FastClock,
    site: Site,
    demand: Demand,
    *,
    seconds: float,
    seed: int,
    progress: Callable[[int, int], None],
) -> Driven:
    """Book every place of the day of `clock`, then live through that day in `seconds`.

    `ledger` tells its time by `clock`, has rules and nothing else; it is closed in the end.
    """
    zone = ZoneInfo(site.time_zone)
    day = clock().astimezone(zone).date() + timedelta(days=1)
    offer(ledger, site, demand, day, actor="load")
    free = Limit(per_s=1e6, burst=1_000_000)
    app = create_app(ledger, guard=Guard(ledger, free, free))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", access_log=False))
    thread = Thread(target=server.run)
    thread.start()
    client = Client(0)
    try:
        while not server.started:
            time.sleep(0.01)
        client.port = server.servers[0].sockets[0].getsockname()[1]
        run = Day(ledger, clock, site, client, np.random.default_rng(seed), progress)
        began = time.monotonic()
        run.book()
        start = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        clock.run(start, _DAY_S / seconds)
        run.live(start)
        return run.told(time.monotonic() - began)
    finally:
        client.close()
        server.should_exit = True
        thread.join()


@dataclass(slots=True)
class Day:
    """Everybody who has something to do that day; `_todo` is when they do it, in seconds."""

    ledger: Ledger
    clock: FastClock
    site: Site
    client: Client
    draws: np.random.Generator
    progress: Callable[[int, int], None]
    _todo: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    _number: "count[int]" = field(default_factory=count)
    _bookings: list[tuple[str, str, datetime]] = field(default_factory=list)
    _inside: Counter[str] = field(default_factory=Counter)
    _signed_in: dict[Grant, tuple[str, datetime]] = field(default_factory=dict)
    _exited: int = 0

    def book(self) -> None:
        """Take every place that is offered; a truck for each."""
        tokens = []
        for n in range(CARRIERS):
            self.ledger.submit(RegisterCarrier(f"carrier-{n}", "KZ"), actor="load")
            tokens.append(accounts.issue_token(self.ledger, f"carrier-{n}", actor="load")[1])
        with self.ledger.reading() as view:
            offered = view.connection.execute(select(OPENING).order_by(OPENING.c.starts)).all()
        for opening in offered:
            for _ in range(opening.cap):
                self._book(opening.id, opening.direction, opening.starts, tokens)

    def _book(self, opening: str, direction: str, starts: str, tokens: list[str]) -> None:
        n = next(self._number)
        carrier = n % CARRIERS
        truck = RegisterVehicle(f"carrier-{carrier}", *papers(n))
        vehicle = self.ledger.submit(truck, actor="load").body["vehicle"]
        post, token = self.client.post, tokens[carrier]
        status, held = post(token, "/bookings", opening=opening, vehicle=vehicle)
        if status == 201 and post(token, f"/bookings/{held['booking']}/confirm")[0] == 200:
            due = datetime.fromisoformat(starts)
            self._bookings.append((held["booking"], direction, due))

    def live(self, start: datetime) -> None:
        """Do what is due, when it is due, until everybody has left or the night is over."""
        for booking, _, due in self._bookings:
            early_s = float(self.draws.uniform(-1500, 3600))
            at = max(0.0, (due - start).total_seconds() - early_s)
            self._at(at, self._arrival(booking))
        for direction in {direction for _, direction, _ in self._bookings}:
            self._at(0.0, self._calls(direction))
        while self._todo and self._exited < len(self._bookings):
            at, _, act = heapq.heappop(self._todo)
            if at > 1.25 * _DAY_S:
                break
            now = (self.clock() - start).total_seconds()
            time.sleep(max(0.0, at - now) / self.clock.speed)
            act(max(at, now))
            self.progress(self._exited, len(self._bookings))

    def told(self, seconds: float) -> Driven:
        """What came of it."""
        verdict = self.ledger.verify()
        p50, p99 = np.percentile(self.client.times_ms, [50, 99])
        return Driven(
            booked=len(self._bookings),
            exited=self._exited,
            statuses=dict(sorted(self.client.statuses.items())),
            seconds=seconds,
            p50_ms=float(p50),
            p99_ms=float(p99),
            seq=verdict.events,
            whole=verdict.whole and not self.ledger.replay().differing,
        )

    def _at(self, when: float, act: Callable[[float], None]) -> None:
        heapq.heappush(self._todo, (when, next(self._number), act))

    def _arrival(self, booking: str) -> Callable[[float], None]:
        def arrive(now: float) -> None:
            gate = Grant("gate")
            came = self._post(gate, f"/bookings/{booking}/arrive")
            if came.get("state") not in {"waiting", None}:
                self._at(now + 3600, self._step(gate, f"/visits/{came['visit']}/admit"))

        return arrive

    def _calls(self, direction: str) -> Callable[[float], None]:
        def call(now: float) -> None:
            gate = Grant("gate")
            while self._inside[direction] < INSIDE:
                visit = self._post(gate, f"/directions/{direction}/call").get("visit")
                if visit is None:
                    break
                self._post(gate, f"/visits/{visit}/enter")
                self._inside[direction] += 1
                self._serve(str(visit), direction, now)
            self._at(now + 300, call)

        return call

    def _serve(self, visit: str, direction: str, now: float) -> None:
        """Plan the stations of a truck that has entered, one after the other."""
        with self.ledger.reading() as view:
            mine = (TASK.c.visit == visit) & (TASK.c.state == "todo")
            tasks = view.connection.execute(select(TASK).where(mine)).all()
        order = [station.id for station in self.site.stations]
        at = now
        for task in sorted(tasks, key=lambda task: order.index(task.station)):
            officer = Grant("officer", agency=task.agency)
            path = f"/visits/{visit}/stations/{task.station}"
            self._at(at, self._step(officer, f"{path}/start"))
            at += float(self.draws.exponential(task.target_min * 30.0))
            self._at(at, self._step(officer, f"{path}/end", result="pass"))
        self._at(at, self._step(Grant("gate"), f"/visits/{visit}/advance", step="finish"))
        self._at(at, self._leave(visit, direction))

    def _step(self, who: Grant, path: str, **body: Any) -> Callable[[float], None]:
        def step(_now: float) -> None:
            self._post(who, path, **body)

        return step

    def _leave(self, visit: str, direction: str) -> Callable[[float], None]:
        def leave(_now: float) -> None:
            left = self._post(Grant("gate"), f"/visits/{visit}/advance", step="exit")
            self._exited += left.get("state") == "exited"
            self._inside[direction] -= 1

        return leave

    def _post(self, who: Grant, path: str, **body: Any) -> dict[str, Any]:
        return self.client.post(self._token(who), path, **body)[1]

    def _token(self, who: Grant) -> str:
        """The session of somebody with this grant, opened anew before it ends."""
        token, until = self._signed_in.get(who, ("", self.clock.start))
        if not token or self.clock() >= until:
            login = f"{who.role}-{who.agency}"
            if not token:
                accounts.add_staff(self.ledger, login, _PASSWORD, [who], actor="load")
            token = accounts.sign_in(self.ledger, login, _PASSWORD)
            self._signed_in[who] = token, self.clock() + timedelta(seconds=_SESSION_S)
        return token


def papers(n: int) -> tuple[str, str, str]:
    """Country, plate and VIN of the truck `n`."""
    letters = "ABCDEFHKMNOPRST"
    series = "".join(letters[n // 999 // 15**place % 15] for place in range(3))
    return "KZ", f"{n % 999 + 1:03} {series} 02", f"WDB963403{n:08}"
