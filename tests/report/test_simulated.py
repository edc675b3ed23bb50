"""A simulated crossing as a brief, and the border in the brief of a programme."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goldenbridge import cli
from goldenbridge.border.simulation import simulate
from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.outlook.crossings import crossings, ways
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import brief
from goldenbridge.report.kept import crossing_times
from goldenbridge.report.simulated import choose, simulated
from goldenbridge.site.demand import Demand

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *words: CliRunner().invoke(cli.app, [str(word) for word in words])


def test_a_plan_is_chosen_by_its_ids(programme: Programme) -> None:
    plain = choose(programme)
    assert (plain.site.id, plain.scenario) == (programme.sites[0].id, None)
    plan = choose(programme, scenario="with-complex", demand="karasu-3.0")
    assert (plan.site.id, plan.demand.id) == ("karasu", "karasu-3.0")
    assert plan.demand != next(d for d in programme.demands if d.id == "karasu-3.0")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"site": "nowhere"}, "--site: found 'nowhere'; allowed: karasu"),
        ({"scenario": "wish"}, "--scenario: found 'wish'; allowed: today"),
        ({"scenario": "today", "site": "kordai"}, "--scenario: found 'today'; allowed: kordai"),
        ({"demand": "kordai-1.7"}, "--demand: found 'kordai-1.7'; allowed: karasu-1.7"),
    ],
)
def test_what_the_folder_does_not_hold_is_named(
    programme: Programme, asked: dict[str, str], told: str
) -> None:
    with pytest.raises(ChoiceError, match="allowed") as error:
        choose(programme, **asked)
    assert str(error.value).startswith(told)


def test_a_folder_without_a_border_says_so(programme: Programme) -> None:
    with pytest.raises(ChoiceError, match="no site"):
        choose(replace(programme, sites=()))
    with pytest.raises(ChoiceError, match="no demand for karasu"):
        choose(replace(programme, demands=()))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_a_run_is_told_in_every_language(programme: Programme, code: str) -> None:
    plan = choose(programme)
    result = simulate(plan.site, plan.demand, days=14, replications=2, warmup_days=1.0)
    made = simulated(programme, plan, result, language=Language(code), drawn=True)
    first, second, third = made.sections
    assert {f.id for f in first.figures} == {"site-plan", "crossing-times"}
    assert {f.id for f in second.figures} <= {"queue-week", "utilisation"}
    assert len(third.tables[0].rows) == len(programme.figures)
    page = as_html(made)
    assert "site-plan-wide-title" in page
    assert page.count("<h1>") == 1


def test_the_command_writes_what_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    page, data = tmp_path / "run.html", tmp_path / "run.json"
    done = run("simulate", "--days", 14, "--replications", 2, "--html", page, "--json", data)
    assert done.exit_code == 0, done.output
    assert "trucks a day" in done.output
    told = json.loads(data.read_text("utf-8"))
    assert (told["site"], told["scenario"], told["replications"]) == ("karasu", None, 2)
    through = sum(d["trucks_per_day"]["value"] for d in told["by_direction"])
    assert through == pytest.approx(told["overall"]["trucks_per_day"]["value"], rel=1e-4)
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_the_brief_tells_the_border_as_known_now_and_not_earlier(programme: Programme) -> None:
    now = next(s for s in brief(programme).sections if s.id == "border")
    told = {(c["scenario"], c["demand"], c["direction"]) for c in now.data["crossings"]}
    assert {"today", "modernised", "with-complex"} <= {scenario for scenario, _, _ in told}
    assert {"karasu-1.7", "karasu-2.0", "karasu-3.0"} == {demand for _, demand, _ in told}
    then = next(s for s in brief(programme, as_of=date(2025, 1, 1)).sections if s.id == "border")
    assert then.data["crossings"] == []
    assert "not as on that day" in then.answer
    bare = next(s for s in brief(replace(programme, sites=())).sections if s.id == "border")
    assert bare.answer == "No crossing is described in the folder."


@pytest.mark.parametrize("stopped", ["to-kz", "to-kg", "both"])
def test_a_crossing_that_no_truck_takes_is_told(programme: Programme, stopped: str) -> None:
    """All but the first demand without trucks in one direction; then none anywhere."""
    site, first = programme.sites[0], programme.demands[0]

    def emptied(demand: Demand) -> Demand:
        flows = (
            replace(flow, trucks_per_day=0.0)
            if stopped == "both" or (demand != first and flow.direction == stopped)
            else flow
            for flow in demand.flows
        )
        return replace(demand, flows=tuple(flows))

    demands = tuple(emptied(d) for d in programme.demands if d.site == site.id)
    made = brief(replace(programme, demands=demands), drawn=True)
    section = next(s for s in made.sections if s.id == "border")
    if stopped == "both":
        assert section.answer == "No truck came through."
        assert not section.figures
    else:
        told = {(c["demand"], c["direction"]) for c in section.data["crossings"]}
        assert (first.id, stopped) in told
        assert (demands[-1].id, stopped) not in told


def test_what_was_interrupted_is_not_kept(
    programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = next(s for s in programme.sites if s.id == "kegen")
    demand = next(d for d in programme.demands if d.site == "kegen")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    short = simulate(site, demand, days=7, replications=1, warmup_days=0.0)
    monkeypatch.setattr("goldenbridge.border.simulation.simulate", lambda *_, **__: short)
    with pytest.raises(KeyboardInterrupt):
        crossing_times(site, demand, replications=2, seed=1)
    assert not list(tmp_path.rglob("*.json"))


def test_a_site_without_scenarios_is_told_as_it_is(programme: Programme) -> None:
    plain = replace(programme, border_scenarios=())
    found = list(crossings(plain, lambda *_: ()))
    assert {(c.site, c.scenario) for c in found} == {("karasu", None)}


def test_times_are_kept_and_a_damaged_cache_costs_only_time(
    programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    site = next(s for s in programme.sites if s.id == "kegen")
    demand = next(d for d in programme.demands if d.site == "kegen")
    made = crossing_times(site, demand, replications=2, seed=1)
    (file,) = (tmp_path / "goldenbridge").iterdir()
    assert crossing_times(site, demand, replications=2, seed=1) == made
    file.write_text("[[1]")
    assert crossing_times(site, demand, replications=2, seed=1) == made
    assert json.loads(file.read_text())
    file.unlink()
    (tmp_path / "goldenbridge").rmdir()
    (tmp_path / "goldenbridge").write_text("in the way")
    assert crossing_times(site, demand, replications=2, seed=1) == made
    result = simulate(site, demand, days=365, replications=2, seed=1, warmup_days=28.0)
    assert tuple(ways(result)) == made
