"""Take the pictures of README and guide: docs/images/NAME-{light,dark}.png.

Needs Chromium and the test extra; run it through `make screenshots`. Names on the command line take
only the pictures that begin so: `complex-`, `web-waits`.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import product
from pathlib import Path
from socket import socket
from threading import Thread

import uvicorn
from lived_day import Life, inside, lived
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from goldenbridge.border.simulation import simulate
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.simulated import choose, simulated
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.served import Served

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = {"width": 1280, "height": 900}
# the sandbox needs rights that root in a container lacks; the rest keeps Chromium off the network
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SERVED = {
    "overview": "/",
    "promises": "/commitments",
    "promise": "/commitments/C006",
    "documents": "/documents",
    "calendar": "/calendar",
    "plan": "/plan",
    "design": "/design",
    "question": "/questions/outlook",
    "waits": "/waits",
    "planner": "/planner?trade=2&staff.scanners=2&a=from%3Dkarasu%26trade%3D2",
    "data": "/data",
    "sign-in": "/sign-in",
}
"""Pages for everybody."""
SCREENS = {
    "wall": ("", "/wall"),
    "gate": ("gate", "/complex/gate?find={plate}"),
    "stations": ("officer", "/complex/stations"),
    "station": ("officer", "/complex/stations/documents"),
    "officer": ("officer", "/complex/stations/documents/{visit}"),
    "docks": ("warehouse", "/complex/docks"),
    "warehouse": ("warehouse", "/complex/warehouse?find=376123450000000016"),
    "board": ("manager", "/complex/board"),
    "day": ("manager", "/complex/day"),
    "advice": ("manager", "/complex/advice"),
    "account": ("manager", "/account"),
    "council": ("secretary", "/council"),
    "reading": ("secretary", "/reading"),
    "corrections": ("manager", "/complex/corrections?find={plate}"),
    "carriers": ("administrator", "/complex/carriers"),
    "access": ("administrator", "/complex/access"),
    "audit": ("administrator", "/complex/audit"),
    "carrier": ("carrier", "/carrier"),
}
"""Pages of the complex, and who looks at them."""
LARGEST = 100_000
_COLOURS = 64
_PATIENCE_S = 120


def _pages() -> list[tuple[str, Brief]]:
    programme = load(shipped()[DEFAULT])
    plan = choose(programme)
    result = simulate(plan.site, plan.demand, replications=16)
    crossing = simulated(programme, plan, result, drawn=True)
    return [("brief", brief(programme, drawn=True)), ("crossing", crossing)]


def _addresses(folder: Path, site: str, life: Life) -> Iterator[tuple[str, str, str]]:
    """Name and address of each picture, and the token of who is signed in."""
    for name, told in _pages():
        path = folder / f"{name}.html"
        path.write_text(as_html(told), "utf-8")
        yield name, path.as_uri(), ""
    for name, at in SERVED.items():
        yield f"web-{name}", site + at, ""
    plate, visit = inside(life)
    for name, (role, at) in SCREENS.items():
        token = life.tokens[role] if role else ""
        yield f"complex-{name}", site + at.format(plate=plate, visit=visit), token


@contextmanager
def _serving(life: Life) -> Iterator[str]:
    """The address of a server with the shipped programme, its brief reckoned, on a lived day."""
    served = Served()
    reckoned = served.reckoning.day().future
    if reckoned:
        reckoned.result()
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    app = create_app(life.ledger, served)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def _reckoned(browser: Browser, site: str, life: Life) -> None:
    """Let the server reckon what two pages show: advice for the next shifts, and waits ahead."""
    with closing(browser.new_context()) as context:
        manager = {"Authorization": f"Bearer {life.tokens['manager']}"}
        if _asked("complex-advice"):
            context.request.post(f"{site}/advice", headers=manager, timeout=_PATIENCE_S * 1000)
        until = time.monotonic() + _PATIENCE_S
        while _asked("web-waits") and time.monotonic() < until:
            if context.request.get(f"{site}/data/waits.json").json().get("forecast"):
                break
            time.sleep(1)


def _saved(picture: bytes, image: Path) -> int:
    """Write a picture in few colours, which text and plain areas hardly need more of; its bytes."""
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    few = drawn.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(image, optimize=True)
    return image.stat().st_size


def main() -> None:
    """Write the pictures, and say how large they are."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        life = lived(f"sqlite:///{folder}/l.db")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with _serving(life) as site:
            _reckoned(browser, site, life)
            pages = [one for one in _addresses(Path(folder), site, life) if _asked(one[0])]
            for (name, address, token), theme in product(pages, ("light", "dark")):
                with closing(browser.new_context(viewport=SIZE, color_scheme=theme)) as context:
                    if token:
                        cookie = {"name": "session", "value": token, "url": site}
                        context.add_cookies([cookie])
                    page = context.new_page()
                    page.goto(address)
                    page.evaluate("document.fonts.ready")
                    image = IMAGES / f"{name}-{theme}.png"
                    size = _saved(page.screenshot(animations="disabled"), image)
                print(f"{image.name}: {size / 1000:.0f} kB")
                if size > LARGEST:
                    sys.exit(f"{image.name}: found {size} bytes; allowed: at most {LARGEST}")
        browser.close()


def _asked(name: str) -> bool:
    """Whether a picture is among those named on the command line, all where none is."""
    return len(sys.argv) == 1 or any(name.startswith(part) for part in sys.argv[1:])


if __name__ == "__main__":
    main()
