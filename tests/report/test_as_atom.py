"""The feed of changes: what RFC 4287 asks for, what another program reads, ids that stay."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest

from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.as_atom import as_atom
from goldenbridge.report.changes import as_known, changes

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DAY = date(2026, 3, 16)
AT: Callable[[str], str] = "https://example.org/bridge{}".format
# how often RFC 4287, 4.1.1 and 4.1.2, lets each element stand in a feed and in an entry
FEED = {"id": 1, "title": 1, "updated": 1, "author": 1, "link": 2}
ENTRY = {"id": 1, "title": 1, "updated": 1, "link": 1, "category": 1}


def told(programme: Programme, day: date = DAY) -> str:
    return as_atom(programme, ENGLISH, AT, as_of=day)


def ids(programme: Programme, day: date) -> dict[str, str]:
    return {one.id: one.title for one in feedparser.parse(told(programme, day)).entries}


def counts(element: ET.Element) -> dict[str, int]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    return {name: names.count(name) for name in names}


def test_it_is_what_the_standard_asks_for(programme: Programme) -> None:
    feed = ET.fromstring(told(programme))  # noqa: S314 - made here
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert counts(feed) == FEED | {"entry": len(entries)}
    assert all(counts(entry) == ENTRY for entry in entries)
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    for entry in entries:
        assert entry.find(f"{ATOM}link").get("rel") == "alternate"  # type: ignore[union-attr]
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.findtext(f"{ATOM}id", ""))
    moments = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]


def test_another_program_reads_it(programme: Programme) -> None:
    feed = feedparser.parse(told(programme))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert (feed.feed.title, feed.feed.language) == (f"{programme.title}: what changed", "en")
    assert len({one.id for one in feed.entries}) == len(feed.entries) == 100
    newest = changes(as_known(programme, date(2026, 3, 15)), as_known(programme, DAY))
    assert tuple(one.title for one in feed.entries[: len(newest)]) == newest
    promises = [one for one in feed.entries if one.tags[0].term == "commitments"]
    assert all(one.link == AT(f"/commitments/{_named(one.title)}") for one in promises)


def _named(title: str) -> str:
    return re.findall(r"\((C\d+)\)", title)[0]


def test_an_entry_keeps_its_id_in_later_editions(programme: Programme) -> None:
    earlier, later = ids(programme, date(2026, 2, 1)), ids(programme, DAY)
    both = earlier.keys() & later.keys()
    assert len(both) > 50
    assert all(earlier[name] == later[name] for name in both)
    renamed = tuple(replace(c, title=f"{c.title}!") for c in programme.commitments)
    assert set(ids(replace(programme, commitments=renamed), DAY)) == set(later)


def test_any_text_is_escaped(programme: Programme) -> None:
    text = 'a <b onclick="x">&amp; ]]> \u0301'
    renamed = tuple(replace(e, title=text) for e in programme.events)
    feed = feedparser.parse(told(replace(programme, events=renamed)))
    assert not feed.bozo
    plain = ET.fromstring(told(replace(programme, events=renamed)))  # noqa: S314 - made here
    titles = [entry.findtext(f"{ATOM}title", "") for entry in plain.findall(f"{ATOM}entry")]
    assert any(text in title for title in titles)


@pytest.mark.parametrize("code", ["ru", "kk", "ky"])
def test_each_language_is_a_feed_of_its_own(programme: Programme, code: str) -> None:
    language = Language(code)
    said = translated(programme, translations(programme, code))
    text = as_atom(said, language, AT, as_of=DAY)
    assert text == as_atom(said, language, AT, as_of=DAY)
    feed = feedparser.parse(text)
    assert feed.feed.language == code
    assert not {one.id for one in feed.entries} & ids(programme, DAY).keys()


def test_a_folder_in_which_nothing_changed_is_an_empty_feed(programme: Programme) -> None:
    feed = feedparser.parse(told(programme, date(1990, 1, 1)))
    assert not feed.bozo
    assert not feed.entries
    assert feed.feed.updated == "1990-01-01T00:00:00Z"
