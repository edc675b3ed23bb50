"""A file is written whole or not at all."""

import errno
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goldenbridge.errors import OutputError
from goldenbridge.programme.writing import write_whole


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the system refuse longer files, as a full disk does."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "brief.html"
    path.write_text("old")
    return path


def alone(file: Path) -> bool:
    return list(file.parent.iterdir()) == [file]


def test_a_file_is_replaced_in_utf_8_with_plain_line_ends(file: Path) -> None:
    write_whole(file, "ң\n₸\n")
    assert file.read_bytes() == "ң\n₸\n".encode()
    assert alone(file)


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "new.txt", "x")
    assert (tmp_path / "new.txt").read_text() == "x"


def test_rights_are_kept_and_new_files_have_the_usual_ones(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    write_whole(file, "new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "other", "new")
    assert (tmp_path / "other").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file.name)
    write_whole(link, "new")
    assert link.is_symlink()
    assert file.read_text() == "new"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_the_old_file_survives_a_full_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OutputError) as caught:
        write_whole(file, "new")
    reason = "not written (No space left on device); what stood there is unchanged"
    assert str(caught.value) == f"{file}: {reason}"
    assert file.read_text() == "old"
    assert alone(file)


def test_the_old_file_survives_a_write_the_system_refuses(file: Path) -> None:
    with files_of_at_most(1000), pytest.raises(OutputError, match="File too large"):
        write_whole(file, "x" * 100_000)
    assert file.read_text() == "old"
    assert alone(file)


def test_the_old_file_survives_an_interruption(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, "new")
    assert file.read_text() == "old"
    assert alone(file)


@pytest.mark.parametrize("name", ["none/file", "x" * 300, ""])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"not written|something else than a file"):
        write_whole(tmp_path / name, "new")


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OutputError, match="/dev/full: found something else than a file"):
        write_whole(Path("/dev/full"), "new")
    assert Path("/dev/full").is_char_device()
