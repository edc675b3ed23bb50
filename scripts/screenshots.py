"""Take the pictures of README and guide: docs/images/NAME-{light,dark}.png.

Needs Chromium and the test extra; run it through `make screenshots`.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from socket import socket
from threading import Thread

import uvicorn
from playwright.sync_api import sync_playwright

from goldenbridge.border.simulation import simulate
from goldenbridge.operations.ledger.ledger import utc_now
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.simulated import choose, simulated
from goldenbridge.web.app import create_app
from goldenbridge.web.opening import new_complex, offer, site_of
from goldenbridge.web.pages.served import Served

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = {"width": 1280, "height": 900}
# the sandbox needs rights that root in a container lacks; the rest keeps Chromium off the network
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SERVED = {
    "overview": "/",
    "promises": "/commitments",
    "promise": "/commitments/C006",
    "waits": "/waits",
    "planner": "/planner?trade=2&staff.scanners=2&a=from%3Dkarasu%26trade%3D2",
    "data": "/data",
}
LARGEST = 250_000


def _pages() -> list[tuple[str, Brief]]:
    programme = load(shipped()[DEFAULT])
    plan = choose(programme)
    result = simulate(plan.site, plan.demand, replications=16)
    crossing = simulated(programme, plan, result, drawn=True)
    return [("brief", brief(programme, drawn=True)), ("crossing", crossing)]


def _addresses(folder: Path, port: int) -> dict[str, str]:
    """The address of each picture: the brief as files, the pages from a server."""
    files = {}
    for name, told in _pages():
        path = folder / f"{name}.html"
        path.write_text(as_html(told), "utf-8")
        files[name] = path.as_uri()
    return files | {f"web-{n}": f"http://127.0.0.1:{port}{path}" for n, path in SERVED.items()}


@contextmanager
def _serving(folder: Path) -> Iterator[int]:
    """The port of a server with the shipped programme, its brief reckoned, on hours of two days."""
    served, ledger = Served(), new_complex(f"sqlite:///{folder}/l.db", None, "", clock=utc_now)
    for later in (0, 1):
        day = utc_now().date() + timedelta(days=later)
        offer(ledger, *site_of(None, ""), day, actor="screenshots")
    reckoned = served.reckoning.day().future
    if reckoned:
        reckoned.result()
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, served), port=port, log_config=None))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield port
    server.should_exit = True
    thread.join()


def main() -> None:
    """Write the pictures, and say how large they are."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        _serving(Path(folder)) as port,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        addresses = _addresses(Path(folder), port)
        for (name, address), theme in product(addresses.items(), ("light", "dark")):
            page = browser.new_page(viewport=SIZE, color_scheme=theme)
            page.goto(address)
            page.evaluate("document.fonts.ready")
            image = IMAGES / f"{name}-{theme}.png"
            page.screenshot(path=image, animations="disabled")
            size = image.stat().st_size
            print(f"{image.name}: {size / 1000:.0f} kB")
            if size > LARGEST:
                sys.exit(f"{image.name}: found {size} bytes; allowed: at most {LARGEST}")
        browser.close()


if __name__ == "__main__":
    main()
