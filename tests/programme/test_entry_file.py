"""Accepted entries as a file, and back."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ProgrammeError, ReadingError
from goldenbridge.programme.entry_file import entry_file, read_entries
from goldenbridge.programme.folder import load, shipped

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
SOURCE = {"id": "read-1", "url": "https://e.org/a", "publisher": "Ministry", "published": "2025"}
FIGURE = {
    "indicator": "turnover",
    "reporter": "kg",
    "period": "2024",
    "value": "0.9",
    "unit": "USD bn",
    "basis": "stated",
    "standing": "spoken",
    "confidence": "medium",
    "vintage": "2025-08-22",
    "source": "read-1",
}


@given(st.lists(st.fixed_dictionaries({"publisher": TEXT, "note": TEXT}), min_size=1, max_size=3))
def test_any_text_comes_back_whole(rows: list[dict[str, str]]) -> None:
    told = [("sources.csv", row) for row in rows]
    assert read_entries(entry_file(told).encode(), "e.toml") == told


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "found no \\[\\[entries\\]\\]"),
        (b"entries = []", "found no \\[\\[entries\\]\\]"),
        (b"entries = [1]", "entry 1: found something else than fields"),
        (b"a = ", "found no TOML"),
        (b"\xff\xfe", "found no TOML"),
        (b"a = " + b"[" * 20_000, "found no TOML"),
        (b'[[entries]]\nfile = "../sources.csv"\nid = "a"', r"\.\./sources\.csv"),
        (b'[[entries]]\nfile = "/x/statistics/a.csv"\nid = "a"', "no table that takes new rows"),
        (b'[[entries]]\nfile = "statistics/partners.csv"\nyear = "2020"', "takes new rows"),
        (b'[[entries]]\nfile = "programme.toml"\nid = "a"', "takes new rows"),
        (b'[[entries]]\nfile = "sources.csv"\nid = 1', "something else than fields"),
        (b'[[entries]]\nfile = "sources.csv"\ncolour = "red"', "found colour; allowed: id"),
        (b'[[entries]]\nid = "a"', "takes new rows"),
    ],
)
def test_what_is_no_file_of_entries_is_refused(content: bytes, found: str) -> None:
    with pytest.raises(ReadingError, match=found):
        read_entries(content, "e.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    shutil.copytree(shipped()["kyrgyzstan-uzbekistan"], made)
    return made


def test_the_command_adds_all_or_nothing(folder: Path, tmp_path: Path) -> None:
    file, run = tmp_path / "e.toml", CliRunner()
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    rows = [("sources.csv", SOURCE), ("statistics/read.csv", FIGURE | {"reporter": "xx"})]
    file.write_text(entry_file(rows), "utf-8")
    done = run.invoke(cli.app, ["add", str(folder), str(file)])
    assert isinstance(done.exception, ProgrammeError)
    assert "xx" in str(done.exception)
    assert before == {path: path.read_bytes() for path in folder.rglob("*.*")}
    file.write_text(entry_file([rows[0], ("statistics/read.csv", FIGURE)]), "utf-8")
    done = run.invoke(cli.app, ["add", str(folder), str(file)])
    assert done.output == f"{folder}: 2 entries added\n"
    told = load(folder)
    assert told.sources[-1].id == "read-1"
    assert [one.value for one in told.observations if one.source == "read-1"] == [0.9]
    again = run.invoke(cli.app, ["add", str(folder), str(file)])
    assert "read-1" in str(again.exception)
