"""How long does a reader wait for the first byte of a page?

python -m benchmarks.web [--quick]; needs the extra `server`.

A server process with the shipped programme on SQLite and a client process share the machine, over
loopback. Fifty readers open the public pages in turn, in two languages, each on a connection of its
own, and look at a page for a second on average (exponential, 4 s at most) before the next. The
brief is there and each page was opened once before the clock starts; how long that takes is told
apart. Figures are medians of three runs.
"""

import argparse
import asyncio
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import harness
from goldenbridge.operations.ledger.ledger import utc_now
from goldenbridge.web.opening import new_complex, offer, site_of

READERS, LOOK_S = 50, 1.0
PAGES = (
    *("/", "/commitments", "/commitments/C006", "/documents", "/calendar", "/waits", "/data"),
    *("/questions/outlook", "/questions/border", "/embed/turnover", "/sign-in"),
)
PATHS = tuple(f"{page}?lang={language}" for page in PAGES for language in ("en", "ru"))


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, float]]:
    """The port of a server, and the seconds until its brief was there."""
    url = f"sqlite:///{folder}/web.db"
    ledger = new_complex(url, None, "", clock=utc_now)
    day = datetime.now(UTC).date()
    for later in (0, 1):
        offer(ledger, *site_of(None, ""), day + timedelta(days=later), actor="benchmark")
    ledger.close()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "goldenbridge", "serve", "--ledger", url, "--port", str(port)]
    started = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for language in ("en", "ru"):
            while _status(port, f"/progress?lang={language}") != 200:
                time.sleep(0.2)
        yield port, time.perf_counter() - started
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _status(port: int, path: str) -> int:
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("GET", path)
            return connection.getresponse().status
    except ConnectionError:
        return 0


def _opened_ms(port: int, path: str) -> float:
    """Milliseconds until a page that nobody opened before is there."""
    asked = time.perf_counter()
    if _status(port, path) != 200:
        raise RuntimeError(path)
    return 1000 * (time.perf_counter() - asked)


async def _reader(port: int, until: float, seed: int, waits: list[tuple[float, int]]) -> None:
    choose = random.Random(seed)  # noqa: S311 - which page is opened next
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(choose.random() * LOOK_S)
    while time.perf_counter() < until:
        path = choose.choice(PATHS)
        asked = time.perf_counter()
        writing.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = await reading.readuntil(b"\r\n")
        first = time.perf_counter() - asked
        fields = await reading.readuntil(b"\r\n\r\n")
        size = int(fields.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        await reading.readexactly(size)
        if b" 200 " not in head:
            raise RuntimeError(f"{path}: {head.decode().strip()}")
        waits.append((first, size))
        await asyncio.sleep(min(choose.expovariate(1 / LOOK_S), 4.0))
    writing.close()


async def _read(port: int, seconds: float, run: int) -> list[tuple[float, int]]:
    waits: list[tuple[float, int]] = []
    until = time.perf_counter() + seconds
    readers = (_reader(port, until, 1000 * run + n, waits) for n in range(READERS))
    await asyncio.gather(*readers)
    return waits


def main() -> None:
    """Run the server and the readers, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run of 5 seconds")
    quick = parser.parse_args().quick
    seconds, runs = (5.0, 1) if quick else (20.0, 3)
    with TemporaryDirectory() as folder, serving(Path(folder)) as (port, ready_s):
        opened = sorted(_opened_ms(port, path) for path in PATHS)
        found = [asyncio.run(_read(port, seconds, run)) for run in range(runs)]
    firsts = [np.array([1000 * wait for wait, _ in one]) for one in found]
    p50, p99 = (
        statistics.median(float(np.percentile(one, share)) for one in firsts) for share in (50, 99)
    )
    largest = max(size for one in found for _, size in one)
    figures = {
        "readers": {"value": READERS, "unit": "persons"},
        "pages": {
            "value": round(statistics.median(len(one) / seconds for one in found), 1),
            "unit": "1/s",
        },
        "first byte, median": {"value": round(p50, 2), "unit": "ms"},
        "first byte, 99 %": {"value": round(p99, 2), "unit": "ms"},
        "largest page, gzip": {"value": largest, "unit": "bytes"},
        "a page opened for the first time, longest": {"value": round(opened[-1]), "unit": "ms"},
        "brief in two languages there after": {"value": round(ready_s, 1), "unit": "s"},
    }
    targets = [
        harness.target("first byte, median", "≤ 50 ms", round(p50, 2), met=p50 <= 50),
        harness.target("first byte, 99 %", "≤ 250 ms", round(p99, 2), met=p99 <= 250),
        harness.target("page, gzip", "≤ 100 kB", largest, met=largest <= 100_000),
    ]
    harness.report("web", figures, {}, targets)


if __name__ == "__main__":
    main()
