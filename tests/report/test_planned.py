"""The register in words: lists, agenda, steps since a session, resolutions, reminders."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import Language
from goldenbridge.operations.council.plan import Session
from goldenbridge.operations.council.records import record_of
from goldenbridge.programme.folder import load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.report.changes import as_known, changes
from goldenbridge.report.plan_reminders import as_reminders, reminders
from goldenbridge.report.planned import planned
from goldenbridge.report.registered import registered
from goldenbridge.report.sections.plan_sessions import changes_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("plan") / "example"
    scaffold(made)
    return made


@pytest.fixture(scope="module")
def example(folder: Path) -> Programme:
    return load(folder)


def rows(programme: Programme, day: str, section: str, table: str) -> list[tuple[str, ...]]:
    made = planned(registered(programme, date.fromisoformat(day)), (section,))
    return [row for one in made.sections[0].tables if one.id == table for row in one.rows]


def test_both_positions_stand_beside_each_other(example: Programme) -> None:
    assert rows(example, "2024-12-01", "measures", "positions") == [
        (
            "Open the bridge to trucks",
            "Northland, quarter 3 of 2024",
            "the piers stand",
            "Southland: disputed: two of the six piers stand",
        )
    ]
    assert rows(example, "2024-10-20", "measures", "positions")[0][-1] == "no answer yet"


def test_what_is_late_has_its_days(example: Programme) -> None:
    """Southland owed a report by 30 October 2024; the deadline was 30 June 2025."""
    assert rows(example, "2024-11-02", "late", "late") == [
        (
            "30 October 2024",
            "3",
            "Open the bridge to trucks",
            "report for quarter 3 of 2024",
            "Southland",
        )
    ]
    late = rows(example, "2025-07-10", "late", "late")
    assert (
        "30 June 2025",
        "10",
        "Open the bridge to trucks",
        "deadline",
        "Northland and Southland",
    ) in late
    assert rows(example, "2024-10-15", "late", "late") == []


def test_an_answer_is_late_after_its_days(example: Programme) -> None:
    report = replace(example.plan_measures[0].reports[0], answers=())
    measure = replace(example.plan_measures[0], reports=(report,))
    open_one = replace(example, plan_measures=(measure,))
    late = [row[3] for row in rows(open_one, "2024-11-12", "late", "late")]
    assert "answer to the report of Northland for quarter 3 of 2024" in late
    assert len(rows(open_one, "2024-11-11", "late", "late")) == 1


def test_the_agenda_is_made_of_what_stands_open(example: Programme) -> None:
    items = [item for _, item in rows(example, "2024-12-01", "agenda", "agenda")]
    assert items == [
        (
            "disputed for quarter 3 of 2024: Northland says “the piers stand”, "
            "Southland says “two of the six piers stand”"
        ),
        "Southland proposes 31 December 2025 as deadline: the deck is late",
        "Southland: 1 report is missing",
    ]
    steps = [what for _, _, what in rows(example, "2024-12-01", "agenda", "since")]
    assert steps == [
        "Northland reports for quarter 3 of 2024: the piers stand",
        "Southland disputes the report for quarter 3 of 2024: two of the six piers stand",
        "Southland proposes 31 December 2025 as deadline: the deck is late",
    ]


def session(name: str, on: str, *points: dict[str, Any], **own: Any) -> Session:
    return record_of(
        Session, {"id": name, "title": name, "on": on, "resolution": list(points)} | own
    )


def test_a_fixed_agenda_is_shown_as_it_is(example: Programme) -> None:
    coming = session(
        "summit-2", "2025-03-01", agenda=[{"text": "the deck"}], agenda_fixed="2025-01-01"
    )
    more = replace(example, sessions=(*example.sessions, coming))
    assert rows(more, "2025-01-02", "agenda", "agenda") == [("", "the deck")]
    assert len(rows(more, "2024-12-31", "agenda", "agenda")) == 3


def test_a_resolution_is_told_against_the_one_before(example: Programme) -> None:
    first = {"id": "1", "text": "open the bridge to trucks", "due": "2025-12-31"}
    second = {"id": "2", "text": "count the trucks"}
    later = session("summit-2", "2025-03-01", first, second, resolved="2025-03-01")
    more = replace(example, sessions=(*example.sessions, later))
    found = registered(more, date(2025, 3, 2))
    assert changes_of(found) == (
        "open the bridge to trucks (1): measure open-bridge → –",
        "open the bridge to trucks (1): due 2025-06-30 → 2025-12-31",
        "added: count the trucks (2)",
    )
    assert changes_of(registered(more, date(2025, 2, 28))) == ()


def test_what_the_sides_said_is_part_of_the_changes(example: Programme) -> None:
    old, new = (as_known(example, date(2024, month, 15)) for month in (9, 10))
    assert changes(old, new) == (
        (
            "12 October 2024: Open the bridge to trucks: "
            "Northland reports for quarter 3 of 2024: the piers stand"
        ),
    )


def test_reminders_look_ahead(example: Programme) -> None:
    found = registered(example, date(2025, 1, 10))
    ahead = reminders(found, 30)
    assert [(one.day, one.who, one.what.template) for one in ahead] == [
        (date(2025, 1, 30), ("NL",), "report for {quarter}"),
        (date(2025, 1, 30), ("SL",), "report for {quarter}"),
    ]
    text = as_reminders(found, 200)
    assert text == as_reminders(found, 200)
    entries = Calendar.from_ical(text).walk("VEVENT")
    assert {str(one["UID"]) for one in entries} >= {
        "report-open-bridge-NL-2024-Q4@example.goldenbridge",
        "deadline-open-bridge@example.goldenbridge",
    }


def test_a_folder_without_a_plan_says_so(example: Programme) -> None:
    with pytest.raises(ChoiceError, match=r"a folder with plan\.toml"):
        registered(replace(example, plans=()), date(2025, 1, 1))


@pytest.mark.parametrize("code", ["ru", "kk", "ky"])
def test_it_is_told_in_every_language(example: Programme, code: str) -> None:
    made = planned(registered(example, date(2024, 12, 1), Language(code)))
    english = planned(registered(example, date(2024, 12, 1)))
    for told, said in zip(made.sections, english.sections, strict=True):
        assert told.title != said.title
        assert told.answer != said.answer


@pytest.mark.parametrize("command", ["list", "late", "agenda", "sessions"])
def test_the_commands_print_and_write(folder: Path, tmp_path: Path, command: str) -> None:
    file = tmp_path / "out.json"
    day = ["--as-of", "2024-12-01", "--json", str(file)]
    done = CliRunner().invoke(cli.app, ["register", command, str(folder), *day])
    assert done.exit_code == 0, done.output
    written = json.loads(file.read_text("utf-8"))
    name = {"list": "measures"}.get(command, command)
    assert name in written
    assert [one["id"] for one in written["sections"]] == [name]


def test_reminders_are_written(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.ics"
    asked = ["register", "remind", str(file), "--folder", str(folder), "--as-of", "2025-01-10"]
    done = CliRunner().invoke(cli.app, [*asked, "--ahead", "30"])
    assert done.exit_code == 0, done.output
    assert done.output == f"{file}: 2 entries\n"
