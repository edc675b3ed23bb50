"""From the folder to the ledger and back, by the commands."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import LedgerError, OutputError
from goldenbridge.operations.council.measures import ChangeMeasure
from goldenbridge.operations.council.reports import AnswerReport, FileReport
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.programme.folder import DEFAULT, examine, shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped()[DEFAULT], tmp_path / "programme"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/register.db"


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(cli.app, ["register", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_round_trip_loses_no_comment(folder: Path, url: str) -> None:
    path = folder / "plan.toml"
    before = path.read_text("utf-8")
    assert run("import", folder, "--ledger", url).endswith("25 changes taken in\n")
    assert run("import", folder, "--ledger", url).endswith("0 changes taken in\n")
    assert run("export", folder, "--ledger", url) == f"{path}: written\n"
    written = path.read_text("utf-8")
    added = [line for line in written.splitlines() if line not in before.splitlines()]
    assert {line.partition(" =")[0] for line in added} == {"version", "registered"}
    assert not [line for line in before.splitlines() if line not in written.splitlines()]
    assert run("export", folder, "--ledger", url) == f"{path}: nothing to write\n"
    assert path.read_text("utf-8") == written
    assert examine(folder)[1] == ()


def test_what_the_sides_said_comes_into_the_folder(folder: Path, url: str) -> None:
    run("import", folder, "--ledger", url)
    with Ledger.open(url, ROOMS) as ledger:
        said = FileReport(measure="grants", side="KZ", quarter="2026-Q1", text="sixty", done=True)
        report = ledger.submit(said, actor="a").body["report"]
        yes = AnswerReport(report=report, side="KG", verdict="accepted")
        ledger.submit(yes, actor="b")
    run("export", folder, "--ledger", url)
    assert "1 carried out" in run("list", folder)
    assert "1 carried out" in run("list", folder, "--ledger", url)


def test_a_change_on_both_sides_ends_with_what_to_settle(folder: Path, url: str) -> None:
    run("import", folder, "--ledger", url)
    with Ledger.open(url, ROOMS) as ledger:
        ledger.submit(ChangeMeasure(measure="wheat", title="Grain"), actor="a")
    path = folder / "plan.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Resume the supply of Kazakh wheat"', '"Wheat"'), "utf-8")
    for command in ("import", "export"):
        with pytest.raises(OutputError, match="wheat, title: found 'Wheat' here and 'Grain' on"):
            run(command, folder, "--ledger", url)
    assert '"Wheat"' in path.read_text("utf-8")


def test_export_wants_a_ledger(folder: Path, url: str) -> None:
    with pytest.raises(LedgerError, match="found no ledger"):
        run("export", folder, "--ledger", url)
