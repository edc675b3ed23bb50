"""A design kept in a folder: the same when read again, and old when the folder changed."""

import json
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import Language
from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.layout import FOUND
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_json import as_json
from goldenbridge.report.brief import brief
from goldenbridge.report.design_found import Designed, Need, Rung
from goldenbridge.report.design_kept import keep, kept
from goldenbridge.report.designed import told
from goldenbridge.report.section import Section

Kept = tuple[Programme, Designed]


@pytest.fixture(scope="module")
def keeping(bridge: Path, found: Designed) -> Kept:
    programme = load(bridge)
    return replace(programme, designs_found=keep(programme, found)), found


def section(programme: Programme, language: str = "en") -> Section:
    """The section of the brief, of a programme whose border is not simulated."""
    bare = replace(programme, scenarios=(), basins=())
    made = brief(bare, language=Language(language))
    return next(one for one in made.sections if one.id == "design")


def test_a_kept_design_is_told_as_it_was_found(keeping: Kept) -> None:
    programme, found = keeping
    again = kept(programme)
    assert again is not None
    assert again.found is not None
    first, then = (told(programme, one, drawn=True) for one in (found, again.found))
    assert as_json(then) == as_json(first)
    assert [s.figures for s in then.sections] == [s.figures for s in first.sections]


def test_what_is_reckoned_with_makes_it_old_and_what_is_told_does_not(keeping: Kept) -> None:
    programme, _ = keeping
    first = programme.figures[0]
    renamed = replace(programme, figures=(replace(first, note="x"), *programme.figures[1:]))
    dearer = replace(first, value=first.value * 2)
    changed = replace(programme, figures=(dearer, *programme.figures[1:]))
    same, old = kept(renamed), kept(changed)
    assert same is not None
    assert same.found is not None
    assert old is not None
    assert old.found is None
    assert old.cost == same.cost


@pytest.mark.parametrize("text", ["", "{}", '{"design": 3}', "[]", '{"design": "tunnel"}'])
def test_what_cannot_be_read_is_as_if_none_were_kept(keeping: Kept, text: str) -> None:
    assert kept(replace(keeping[0], designs_found=text)) is None


def test_the_brief_tells_it_and_whether_it_is_old(keeping: Kept) -> None:
    programme, found = keeping
    made = section(programme)
    assert "would anyone build it?" in made.title
    assert [table.id for table in made.tables] == ["design", "money"]
    data = made.data["design"]
    assert data["current"]
    assert data["built_usd"] == pytest.approx(found.cost.built._asdict())
    assert data["stated_usd"]["built"] == pytest.approx(found.bill.investment)
    old = section(replace(programme, designs=(replace(programme.designs[0], years=3),)))
    assert "`goldenbridge design FOLDER --keep` renews it" in old.answer
    assert not old.tables
    none = section(replace(programme, designs_found=""))
    assert none.answer == "No answer is kept; `goldenbridge design FOLDER --keep` finds one."
    bare = section(replace(programme, designs_found="", designs=()))
    assert bare.answer == "The folder does not say what could be built."


@pytest.mark.parametrize("language", ["ru", "kk", "ky"])
def test_the_brief_tells_it_in_every_language(keeping: Kept, language: str) -> None:
    made = section(keeping[0], language)
    assert "USD" in made.answer
    assert "The cheapest" not in made.answer


def test_the_command_keeps_it_in_its_folder(bridge: Path, found: Designed, years: Path) -> None:
    assert found.plan.complete
    options = ["design", str(bridge), "--seed", "5", "--resume", str(years), "--keep"]
    done = CliRunner().invoke(cli.app, options)
    file = bridge / FOUND
    try:
        assert done.exit_code == 0, done.output
        assert json.loads(file.read_text("utf-8"))["design"] == "bridge"
        again = kept(load(bridge))
        assert again is not None
        assert again.found is not None
        assert again.found.plan.found.levels == found.plan.found.levels
        file.write_text("{", "utf-8")
        assert examine(bridge)[1][0].file == FOUND
    finally:
        file.unlink()


@pytest.mark.parametrize("options", [(), ("x", "--promise", "3h"), ("x", "--budget", "9 mn USD")])
def test_only_the_question_of_a_folder_is_kept_there(options: tuple[str, ...]) -> None:
    done = CliRunner().invoke(cli.app, ["design", *options, "--keep"])
    assert isinstance(done.exception, ChoiceError)
    assert "allowed: goldenbridge design FOLDER --keep" in str(done.exception)


def test_the_shipped_answer_belongs_to_the_shipped_folder(programme: Programme) -> None:
    """Where this fails: `goldenbridge design src/goldenbridge/programmes/… --keep`."""
    shipped = kept(programme)
    assert shipped is not None
    assert shipped.found is not None
    assert shipped.found.plan.complete


def test_the_shipped_ladder_grows_with_trade_into_the_design(programme: Programme) -> None:
    shipped = kept(programme)
    assert shipped is not None
    found = shipped.found
    assert found is not None
    ladder = found.ladder
    assert ladder[-1].levels == found.plan.found.levels
    assert ladder[-1].yearly_usd == pytest.approx(found.bill.yearly)
    for smaller, larger in pairwise(ladder):
        assert smaller.share < larger.share
        assert smaller.yearly_usd < larger.yearly_usd
        assert all(a <= b for a, b in zip(smaller.levels, larger.levels, strict=True))
    scenarios = {"as-now", *(one.id for one in programme.scenarios)}
    years = {int(year) for year in found.asked.design.phases}
    assert {(n.scenario, n.year) for n in found.needs} == {*product(scenarios, years)}


def test_a_need_is_met_by_the_smallest_step_that_is_enough() -> None:
    ladder = [Rung(share, (1,), 1.0, 1.0, 1) for share in (0.5, 0.8, 1.0)]
    assert Need("as-now", 2030, (0.5, 0.81, 1.01)).rungs(ladder) == (0, 2, 3)
