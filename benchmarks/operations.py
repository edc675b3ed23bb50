"""How many bookings a second does one server acknowledge, and how long do they take?

python -m benchmarks.operations [--quick]; needs the extra `test`, which brings PostgreSQL.

A server process and a client process share the machine. The client keeps 32 connections busy: each
holds a place for another truck (POST /bookings), which is answered after the commit. Figures are
the median of three runs on a new ledger each, for SQLite and PostgreSQL; beside each stands how
often a second the disk syncs 4 KiB (fdatasync), measured just before. A slot opening is 10,000
entries in a lot for 600 places, then the draw; and as many requests for 600 places first come.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import func, select

from benchmarks import harness
from benchmarks.postgresql import binaries, new_database, running
from goldenbridge.operations.access import accounts
from goldenbridge.operations.appointments import lots
from goldenbridge.operations.appointments.offers import Publish
from goldenbridge.operations.appointments.parties import RegisterCarrier, RegisterVehicle
from goldenbridge.operations.appointments.tables import BOOKING
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.ledger import Ledger, utc_now
from goldenbridge.operations.lot import commitment
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.web.load import papers
from goldenbridge.web.opening import new_complex

CONNECTIONS = 32
CARRIERS = 100
CAPACITY = 1_000_000
SYNCS = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """What one run gave."""

    per_s: float
    p50_ms: float
    p99_ms: float
    refused: int
    fdatasync_per_s: float


def fdatasync_per_s(folder: Path) -> float:
    """How often a second the disk syncs a block of 4 KiB that is written again."""
    file = os.open(folder / "sync", os.O_RDWR | os.O_CREAT, 0o600)
    block = os.urandom(4096)
    os.pwrite(file, block, 0)
    os.fsync(file)
    started = time.perf_counter()
    for _ in range(SYNCS):
        os.pwrite(file, block, 0)
        os.fdatasync(file)
    os.close(file)
    return SYNCS / (time.perf_counter() - started)


@contextmanager
def serving(url: str) -> Iterator[int]:
    """The port of a server of its own process."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "goldenbridge", "serve", "--ledger", url, "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()


def prepared(url: str, trucks: int) -> tuple[str, list[str], list[str]]:
    """An opening with room for all, vehicles, and a token for each carrier in turn."""
    with new_complex(url, None, "", clock=utc_now) as ledger:
        starts = datetime.now(UTC) + timedelta(hours=6)
        row: dict[str, Any] = {"direction": "to-kz", "truck_class": "perishable", "cap": CAPACITY}
        row |= {"starts": stamp(starts), "ends": stamp(starts + timedelta(hours=1))}
        opening = ledger.submit(Publish([row | {"bottleneck": "none"}]), actor="b")
        names = [f"c{n}" for n in range(CARRIERS)]
        for name in names:
            ledger.submit(RegisterCarrier(name, "KZ"), actor="b")
        tokens = [accounts.issue_token(ledger, name, actor="b")[1] for name in names]
        waiting = [
            ledger.enqueue(RegisterVehicle(names[n % CARRIERS], *papers(n)), actor="b")
            for n in range(trucks)
        ]
        vehicles = [str(answer.result().body["vehicle"]) for answer in waiting]
    return str(opening.body["openings"][0]), vehicles, tokens


async def _drive(
    port: int, requests: list[tuple[str, str, str]]
) -> tuple[list[float], Counter[int], float]:
    """Milliseconds of each answer, answers by status, and the seconds of all together."""
    todo, times, statuses = iter(requests), [], Counter[int]()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for path, token, body in todo:
            head = f"POST {path} HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer {token}\r\n"
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            started = time.perf_counter()
            writer.write((head + body).encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            length = answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            times.append((time.perf_counter() - started) * 1000)
            statuses[int(answer[9:12])] += 1
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    return times, statuses, time.perf_counter() - started


def booked(url: str, trucks: int, folder: Path) -> Run:
    """Hold a place for every truck."""
    opening, vehicles, tokens = prepared(url, trucks)
    requests = [
        ("/bookings", tokens[n % CARRIERS], json.dumps({"opening": opening, "vehicle": vehicle}))
        for n, vehicle in enumerate(vehicles)
    ]
    syncs = fdatasync_per_s(folder)
    with serving(url) as port:
        times, statuses, seconds = asyncio.run(_drive(port, requests))
    refused = statuses.total() - statuses[201]
    _check(url, len(vehicles) - refused)
    p50, p99 = np.percentile(times, [50, 99])
    return Run((trucks - refused) / seconds, float(p50), float(p99), refused, syncs)


def _check(url: str, acknowledged: int) -> None:
    """Nothing that was acknowledged may be missing."""
    with Ledger.open(url, ROOMS, new=False) as ledger:
        with ledger.reading() as view:
            kept = view.connection.execute(select(func.count()).select_from(BOOKING)).scalar_one()
        if kept != acknowledged or not ledger.verify().whole:
            raise SystemExit(f"{url}: {acknowledged} acknowledged, {kept} kept")


def first_come(url: str, trucks: int, places: int) -> tuple[float, int, int]:
    """Seconds for all to ask for a place at once, places granted, and answers of 500 or more."""
    _, vehicles, tokens = prepared(url, trucks)
    with Ledger.open(url, ROOMS, new=False) as ledger:
        starts = datetime.now(UTC) + timedelta(hours=9)
        row: dict[str, Any] = {"direction": "to-kz", "truck_class": "perishable", "cap": places}
        row |= {"starts": stamp(starts), "ends": stamp(starts + timedelta(hours=1))}
        made = ledger.submit(Publish([row | {"bottleneck": "none"}]), actor="b").body
    requests = [
        (
            "/bookings",
            tokens[n % CARRIERS],
            json.dumps({"opening": made["openings"][0], "vehicle": vehicle}),
        )
        for n, vehicle in enumerate(vehicles)
    ]
    with serving(url) as port:
        _, statuses, seconds = asyncio.run(_drive(port, requests))
    _check(url, statuses[201])
    broken = sum(count for status, count in statuses.items() if status >= 500)
    return seconds, statuses[201], broken


def lot_opening(url: str, entries: int, places: int) -> tuple[float, int, int]:
    """Seconds for all entries in a lot, how many were refused, and how many trucks won."""
    _, vehicles, tokens = prepared(url, entries)
    secrets = {"KZ": "11" * 32, "KG": "22" * 32}
    with Ledger.open(url, ROOMS, new=False) as ledger:
        starts = datetime.now(UTC) + timedelta(hours=9)
        row: dict[str, Any] = {"direction": "to-kz", "truck_class": "perishable", "cap": places}
        row |= {"starts": stamp(starts), "ends": stamp(starts + timedelta(hours=1))}
        opening = ledger.submit(Publish([row | {"bottleneck": "none"}]), actor="b").body
        lot = ledger.submit(lots.OpenLot(opening["openings"][0]), actor="b").body["lot"]
        for party, number in secrets.items():
            told = commitment(lot, party, number)
            ledger.submit(lots.Commit(lot, party, told), actor=party)
    requests = [
        (f"/lots/{lot}/entries", tokens[n % CARRIERS], json.dumps({"vehicle": vehicle}))
        for n, vehicle in enumerate(vehicles)
    ]
    with serving(url) as port:
        _, statuses, seconds = asyncio.run(_drive(port, requests))
    refused = statuses.total() - statuses[201]
    later = datetime.now(UTC) + timedelta(minutes=11)
    with Ledger.open(url, ROOMS, new=False, clock=lambda: later) as ledger:
        ledger.submit(lots.Freeze(lot), actor="b")
        for party, number in secrets.items():
            ledger.submit(lots.Reveal(lot, party, number), actor=party)
        ledger.submit(lots.Draw(lot), actor="b")
        with ledger.reading() as view:
            won = view.connection.execute(select(func.count()).select_from(BOOKING)).scalar_one()
    return seconds, refused, int(won)


def main() -> None:
    """Run all and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer bookings, one run each")
    quick = parser.parse_args().quick
    trucks, runs, entries = (1_000, 1, 1_000) if quick else (8_000, 3, 10_000)
    figures: dict[str, dict[str, Any]] = {}
    targets = []
    programs = binaries()
    with TemporaryDirectory() as place, running(programs) if programs else _nothing() as server:
        folder = Path(place)
        goals = {"SQLite": 1_000} | ({"PostgreSQL": 800} if server else {})
        for engine, goal in goals.items():
            found = []
            for n in range(runs):
                url = f"sqlite:///{folder}/{n}.db" if engine == "SQLite" else new_database(server)
                found.append(booked(url, trucks, folder))
            told = {
                name: statistics.median(getattr(run, name) for run in found)
                for name in ("per_s", "p50_ms", "p99_ms", "fdatasync_per_s")
            }
            units = {"per_s": "bookings/s", "fdatasync_per_s": "1/s"}
            for name, value in told.items():
                figures[f"{engine} {name}"] = {"value": value, "unit": units.get(name, "ms")}
            rate, p99 = told["per_s"], told["p99_ms"]
            targets += [
                harness.target(f"{engine} bookings/s", f">= {goal}", rate, met=rate >= goal),
                harness.target(f"{engine} p99 ms", "< 250", p99, met=p99 < 250),
            ]
        seconds, refused, won = lot_opening(f"sqlite:///{folder}/lot.db", entries, 600)
        figures["lot entries"] = {"value": entries, "unit": "entries"}
        figures["lot seconds"] = {"value": seconds, "unit": "s"}
        within = seconds <= 10 and not refused
        targets += [
            harness.target(f"{entries:,} entries in a lot, s", "<= 10", seconds, met=within),
            harness.target("drawn from the lot", "exactly 600", won, met=won == 600),
        ]
        seconds, granted, broken = first_come(f"sqlite:///{folder}/first.db", entries, 600)
        figures["first come seconds"] = {"value": seconds, "unit": "s"}
        targets += [
            harness.target("first come, granted", "exactly 600", granted, met=granted == 600),
            harness.target("first come, answers of 5xx", "0", broken, met=broken == 0),
        ]
    harness.report("operations", figures, {}, targets)


@contextmanager
def _nothing() -> Iterator[str]:
    yield ""


if __name__ == "__main__":
    main()
