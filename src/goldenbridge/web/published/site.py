"""Every file of the static site of a programme, by its path."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from xml.etree import ElementTree as ET

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.as_atom import as_atom
from goldenbridge.report.as_calendar import as_calendar
from goldenbridge.report.as_html import showing
from goldenbridge.report.as_json import as_json
from goldenbridge.report.as_jsonld import as_jsonld
from goldenbridge.report.as_tables import (
    EXTRA,
    as_csv,
    as_xlsx,
    records_as_csv,
    records_as_parquet,
)
from goldenbridge.report.brief import SEED, tell_brief
from goldenbridge.report.facts import Facts, Size, gather
from goldenbridge.report.loop import scenarios
from goldenbridge.report.records import records
from goldenbridge.web.pages import contents
from goldenbridge.web.pages.assets import assets
from goldenbridge.web.pages.errors import ADVICE
from goldenbridge.web.pages.reckoning import Told
from goldenbridge.web.published.frame import FIRST, Frame

_ASSETS = ("pages.css", "page.js", "icon.svg")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def site(programme: Programme, *, as_of: date | None = None, url: str = "") -> dict[str, bytes]:
    """The public pages and their data in every language, as they were known on `as_of`.

    `url` is where the site will stand, with a slash at its end; without it there is no sitemap, and
    the page of errors finds the others from the root only. Links between pages are relative, so
    the folder works in any place. The same folder, day and `url` give the same bytes.
    """
    day = as_of or programme.latest_record
    facts = gather(programme, as_of=day, seed=SEED, size=Size.BRIEF)
    facts = replace(facts, loop=scenarios(facts, Size.BRIEF))
    files: dict[str, bytes] = {}
    for code in LANGUAGES:
        files |= _in_language(facts, Language(code), url)
    files |= _records(facts)
    for name, asset in assets().items():
        if name in _ASSETS or name.endswith(".woff2"):
            files[asset.url.lstrip("/")] = asset.plain
    if url:
        files["sitemap.xml"] = _sitemap(files, url, day)
    return files


def _in_language(facts: Facts, language: Language, url: str) -> dict[str, bytes]:
    frame = Frame(Told(facts, tell_brief(facts, language, drawn=True)), url)
    files = {frame.file(path): page for path, page in _pages(frame)}
    files |= {frame.file(path): text.encode() for path, text in _data(frame)}
    if language.code == FIRST:
        values = {"advice": ADVICE[404]}
        files["404.html"] = frame.render("/", "404.html", values, rooted=True)
    return files


def _pages(frame: Frame) -> Iterator[tuple[str, bytes]]:
    """Each page by its path on the server."""
    told = frame.told
    page_of = partial(frame.link, page="/commitments")
    yield "/", frame.render("/", "overview.html", contents.overview(told))
    for section in told.brief.sections[1:]:
        path = contents.question(section.id)
        values = contents.one_question(told, section.id, lambda c: page_of(f"/commitments/{c}"))
        yield path, frame.render(path, "question.html", values)
    for commitment in told.facts.commitments:
        path = f"/commitments/{commitment.id}"
        values = contents.one_commitment(told, commitment.id)
        yield path, frame.render(path, "commitment.html", values)
    figures = [f"/embed/{figure.id}" for s in told.brief.sections for figure in s.figures]
    example = f"{frame.url}{frame.file(figures[0])}" if figures else ""
    values = contents.open_data(told) | {"example": example}
    yield "/data", frame.render("/data", "data.html", showing(told.brief) | values)
    for path in figures:
        values = contents.embedded(told, path.removeprefix("/embed/"))
        yield path, frame.render(path, "embed.html", values)


def _data(frame: Frame) -> Iterator[tuple[str, str]]:
    """Each file of data by its path on the server."""
    brief, facts = frame.told.brief, frame.told.facts
    said = translations(facts.programme, brief.language.code)
    programme = translated(facts.programme, said)
    yield "/data/brief.json", as_json(brief)
    yield "/data/calendar.ics", as_calendar(programme, as_of=facts.as_of)
    told = (programme, brief.language, frame.address)
    yield "/data/changes.atom", as_atom(*told, as_of=facts.as_of)
    yield "/data/programme.jsonld", as_jsonld(*told, as_of=facts.as_of)
    for section in brief.sections:
        for table in section.tables:
            if table.rows:
                yield f"/data/{section.id}/{table.id}.csv", as_csv(table)


def _records(facts: Facts) -> dict[str, bytes]:
    """The records under the brief; Parquet and a workbook where the extra `tables` is here."""
    tables = [table for table in records(facts) if table.rows]
    files = {f"data/records/{table.name}.csv": records_as_csv(table).encode() for table in tables}
    if EXTRA:
        files["data/records.xlsx"] = as_xlsx(tables)
        for table in tables:
            files[f"data/records/{table.name}.parquet"] = records_as_parquet(table)
    return files


def _sitemap(files: Mapping[str, bytes], url: str, day: date) -> bytes:
    """The pages a search engine should know (sitemaps.org, 0.9)."""
    root = ET.Element("urlset", {"xmlns": _SITEMAP})
    for name in sorted(files):
        if name.endswith(".html") and name != "404.html" and "embed/" not in name:
            place = ET.SubElement(root, "url")
            ET.SubElement(place, "loc").text = f"{url}{name.removesuffix('index.html')}"
            ET.SubElement(place, "lastmod").text = day.isoformat()
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()
