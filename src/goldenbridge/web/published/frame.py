"""A public page as a file: what its template needs, and where its links lead from its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from posixpath import relpath
from typing import Any
from urllib.parse import urlsplit

import jinja2

from goldenbridge.language.messages import Message
from goldenbridge.report.as_html import environment, telling
from goldenbridge.web.pages import assets, navigation, reader
from goldenbridge.web.pages.reckoning import Told

FIRST = "en"
"""The language at the root; each other has a folder of its own."""
_PLACES = ("/", "/commitments", "/documents", "/calendar", "/data")
"""What the bar leads to; other pages of the server change by the minute or need a session."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One language of a site that will stand at `url`, empty where that is not known."""

    told: Told
    url: str

    def file(self, path: str) -> str:
        """The file of what the server has at `path`."""
        return file_of(path, self.told.brief.language.code)

    def link(self, path: str, *, page: str) -> str:
        """How the page at `page` names that at `path`."""
        return _from(self.file(page), self.file(path))

    def address(self, path: str) -> str:
        """How the feed names a page: with all of its address where that is known."""
        whole = f"{self.url}{self.file(path)}"
        return whole if self.url else self.link(path, page="/data/changes.atom")

    def render(
        self, path: str, template: str, values: Mapping[str, Any], *, rooted: bool = False
    ) -> bytes:
        """The page at `path`; a `rooted` one is shown at any address below `url`."""
        language = self.told.brief.language
        root = urlsplit(self.url).path

        def link(file: str) -> str:
            return f"{root}{file}" if rooted and root else _from(self.file(path), file)

        common: dict[str, Any] = {
            **telling(language),
            "told": lambda said: language.say(said) if isinstance(said, Message) else said,
            "at": lambda to, **_: link(self.file(to)),
            "here": lambda code: link(file_of(path, code)),
            "static": lambda name: link(assets.address(name).lstrip("/")),
            "reader_names": reader.NAMES,
            "places": [place for place in navigation.PLACES if place.path in _PLACES],
            "path": path,
        }
        return _templates().get_template(template).render(common | dict(values)).encode()


def file_of(path: str, code: str) -> str:
    """The file of what the server has at `path` in a language; records have no language."""
    name = "index.html" if path == "/" else path.lstrip("/")
    if not name.startswith("data/") and not name.endswith(".html"):
        name = f"{name}.html"
    return name if code == FIRST or name.startswith("data/records") else f"{code}/{name}"


def _from(page: str, file: str) -> str:
    return relpath(file, PurePosixPath(page).parent)


@cache
def _templates() -> jinja2.Environment:
    return environment(
        "goldenbridge.web.published", "goldenbridge.web.pages", "goldenbridge.report"
    )
