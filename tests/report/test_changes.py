"""What changed between two versions of a programme, and between two days."""

from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.language.languages import Language
from goldenbridge.language.periods import read_period
from goldenbridge.programme.model import Programme
from goldenbridge.report.changes import as_known, changes


def test_nothing_changed(programme: Programme) -> None:
    assert changes(programme, programme) == ()


def test_a_deadline_that_moved_is_one_sentence(programme: Programme) -> None:
    moved = tuple(
        replace(c, deadline=read_period("2026")) if c.id == "C017" else c
        for c in programme.commitments
    )
    (told,) = changes(programme, replace(programme, commitments=moved))
    assert told == "finish building the complex by 2025 (C017): deadline 2025 → 2026"


def test_added_and_removed_mirror_each_other(programme: Programme) -> None:
    fewer = replace(programme, events=programme.events[:-2])
    more, less = changes(fewer, programme), changes(programme, fewer)
    assert [one.partition(": ")[2] for one in more] == [one.partition(": ")[2] for one in less]
    assert {one.partition(":")[0] for one in more} == {"added"}
    assert {one.partition(":")[0] for one in less} == {"removed"}


def test_a_revised_figure_is_told_with_both(programme: Programme) -> None:
    one = next(o for o in programme.observations if o.standing == "final")
    later = replace(one, value=one.value + 1, vintage=read_period("2030"))
    new = replace(programme, observations=(*programme.observations, later))
    (told,) = changes(programme, new)
    assert told.endswith(f"{one.value:g} {one.unit} → {one.value + 1:g} {one.unit}")


def test_a_replaced_promise_tells_its_new_deadline(programme: Programme) -> None:
    told = changes(as_known(programme, date(2022, 1, 1)), as_known(programme, date(2026, 3, 1)))
    moves = [
        one.rpartition("deadline ")[2] for one in told if "complex" in one and "deadline" in one
    ]
    assert moves[-2:] == ["2025 → 2026", "2026 → 2027-Q1"]


def test_what_came_later_is_not_known_before(programme: Programme) -> None:
    day = date(2025, 8, 10)
    then = as_known(programme, day)
    assert all(o.vintage.middle <= day for o in then.observations)
    forum = next(e for e in then.events if e.id == "youth-forum-3")
    assert (forum.status, forum.outcome) == ("planned", "")
    plan = next(d for d in then.documents if d.id == "plan-2025-2027")
    assert plan.initialed
    assert plan.signed is None


def test_the_command_in_russian_and_its_refusals() -> None:
    run = CliRunner()
    told = run.invoke(cli.app, ["diff", "2025-08-01", "2025-08-24", "--lang", "ru"])
    assert told.exit_code == 0
    assert "добавлено: " in told.output
    assert "заседание Высшего межгосударственного совета" in told.output
    assert (
        told.output
        == run.invoke(cli.app, ["diff", "2025-08-01", "2025-08-24", "--lang", "ru"]).output
    )
    same = run.invoke(cli.app, ["diff", "2025-08-01", "2025-08-01"])
    assert same.output == f"{Language('en').say('nothing changed')}\n"
    mixed = run.invoke(cli.app, ["diff", "2025-08-01", "nowhere"])
    assert mixed.exit_code != 0
    with pytest.raises(Exception, match="two folders or two days"):
        run.invoke(cli.app, ["diff", "2025-08-01", "nowhere"], catch_exceptions=False)
