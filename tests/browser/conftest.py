"""A browser for all tests of the page, and the pages it opens."""

import functools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goldenbridge.border.simulation import simulate
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.programme.model import Commitment, Programme
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.simulated import choose, simulated

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
# no sandbox, as root has none; the others keep Chromium from looking for its maker's hosts
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RIGHT_TO_LEFT = "الجسر الذهبي بين دولتين"
LONG = "Vereinbarungsdurchführungsüberwachungskommission" * 4


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a language gets every one there is."""
    if "language" in metafunc.fixturenames:
        metafunc.parametrize("language", LANGUAGES)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is missing: pip install '.[test]'"
    )
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    pytest.importorskip("axe_playwright_python", reason="axe is missing: pip install '.[test]'")
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def page_of(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Path]:
    """The file of a page by the name of its programme in PROGRAMMES and its language."""
    folder = tmp_path_factory.mktemp("pages")

    @functools.cache
    def made(name: str, language: str) -> Path:
        if name == "crossing":
            told = _crossing(programme, Language(language))
        else:
            odd = PROGRAMMES[name](programme)
            told = brief(odd, language=Language(language), drawn=True)
        path = folder / f"{name}-{language}.html"
        path.write_text(as_html(_pictured(told)), "utf-8")
        return path

    return made


def _crossing(programme: Programme, language: Language) -> Brief:
    plan = choose(programme)
    result = simulate(plan.site, plan.demand, days=28, replications=2, warmup_days=2.0)
    return simulated(programme, plan, result, language=language, drawn=True)


def _pictured(told: Brief) -> Brief:
    """The brief with a figure in each of its first two sections, whatever its programme."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="gb {0}" role="img" viewBox="0 0 {1} 90" '
        'aria-labelledby="probe-{0}"><title id="probe-{0}">Probe</title>'
        '<text x="9" y="50">drawn inside</text></svg>'
    )
    wide, narrow = svg.format("wide", 720), svg.format("narrow", 340)
    sources = tuple(source.id for source in told.sources[:2])
    probe = Figure("probe", "A probe", wide, narrow, "a word", "no unit", sources)
    first, second, *others = told.sections
    second = replace(second, figures=(*second.figures, probe))
    if not first.figures:
        again = (svg.replace("probe-", "again-") for svg in (wide, narrow))
        main = Figure("again", "A probe", *again, "a word", "no unit", sources)
        first = replace(first, figures=(main,))
    return replace(told, sections=(first, second, *others))


def _short(programme: Programme) -> Programme:
    """Every kind of thing a page shows, in fewer rows: what axe looks through takes time."""
    return replace(
        programme,
        commitments=tuple(
            c
            for n, c in enumerate(programme.commitments)
            if n % 4 == 0 or c.id == programme.headline
        ),
        documents=programme.documents[::4],
        events=programme.events[::12],
        facts=programme.facts[::12],
    )


def _unmeasured(programme: Programme) -> Programme:
    none: Any = ()
    fields = ("observations", "partners", "documents", "events", "facts", "claims")
    return replace(programme, **dict.fromkeys(fields, none), promises=(), ladders=())


def _one_reporter(programme: Programme) -> Programme:
    return replace(
        programme,
        reporters=programme.reporters[:1],
        observations=tuple(o for o in programme.observations if o.reporter == "kz"),
        partners=(),
        claims=(),
    )


def _crowd(programme: Programme) -> tuple[Commitment, ...]:
    copies = [
        replace(c, id=f"{c.id}-{n}", supersedes="") for n in range(4) for c in programme.commitments
    ]
    return (*programme.commitments, *copies)[:500]


def _strangely_named(programme: Programme) -> Programme:
    odd = (RIGHT_TO_LEFT, LONG)
    return replace(
        programme,
        title=f"{RIGHT_TO_LEFT} – {LONG}",
        parties=tuple(
            replace(p, name=name, adjective=name)
            for p, name in zip(programme.parties, odd, strict=True)
        ),
        sectors=tuple(replace(s, title=odd[n % 2]) for n, s in enumerate(programme.sectors)),
        commitments=tuple(
            replace(c, title=odd[n % 2], actors=(odd[(n + 1) % 2],))
            for n, c in enumerate(programme.commitments)
        ),
        facts=tuple(replace(f, text=odd[n % 2]) for n, f in enumerate(programme.facts)),
        sources=tuple(replace(s, publisher=odd[n % 2]) for n, s in enumerate(programme.sources)),
    )


def _undated(programme: Programme) -> Programme:
    def freed(c: Commitment) -> Commitment:
        return replace(c, deadline=None, deadline_event=None, deadline_basis="none", readings=())

    return replace(programme, commitments=tuple(freed(c) for c in programme.commitments))


PROGRAMMES: dict[str, Callable[[Programme], Programme]] = {
    "shipped": lambda programme: programme,
    "short": _short,
    "unmeasured": _unmeasured,
    "one-reporter": lambda programme: _one_reporter(_short(programme)),
    "crowded": lambda programme: replace(_short(programme), commitments=_crowd(programme)),
    "strangely-named": lambda programme: _strangely_named(_short(programme)),
    "undated": lambda programme: _undated(_short(programme)),
}
