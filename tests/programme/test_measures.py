"""measures.toml: what it names is there, every fault has its line, and it may be left out."""

from pathlib import Path

import pytest

from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.site.figures import Figure
from goldenbridge.trade.measures import used


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


def test_measures_and_scenarios_are_read(folder: Path) -> None:
    programme = load(folder)
    officers, market = programme.measures
    assert officers.starts is not None
    assert (officers.starts.year, market.starts) == (2027, None)
    assert [effect.path for effect in officers.effects] == ["site", "truck-cost"]
    assert programme.scenarios[0].measures == (officers.id, market.id)
    scenario = programme.scenarios[0]
    assert used(scenario, programme.measures, programme.border_scenarios) == {
        "old-bridge": "busier"
    }


def test_it_may_be_left_out(folder: Path) -> None:
    (folder / "measures.toml").unlink()
    programme = load(folder)
    assert programme.measures == programme.scenarios == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('of = "busier"', 'of = "bussier"', "of", "'bussier', unknown as border scenario"),
        ('of = "all-north"', 'of = "all-east"', "of", "'all-east', unknown as good"),
        ('operation = "use"', 'operation = "add"', "operation", "add on site"),
        ('operation = "use"', 'operation = "set"', "operation", "'set'"),
        ('path = "truck-cost"', 'path = "cost"', "path", "'cost'"),
        ('amount = "effect-waiting"', 'amount = "effect"', "amount", "'effect', unknown as figure"),
        ('amount = "effect-waiting"', 'amount = "effect-market"', "amount", "effect-market, 0.02"),
        ('commitments = ["P1"]', 'commitments = ["P9"]', "commitments", "'P9', unknown as commit"),
        ("# project = ", 'project = "tunnel" #', "project", "'tunnel', unknown as project"),
        ('sources = ["invented"]', 'sources = ["x"]', "sources", "'x', unknown as source"),
        ('starts_basis = "none"', 'starts_basis = "stated"', "starts_basis", "'stated', and no"),
        ('id = "everything"', 'id = "as-now"', "id", "'as-now'"),
        (', "market"]', ', "fair"]', "measures", "'fair', unknown as measure"),
        ('["more-officers", "market"]', "[]", "measures", "nothing"),
        ("# together = ", 'together = ["x"] #', "together", "'x', unknown as border scenario"),
    ],
)
def test_faults_have_their_lines(folder: Path, old: str, new: str, field: str, said: str) -> None:
    path = folder / "measures.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    programme, faults = examine(folder)
    assert programme is None
    line = text[: text.index(old)].count("\n") + 1
    told = [(f.file, f.line, f.field) for f in faults if f.found.startswith(said)]
    assert ("measures.toml", line, field) in told, faults


def test_a_factor_that_may_be_none_is_a_fault(folder: Path) -> None:
    path = folder / "border.toml"
    text = path.read_text("utf-8")
    at = text.index("low = ", text.index('id = "effect-waiting"'))
    path.write_text(f"{text[:at]}low = 0 # {text[at:]}", "utf-8")
    assert [(f.file, f.field, f.allowed) for f in examine(folder)[1]] == [
        ("measures.toml", "amount", "factors above 0")
    ]


def test_without_a_border_its_names_are_unknown(folder: Path) -> None:
    (folder / "border.toml").unlink()
    (folder / "design.toml").unlink()
    assert {f.field for f in examine(folder)[1]} == {"amount"}


def test_ids_stand_once(folder: Path) -> None:
    path = folder / "measures.toml"
    text = path.read_text("utf-8")
    measures, scenarios = text.index("[[measures]]"), text.index("[[scenarios]]")
    path.write_text(f"{text}\n{text[measures:scenarios]}\n{text[scenarios:]}", "utf-8")
    found = [(fault.field, fault.found) for fault in examine(folder)[1]]
    assert found == [
        ("id", f"{name!r} a second time") for name in ("more-officers", "market", "everything")
    ]


def effects(programme: Programme) -> list[tuple[str, str, Figure]]:
    figures = {figure.id: figure for figure in programme.figures}
    return [
        (measure.id, effect.operation, figures[effect.amount])
        for measure in programme.measures
        for effect in measure.effects
        if effect.amount
    ]


def test_shipped_amounts_are_named_for_what_they_are(programme: Programme) -> None:
    used_ones = {figure.id for _, _, figure in effects(programme)}
    named = {figure.id for figure in programme.figures if figure.id.startswith("effect-")}
    assert used_ones == named
    assert all(figure.note and figure.sources for _, _, figure in effects(programme))


def test_water_is_that_of_a_basin_of_the_folder(folder: Path) -> None:
    path = folder / "measures.toml"
    text = path.read_text("utf-8")
    for named, found in (('of = "brook"', "'brook', unknown as basin"), ("", "nothing")):
        path.write_text(text.replace('path = "truck-cost"', f'path = "water"\n{named}'), "utf-8")
        fault = next(fault for fault in examine(folder)[1] if fault.field == "of")
        assert fault.found == found
    path.write_text(
        text.replace('path = "truck-cost"', 'path = "water"\nof = "long-river"'), "utf-8"
    )
    assert load(folder).measures[0].effects[1].of == "long-river"


def test_an_effect_nobody_has_measured_may_be_none(programme: Programme) -> None:
    for measure, operation, figure in effects(programme):
        neutral = 1 if operation == "multiply" else 0
        assert figure.low is not None
        assert figure.high is not None
        assert neutral in (figure.low, figure.high), measure


def test_all_that_is_planned_is_in_the_scenario_of_all(programme: Programme) -> None:
    scenarios = {scenario.id: scenario for scenario in programme.scenarios}
    risks = {"dry-season"}
    planned = {measure.id for measure in programme.measures} - risks
    assert set(scenarios["all"].measures) == planned
    both = used(scenarios["border-and-complex"], programme.measures, programme.border_scenarios)
    assert both == {"karasu": "modernised-with-complex", "kordai": "kordai-with-complex"}


def test_derived_effects_follow_from_their_notes(programme: Programme) -> None:
    known = {figure.id: figure for figure in programme.figures}

    def near(name: str, *expected: float) -> None:
        figure = known[name]
        assert (figure.low, figure.value, figure.high) == pytest.approx(expected, abs=0.0007)

    stopped = (54 + 16 + 22) / (9 * 365.25) * (1 - 76 / 300) * 0.85
    near("effect-steady-border", 1, 1 + stopped / 2, 1 + stopped)
    near("effect-rebuilt-service", (1500 / 4) / (5000 / 8), (1000 / 4) / (2500 / 8), 1)
    near("effect-plant-health", 1, 1 + 0.09 * 0.225 * 4.5 / 2, 1 + 0.1 * 0.25 * 5)
    grain = known["price-grain"].value / 1e6
    near("effect-wheat", 0, 65 * grain, (207 * 12 / 9 - 65) * grain)
    cents = 17.282 / 576.755 / 1e3
    near("effect-electricity", 0, 253 * cents, (4003 / 4 - 576.755) * cents)
    near("effect-fuel", 0, 50 * known["price-fuel"].value / 1e6, 0.05)
    rail = (1 - known["road-metal"].value) * 15 / 10.5
    assert known["effect-rail-shift"].low == pytest.approx((1 - rail) / 0.55, abs=0.005)
