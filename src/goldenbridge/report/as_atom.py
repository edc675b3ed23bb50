"""What changed in a programme, day by day, as an Atom feed (RFC 4287)."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

from goldenbridge.language.languages import Language
from goldenbridge.language.periods import Period
from goldenbridge.programme.model import Programme
from goldenbridge.report.changes import FOLLOWED, Change, as_known, differences

_MOST = 100
_PAGES = {
    "documents": "/documents",
    "events": "/calendar",
    "claims": "/questions/claims",
    "observations": "/questions/outlook",
}


def as_atom(
    programme: Programme,
    language: Language,
    at: Callable[[str], str],
    *,
    as_of: date,
) -> str:
    """The last hundred changes known on `as_of`, newest first, told in `language`.

    `at` gives the address of a page, such as `/commitments/C006`, or of the feed itself. An entry
    is one change of one record on the day it became known; its id is the same in every edition and
    wherever the feed stands. The same folder and day give the same bytes.
    """
    feed = ET.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language.locale.language}
    )
    found = list(_entries(programme, as_of))
    updated = max((day for day, _ in found), default=as_of)
    scope = f"{programme.id}/{language.code}"
    _told(feed, "id", _urn(scope))
    _told(feed, "title", f"{programme.title}: {language.say('what changed')}")
    _told(feed, "updated", _moment(updated))
    _told(ET.SubElement(feed, "author"), "name", "Golden Bridge")
    ET.SubElement(feed, "link", {"rel": "self", "href": at("/data/changes.atom")})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": at("/")})
    for day, change in found:
        entry = ET.SubElement(feed, "entry")
        _told(entry, "id", _urn(f"{scope}/{day}/{change.kind}/{change.record}/{change.part}"))
        _told(entry, "title", language.say(change.said))
        _told(entry, "updated", _moment(day))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": at(_page(change))})
        ET.SubElement(entry, "category", {"term": change.kind})
    ET.indent(feed)
    body = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entries(programme: Programme, as_of: date) -> Iterator[tuple[date, Change]]:
    """The changes of each day on which something became known, newest day first."""
    days = sorted({day for day in record_days(programme) if day <= as_of}, reverse=True)
    left = _MOST
    after = as_known(programme, days[0]) if days else programme
    for day, earlier in pairwise(days):
        before = as_known(programme, earlier)
        parts = {(c.kind, c.record, c.part): c for c in differences(before, after)}
        for change in list(parts.values())[:left]:
            yield day, change
        left -= len(parts)
        if left <= 0:
            return
        after = before


def record_days(programme: Programme) -> set[date]:
    """Every day that stands in a record which can change, and so may be one of a change."""
    return {day for kind in FOLLOWED for one in getattr(programme, kind) for day in _days(one)} | {
        one.vintage.middle for one in programme.observations
    }


def _days(value: object) -> Iterator[date]:
    if isinstance(value, Period):
        yield value.middle
    elif isinstance(value, tuple):
        for item in value:
            yield from _days(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _days(getattr(value, field.name))


def _page(change: Change) -> str:
    if change.kind == "commitments":
        return f"/commitments/{change.record}"
    return _PAGES.get(change.kind, "/")


def _told(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"goldenbridge:{name}").urn
