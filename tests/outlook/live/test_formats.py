"""Logs are told apart by their columns."""

import csv
from pathlib import Path

import pytest

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.formats import FORMS, form_of, rows
from goldenbridge.outlook.live.readings import readings

POSTED = ("scraped_at", "crossing_id", "trucks_exit_min")
QUEUE = ("scraped_at", "crossing_id", "vehicle_class", "virtual_wait_s", "is_paused")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_each_form_is_known_by_its_columns(form: object) -> None:
    assert form_of((*form.columns, "other"), "log.csv") is form  # type: ignore[attr-defined]


def test_an_unknown_form_names_what_is_allowed() -> None:
    with pytest.raises(LogError, match=r"log.csv:1: found the columns a, b; allowed: .*wait_min"):
        form_of(("a", "b"), "log.csv")


def test_seconds_become_minutes_and_coaches_are_left_out() -> None:
    cells = ("2026-06-15T11:32:00Z", "dorohusk", "truck_empty", "7200", "1")
    coach = ("2026-06-15T11:32:00Z", "dorohusk", "bus", "", "0")
    lines = ((n, dict(zip(QUEUE, row, strict=True))) for n, row in enumerate((cells, coach), 2))
    (row,) = rows(lines, form_of(QUEUE, "log.csv"))
    assert (row.series, row.value, row.paused) == ("dorohusk truck_empty", 120.0, True)
    assert row.at is not None
    assert row.at.isoformat() == "2026-06-15T11:32:00+00:00"


@pytest.mark.parametrize(("text", "read"), [("", None), ("x", "nan"), ("60", "60.0")])
def test_cells_without_a_number(text: str, read: str | None) -> None:
    line = dict(zip(POSTED, ("when", "a", text), strict=True))
    (row,) = rows(iter([(2, line)]), form_of(POSTED, "log.csv"))
    assert row.at is None
    assert (None if row.value is None else str(row.value)) == read


QUEUES = Path(__file__).parents[4] / "shared" / "data" / "border" / "poland_ukraine_trucks"


@pytest.mark.skipif(not QUEUES.exists(), reason="the logs are not part of the package")
def test_a_real_log_is_read_with_its_faults() -> None:
    with (QUEUES / "queues_dev.csv").open(encoding="utf-8", newline="") as text:
        table = csv.DictReader(text)
        form = form_of(table.fieldnames or (), "queues_dev.csv")
        lines = ((table.line_num, row) for row in table)
        series, findings = readings(rows(lines, form), unit=form.unit, zone=form.zone)
    # counted in the file: 426 rows of Budomierz, 6 without a value, 2 times that come twice
    by_name = {one.series: one for one in series}
    assert by_name["budomierz"].at.size == 418
    # all 426 rows of Malhowice are empty: it is told, and nothing is made up
    assert "malhowice" not in by_name
    told = {(one.kind, one.series): one.count for one in findings}
    assert told["empty", "budomierz"] == 6
    assert told["duplicate", "budomierz"] == 2
    assert told["empty", "malhowice"] == 426
