"""A small design, searched for once."""

from pathlib import Path

import pytest

from goldenbridge.programme.folder import load
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.report.design_asked import ask
from goldenbridge.report.design_found import Designed
from goldenbridge.report.designing import designed


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of `goldenbridge new` with fewer trucks."""
    place = tmp_path_factory.mktemp("design") / "example"
    scaffold(place)
    border = place / "border.toml"
    text = border.read_text("utf-8")
    border.write_text(text.replace("trucks_per_day = 200", "trucks_per_day = 40"), "utf-8")
    return place


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "years.jsonl"


@pytest.fixture(scope="session")
def found(bridge: Path, years: Path) -> Designed:
    programme = load(bridge)
    return designed(programme, ask(programme), seed=5, resume=years, others=True)
