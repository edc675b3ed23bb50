"""[[freight]] and [[goods]] of border.toml: every fault has its line."""

from pathlib import Path

import pytest

from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.trade.mix import as_given


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


def test_they_name_figures_with_their_ranges(folder: Path) -> None:
    programme = load(folder)
    assert programme.goods[0].usd_per_tonne == "value-per-tonne"
    mix = as_given(programme.freight[0], programme.goods, programme.figures)
    assert mix.directions == ("north", "south")
    assert mix.share.tolist() == [0.4, 0.6]


FREIGHT = '[[freight]]\nid = "more"\nloaded_both_ways = "loaded-both-ways"\n'


@pytest.mark.parametrize(
    ("block", "old", "new", "field", "found"),
    [
        ("goods", 'share = "all-goods"', 'share = "by-road"', "share", "that sum to 0.8"),
        ("goods", 'share = "all-goods"', 'share = "shares"', "share", "'shares', unknown as fig"),
        ("goods", 'usd_per_tonne = "value', '# usd_per_tonne = "value', "usd_per_tonne", "nothing"),
        ("goods", "tonnes_per_truck", "# tonnes_per_truck", "tonnes_per_truck", "nothing"),
        ("goods", 'direction = "north"', 'direction = "east"', "direction", "'east', unknown"),
        ("goods", 'sector = "other"', 'sector = "fish"', "sector", "'fish'"),
        ("goods", 'rest = "rail"', 'rest = "mule"', "rest", "'mule'"),
        ("goods", "# months", "months = [1, 2] #", "months", "2 weights"),
        ("goods", "# months", f"months = [-1{', 1' * 11}] #", "months", "-1"),
        ("goods", 'road = "by-road"', 'road = "payload"', "road", "payload, 18 from 15 to 20"),
        ("goods", 'id = "all-south"', 'id = "all-north"', "id", "'all-north' a second time"),
        ("freight.ways", 'direction = "north"', 'direction = "east"', "direction", "'east'"),
        ("freight.ways", 'direction = "south"', 'direction = "north"', "ways", "north, north"),
        ("freight.ways", 'share = "northward"', "", "ways", "shares of all of them or of none"),
        ("freight", "[[freight]]", FREIGHT + "[[freight]]", "id", "2 blocks"),
    ],
)
def test_faults_have_their_lines(
    folder: Path, block: str, old: str, new: str, field: str, found: str
) -> None:
    path = folder / "border.toml"
    text = path.read_text("utf-8")
    start = text.index(f"[[{block}]]")
    at = text.index(old, start)
    path.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    programme, faults = examine(folder)
    assert programme is None
    told = [fault for fault in faults if fault.field == field and found in fault.found]
    assert told, faults
    line = path.read_text("utf-8").split("\n")[told[0].line - 1]
    assert line.startswith((f"{field} =", "[[")), line


@pytest.mark.parametrize(
    ("figure", "field", "low", "said"),
    [
        ("value-per-tonne", "usd_per_tonne", 0, "above 0"),
        ("transit-each-way", "transit", -1, "0 or more"),
        ("payload", "tonnes_per_truck", 19, "low, value and high in this order"),
    ],
)
def test_ranges_are_checked_where_they_are_used(
    folder: Path, figure: str, field: str, low: float, said: str
) -> None:
    path = folder / "border.toml"
    text = path.read_text("utf-8")
    at = text.index("low = ", text.index(f'id = "{figure}"'))
    path.write_text(f"{text[:at]}low = {low} # {text[at:]}", "utf-8")
    assert {(f.field, f.allowed) for f in examine(folder)[1]} == {(field, said)}


def test_goods_need_their_ways_and_both_of_them(folder: Path) -> None:
    path = folder / "border.toml"
    text = path.read_text("utf-8")
    start, goods = text.index("# How trade between"), text.index("[[goods]]")
    path.write_text(text[:start] + text[goods:], "utf-8")
    assert [fault.found for fault in examine(folder)[1]] == ["goods without [[freight]]"]
    path.write_text(text[: text.rindex("[[goods]]")], "utf-8")
    assert [fault.found for fault in examine(folder)[1]] == ["no goods for south"]


@pytest.mark.parametrize(
    ("lines", "field", "found"),
    [
        ('crossings = ["old-bridge"]', "choice_per_hour", "nothing"),
        ('choice_per_hour = "northward"', "crossings", "nothing"),
        (
            'crossings = ["ford"]\nchoice_per_hour = "northward"',
            "crossings",
            "'ford', unknown as site",
        ),
    ],
)
def test_a_choice_needs_crossings_and_how_they_draw(
    folder: Path, lines: str, field: str, found: str
) -> None:
    path = folder / "border.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('id = "two-ways"', f'id = "two-ways"\n{lines}', 1), "utf-8")
    assert [(fault.field, fault.found) for fault in examine(folder)[1]] == [(field, found)]
