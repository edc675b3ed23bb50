"""Logs are told apart by their columns."""

import pytest

from goldenbridge.errors import LogError
from goldenbridge.outlook.live.formats import FORMS, form_of, rows

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
