"""The command that designs: what it says, how it goes on, and what it refuses."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goldenbridge import cli
from goldenbridge.errors import GoldenBridgeError
from goldenbridge.language.languages import Language
from goldenbridge.outlook.company import Drawn, costs
from goldenbridge.programme.folder import load
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.report.design_found import Designed
from goldenbridge.report.designed import told


def run(bridge: Path, *options: object) -> Result:
    return CliRunner().invoke(cli.app, ["design", str(bridge), *map(str, options)])


def test_the_command_goes_on_from_its_log_and_writes_both_files(
    bridge: Path, found: Designed, years: Path, tmp_path: Path
) -> None:
    before = years.read_text("utf-8")
    page, data = tmp_path / "page.html", tmp_path / "page.json"
    done = run(bridge, "--seed", 5, "--resume", years, "--others", "--html", page, "--json", data)
    assert done.exit_code == 0, done.output
    assert years.read_text("utf-8") == before  # nothing was simulated again
    made = json.loads(data.read_text("utf-8"))
    plan = found.plan.found
    assert made["design"]["stated_usd"]["yearly"] == pytest.approx(plan.space.yearly(plan.levels))
    built = {one["pool"]: one["built"] for one in made["design"]["resources"]}
    assert built["gates"] == plan.space.posts(plan.levels, "gates")[0]
    assert made["proof"]["proven"]
    assert made["proof"]["confidence"] >= 0.95
    assert made["proof"]["strains"][0]["over"][0] <= 0.05
    assert 0 <= made["money"]["bids"]["kept"]["loss"] <= 1
    own = next(p for p in made["proof"]["promises"] if (p["share"], p["scale"]) == (0.95, 1))
    assert own["levels"] == list(plan.levels)
    html = page.read_text("utf-8")
    for figure in ("staffing", "grounds", "site-plan", "peak-day", "cost-wait", "strains"):
        assert f'aria-labelledby="{figure}-wide-title' in html


def test_the_money_of_the_folder_is_that_of_its_figures(bridge: Path, found: Designed) -> None:
    bid = found.bids["kept"]
    assert bid.built.median == pytest.approx(2e6 + 8e3 * found.plan.found.levels[-1], rel=0.2)
    assert bid.built.low < bid.built.median < bid.built.high
    data = told(load(bridge), found).sections[0].data["design"]
    assert data["built_usd"] == found.cost.built._asdict()
    for cost in (data["built_usd"], data["yearly_usd"]):
        assert cost["low"] <= cost["median"] <= cost["high"]
    assert found.plan.frontier
    costs = [point.yearly for point in found.plan.frontier]
    assert costs == sorted(costs, reverse=True)


def test_a_cost_without_ranges_is_the_bill(bridge: Path, found: Designed) -> None:
    figures = [replace(one, low=None, high=None) for one in load(bridge).figures]
    space, levels = found.plan.found.space, found.plan.found.levels
    built, yearly = costs(space, levels, Drawn(space, figures, 3, 1))
    assert list(built) == pytest.approx([found.bill.investment] * 3)
    assert list(yearly) == pytest.approx([found.bill.yearly] * 3)


@pytest.mark.parametrize("code", ["ru", "kk", "ky"])
def test_it_is_told_in_every_language(bridge: Path, found: Designed, code: str) -> None:
    made = told(load(bridge), found, language=Language(code), drawn=True)
    assert [section.id for section in made.sections] == ["design", "proof", "money", "basis"]
    assert "The cheapest" not in made.sections[0].answer


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--promise", "soon"), "--promise: found 'soon'; allowed: 95%, 4h"),
        (("--budget", "0 mn USD"), "--budget: found '0 mn USD'; allowed: an amount above 0"),
        (("--budget", "5 mn tenge"), "--budget: found '5 mn tenge'"),
        (("--design", "tunnel"), "--design: found 'tunnel'; allowed: bridge"),
    ],
)
def test_bad_input_is_refused(bridge: Path, options: tuple[str, ...], said: str) -> None:
    done = run(bridge, *options)
    assert isinstance(done.exception, GoldenBridgeError)
    assert said in str(done.exception)


def test_an_impossible_promise_names_its_station(bridge: Path) -> None:
    done = run(bridge, "--promise", "0.1h")
    assert "the work alone takes too long, most of it at documents" in str(done.exception)


def test_demand_beyond_any_design_names_what_is_short(tmp_path: Path) -> None:
    busy = tmp_path / "busy"
    scaffold(busy)
    border = busy / "border.toml"
    text = border.read_text("utf-8")
    border.write_text(text.replace("trucks_per_day = 200", "trucks_per_day = 1500"), "utf-8")
    done = run(busy)
    assert "with the most of everything that may be built" in str(done.exception)
    assert "for want of officers (stations documents)" in str(done.exception)


def test_a_log_of_another_question_is_refused(bridge: Path, found: Designed, years: Path) -> None:
    assert found.plan.designs
    done = run(bridge, "--seed", 6, "--resume", years)
    assert "of another question; allowed: a new file" in str(done.exception)


def test_a_folder_without_a_design_is_told(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    scaffold(bare)
    (bare / "design.toml").unlink()
    assert "--design: found 'none'; allowed: a folder with design.toml" in str(run(bare).exception)
