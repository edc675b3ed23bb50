"""The static site: links that lead somewhere, valid HTML, same bytes, nothing from elsewhere."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import html5lib
import icalendar
import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError, OutputError
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_json import as_json
from goldenbridge.report.brief import brief
from goldenbridge.web.published.site import site

URL = "https://example.org/bridge/"
LINK = re.compile(r'\s(href|src)="([^"]*)"')
LOADS = re.compile(r'<(?:script|img|iframe|use|image|source)[^>]*?\s(?:src|href)="([^"]*)"')


@pytest.fixture(scope="module")
def small() -> Programme:
    """The shipped programme that needs no simulation."""
    return load(shipped()["kyrgyzstan-uzbekistan"])


@pytest.fixture(scope="module")
def files(small: Programme) -> dict[str, bytes]:
    return site(small)


@pytest.fixture(scope="module")
def placed(small: Programme) -> dict[str, bytes]:
    return site(small, url=URL)


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        if name.endswith(".html"):
            yield name, content.decode()


def test_another_run_gives_the_same_bytes_but_for_the_address(
    files: dict[str, bytes], placed: dict[str, bytes]
) -> None:
    other = {name for name in placed if files.get(name) != placed[name]}
    in_each = {"data.html", "data/changes.atom", "data/programme.jsonld"}
    told = {f"{code}/{name}" for code in LANGUAGES[1:] for name in in_each}
    assert other == {"404.html", "sitemap.xml"} | in_each | told
    assert set(placed) - set(files) == {"sitemap.xml"}


def test_every_link_leads_to_a_file_and_a_place_in_it(files: dict[str, bytes]) -> None:
    places = {name: set(re.findall(r'\sid="([^"]+)"', text)) for name, text in pages(files)}
    for name, text in pages(files):
        for _, link in LINK.findall(re.sub(r"<pre .*?</pre>", "", text, flags=re.DOTALL)):
            parts = urlsplit(unescape(link))
            if parts.scheme:
                continue
            folder = PurePosixPath(name).parent
            to = normpath(folder / parts.path) if parts.path else name
            assert to in files, f"{name}: {link}"
            if parts.fragment:
                assert parts.fragment in places[to], f"{name}: {link}"


def test_nothing_is_loaded_from_elsewhere_or_written_into_a_page(files: dict[str, bytes]) -> None:
    for name, text in pages(files):
        loaded = LOADS.findall(text) + re.findall(r'<link[^>]*?\shref="([^"]*)"', text)
        assert loaded, name
        assert not [link for link in loaded if urlsplit(link).netloc or link.startswith("/")], name
        assert not re.search(r"<script(?! src)|<style|\sstyle=|\son[a-z]+=|javascript:", text), name
    styles = [text for name, text in files.items() if name.endswith(".css")]
    assert all(not re.search(r"url\((?!inter-|data:)|@import", text.decode()) for text in styles)


def test_every_page_is_html(files: dict[str, bytes]) -> None:
    for name, text in pages(files):
        parser = html5lib.HTMLParser()
        parser.parse(text)
        assert not parser.errors, f"{name}: {parser.errors[:3]}"


def test_every_language_has_every_page(files: dict[str, bytes], small: Programme) -> None:
    english = {
        name for name, _ in pages(files) if name[:3] not in {f"{code}/" for code in LANGUAGES}
    }
    for code in LANGUAGES[1:]:
        own = {name[3:] for name, _ in pages(files) if name.startswith(f"{code}/")}
        assert own == english - {"404.html"}
        assert f'<html lang="{code}">' in files[f"{code}/index.html"].decode()
    for c in small.commitments:
        assert f"commitments/{c.id}.html" in english


def test_the_answer_is_that_of_the_brief(files: dict[str, bytes], small: Programme) -> None:
    told = brief(small)
    assert told.sections[0].answer in unescape(files["index.html"].decode())
    plain = json.loads(files["data/brief.json"])
    assert plain["sections"] == json.loads(as_json(told))["sections"]


def test_the_calendar_and_the_feed_are_read_by_others(placed: dict[str, bytes]) -> None:
    for folder in ("", "ru/"):
        calendar = icalendar.Calendar.from_ical(placed[f"{folder}data/calendar.ics"])
        assert len(list(calendar.walk("VEVENT"))) > 10
        feed = feedparser.parse(placed[f"{folder}data/changes.atom"])
        assert not feed.bozo
        links = [feed.feed.link, *(one.link for one in feed.entries)]
        assert all(link.removeprefix(f"{URL}") in placed for link in links)
        assert all(link.startswith(f"{URL}{folder}") for link in links)


def test_without_an_address_the_feed_leads_to_files_beside_it(files: dict[str, bytes]) -> None:
    feed = ET.fromstring(files["kk/data/changes.atom"])  # noqa: S314 - made here
    for link in feed.iter("{http://www.w3.org/2005/Atom}link"):
        assert urljoin("kk/data/changes.atom", link.attrib["href"]) in files


def test_the_map_for_search_engines_names_every_page(placed: dict[str, bytes]) -> None:
    named = ET.fromstring(placed["sitemap.xml"])  # noqa: S314 - made here
    found = [
        one.text or "" for one in named.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert all(one.startswith(URL) for one in found)
    shown = {one.removeprefix(URL) for one in found}
    expected = {
        name.removesuffix("index.html")
        for name, _ in pages(placed)
        if "embed/" not in name and name != "404.html"
    }
    assert shown == expected
    assert len(found) == len(shown)


def test_the_page_of_errors_works_at_any_address(
    placed: dict[str, bytes], files: dict[str, bytes]
) -> None:
    for _, link in LINK.findall(placed["404.html"].decode()):
        if not link.startswith("#"):
            assert link.removeprefix("/bridge/") in placed
    assert 'href="index.html"' in files["404.html"].decode()
    assert "sitemap.xml" not in files


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "https://", "http://[", "https://e.org/?a"]
)
def test_an_address_that_is_none_is_refused(tmp_path: Any, url: str) -> None:
    done = CliRunner().invoke(cli.app, ["site", str(tmp_path), str(tmp_path / "o"), "--url", url])
    assert isinstance(done.exception, ChoiceError)


def test_a_folder_of_somebody_is_refused_before_anything_is_reckoned(tmp_path: Any) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    folder = cli.__file__.replace("cli.py", "programmes/kazakhstan-kyrgyzstan")
    done = CliRunner().invoke(cli.app, ["site", folder, str(tmp_path)])
    assert isinstance(done.exception, OutputError)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
