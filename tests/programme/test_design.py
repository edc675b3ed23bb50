"""design.toml: what it names is there, every fault has its line, and it may be left out."""

from pathlib import Path

import pytest

from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


def test_a_design_is_read(folder: Path) -> None:
    (design,) = load(folder).designs
    assert [one.pool for one in design.resources] == ["gates", "officers"]
    assert [post.most for post in design.resources[1].posts] == [6, 4]
    (folder / "design.toml").unlink()
    assert load(folder).designs == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('site = "old-bridge"', 'site = "bridge"', "site", "'bridge', unknown as site"),
        ('demand = "today"', 'demand = "then"', "demand", "'then'"),
        ('promise = "95%, 4h', 'promise = "95%, fast', "promise", "'fast'"),
        ('discount = "discount"', 'discount = "d"', "discount", "'d', unknown as figure"),
        ('pool = "officers"', 'pool = "vets"', "pool", "'vets'"),
        ('pool = "officers"', 'pool = "gates"', "pool", "'gates' a second time"),
        ('\npay = "officer-year"', '\npay = "upkeep"', "pay", "'upkeep' in share a year"),
        ("week_h = 40", "week_h = 10", "to_h", "12 hours on end"),
        ("from_h = 20", "from_h = 8", "from_h", ""),
        ("most = 6", "most = 0", "least", "1 to 0"),
        ("phases = [2028, 2032]", "phases = [2032, 2028]", "phases", "2032"),
        ('per = "truck"', 'per = "visit"', "station", "''"),
        ("life_years = 15", "life_years = 0", "life_years", "0"),
    ],
)
def test_faults_have_their_lines(folder: Path, old: str, new: str, field: str, said: str) -> None:
    path = folder / "design.toml"
    text = path.read_text("utf-8")
    assert old in text
    if field == "from_h":
        text = text.replace("to_h = 8", "to_h = 20")
    path.write_text(text.replace(old, new, 1), "utf-8")
    _, faults = examine(folder)
    assert {fault.field for fault in faults} == {field}, faults
    assert faults[0].file == "design.toml"
    assert faults[0].line > 0
    assert said in faults[0].found


def test_the_shipped_design_is_for_the_complex(programme: Programme) -> None:
    (design,) = programme.designs
    assert design.site == "itlc"
    named = {one.unit_cost for one in design.resources if one.unit_cost}
    assert named <= {figure.id for figure in programme.figures}
