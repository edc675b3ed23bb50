"""The secretariat reads a text in the browser: marked, decided on, taken away, added."""

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.pages.conftest import hidden

from goldenbridge.operations.access.roles import Grant
from goldenbridge.programme.adding import add
from goldenbridge.programme.entry_file import read_entries
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.web.pages.readings import LONGEST, MOST

TEXT = (
    "The presidents agreed to raise mutual trade to $3 billion by 2030.\n"
    "In 2024 mutual trade reached $1.7 billion <b>& more</b>.\n"
    "Mutual trade should reach $5 billion by 2035."
)
ABOUT = {"published": "2025-08-22", "url": "https://example.org/item", "publisher": "Ministry"}
SignedIn = Callable[..., TestClient]


@pytest.fixture
def client(signed_in: SignedIn) -> TestClient:
    return signed_in(Grant("secretary"))


def _send(client: TestClient, path: str = "/reading", **fields: str) -> tuple[int, str]:
    token = hidden(client.get("/reading").text, "/reading")
    answer = client.post(path, data=token | ABOUT | {"text": TEXT} | fields)
    return answer.status_code, answer.text


def _fields(text: str, key: str) -> dict[str, str]:
    """What the page fills in for an entry."""
    lines = re.findall(rf'name="{key}-(\w+)" value="([^"]*)"', text)
    select = rf'<select[^>]*name="{key}-(\w+)".*?<option selected>([^<]*)<'
    chosen = re.findall(select, text, re.DOTALL)
    return {name: unescape(value) for name, value in (*lines, *chosen)}


def test_sentences_are_marked_and_entries_filled_in(client: TestClient) -> None:
    status, text = _send(client)
    assert status == 200
    assert '<mark data-kind="money" title="USD 3000000000">$3 billion</mark>' in text
    assert "&lt;b&gt;&amp; more&lt;/b&gt;" in text
    target = _fields(text, "1")
    assert (target["target"], target["unit"], target["deadline"]) == ("3", "USD bn", "2030")
    known = {c.id for c in load(shipped()[DEFAULT]).commitments}
    names = [target["id"], _fields(text, "3")["id"]]
    assert len(set(names)) == 2
    assert not known & set(names)
    assert re.search(r"letters 0 to 66, <code>[0-9a-f]{16}</code>", text)


def test_what_is_accepted_and_edited_is_taken_away_and_fits_the_folder(
    client: TestClient, tmp_path: Path
) -> None:
    edits = {"take-1": "yes", "1-by": "both presidents", "1-actors": "both governments"}
    edits |= {"1-firmness": "agreed", "take-2": "no", "take-3": "no"}
    status, text = _send(client, "/reading/entries", **edits)
    assert status == 200
    rows = read_entries(text.encode(), "entries.toml")
    assert [file for file, _ in rows] == ["sources.csv", "commitments.toml"]
    folder = tmp_path / "mine"
    shutil.copytree(shipped()[DEFAULT], folder)
    add(folder, rows)
    promise = load(folder).commitments[-1]
    assert (promise.by, promise.target) == ("both presidents", 3.0)
    assert promise.note.startswith("letters 0-66, sentence ")


def test_faults_are_told_beside_their_field_and_nothing_entered_is_lost(
    client: TestClient,
) -> None:
    status, text = _send(client, "/reading/entries", **{"take-2": "yes", "2-value": "much"})
    assert status == 422
    assert "#field-2-value" in text
    assert _fields(text, "2")["value"] == "much"
    assert re.search(r'name="take-2" value="yes" checked', text)
    status, text = _send(client, "/reading/entries", **{"take-2": "yes", "2-reporter": "xx"})
    assert status == 422
    assert "found &#39;xx&#39;" in text
    status, text = _send(client, "/reading/entries")
    assert status == 422
    assert "Accept at least one entry." in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "found no text"),
        ({"text": "a" * (LONGEST + 1)}, f"Send at most {LONGEST:,} letters"),
        ({"text": "ÐÑÐ°Ð²Ð±ÐµÑ " * 40}, "wrong encoding"),
        ({"text": "%PDF-1.7 pasted"}, "broken PDF"),
        ({"text": "Trade will reach $3 billion by 2030. " * (MOST + 1)}, f"with up to {MOST}"),
        ({"published": "yesterday"}, "Write a day"),
        ({"url": "javascript:alert(1)"}, "Write an address"),
        ({"publisher": ""}, "Fill this in."),
    ],
    ids=["empty", "long", "encoding", "pdf", "many", "day", "address", "publisher"],
)
def test_a_text_that_cannot_be_read_is_refused_in_words(
    client: TestClient, fields: dict[str, str], told: str
) -> None:
    for path in ("/reading", "/reading/entries"):
        status, text = _send(client, path, **fields)
        assert status == 422
        assert told in unescape(text)


def test_a_page_pasted_as_html_is_read_without_its_scripts(client: TestClient) -> None:
    page = f"<html><script>alert('$9 billion by 2040')</script><p>{TEXT}</p></html>"
    status, text = _send(client, text=page)
    assert status == 200
    assert "3 entries are proposed." in text
    assert "<script>alert" not in text


def test_a_text_that_says_nothing_has_nothing_to_take(client: TestClient) -> None:
    status, text = _send(client, text="The weather was fine.")
    assert status == 200
    assert "0 entries are proposed." in text
    assert '<button class="main">Take' not in text


def test_only_who_may_read_texts_gets_there(signed_in: SignedIn, anyone: TestClient) -> None:
    html = {"Accept": "text/html"}
    assert anyone.get("/reading", headers=html, follow_redirects=False).status_code == 303
    gate = signed_in(Grant("gate"))
    assert gate.get("/reading").status_code == 403
    assert gate.post("/reading", data=ABOUT | {"text": TEXT}).status_code == 403


def test_a_form_of_another_site_is_refused_and_its_address_answers(client: TestClient) -> None:
    assert client.post("/reading", data=ABOUT | {"text": TEXT}).status_code == 403
    assert client.get("/reading/entries").headers["location"] == "/reading"
