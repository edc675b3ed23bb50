"""What was made elsewhere is listed with its licence, and is what the list says."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "goldenbridge"
ROWS: list[dict[str, Any]] = tomllib.loads((PACKAGE / "vendored.toml").read_text("utf-8"))["file"]
OURS = {"programmes/kazakhstan-kyrgyzstan/design_found.json"}
"""What `goldenbridge design --keep` wrote."""
KINDS = {".json", ".geojson", ".woff2", ".woff", ".ttf", ".otf"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_vendored_file_is_the_one_listed(row: dict[str, Any]) -> None:
    for field in ("name", "version", "licence", "package"):
        assert row[field], field
    assert hashlib.sha256((PACKAGE / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_every_vendored_file_is_listed_once() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if (path.suffix in KINDS or path.name.endswith(".min.js")) and path.is_file()
    }
    listed = [row["file"] for row in ROWS]
    assert len(listed) == len(set(listed))
    assert found - OURS <= set(listed)
