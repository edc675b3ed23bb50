"""A folder of made files is replaced whole or not at all."""

import errno
import hashlib
import subprocess
from pathlib import Path

import pytest

from goldenbridge.errors import OutputError
from goldenbridge.programme import replacing
from goldenbridge.programme.replacing import LISTING, replace_folder

OLD = {"index.html": b"old", "ru/index.html": b"old too", "gone.css": b"a"}
NEW = {"index.html": b"new", "data/a.csv": b"x\n"}


def held(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    found.pop(LISTING, None)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    replace_folder(made, OLD)
    assert held(made) == OLD
    return made


def test_another_run_leaves_only_its_own_files(folder: Path) -> None:
    replace_folder(folder, NEW)
    assert held(folder) == NEW
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_the_list_is_one_that_sha256sum_checks(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", LISTING],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == len(OLD)


def test_an_empty_folder_and_one_behind_a_link_are_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    replace_folder(tmp_path / "link", OLD)
    replace_folder(tmp_path / "link", NEW)
    assert held(tmp_path / "real") == NEW
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("name", ["notes.txt", "ru/notes.txt", "index.html", ".htaccess"])
def test_somebody_s_file_is_refused_and_stays(folder: Path, name: str) -> None:
    (folder / name).write_text("mine")
    before = held(folder)
    with pytest.raises(OutputError, match=f"found {name}, not as written here before"):
        replace_folder(folder, NEW)
    assert held(folder) == before


def test_a_list_of_another_s_files_is_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.iso").write_bytes(b"a")
    line = f"{hashlib.sha256(b'a').hexdigest()}  a.iso\n"
    (tmp_path / LISTING).write_text(line)
    with pytest.raises(OutputError, match=r"found a\.iso and 1 more"):
        replace_folder(tmp_path, NEW)


def test_a_file_or_no_place_for_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="something else than a folder"):
        replace_folder(tmp_path / "file", NEW)
    with pytest.raises(OutputError, match="not written"):
        replace_folder(tmp_path / "file" / "site", NEW)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_full_disk_or_an_interrupt_leaves_the_old_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, call: int
) -> None:
    write, calls = replacing.write_new, []

    def fails(path: Path, content: bytes | str) -> None:
        calls.append(path)
        if len(calls) == call:
            path.write_bytes(b"half")
            raise error
        write(path, content)

    monkeypatch.setattr(replacing, "write_new", fails)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        replace_folder(folder, NEW)
    assert held(folder) == OLD
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_the_old_comes_back_where_the_new_cannot_take_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if target == folder and not path.name.endswith(".before"):
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OutputError, match="what stood there is unchanged"):
        replace_folder(folder, NEW)
    assert held(folder) == OLD
    assert [path.name for path in folder.parent.iterdir()] == ["site"]
