"""A negotiated exchange as a brief, a sheet and a command."""

import csv
import io
import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from goldenbridge import cli
from goldenbridge.errors import ChoiceError, ExtraError
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.nexus.deal import Deal, negotiate
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import brief
from goldenbridge.report.exchanged import choose, exchanged, invite
from goldenbridge.report.section import Section
from goldenbridge.report.sheets import COLUMNS, ten_day_sheet

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *words: CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def deal(programme: Programme) -> Deal:
    return negotiate(programme.basins[0], members=4, seed=1)


def test_a_basin_is_chosen_by_its_id(programme: Programme) -> None:
    assert choose(programme).id == "naryn-syr-darya"
    assert choose(programme, "chu").id == "chu"
    with pytest.raises(ChoiceError, match="--basin: found 'ili'; allowed: naryn-syr-darya"):
        choose(programme, "ili")
    with pytest.raises(ChoiceError, match="no basin"):
        choose(replace(programme, basins=()))
    assert invite(programme.basins[0], ["UZ"]) == ("UZ",)
    with pytest.raises(ChoiceError, match="--with: found 'UZ'; allowed: none"):
        invite(programme.basins[1], ["UZ"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_told_in_every_language(programme: Programme, deal: Deal, code: str) -> None:
    made = exchanged(programme, deal, (), language=Language(code), drawn=True)
    figures = [figure.id for section in made.sections for figure in section.figures]
    assert figures == ["schedule", "storage", "frontier"]
    page = as_html(made)
    assert "storage-wide-title" in page
    assert page.count("<h1>") == 1
    assert len(made.sections[4].tables[0].rows) == len(programme.basin_figures)


def test_three_sides_and_a_basin_without_power_are_told_too(programme: Programme) -> None:
    three = negotiate(programme.basins[0], members=3, seed=1, asked=["UZ"])
    told = exchanged(programme, three, (), drawn=True)
    assert [table.id for table in told.sections[1].tables] == ["gains", "splits", "instalments"]
    assert not told.sections[1].figures
    chu = negotiate(programme.basins[2], members=3, seed=1)
    plain = exchanged(replace(programme, basin_figures=()), chu, ())
    assert "Nothing is gained" in plain.sections[1].answer
    assert plain.sections[3].answer.startswith("In 0 of 2 periods")
    assert "no figures" in plain.sections[4].answer


def test_the_headline_says_how_much_is_assumed(programme: Programme, deal: Deal) -> None:
    figures = programme.basin_figures
    assumed = sum(figure.basis == "assumed" for figure in figures)
    answer = exchanged(programme, deal, ()).sections[0].answer
    assert answer.endswith(f" {assumed} of its {len(figures)} figures are assumed.")
    known = replace(programme, basin_figures=tuple(f for f in figures if f.basis == "stated"))
    assert "assumed" not in exchanged(known, deal, ()).sections[0].answer


def test_the_fields_are_told_with_their_tonnes_and_trucks(programme: Programme) -> None:
    """Potatoes of the Chu: 16,000 ha, 18 t/ha, 15 % sold, four months of sales at 95 %."""
    chu = negotiate(programme.basins[2], members=3, seed=1)
    told = exchanged(programme, chu, ()).sections[2]
    potato = next(row for row in told.data["crops"] if row["crop"] == "potato-chu")
    full = 16_000 * 18 * 0.15 * potato["supplied"]
    assert potato["sold_t"][0] == pytest.approx(full * 0.05)
    assert potato["sold_t"][1] == pytest.approx(full * 0.1 * 0.95)
    payload = next(f.value for f in programme.figures if f.id == "payload")
    assert potato["trucks"][0] == pytest.approx(potato["sold_t"][0] / payload)
    assert [table.id for table in told.tables] == ["harvests", "crops-over-the-border"]
    assert "Potatoes, Chu: barred at the border" in told.assumptions[0]
    cotton = exchanged(programme, negotiate(programme.basins[0], members=3, seed=1), ())
    assert cotton.sections[2].answer.startswith("No crop of this basin")


def test_the_ten_day_sheet_adds_up_to_the_schedule(deal: Deal) -> None:
    rows = list(csv.DictReader(str(ten_day_sheet(deal, 2026, Path("s.csv"))).splitlines()))
    assert len(rows) == 36
    assert (rows[0]["start"], rows[-1]["end"]) == ("2026-04-01", "2027-03-31")
    april = sum(float(row["release_plan_mm3"]) for row in rows[:3])
    assert april == pytest.approx(deal.plan.agreed[0, 0], abs=0.2)
    assert not rows[0]["release_actual_m3s"]


def test_the_workbook_holds_the_same_sheet_and_repeats_to_the_byte(deal: Deal) -> None:
    book = ten_day_sheet(deal, 2026, Path("s.XLSX"))
    assert isinstance(book, bytes)
    assert book == ten_day_sheet(deal, 2026, Path("t.xlsx"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        strings = ET.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        page = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
        rows = page.iter(f"{space}row")
        told = [[cell.findtext(f"{space}v") for cell in row] for row in rows]
    words = [text.text for text in strings.iter(f"{space}t")]
    assert [words[int(v or 0)] for v in told[0]] == list(COLUMNS)
    assert len(told) == 37
    first = date(1899, 12, 30).toordinal()
    assert date.fromordinal(first + int(told[1][1] or 0)) == date(2026, 4, 1)
    april = sum(float(row[5] or 0) for row in told[1:4])
    assert april == pytest.approx(deal.plan.agreed[0, 0], rel=1e-9)


def test_a_sheet_says_what_it_lacks(deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChoiceError, match=r"found 's.ods'; allowed: a name that ends in .csv"):
        ten_day_sheet(deal, 2026, Path("s.ods"))
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExtraError, match=r"install goldenbridge\[tables\], or .csv"):
        ten_day_sheet(deal, 2026, Path("s.xlsx"))


def test_the_command_writes_what_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    page, data, sheet = (tmp_path / f"exchange.{end}" for end in ("html", "json", "csv"))
    words = ("exchange", "--basin", "talas", "--members", 3)
    done = run(*words, "--html", page, "--json", data, "--sheet", sheet)
    assert done.exit_code == 0, done.output
    told = json.loads(data.read_text("utf-8"))
    assert told["basin"] == "talas"
    assert len(told["schedule"]) == 12
    assert told["variants"][0]["id"] == "even-river"
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert sheet.read_text("utf-8").count("\n") == 37


def test_the_command_names_what_is_wrong(run: Run) -> None:
    done = run("exchange", "--basin", "ili")
    assert isinstance(done.exception, ChoiceError)


def _section(programme: Programme, **options: Any) -> Section:
    return next(s for s in brief(programme, **options).sections if s.id == "exchange")


def test_the_brief_tells_each_basin_as_known_now_and_not_earlier(programme: Programme) -> None:
    now = _section(programme)
    naryn, *others = now.data["exchange"]
    assert naryn["gain_musd"] > 1
    assert sum(naryn["cash_musd"].values()) == pytest.approx(0, abs=1e-6)
    assert all(one["gain_musd"] == 0 for one in others)
    then = _section(programme, as_of=date(2025, 1, 1))
    assert then.data["exchange"] == []
    assert "not as on that day" in then.answer
    assert "No river basin" in _section(replace(programme, basins=())).answer
    assert "Nothing is gained" in _section(replace(programme, basins=programme.basins[2:])).answer


def test_the_brief_goes_on_without_the_solver(
    programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "highspy", None)
    told = _section(replace(programme, sites=(), basins=programme.basins[2:]))
    assert "extra nexus" in told.answer
