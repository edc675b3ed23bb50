"""Take the pictures that the README shows: docs/images/{brief,crossing}-{light,dark}.png.

Needs Chromium and the test extra; run it through `make screenshots`.
"""

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from goldenbridge.border.simulation import simulate
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.simulated import choose, simulated

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = {"width": 1280, "height": 900}
# the sandbox needs rights that root in a container lacks; the rest keeps Chromium off the network
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
LARGEST = 250_000


def _pages() -> list[tuple[str, Brief]]:
    programme = load(shipped()[DEFAULT])
    plan = choose(programme)
    result = simulate(plan.site, plan.demand, replications=16)
    crossing = simulated(programme, plan, result, drawn=True)
    return [("brief", brief(programme, drawn=True)), ("crossing", crossing)]


def main() -> None:
    """Write the pictures, and say how large they are."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for (name, told), theme in product(_pages(), ("light", "dark")):
            page_file = Path(folder) / f"{name}.html"
            page_file.write_text(as_html(told), "utf-8")
            page = browser.new_page(viewport=SIZE, color_scheme=theme)
            page.goto(page_file.as_uri())
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
