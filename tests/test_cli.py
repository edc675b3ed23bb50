"""The command line as a person meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenbridge import __version__
from goldenbridge.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, output, errors."""

    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["goldenbridge", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        told = capsys.readouterr()
        return code if isinstance(code, int) else 0, told.out, told.err

    return command


def test_the_brief_opens_with_the_answer(run: Run) -> None:
    code, out, err = run("brief")
    assert (code, err) == (0, "")
    assert "Mutual trade in goods of $3 bn by 2030:" in out.splitlines()[1]


def test_the_brief_writes_what_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    files = tmp_path / "b.json", tmp_path / "b.html"
    code, _, err = run("brief", "--json", files[0], "--html", files[1], "--as-of", "2025-08-04")
    assert (code, err) == (0, "")
    assert json.loads(files[0].read_text(encoding="utf-8"))["as_of"] == "2025-08-04"
    assert files[1].read_text(encoding="utf-8").startswith("<!doctype html>")


def test_another_folder_and_seed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("new", folder)[0] == 0
    code, out, _ = run("brief", folder, "--seed", "7", "--json", tmp_path / "b.json")
    assert code == 0
    assert "Northland" in out
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["seed"] == 7


def test_a_new_folder_passes_the_check(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("new", tmp_path / "mine")
    assert code == 0
    assert "programme.toml" in out
    code, out, err = run("check", tmp_path / "mine")
    assert (code, err) == (0, "")
    assert "no faults" in out


@pytest.mark.parametrize("command", ["brief", "check"])
def test_every_fault_is_told_with_file_line_and_field(
    run: Run, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "mine"
    run("new", folder)
    table = next((folder / "statistics").glob("*.csv"))
    lines = table.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    for row, field, wrong in ((1, "value", "-1"), (2, "period", "2025-02-30")):
        cells = lines[row].split(",")
        cells[header.index(field)] = wrong
        lines[row] = ",".join(cells)
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, err = run(command, folder)
    assert (code, out) == (2, "")
    name = f"statistics/{table.name}"
    assert "2 faults" in err
    assert f"{name}:2: value: found -1" in err
    assert f"{name}:3: period: found '2025-02-30'" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["brief", "nowhere"], "no such folder"),
        (["check", "nowhere"], "no such folder"),
        (["brief", "--as-of", "yesterday"], "--as-of"),
        (["brief", "--seed", "-1"], "--seed"),
        (["brief", "--lang", "de"], "--lang"),
        (["brief", "--json", "no/such/place/b.json"], "no/such/place/b.json"),
        (["frobnicate"], "No such command"),
    ],
)
def test_bad_input_ends_with_a_message_and_code_2(run: Run, words: list[str], told: str) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert told in err
    assert "Traceback" not in err


def test_new_refuses_a_folder_that_holds_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    code, _, err = run("new", tmp_path / "mine")
    assert code == 2
    assert "mine" in err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_day_before_anything_was_promised(run: Run) -> None:
    code, out, err = run("brief", "--as-of", "1991-12-16")
    assert (code, err) == (0, "")
    assert "not yet made" in out


def test_the_schema_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert run("schema", tmp_path / "s.json")[0] == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == json.loads(out)


def test_the_shipped_programmes_are_listed(run: Run) -> None:
    code, out, _ = run("programmes")
    assert code == 0
    assert out.startswith("kazakhstan-kyrgyzstan  ")
    assert len(out.splitlines()) >= 2


def test_the_version(run: Run) -> None:
    assert run("--version")[:2] == (0, f"goldenbridge {__version__}\n")


def test_without_a_command_it_helps(run: Run) -> None:
    code, out, err = run()
    assert code in {0, 2}
    assert "brief" in out + err


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "goldenbridge", "brief"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate()
    assert "Traceback" not in err


def test_a_terminal_of_few_letters_is_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goldenbridge", "brief"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_one_file_for_two_forms_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("brief", "--json", tmp_path / "b", "--html", tmp_path / "b")
    assert code == 2
    assert "allowed: two files" in err
    assert not (tmp_path / "b").exists()
