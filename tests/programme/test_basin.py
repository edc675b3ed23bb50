"""basin.toml: numbers by id, faults with their lines, and a folder without it."""

from pathlib import Path

import pytest

from goldenbridge.nexus.check import flaws
from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


def test_numbers_are_taken_from_figures(folder: Path) -> None:
    programme = load(folder)
    assert programme.basins[0].swaps[0].coefficient == 1.3
    assert programme.basin_figures[0].low == 1


def test_it_may_be_left_out(folder: Path) -> None:
    (folder / "basin.toml").unlink()
    assert load(folder).basins == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "found"),
    [
        ("first_month = 4", "first_month = 13", "first_month", "13"),
        ("start_mm3 = 900", "start_mm3 = 300", "start_mm3", "300"),
        ("full_mm3 = 2000", "full_mm3 = 200", "full_mm3", "200"),
        ("volumes_mm3 = [400, 1000", "volumes_mm3 = [400, 400", "volumes_mm3", "[400"),
        ("areas_km2 = [20, ", "areas_km2 = [", "areas_km2", "2 values"),
        ("heads_m = [100", "heads_m = [-1", "heads_m", "-1"),
        ("efficiency = 0.87", "# efficiency", "heads_m", "a head"),
        ("least_m3s = [10", "least_m3s = [200", "most_m3s", "150 in month 1"),
        ("summer_mm3 = 1500", "summer_mm3 = -1", "summer_mm3", "-1"),
        ("months = [2, 2, 2", "months = [2, 2", "months", "11 months"),
        (
            "months = [2, 2, 2, 8, 16, 22, 24, 14, 10, 3, 2, 2]",
            "months = [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1]",
            "months",
            "a season without weight",
        ),
        ("mm3 = [5, 5", "mm3 = [5", "mm3", "11 months"),
        ("norm_m3_ha = 8000", "norm_m3_ha = 0", "norm_m3_ha", "0"),
        ("harvest = [0, 0", "harvest = [0, -1", "harvest", "-1 in month 2"),
        ("share = 0.9", "share = 1.1", "share", "1.1"),
        ('taker = "SL"', 'taker = "NL"', "taker", "'NL'"),
        ('coefficient = "swap-dear"', "coefficient = 0", "coefficient", "0"),
        ("term_years = 1", "term_years = 0", "term_years", "0, never settled"),
        ("out_months = [4", "out_months = [10", "back_months", "10, a month of giving too"),
        ("out_months = [4", "out_months = [14", "out_months", "14"),
        ("gwh_per_unit = 1.5", "gwh_per_unit = 0", "gwh_per_unit", "0"),
        ("probability = 0.1", "probability = 2", "probability", "2"),
        ("# good = ", 'good = "silk" #', "good", "'silk', unknown"),
        ('crop = "cotton"', 'crop = "tea"', "crop", "'tea', unknown"),
        ('of = "nl-sl"', 'of = "sl-nl"', "of", "'sl-nl', unknown"),
        ('value = "swap-even"', "value = -1", "value", "-1"),
        ('unit = "Mm3"', 'unit = "GWh"', "unit", "'GWh'"),
        ("planned = 800", "planned = -800", "planned", "-800"),
        ('basis = "assumed"  #', 'basis = "stated"  #', "sources", "none"),
        ("sells_usd_mwh = 15", "sells_usd_mwh = 50", "sells_usd_mwh", "50"),
        ("lost_usd_mwh = 300", "# lost", "lost_usd_mwh", "nothing"),
        ("buys_gwh = 90", "# buys", "buys_usd_mwh", "one of"),
    ],
)
def test_faults_have_their_lines(folder: Path, old: str, new: str, field: str, found: str) -> None:
    file = folder / "basin.toml"
    text = file.read_text("utf-8")
    start = text.index("[[basins.entries]]") if field == "sources" else 0
    assert old in text[start:]
    file.write_text(text[:start] + text[start:].replace(old, new, 1), "utf-8")
    programme, faults = examine(folder)
    assert programme is None
    assert any(fault.field == field and found in fault.found for fault in faults), faults
    assert all(fault.file == "basin.toml" and fault.line for fault in faults)


def test_shares_sum_to_one_at_most_and_stand_once(folder: Path) -> None:
    with (folder / "basin.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[basins.shares]]\nside = "SL"\nbelow = "upper-lake"\nshare = 0.2\n')
    found = [fault.found for fault in examine(folder)[1]]
    assert found == ["'SL' a second time", "shares below upper-lake that sum to 1.1"]


def test_reservoirs_may_not_run_in_a_circle(folder: Path) -> None:
    file = folder / "basin.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('side = "NL"', 'side = "NL"\nto = "upper-lake"', 1), "utf-8")
    assert "a circle" in examine(folder)[1][0].found


def test_the_shipped_basins_hold_under_each_variant(programme: Programme) -> None:
    assert [basin.id for basin in programme.basins] == ["naryn-syr-darya", "talas", "chu"]
    for basin in programme.basins:
        assert basin.variants
        for variant in basin.variants:
            assert not flaws(basin.under(variant))
    assert programme.basins[0].at_table() == ("KG", "KZ")
    assert programme.basins[0].at_table(["UZ"]) == ("KG", "KZ", "UZ")


def test_a_share_that_changes_leaves_the_rest_to_the_others(programme: Programme) -> None:
    talas = programme.basins[1]
    changed = talas.under(talas.variants[0])
    assert {share.side: share.share for share in changed.shares} == pytest.approx(
        {"KZ": 0.5, "KG": 0.5}
    )


def test_every_figure_has_a_source_or_says_that_it_is_assumed(programme: Programme) -> None:
    for figure in programme.basin_figures:
        assert figure.basis == "assumed" or figure.sources, figure.id
