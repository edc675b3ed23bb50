"""border.toml: numbers by id, faults with their lines, and a folder without it."""

from pathlib import Path

import pytest

from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.scaffold import scaffold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


def change(folder: Path, old: str, new: str) -> int:
    """Replace the first `old` in border.toml; the line it stood in."""
    text = (folder / "border.toml").read_text("utf-8")
    assert old in text
    (folder / "border.toml").write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_numbers_are_taken_from_figures(folder: Path) -> None:
    programme = load(folder)
    assert programme.sites[0].station("documents").services[0].mean_min == 6
    assert programme.figures[0].low == 4
    assert programme.demands[0].flows[0].profile == "daytime"
    assert programme.border_scenarios[0].demand[0].factor == 1.5


def test_it_may_be_left_out(folder: Path) -> None:
    for file in ("border.toml", "measures.toml", "design.toml"):
        (folder / file).unlink()
    programme = load(folder)
    assert programme.sites == programme.demands == programme.border_scenarios == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "found"),
    [
        ('"documents-min"  #', '"documents"  #', "mean_min", "'documents', unknown as figure"),
        ('mean_min = "documents-min"', "mean_min = 0", "mean_min", "0"),
        ('side = "NL"', 'side = "XX"', "side", "'XX', unknown as party"),
        ('pool = "gates"', 'pool = "guards"', "pool", "'guards', unknown"),
        ("staff = 1", "staff = -1", "staff", "-1"),
        ('site = "old-bridge"', 'site = "new"', "site", "'new', unknown as site"),
        ('truck_class = "perishable"', 'truck_class = "fish"', "truck_class", "'fish', unknown"),
        ("factor = 1.5", "factor = -1.5", "factor", "-1.5"),
        ("lanes = 3", "lanes = 0", "lanes", "0"),
        ('kind = "dates"', 'kind = "daily"', "kind", "'daily'"),
    ],
)
def test_faults_have_their_lines(folder: Path, old: str, new: str, field: str, found: str) -> None:
    if old.startswith('"documents-min"'):
        old, new = 'mean_min = "documents-min"', 'mean_min = "documents"'
    line = change(folder, old, new)
    programme, faults = examine(folder)
    assert programme is None
    assert ("border.toml", line, field) in {(f.file, f.line, f.field) for f in faults}
    assert any(found in fault.found for fault in faults), faults


def test_ids_stand_once(folder: Path) -> None:
    text = (folder / "border.toml").read_text("utf-8")
    block = text[text.index("[[figures]]") : text.index("[[sites]]")]
    with (folder / "border.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{block.rpartition('#')[0] if block.rstrip().endswith('#') else block}")
    found = [fault.found for fault in examine(folder)[1]]
    assert found[0] == "'documents-min' a second time"
    assert len(found) == block.count("[[figures]]")


@pytest.mark.parametrize("text", ["sites = 3", "figures = 3", "[sites]", "[[sites.stations]]"])
def test_other_shapes_are_faults(folder: Path, text: str) -> None:
    (folder / "border.toml").write_text(f"{text}\n", "utf-8")
    programme, faults = examine(folder)
    assert programme is None
    assert faults
