"""What would make it happen, as a section and as a page of its own."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.programme.model import Programme
from goldenbridge.report import facts, loop
from goldenbridge.report.as_html import as_html
from goldenbridge.report.as_json import as_json
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.facts import Size
from goldenbridge.report.loop import Means
from goldenbridge.report.scenarios import scenarios


@pytest.fixture(scope="module", autouse=True)
def _coarse() -> None:
    """The full size, on a coarse grid: what it tells is the same, in seconds."""
    loop.GRIDS[Size.FULL] = loop.Grid((0.4, 0.9, 1.1, 1.6, 2.6), (0.9, 1.1), 1, 300, 100, 50)


@pytest.fixture(scope="module")
def made(programme: Programme) -> Brief:
    return scenarios(programme, drawn=True)


def test_a_dry_season_takes_trade_and_says_how(made: Brief) -> None:
    (section,) = made.sections
    dry = [row for row in section.data["scenarios"] if row["scenario"] == "dry-season"]
    for row in dry:
        middle, low, high = row["gained_usd"]
        assert -50e6 < low < middle < 0
        assert high <= 0
    assert any("Water on the fields moves the harvest" in told for told in section.assumptions)


def test_without_the_solver_water_moves_nothing(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_bargains", lambda *_: ())
    only = tuple(s for s in programme.scenarios if s.id == "dry-season")
    (section,) = scenarios(replace(programme, scenarios=only)).sections
    dry = next(row for row in section.data["scenarios"] if row["scenario"] == "dry-season")
    assert dry["gained_usd"] == [0.0, 0.0, 0.0]
    assert any("needs the extra nexus" in told for told in section.assumptions)


def test_every_scenario_is_told_by_each_side(programme: Programme, made: Brief) -> None:
    (section,) = made.sections
    told = {(row["scenario"], row["reporter"]) for row in section.data["scenarios"]}
    named = {"as-now", *(s.id for s in programme.scenarios)}
    assert told == {(name, r.id) for name in named for r in programme.reporters}
    assert all(row["failed"] == 0 for row in section.data["scenarios"])
    assert all(row["residual"] < 1e-9 for row in section.data["scenarios"])
    drawn = {"fans-kz", "fans-kg", "scenario-chances", "contributions", "swings"}
    assert {f.id for f in section.figures} == drawn
    spread = {row["scenario"] for row in section.data["scenarios"] if row["crossings"]}
    assert spread == {"border", "complex", "border-and-complex", "all"}
    assert set(section.data["contributions"]["kz"]) == {
        m for s in programme.scenarios if s.id == "all" for m in s.measures
    }


def test_what_was_kept_is_told_in_the_same_words(programme: Programme, made: Brief) -> None:
    assert as_json(scenarios(programme, drawn=True)) == as_json(made)


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_a_language_changes_no_number(programme: Programme, made: Brief, code: str) -> None:
    other = scenarios(programme, language=Language(code), drawn=True)
    assert other.sections[0].data == made.sections[0].data
    assert other.sections[0].answer != made.sections[0].answer
    assert as_html(other).count("<h1>") == 1


def test_progress_names_what_is_simulated(
    programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    seen: list[str] = []
    scenarios(programme, size=Size.BRIEF, means=Means(seen.append))
    assert seen[0] == "karasu"
    assert {"modernised", "with-complex"} <= set(seen)


def test_a_folder_without_measures_says_so(programme: Programme) -> None:
    with pytest.raises(ChoiceError, match=r"measures\.toml"):
        scenarios(replace(programme, scenarios=()))
    told = next(s for s in brief(replace(programme, scenarios=())).sections if s.id == "outlook")
    assert told.data["scenarios"] == []


def test_the_brief_knows_no_measures_of_a_later_day(programme: Programme) -> None:
    then = brief(programme, as_of=date(2025, 1, 1))
    assert next(s for s in then.sections if s.id == "outlook").data["scenarios"] == []


def test_the_command_writes_page_and_json(tmp_path: Path) -> None:
    page, data = tmp_path / "s.html", tmp_path / "s.json"
    done = CliRunner().invoke(cli.app, ["scenarios", "--html", str(page), "--json", str(data)])
    assert done.exit_code == 0, done.output
    assert "waiting trucks counted" in " ".join(done.output.split())
    assert json.loads(data.read_text("utf-8"))["swings"]["kz"]
    assert "what would make it happen?" in page.read_text("utf-8")
