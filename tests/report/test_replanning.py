"""Months left of a year, planned again from a sheet that was filled in."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError, ProgrammeError
from goldenbridge.nexus.deal import Deal, negotiate
from goldenbridge.programme.folder import load
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.report.replanning import gone_on, read_done
from goldenbridge.report.sheets import ten_day_sheet


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Deal:
    folder = tmp_path_factory.mktemp("river") / "example"
    scaffold(folder)
    return negotiate(load(folder).basins[0], members=4, seed=1)


def filled(deal: Deal, months: int, volume: str = "1500") -> list[dict[str, str]]:
    rows = list(csv.DictReader(str(ten_day_sheet(deal, 2026, Path("s.csv"))).splitlines()))
    for row in rows[2 : 3 * months : 3]:
        row["volume_actual_mm3"] = volume
    return rows


def text(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_the_months_left_start_from_what_is_there(deal: Deal, tmp_path: Path) -> None:
    sheet = tmp_path / "filled.csv"
    sheet.write_text(text(filled(deal, 3)), "utf-8")
    later, year = gone_on(deal, sheet, members=4, asked=())
    assert (year, later.plan.months) == (2026, (7, 8, 9, 10, 11, 12, 1, 2, 3))
    assert later.plan.volume[:, 0, 0] == pytest.approx([1500] * 4)
    given = deal.plan.out["nl-sl"][:3].sum() + later.plan.out["nl-sl"].sum()
    back = later.plan.back["nl-sl"].sum() + 1.5 * later.plan.fuel["nl-sl", "coal"].sum()
    assert back == pytest.approx(1.3 * given, rel=1e-6)
    autumn = read_done(text(filled(deal, 9)), "s", deal.basin)
    assert (autumn.year, autumn.month) == (2027, 1)


@pytest.mark.parametrize(
    ("line", "column", "value", "found"),
    [
        (2, "reservoir", "lower-lake", "'lower-lake'"),
        (3, "start", "April", "'April'"),
        (4, "volume_actual_mm3", "much", "'much'"),
        (4, "volume_actual_mm3", "300", "'300'"),
        (4, "volume_actual_mm3", "nan", "'nan'"),
    ],
)
def test_a_fault_has_its_line(deal: Deal, line: int, column: str, value: str, found: str) -> None:
    rows = filled(deal, 2)
    rows[line - 2][column] = value
    with pytest.raises(ProgrammeError) as caught:
        read_done(text(rows), "sheet.csv", deal.basin)
    fault = caught.value.faults[0]
    assert (fault.file, fault.line, fault.field, fault.found) == ("sheet.csv", line, column, found)


def test_a_sheet_that_tells_nothing_is_refused(deal: Deal) -> None:
    rows = filled(deal, 3)
    for broken, found in (
        ("a,b\n1,2\n", "no such column"),
        (text(filled(deal, 0)), "no month that is done"),
        (text(filled(deal, 12)), "a year that is over"),
        (text(rows[:-3]), "months 4, 5"),
        (text([{**r, "volume_actual_mm3": ""} if i == 2 else r for i, r in enumerate(rows)]), "no"),
        (text([{**r, "volume_actual_mm3": ""} if i == 5 else r for i, r in enumerate(rows)]), "20"),
    ):
        with pytest.raises(ProgrammeError) as caught:
            read_done(broken, "sheet.csv", deal.basin)
        assert caught.value.faults[0].found.startswith(found)


def test_the_command_plans_on(tmp_path: Path) -> None:
    folder, first, filled_in, second = (
        tmp_path / name for name in ("example", "a.csv", "b.csv", "c.csv")
    )
    scaffold(folder)
    words = ["exchange", str(folder), "--members", "3"]
    assert CliRunner().invoke(cli.app, [*words, "--sheet", str(first)]).exit_code == 0
    rows = list(csv.DictReader(first.read_text("utf-8").splitlines()))
    rows[2]["volume_actual_mm3"] = "1000"
    filled_in.write_text(text(rows), "utf-8")
    done = CliRunner().invoke(cli.app, [*words, "--replan", str(filled_in), "--sheet", str(second)])
    assert done.exit_code == 0, done.output
    assert "Planned again from May on." in " ".join(done.output.split())
    later = list(csv.DictReader(second.read_text("utf-8").splitlines()))
    assert len(later) == 33
    assert later[0]["start"] == rows[3]["start"]
    lost = CliRunner().invoke(cli.app, [*words, "--replan", str(tmp_path / "none.csv")])
    assert isinstance(lost.exception, ChoiceError)
