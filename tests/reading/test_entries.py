"""Accepted entries go into a programme folder; what stood there stays."""

import fcntl
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import OutputError, ProgrammeError
from goldenbridge.programme.adding import add
from goldenbridge.programme.folder import load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.reading.entries import entries, entry
from goldenbridge.reading.read import read

TEXT = (
    "Trade came to $1.7 billion in 2024. The ministers agreed to raise this figure to $3 billion."
)
DAY = date(2025, 8, 4)
RUN = ["--published", "2025-08-04", "--url", "https://example.org/a", "--publisher", "A"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "p")
    return tmp_path / "p"


def test_an_entry_leaves_open_what_the_sentence_does_not_say(folder: Path) -> None:
    programme = load(folder)
    statistic, target = read(TEXT, day=DAY).proposals
    row = entry(statistic, programme, source="s", day=DAY).row
    assert (row["period"], row["value"], row["unit"]) == ("2024", "1.7", "USD bn")
    assert "reporter" not in row
    assert statistic.sentence.hash in row["note"]
    promise = entry(target, programme, source="s", day=DAY).row
    assert promise["deadline_basis"] == "none"
    assert "deadline" not in promise
    assert "by" not in promise


def test_accepted_edited_and_rejected(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("The sides signed a protocol on rivers. They signed a memorandum.", "utf-8")
    before = {p: p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}
    answers = "e\n\n\nprotocol\nsigned\n\n\n\nr\n"
    done = CliRunner().invoke(
        cli.app, ["read", str(text), "--into", str(folder), *RUN], input=answers
    )
    assert done.exit_code == 0, done.output
    assert "1 of 2 entries added" in done.output
    programme = load(folder)
    (paper,) = (d for d in programme.documents if "protocol" in d.title)
    assert str(paper.signed) == "2025-08-04"
    source = next(s for s in programme.sources if s.id == paper.sources[0])
    assert (source.url, source.publisher) == ("https://example.org/a", "A")
    for path, old in before.items():
        assert path.read_text("utf-8").startswith(old)


def test_a_promise_is_appended_under_its_comments(folder: Path) -> None:
    file = folder / "commitments.toml"
    file.write_text(file.read_text("utf-8") + "# a last word", "utf-8")
    old = load(folder)
    row = {
        "id": "C900",
        "title": 'raise "trade"',
        "kind": "act",
        "sector": old.sectors[0].id,
        "made_on": "2025-08-04",
        "by": "ministers",
        "actors": "both; all",
        "testable": "no",
        "deadline_basis": "none",
        "firmness": "agreed",
        "confidence": "high",
        "sources": old.sources[0].id,
    }
    add(folder, [("commitments.toml", row)])
    new = load(folder).commitments
    assert new[:-1] == old.commitments
    assert (new[-1].title, new[-1].actors) == ('raise "trade"', ("both", "all"))
    assert "# a last word\n" in file.read_text("utf-8")


def test_a_faulty_row_changes_nothing_and_says_why(folder: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    rows = [
        ("sources.csv", {"id": "new", "url": "https://example.org/b", "publisher": "B"}),
        ("documents.csv", {"id": "x", "title": "x", "kind": "song", "ends_with": "signed"}),
    ]
    with pytest.raises(ProgrammeError, match="song"):
        add(folder, rows)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_two_secretaries_at_once(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    row = {"id": "new", "url": "https://example.org/b", "publisher": "B"}
    with pytest.raises(OutputError, match="somebody else"):
        add(folder, [("sources.csv", row)])
    os.close(handle)
    add(folder, [("sources.csv", row)])
    assert load(folder).sources[-1].id == "new"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.txt"], "no such file"),
        (["-", "--into", "p", *RUN], "standard input"),
        (["none.txt", "--into", "p"], "--url, --publisher, --published"),
    ],
)
def test_bad_input_ends_with_a_message(
    arguments: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["goldenbridge", "read", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_the_json_form(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    for _ in range(2):
        done = CliRunner().invoke(cli.app, ["read", "-", "--json", str(out)], input=TEXT)
        assert done.exit_code == 0, done.output
        first = out.read_bytes()
    assert out.read_bytes() == first
    shutil.rmtree(tmp_path)


def test_entries_of_one_text_can_stand_in_the_folder_together(programme: Programme) -> None:
    text = "Trade will reach $3 billion by 2030. Trade will reach $5 billion by 2035. " + (
        "The agreement on transit was signed. The agreement on transit was signed. " * 11
    )
    day = date(2025, 8, 22)
    found = entries(read(text, day=day).proposals, programme, source="s", day=day)
    named = [(one.file, one.row["id"]) for one in found]
    assert len(set(named)) == len(named) > 12
