"""A new folder passes its own check, explains every field, and is made whole or not at all."""

import csv
import errno
import os
from pathlib import Path

import pytest

from goldenbridge.errors import OutputError
from goldenbridge.language.cells import specs
from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.layout import OBSERVATIONS, REFERENCE, STRUCTURED, TABLES, nested
from goldenbridge.programme.scaffold import scaffold


def test_a_new_folder_has_no_faults(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    files = scaffold(folder)
    assert set(files) == {path for path in folder.rglob("*") if path.is_file()}
    assert not examine(folder)[1]
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_every_field_of_the_toml_files_is_explained_where_it_stands(tmp_path: Path) -> None:
    scaffold(tmp_path / "new")
    for file, record in STRUCTURED.items():
        lines = (tmp_path / "new" / file).read_text("utf-8").split("\n")
        records = [record, *nested(record).values()]
        records += [child for one in records[1:] for child in nested(one).values()]
        for one in records:
            for name, spec in specs(one).items():
                starts = (f"{name} = ", f"# {name} = ")
                told = [line for line in lines if line.startswith(starts) and spec.tells in line]
                assert told, f"{one.__name__}.{name}"


def test_every_column_is_explained_beside_the_tables(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    scaffold(folder)
    readme = (folder / "README.md").read_text("utf-8")
    for file, part in TABLES.items():
        if file not in REFERENCE:
            assert f"## {file}" in readme
            for name, spec in specs(part.record).items():
                assert f"| `{name}` | {spec.kind} |" in readme
                assert spec.tells in readme
    for path in folder.rglob("*.csv"):
        file = path.relative_to(folder).as_posix()
        record = TABLES.get(file, TABLES[OBSERVATIONS]).record
        with path.open(encoding="utf-8", newline="") as text:
            assert next(csv.reader(text)) == list(specs(record))


def test_its_figures_say_that_they_are_assumed(tmp_path: Path) -> None:
    scaffold(tmp_path / "new")
    programme = load(tmp_path / "new")
    assert {row.basis for row in programme.observations} == {"assumed"}
    assert "invented" in programme.title


def test_an_empty_folder_is_filled_and_a_full_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scaffold(Path())
    assert not examine(Path())[1]
    with pytest.raises(OutputError, match=r"allowed: a new or an empty folder"):
        scaffold(Path())


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("mine")
    with pytest.raises(OutputError, match="found something there"):
        scaffold(tmp_path / "new")
    assert (tmp_path / "new").read_text() == "mine"


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    calls = iter(range(100))
    sync = os.fsync

    def full(file: int) -> None:
        if next(calls) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"new: not made \(No space left on device\)"):
        scaffold(folder)
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])


def test_a_parent_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No such file or directory"):
        scaffold(tmp_path / "none" / "new")
