"""The Uzbek open data against the figures the programme holds, and files that are broken."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError, WorkbookError
from goldenbridge.programme.folder import load, shipped
from goldenbridge.statistics.portal import is_portal, portal_trade

DATA = Path(__file__).parents[3] / "shared/data/trade/kg_kz_official/uzbekistan_data"
MADE = """\ufeffCode,Klassifikator,Klassifikator_ru,Klassifikator_en,2021,2022
999,Namuna,Образец,"Sample, the",1.5,8e-05
0,Boshqa mamlakatlar,Другие страны,Other countries,7,8
"""
SETS = (("1105", "exports", "uz-to-kg"), ("1176", "imports", "kg-to-uz"))


@pytest.mark.parametrize("partner", ["namuna", "Образец", " Sample, the "])
def test_a_country_by_any_of_its_names(partner: str) -> None:
    found = portal_trade(MADE.encode(), partner, "exports", "a.csv")
    assert [(f.flow, str(f.period), f.value) for f in found] == [
        ("exports", "2021", 1.5),
        ("exports", "2022", 8e-05),
    ]


@pytest.mark.parametrize(
    ("text", "partner", "says"),
    [
        (MADE, "Other countries", "a group"),
        (MADE, "Norway", "0 times"),
        (MADE + MADE.splitlines()[1], "Namuna", "2 times"),
        (MADE.replace("1.5,", ""), "Namuna", "found 1 figures; allowed: 2"),
        (MADE.replace("1.5", "x"), "Namuna", "2021: found 'x'"),
        (MADE.replace("1.5", '"1,5"'), "Namuna", "a comma"),
        (MADE.replace("1.5", ""), "Namuna", "found ''"),
        (MADE.replace("1.5", '"1.5'), "Namuna", "no table"),
        (MADE.replace(",2021,2022", ""), "Namuna", "columns none"),
        (MADE.replace("2021", "Jami"), "Namuna", "columns Jami"),
    ],
)
def test_what_is_broken_is_refused(text: str, partner: str, says: str) -> None:
    with pytest.raises(WorkbookError, match=says):
        portal_trade(text.encode(), partner, "exports", "a.csv")


def test_another_encoding_is_refused() -> None:
    data = MADE.removeprefix("\ufeff").encode("cp1251")
    assert is_portal(data)
    with pytest.raises(WorkbookError, match="UTF-8"):
        portal_trade(data, "Namuna", "exports", "a.csv")


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data/trade")
@pytest.mark.parametrize(("number", "flow", "indicator"), SETS)
def test_every_year_is_what_the_programme_holds(number: str, flow: str, indicator: str) -> None:
    words = [str(DATA / f"sdmx_data_{number}.csv"), "--partner", "Kyrgyzstan", "--reporter", "uz"]
    words += ["--vintage", "2024-12", "--source", f"uzstat-{number}", f"--{flow}", indicator]
    done = CliRunner().invoke(cli.app, ["workbook", *words])
    assert done.exit_code == 0, done.output
    rows = csv.DictReader(io.StringIO(done.output))
    read = {row["period"]: float(row["value"]) for row in rows}
    held = load(shipped()["kyrgyzstan-uzbekistan"]).observations
    assert read == {str(o.period): o.value for o in held if o.source == f"uzstat-{number}"}
    assert len(read) == 14


@pytest.mark.parametrize("options", [[], ["--turnover", "a"], ["--exports", "a", "--imports", "b"]])
def test_the_flow_has_to_be_known(tmp_path: Path, options: list[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text(MADE, "utf-8")
    words = ["--partner", "Namuna", "--reporter", "uz", "--vintage", "2024", "--source", "s"]
    done = CliRunner().invoke(cli.app, ["workbook", str(file), *words, *options])
    assert isinstance(done.exception, ChoiceError)
    assert "either --exports or --imports" in str(done.exception)
