"""Both offices' workbooks against the tidy tables made from them, and forms that mislead."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import WorkbookError
from goldenbridge.statistics.workbooks import partner_trade, sheets

TRADE = Path(__file__).parents[3] / "shared" / "data" / "trade"
OFFICES = TRADE / "kg_kz_official"
needs_workbooks = pytest.mark.skipif(not OFFICES.exists(), reason="needs ../shared/data/trade")
BNS = (
    ("Основные показатели внешней торговли Республики Казахстан", "", "", ""),
    ("за 2022 год", "", "", ""),
    ("", "", "", "тыс. долларов США"),
    ("Наименование области", "Товарооборот", "Экспорт", "Импорт"),
    ("Всего", 10.0, 6.0, 4.0),
    ("Страны ЕАЭС", 8.0, 5.0, 3.0),
    ("Норвегия", 3.0, 2.0, 1.0),
)
NSC = (
    ("4.03: Экспорт", "4.03: Географическое распределение экспорта", "", "", "", "", ""),
    ("", "(тыс. долларов США)", "", "", "", "", ""),
    ("", "", "", 2021.0, 2022.0, "2023 1", ""),
    ("Бардыгы", "Всего", "Total", 9.0, 9.0, 9.0, ""),
    ("Норвегия", "Норвегия", "Norway", "-", 5.0, 6.0, ""),
    ("", "1 Предварительные данные", "", "", "", "", ""),
)


def test_the_header_over_countries_does_not_matter() -> None:
    found = partner_trade([("x", BNS)], "Норвегия", "b.xls")
    assert [(f.flow, str(f.period), f.value) for f in found] == [
        ("exports", "2022", 2.0),
        ("imports", "2022", 1.0),
        ("turnover", "2022", 3.0),
    ]


def test_a_footnote_is_no_part_of_the_year_and_a_dash_no_figure() -> None:
    found = partner_trade([("x", NSC)], "Norway", "n.xlsx")
    assert [(str(f.period), f.value, f.preliminary) for f in found] == [
        ("2022", 5.0, False),
        ("2023", 6.0, True),
    ]


@pytest.mark.parametrize(
    ("rows", "partner", "says"),
    [
        (BNS, "Страны ЕАЭС", "a group"),
        (BNS, "Швеция", "0 times"),
        ((*BNS, BNS[-1]), "Норвегия", "2 times"),
        ((*BNS[:-1], ("Норвегия", "x", 1, 2)), "Норвегия", "found 'x'"),
        ((BNS[0], *BNS[2:]), "Норвегия", "no year"),
        ((*BNS[:2], *BNS[3:]), "Норвегия", "no unit"),
        (BNS[4:], "Норвегия", "none that is known"),
    ],
)
def test_what_is_not_so_is_refused(
    rows: tuple[tuple[object, ...], ...], partner: str, says: str
) -> None:
    with pytest.raises(WorkbookError, match=says):
        partner_trade([("x", rows)], partner, "b.xls")


def test_what_is_no_workbook() -> None:
    for data in (b"", b"a,b", b"PK\x03\x04 cut off"):
        with pytest.raises(WorkbookError, match="no workbook"):
            sheets(data, "b.xls")


@needs_workbooks
def test_the_kazakh_workbooks_give_the_tidy_panel() -> None:
    with (TRADE / "kaz_official_partner_panel_2018_2023.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["partner_ru"] == "Кыргызстан"]
    wanted = {
        (row["release"], row["year"], flow): float(row[column])
        for row in rows
        for flow, column in (
            ("turnover", "turnover_kusd"),
            ("exports", "export_kusd"),
            ("imports", "import_kusd"),
        )
    }
    got = {}
    for path in (OFFICES / "kazakhstan_data").iterdir():
        for flow in partner_trade(sheets(path.read_bytes(), path.name), "Кыргызстан", path.name):
            got[path.stem[-4:], str(flow.period), flow.flow] = flow.value
    assert got.keys() == wanted.keys()
    assert got == pytest.approx(wanted, abs=5e-5)


@needs_workbooks
def test_the_kyrgyz_workbooks_give_the_tidy_series() -> None:
    with (TRADE / "kg_kz_turnover_1994_2023.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    for number, flow, column in (("18", "exports", 1), ("20", "imports", 2)):
        (path,) = (OFFICES / "kyrgyzstan_data").glob(f"4.03.00.{number}*")
        found = partner_trade(sheets(path.read_bytes(), path.name), "Kazakhstan", path.name)
        assert {f.flow for f in found} == {flow}
        wanted = {row[0]: float(row[column]) for row in rows}
        assert {str(f.period): f.value for f in found} == pytest.approx(wanted)
        preliminary = [str(f.period) for f in found if f.preliminary]
        assert preliminary == (["2023"] if flow == "imports" else [])


@needs_workbooks
def test_the_command_gives_the_rows_the_programme_holds() -> None:
    (path,) = (OFFICES / "kazakhstan_data").glob("*2023.xls")
    done = CliRunner().invoke(
        cli.app,
        [
            *("workbook", str(path), "--partner", "Кыргызстан", "--reporter", "kz"),
            *("--vintage", "2024-07-25", "--source", "bns-2023", "--turnover", "turnover"),
        ],
    )
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.output)))
    assert [(r["period"], r["value"], r["standing"]) for r in rows] == [
        ("2022", "1246.87698", "final"),
        ("2023", "1688.135607", "final"),
    ]
