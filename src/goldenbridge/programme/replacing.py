"""A folder of made files is replaced whole or not at all, and nobody else's file with it."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from goldenbridge.errors import OutputError
from goldenbridge.programme.writing import write_new

LISTING = "contents.sha256"
"""The list of a folder's files, as `sha256sum --check` reads it."""
_HEADING = "# Written by Golden Bridge, which replaces this folder while its files are as listed."


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files`, by their path, and a list of them in the place of `folder`, in one step.

    The folder may be new, empty, or one that was written like this and not changed since. Raises
    OutputError where it holds anything else or cannot be written; it is then as it was before.
    """
    target = Path(os.path.realpath(folder))
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        refuse_others(folder)
        for name, content in files.items():
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new(path, content)
        write_new(temporary / LISTING, _listing(files))
        _swap(temporary, target)
    except OSError as error:
        raise OutputError(
            f"{folder}: not written ({error.strerror or error}); what stood there is unchanged"
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap(temporary: Path, target: Path) -> None:
    """Let the new folder stand where the old one stood; the old one comes back if that fails."""
    if not target.exists() or not any(target.iterdir()):
        temporary.rename(target)
        return
    before = temporary.with_name(f"{temporary.name}.before")
    try:
        target.rename(before)
        temporary.rename(target)
    except BaseException:
        if before.exists() and not target.exists():
            before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _listing(files: Mapping[str, bytes]) -> str:
    rows = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files))
    return "\n".join([_HEADING, *rows]) + "\n"


def refuse_others(folder: Path) -> None:
    """Raise OutputError where `folder` is something that `replace_folder` would not replace."""
    target = Path(os.path.realpath(folder))
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(f"{folder}: found something else than a folder; allowed: a folder")
    others = sorted(_others(target))
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise OutputError(
            f"{folder}: found {others[0]}{more}, not as written here before; "
            "allowed: a new or empty folder, or one whose files are all as they were written"
        )


def _others(target: Path) -> Iterator[str]:
    """The files of a folder that are not as its list tells."""
    listing = target / LISTING
    lines = listing.read_text("utf-8", "replace").splitlines() if listing.is_file() else []
    listed = {line[66:]: line[:64] for line in lines[1:]} if lines[:1] == [_HEADING] else {}
    for place, _, names in os.walk(target):
        for name in names:
            path = Path(place, name)
            inside = path.relative_to(target).as_posix()
            if inside == LISTING and listed:
                continue
            if listed.get(inside) != hashlib.sha256(path.read_bytes()).hexdigest():
                yield inside
