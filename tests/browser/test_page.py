"""The page in a real browser: nothing leaves it, everyone can use it, and paper keeps it whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PageOf = Callable[[str, str], Path]
ODD = ("unmeasured", "one-reporter", "crowded", "strangely-named", "undated")
WIDTHS = (360, 768, 1280, 2560)
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
SHOWN = ".promises [data-status]:visible"


@contextmanager
def opened(browser: "Browser", path: Path, width: int = 1280, **options: Any) -> "Iterator[Page]":
    """The page at a width; what it asks for or complains of fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", **options
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if outside(asked.url) else None)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('policy', e.blockedURI))"
    )
    page.goto(path.as_uri())
    yield page
    context.close()
    assert not complaints


def outside(url: str) -> bool:
    return not url.startswith(("file:", "data:"))


def violations(pages: "list[Page]", axe: str) -> list[str]:
    """What axe finds on pages of several contexts, looked through at the same time."""
    for page in pages:
        page.evaluate(axe)
        page.evaluate(
            """() => { window.found = axe.run(document, {
                 resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}) }"""
        )
    told = """async () => (await window.found).violations.map(
        v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(" ")}`)"""
    return [one for page in pages for one in page.evaluate(told)]


def overflow(page: "Page") -> int:
    spare: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return spare


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_any_language_and_theme(
    browser: "Browser", axe: str, page_of: PageOf, language: str, width: int
) -> None:
    path = page_of("short", language)
    with (
        opened(browser, path, width, color_scheme="light") as light,
        opened(browser, path, width, color_scheme="dark") as dark,
    ):
        for page in (light, dark):
            page.evaluate(UNFOLD)
        assert not violations([light, dark], axe)


def test_axe_finds_nothing_on_the_whole_page(browser: "Browser", axe: str, page_of: PageOf) -> None:
    path = page_of("shipped", "en")
    with (
        opened(browser, path, color_scheme="light") as light,
        opened(browser, path, color_scheme="dark") as dark,
    ):
        assert not violations([light, dark], axe)


@pytest.mark.parametrize("name", ODD)
def test_odd_programmes_make_good_pages(
    browser: "Browser", axe: str, page_of: PageOf, name: str
) -> None:
    with opened(browser, page_of(name, "en")) as page:
        assert page.locator("h1").count() == 1
        assert page.locator(".first-sentence").inner_text().endswith(".")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) <= 0
        assert not violations([page], axe)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_never_wider_than_the_window(
    browser: "Browser", page_of: PageOf, width: int, language: str
) -> None:
    with opened(browser, page_of("shipped", language), width) as page:
        page.evaluate(UNFOLD)
        assert overflow(page) <= 0


def test_the_page_of_a_crossing_is_as_good_as_the_brief(
    browser: "Browser", axe: str, page_of: PageOf, language: str
) -> None:
    path = page_of("crossing", language)
    with (
        opened(browser, path, color_scheme="light") as light,
        opened(browser, path, color_scheme="dark") as dark,
    ):
        for page in (light, dark):
            page.evaluate(UNFOLD)
        assert not violations([light, dark], axe)
        for width in WIDTHS:
            light.set_viewport_size({"width": width, "height": 900})
            assert overflow(light) <= 0


def test_trucks_move_unless_less_motion_is_asked_for(browser: "Browser", page_of: PageOf) -> None:
    moving = "getComputedStyle(document.querySelector('.moving')).animationName"
    with opened(browser, page_of("crossing", "en")) as page:
        assert page.evaluate(moving) == "none"
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(moving) == "gb-move"


def test_the_answer_stands_in_the_first_window(browser: "Browser", page_of: PageOf) -> None:
    for width in WIDTHS:
        with opened(browser, page_of("shipped", "en"), width) as page:
            for part in ("h1", ".first-sentence", ".second-sentence", ".big >> nth=0"):
                box = page.locator(part).bounding_box()
                assert box
                assert box["y"] + box["height"] < 900


def test_typing_and_choosing_filter_the_promises(browser: "Browser", page_of: PageOf) -> None:
    with opened(browser, page_of("shipped", "en")) as page:
        rows, count = page.locator(SHOWN), page.locator(".filter output")
        everything = rows.count()
        assert count.inner_text() == f"Shown: {everything} of {everything}"
        page.fill("[name=text]", "C006")
        assert rows.count() == 1
        assert count.inner_text() == f"Shown: 1 of {everything}"
        page.fill("[name=text]", "")
        page.select_option("[name=status]", "broken")
        broken = rows.count()
        assert 0 < broken < everything
        assert {row.get_attribute("data-status") for row in rows.all()} == {"broken"}
        page.select_option("[name=sector]", "trade")
        assert 0 < rows.count() < broken
        assert page.locator(".promises .group:visible").count() == 1
        page.fill("[name=text]", "no such promise")
        assert rows.count() == 0
        page.click(".filter button")
        assert rows.count() == everything
        assert page.evaluate("document.activeElement.name") == "text"


def test_the_keyboard_alone_is_enough(browser: "Browser", page_of: PageOf) -> None:
    with opened(browser, page_of("shipped", "en")) as page:
        keys = page.keyboard
        keys.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        keys.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.locator(".contents a").last.focus()
        for _ in range(300):
            keys.press("Tab")
            if page.evaluate("document.activeElement.name") == "text":
                break
        keys.type("C006")
        assert page.locator(SHOWN).count() == 1
        keys.press("Tab")
        keys.press("k")
        keys.press("Tab")
        keys.press("Tab")
        keys.press("Enter")
        assert page.locator(SHOWN).count() > 1
        page.locator("summary").first.focus()
        keys.press("Enter")
        assert page.locator("details").first.get_attribute("open") is not None
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) == "solid"


def test_the_theme_follows_the_system_until_chosen(browser: "Browser", page_of: PageOf) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, page_of("shipped", "en"), color_scheme="dark") as page:
        button, dark = page.locator(".theme"), page.evaluate(paper)
        assert button.get_attribute("aria-pressed") == "true"
        button.press("Enter")
        light = page.evaluate(paper)
        assert light != dark
        assert button.get_attribute("aria-pressed") == "false"
        page.reload()
        assert page.evaluate(paper) == light


def test_a_number_is_one_click_from_its_source(browser: "Browser", page_of: PageOf) -> None:
    with opened(browser, page_of("shipped", "en")) as page:
        for place in (".card", "figcaption", ".promises", ".voices", "#mirror table"):
            link = page.locator(f"{place} .refs a").first
            link.click()
            target = page.locator(":target")
            assert target.get_attribute("id") == str(link.get_attribute("href"))[1:]
            assert target.locator("a[href^=http]").is_visible()
        every = page.locator("#mirror tbody tr")
        assert all(row.locator(".refs a").count() for row in every.all())


def test_it_reads_without_scripts(browser: "Browser", page_of: PageOf) -> None:
    with opened(browser, page_of("shipped", "en"), java_script_enabled=False) as page:
        assert page.locator(SHOWN).count() > 100
        assert not page.locator(".filter").is_visible()
        assert not page.locator(".theme").is_visible()
        page.locator("summary").first.click()
        assert page.locator("details").first.locator("tbody").is_visible()


def test_one_picture_of_each_figure_is_shown(browser: "Browser", page_of: PageOf) -> None:
    for width, shown in ((360, "narrow"), (1280, "wide")):
        with opened(browser, page_of("shipped", "en"), width) as page:
            figures = page.locator("figure")
            assert figures.count() >= 2
            assert page.locator(f"figure svg.{shown}:visible").count() == figures.count()
            assert page.locator("figure svg.gb:visible").count() == figures.count()


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_keeps_every_figure_table_and_source(
    browser: "Browser", page_of: PageOf, scripts: bool
) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is missing: pip install '.[test]'")
    path = page_of("shipped", "en")
    with opened(browser, path, java_script_enabled=scripts, color_scheme="dark") as page:
        titles = page.locator("h2").all_inner_texts()
        captions = [text for text in page.locator("summary").all_inner_texts() if text]
        page.emulate_media(media="print")
        assert page.locator("figure svg.wide:visible").count() == page.locator("figure").count()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)"
        )
        for whole in ("figure", "tbody tr", ".pair", ".references li"):
            style = page.locator(whole).first.evaluate("one => getComputedStyle(one).breakInside")
            assert style == "avoid"
        page.emulate_media(media=None)
        paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    size = paper.pages[0].mediabox
    assert (round(size.width / 72 * 25.4), round(size.height / 72 * 25.4)) == (210, 297)
    told = " ".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    bare = "".join(told.split())
    assert "drawn inside" in told
    for text in (*(title for title in titles if title != "Questions"), *captions):
        assert "".join(text.split("(")[0].split()) in bare
    assert "C050" in bare  # inside the list of promises
    assert "https://" in bare
