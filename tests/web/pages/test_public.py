"""The pages of the programme: the answer, promises, documents, calendar, open data, embedding."""

import csv
import gzip
import io
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import feedparser
import pytest
from fastapi.testclient import TestClient
from tests.web.pages.conftest import HTML

from goldenbridge.errors import ChoiceError, LimitError
from goldenbridge.language.languages import Language
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_json import as_json
from goldenbridge.report.brief import brief
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.reckoning import Reckoning
from goldenbridge.web.pages.served import Served

LARGEST = 100_000
PAGES = ("/", "/commitments", "/documents", "/calendar", "/data", "/questions/mirror", "/waits")


@pytest.fixture(scope="module")
def small(programme: Programme) -> Programme:
    """What needs no simulation."""
    none: Any = ()
    fields = ("sites", "demands", "border_scenarios", "basins", "scenarios")
    return replace(programme, **dict.fromkeys(fields, none))


@pytest.fixture(scope="module")
def client(small: Programme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    served = Served()
    served.programme = small
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    with TestClient(create_app(ledger, served), headers=HTML) as client:
        first = client.get("/")
        assert first.status_code == 202
        assert "data-progress=" in first.text
        _ready(client)
        yield client


def _ready(client: TestClient, as_of: str = "") -> None:
    for _ in range(300):
        if client.get("/progress", params={"as_of": as_of}).status_code == 200:
            return
        time.sleep(0.1)
    pytest.fail("nothing was reckoned")


def _text(answer: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.text))


def test_the_overview_gives_the_answer_of_the_brief(client: TestClient, small: Programme) -> None:
    told = brief(small)
    page = client.get("/")
    assert told.sections[0].answer in _text(page)
    assert 'id="figure-turnover"' in page.text
    assert 'id="figure-map"' in page.text
    for section in told.sections[1:]:
        assert section.answer in _text(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_small_and_kept(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert len(gzip.compress(page.content)) < LARGEST
    links = set(re.findall(r'href="(/[^"]*)"', page.text))
    assert links
    if path != "/waits":
        mark = page.headers["etag"]
        assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
        assert client.get(path).content == page.content
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        assert plain.content == page.content


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(client: TestClient, path: str) -> None:
    text = client.get(path).text
    links = {unescape(link).partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', text)}
    ours = {link for link in links if "lang=" not in link and "theme=" not in link}
    for link in sorted(ours)[:40]:
        assert client.get(link).status_code == 200, link
    here = set(re.findall(r'\sid="([^"]+)"', text))
    anchors = set(re.findall(r'href="#([^"]+)"', text))
    assert anchors - here == set()


def test_each_promise_has_its_page(client: TestClient, small: Programme) -> None:
    status = {r["id"]: r for r in _data(client)["commitments"]}
    for one in small.commitments[:40]:
        page = client.get(f"/commitments/{one.id}")
        assert page.status_code == 200, one.id
        told = _text(page)
        assert one.title[1:] in told
        assert status[one.id]["status"].replace("_", " ") in told
        for evidence in one.evidence:
            assert evidence.text in told
        cited = set(one.sources)
        assert cited <= set(re.findall(r'id="source-([^"]+)"', page.text))
    assert client.get("/commitments/C999").status_code == 404


def test_a_page_of_a_past_day_knows_nothing_later(client: TestClient, small: Programme) -> None:
    first = min(c.made_on.start for c in small.commitments)
    late = max(small.commitments, key=lambda c: c.made_on.start)
    before = (late.made_on.start - timedelta(days=1)).isoformat()
    assert client.get("/", params={"as_of": before}).status_code == 202
    _ready(client, before)
    listed = client.get("/commitments", params={"as_of": before}).text
    assert f'id="{late.id}"' not in listed
    assert f"as_of={before}" in listed
    assert client.get(f"/commitments/{late.id}", params={"as_of": before}).status_code == 404
    for wrong in ("yesterday", "2199-01-01", (first - timedelta(days=1)).isoformat()):
        assert client.get("/", params={"as_of": wrong}).status_code == 422


def _data(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/data/brief.json").json()
    return found


def test_open_data_are_those_of_the_brief(client: TestClient, small: Programme) -> None:
    told = brief(small, drawn=True)
    assert _data(client) == json.loads(as_json(told))
    for section in told.sections:
        for table in section.tables:
            answer = client.get(f"/data/{section.id}/{table.id}.csv")
            rows = list(csv.reader(io.StringIO(answer.text)))
            width = len(table.columns)
            assert [tuple(row[:width]) for row in rows] == [table.columns, *table.rows]
    assert client.get("/data/trade/nothing.csv").status_code == 404


def test_only_a_figure_to_embed_stands_in_pages_of_others(client: TestClient) -> None:
    page = client.get("/embed/turnover?lang=ky&theme=dark")
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert "set-cookie" not in page.headers
    assert page.text.count("<svg") == 3
    assert 'data-theme="dark"' in page.text
    assert "<header" not in page.text
    for path in PAGES:
        assert "frame-ancestors 'none'" in client.get(path).headers["content-security-policy"]
    assert client.get("/embed/nothing").status_code == 404


def test_the_api_is_listed_whole(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    told = _text(client.get("/data"))
    assert all(path in told for path in described)
    assert not any(path.startswith(("/data", "/embed", "/sign")) for path in described)


def test_another_language_tells_the_same_day(client: TestClient) -> None:
    page = client.get("/?lang=ru")
    assert page.headers["content-language"] == "ru"
    assert "Казахстан" in page.text
    client.cookies.clear()


def test_addresses_that_no_page_knows_are_not_kept(client: TestClient) -> None:
    served: Served = client.app.state.served  # type: ignore[attr-defined]
    told = served.reckoning.told(served.reckoning.day(), Language("en"))
    assert told is not None
    client.get("/documents")
    before = len(told.kept)
    for n in range(5):
        assert client.get(f"/documents?x={n}").status_code == 200
        assert client.get(f"/documents?theme=t{n}").status_code == 200
    assert len(told.kept) == before
    client.get("/documents?theme=dark")
    assert len(told.kept) == before + 1
    client.cookies.clear()


def test_too_many_days_at_once_wait(small: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    reckoning = Reckoning(lambda: small)
    monkeypatch.setattr(reckoning, "_reckon", lambda _: time.sleep(0.5))
    try:
        days = [reckoning.day(f"2025-0{n}-01") for n in range(1, 7)]
        assert reckoning.day("2025-01-01") is days[0]
        assert reckoning.told(days[-1], Language("en")) is None
        with pytest.raises(LimitError):
            reckoning.day("2025-07-01")
        with pytest.raises(ChoiceError, match="as_of: found 'x'; allowed: a day from "):
            reckoning.day("x")
    finally:
        reckoning.close()


def test_calendar_and_changes_are_told_in_the_language_of_their_address(
    client: TestClient,
) -> None:
    links = set(re.findall(r'href="(/data/[^"]+lang=ru)"', client.get("/data?lang=ru").text))
    named = ("calendar.ics", "changes.atom", "programme.jsonld")
    assert links == {f"/data/{name}?lang=ru" for name in named}
    described = client.get("/data/programme.jsonld?lang=ru").json()
    assert described["@graph"][0]["inLanguage"] == "ru"
    feed = feedparser.parse(client.get("/data/changes.atom?lang=ru").content)
    assert (feed.bozo, feed.feed.language) == (False, "ru")
    promise = next(one.link for one in feed.entries if "/commitments/" in one.link)
    assert client.get(promise).status_code == 200
    calendar = client.get("/data/calendar.ics?lang=ru")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:" in calendar.text
    assert client.get("/data/changes.atom?as_of=1800-01-01").status_code == 422


def test_records_are_taken_away_in_three_forms(client: TestClient, small: Programme) -> None:
    links = re.findall(r'href="(/data/records[^"]+)"', client.get("/data").text)
    assert len(links) > 20
    for link in links:
        assert client.get(unescape(link)).status_code == 200
    rows = list(csv.DictReader(io.StringIO(client.get("/data/records/sources.csv").text)))
    assert len(rows) == len(small.sources)
    assert client.get("/data/records/nothing.csv").status_code == 404
    assert client.get("/data/records/sources.xml").status_code in {404, 422}
