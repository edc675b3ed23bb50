"""The static site in Chromium: from files and below a path, both themes, and nothing leaves."""

import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.replacing import replace_folder
from goldenbridge.web.published.site import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    "index.html",
    "commitments.html",
    "documents.html",
    "ru/calendar.html",
    "kk/data.html",
    "questions/outlook.html",
    "ky/embed/turnover.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site in `bridge`, as a host shows it below that path."""
    root = tmp_path_factory.mktemp("host")
    programme = load(shipped()["kyrgyzstan-uzbekistan"])
    replace_folder(root / "bridge", site(programme, url="http://127.0.0.1/bridge/"))
    return root


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Tests speak for themselves."""

        def send_error(self, code: int, *_: object) -> None:  # type: ignore[override]
            """The page of errors, as hosts of static sites show it."""
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((folder / "bridge" / "404.html").read_bytes())

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/bridge/"
        server.shutdown()


def _open(browser: "Browser", url: str, **how: Any) -> "Page":
    """A page that says nothing on the console and asks for nothing but files of the site."""
    page = browser.new_page(**how)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    own = url.partition("/bridge/")[0]
    page.on("request", lambda r: None if r.url.startswith(own) else said.append(r.url))
    page.goto(url)
    page.evaluate("document.fonts.ready")
    assert not [text for text in said if "status of 404" not in text]
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_a_page_that_is_a_file(
    browser: "Browser", axe: str, folder: Path, path: str, theme: Any
) -> None:
    address = f"file://{folder}/bridge/{path}"
    with closing(_open(browser, address, color_scheme=theme)) as page:
        page.evaluate(axe)
        found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
    faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
    assert faults == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(browser: "Browser", folder: Path, path: str) -> None:
    size: Any = {"width": 360, "height": 800}
    with closing(_open(browser, f"file://{folder}/bridge/{path}", viewport=size)) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_reader_goes_from_page_to_page_and_keeps_the_theme(browser: "Browser", host: str) -> None:
    with closing(_open(browser, host, color_scheme="light")) as page:
        page.locator(".theme").click()
        page.locator('.places a[href="commitments.html"]').click()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.locator(".filter [name=text]").fill("zzz")
        assert page.locator(".promises [data-status]:visible").count() == 0
        page.locator(".filter button").click()
        page.locator(".promises .what a").first.click()
        page.locator('.languages a[hreflang="ru"]').click()
        assert page.url.startswith(f"{host}ru/commitments/")
        assert page.evaluate("document.documentElement.lang") == "ru"


def test_a_missing_page_below_the_path_leads_back(browser: "Browser", host: str) -> None:
    with closing(_open(browser, f"{host}ru/commitments/none.html")) as page:
        page.locator(".actions a").click()
        assert page.url == f"{host}index.html"


def test_an_embedded_figure_takes_the_theme_of_its_address(browser: "Browser", host: str) -> None:
    address = f"{host}embed/turnover.html?theme=light"
    with closing(_open(browser, address, color_scheme="dark")) as page:
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
