"""The command that designs: what it says, how it goes on, and what it refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goldenbridge import cli
from goldenbridge.errors import GoldenBridgeError
from goldenbridge.language.languages import Language
from goldenbridge.programme.folder import load
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.report.designed import told
from goldenbridge.report.designing import Designed, ask, designed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("design") / "example"
    scaffold(place)
    border = place / "border.toml"
    text = border.read_text("utf-8")
    border.write_text(text.replace("trucks_per_day = 200", "trucks_per_day = 40"), "utf-8")
    return place


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "years.jsonl"


@pytest.fixture(scope="module")
def found(folder: Path, log: Path) -> Designed:
    programme = load(folder)
    return designed(programme, ask(programme), seed=5, resume=log)


def run(folder: Path, *options: object) -> Result:
    return CliRunner().invoke(cli.app, ["design", str(folder), *map(str, options)])


def test_the_command_goes_on_from_its_log_and_writes_both_files(
    folder: Path, found: Designed, log: Path, tmp_path: Path
) -> None:
    before = log.read_text("utf-8")
    page, data = tmp_path / "page.html", tmp_path / "page.json"
    done = run(folder, "--seed", 5, "--resume", log, "--html", page, "--json", data)
    assert done.exit_code == 0, done.output
    assert log.read_text("utf-8") == before  # nothing was simulated again
    made = json.loads(data.read_text("utf-8"))
    plan = found.plan.found
    assert made["design"]["yearly_usd"] == pytest.approx(plan.space.yearly(plan.levels))
    built = {one["pool"]: one["built"] for one in made["design"]["resources"]}
    assert built["gates"] == plan.space.posts(plan.levels, "gates")[0]
    assert made["proof"]["proven"]
    assert made["proof"]["confidence"] >= 0.95
    assert made["proof"]["strains"][0]["over"][0] <= 0.05
    assert 0 <= made["money"]["bids"]["kept"]["loss"] <= 1
    html = page.read_text("utf-8")
    for figure in ("staffing", "grounds", "site-plan", "cost-wait", "strains"):
        assert f'aria-labelledby="{figure}-wide-title' in html


def test_the_money_of_the_folder_is_that_of_its_figures(found: Designed) -> None:
    bid = found.bids["kept"]
    assert bid.built.median == pytest.approx(2e6 + 8e3 * found.plan.found.levels[-1], rel=0.2)
    assert bid.built.low < bid.built.median < bid.built.high
    assert found.plan.frontier
    costs = [point.yearly for point in found.plan.frontier]
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize("code", ["ru", "kk", "ky"])
def test_it_is_told_in_every_language(folder: Path, found: Designed, code: str) -> None:
    made = told(load(folder), found, language=Language(code), drawn=True)
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
def test_bad_input_is_refused(folder: Path, options: tuple[str, ...], said: str) -> None:
    done = run(folder, *options)
    assert isinstance(done.exception, GoldenBridgeError)
    assert said in str(done.exception)


def test_an_impossible_promise_names_its_station(folder: Path) -> None:
    done = run(folder, "--promise", "0.1h")
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


def test_a_log_of_another_question_is_refused(folder: Path, found: Designed, log: Path) -> None:
    assert found.plan.designs
    done = run(folder, "--seed", 6, "--resume", log)
    assert "of another question; allowed: a new file" in str(done.exception)


def test_a_folder_without_a_design_is_told(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    scaffold(bare)
    (bare / "design.toml").unlink()
    assert "--design: found 'none'; allowed: a folder with design.toml" in str(run(bare).exception)
