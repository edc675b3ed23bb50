"""The brief as one HTML file, read without a browser."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.outlook.attainment import WORDS
from goldenbridge.outlook.claims import FAILS, HOLDS
from goldenbridge.outlook.verdicts import RUBRIC
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_html import _telling, as_html
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.page import views

VOID = {"meta", "input", "br", "hr"}


@pytest.fixture(scope="module")
def made(programme: Programme) -> Brief:
    return brief(programme, drawn=True)


class Outline(HTMLParser):
    """Collects what makes a page whole and navigable."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(given)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if tag == "a" else []
        self.loads += [str(given[name]) for name in ("src", "data", "srcset") if name in given]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_whole_in_every_language(programme: Programme, code: str) -> None:
    told = as_html(brief(programme, language=Language(code), drawn=True))
    page = Outline(told)
    assert not page.open
    assert not page.loads
    assert not {"link", "iframe", "form"} & set(page.tags)
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert (page.tags.count("script"), page.tags.count("h1"), page.tags.count("main")) == (1, 1, 1)
    assert len(page.ids) == len(set(page.ids))
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert set(inside) <= set(page.ids)
    assert all(link.startswith(("#", "http://", "https://")) for link in page.links)
    assert f'<html lang="{code}">' in told
    assert len(told.encode()) < 1_500_000


def test_the_policy_names_the_style_and_the_script_it_allows(made: Brief) -> None:
    told = as_html(made)
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", told, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in told


def test_the_page_escapes_what_the_folder_says(made: Brief) -> None:
    assert "<img" not in as_html(replace(made, title='<img src="x">'))


def test_an_address_that_is_none_is_not_a_link(made: Brief) -> None:
    first, *others = made.sources
    nasty = replace(made, sources=(replace(first, url="javascript:alert(1)"), *others))
    assert not [link for link in Outline(as_html(nasty)).links if link.startswith("javascript")]


def test_a_text_says_what_a_browser_cannot_know(made: Brief) -> None:
    russian = Language("ru")
    told_in = _telling(russian)
    assert told_in("raise mutual trade") == ' lang="en"'
    assert told_in("доля EAEU") == told_in("2030") == ""
    assert told_in("الجسر الذهبي") == ' dir="rtl"'
    assert told_in("–") == " data-none"
    assert told_in("н" * 40) == " data-endless"
    assert 'lang="en"' not in re.sub("<html.*?>", "", as_html(made))


def test_the_list_of_promises_holds_them_all_with_their_odds(made: Brief) -> None:
    section = next(s for s in made.sections if s.id == "promises")
    listed = {p.id: p for group in views.promises(section, made) for p in group.promises}
    assert set(listed) == {record["id"] for record in section.data["commitments"]}
    odds = {a["commitment"] for a in made.sections[0].data["attainment"] if a["probability"]}
    assert {name for name, promise in listed.items() if promise.odds} >= odds - {
        name for name, promise in listed.items() if promise.status.startswith("kept")
    }
    assert len(listed["C006"].odds) == 2
    for promise in listed.values():
        assert promise.sources
        assert all(0 <= one.low <= one.high <= 100 for one in promise.odds)


def test_every_status_has_a_shape_and_its_own_word(made: Brief) -> None:
    words = {word for word, *_ in (*RUBRIC, *WORDS)} | {"differs", HOLDS, FAILS}
    assert words <= set(views.LOOKS)
    assert len(views.statuses(made.language)) == len(views.LOOKS)
    told = as_html(made)
    for shape, _ in views.LOOKS.values():
        assert f'id="shape-{shape}"' in told


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_drawn_brief_shows_every_figure_twice(name: str) -> None:
    made = brief(load(shipped()[name]), drawn=True)
    figures = [figure for section in made.sections for figure in section.figures]
    told = as_html(made)
    assert Outline(told).tags.count("figure") == len(figures) >= 8
    assert told.count('<svg xmlns="http://www.w3.org/2000/svg" class="gb ') == 2 * len(figures)
    assert len(told.encode()) < 1_500_000


def test_a_figure_names_its_sources_and_only_those_listed(made: Brief) -> None:
    known = made.sources[4]
    figure = Figure("f", "Trade", "<svg/>", "<svg/>", "alt", "bn", (known.id, "nowhere"))
    first, *others = made.sections
    told = as_html(replace(made, sections=(replace(first, figures=(figure,)), *others)))
    caption = re.search("<figcaption>.*?</figcaption>", told, re.DOTALL)
    assert caption
    assert f'href="#source-{known.id}"' in caption[0]
    assert "nowhere" not in caption[0]
