"""Nothing wrong in a log is passed over, and nothing is filled in."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from goldenbridge.outlook.live.readings import HOUR, WHAT, Finding, Row, local_hours, readings

START = datetime(2026, 6, 1, tzinfo=UTC)


def log(*values: float | None, step_h: float = 1) -> list[Row]:
    return [
        Row(n + 2, "one", START + timedelta(hours=n * step_h), value)
        for n, value in enumerate(values)
    ]


def kinds(rows: list[Row], zone: str = "UTC") -> dict[str, Finding]:
    _, findings = readings(rows, unit="min", zone=zone)
    return {one.kind: one for one in findings if one.kind != "new"}


def test_a_clean_log_has_nothing_to_tell_but_that_it_is_short() -> None:
    (one,), findings = readings(log(3, 4, 5), unit="min", zone="UTC")
    assert one.value.tolist() == [3, 4, 5]
    assert np.diff(one.at).tolist() == [HOUR, HOUR]
    assert [finding.kind for finding in findings] == ["new"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [(None, "empty"), (float("nan"), "unreadable"), (-1, "impossible"), (43_201, "impossible")],
)
def test_what_is_no_reading_is_left_out_with_its_line(value: float | None, kind: str) -> None:
    rows = log(3, value, 5)
    (one,), _ = readings(rows, unit="min", zone="UTC")
    assert one.value.tolist() == [3, 5]
    found = kinds(rows)[kind]
    assert (found.count, found.first) == (1, "line 3")


def test_a_time_that_cannot_be_read_is_told() -> None:
    assert kinds([*log(3, 4), Row(4, "one", None, 5.0)])["unreadable"].first == "line 4"


def test_rows_out_of_order_are_put_in_place() -> None:
    first, second, third = log(3, 4, 5)
    (one,), _ = readings([first, third, second], unit="min", zone="UTC")
    assert one.value.tolist() == [3, 4, 5]
    assert kinds([first, third, second])["order"].count == 1


def test_the_same_row_twice_counts_once_and_a_contradiction_keeps_the_first() -> None:
    rows = log(3, 4)
    assert kinds([*rows, rows[1]])["duplicate"].count == 1
    other = Row(9, "one", rows[1].at, 7.0)
    assert kinds([*rows, other])["conflict"].count == 1
    (one,), _ = readings([*rows, other], unit="min", zone="UTC")
    assert one.value.tolist() == [3, 4]


def test_a_gap_is_told_and_not_filled() -> None:
    rows = log(*range(30))
    rows = rows[:10] + rows[20:]
    (one,), _ = readings(rows, unit="min", zone="UTC")
    assert one.at.size == 20
    assert kinds(rows)["gap"].first == "2026-06-01 09:00Z"


def test_a_sensor_that_says_one_number_for_a_day_is_told_but_not_an_empty_queue() -> None:
    assert kinds(log(1, *[7] * 25, 2))["stuck"].first == "2026-06-01 01:00Z"
    assert "stuck" not in kinds(log(1, *[0] * 25, 2))


def test_a_paused_queue_is_told_and_kept() -> None:
    rows = [Row(2, "one", START, 3.0, paused=True), *log(3, 4)[1:]]
    (one,), _ = readings(rows, unit="min", zone="UTC")
    assert one.paused.tolist() == [True, False]
    assert kinds(rows)["paused"].count == 1


def test_local_times_that_come_twice_or_never_are_told() -> None:
    never = datetime(2016, 3, 13, 2)  # noqa: DTZ001 - a log without zones
    twice = datetime(2016, 11, 6, 1)  # noqa: DTZ001
    plain = datetime(2016, 11, 6, 3)  # noqa: DTZ001
    rows = [Row(n, "one", at, 1.0) for n, at in enumerate((never, twice, plain), 2)]
    assert kinds(rows, "America/Vancouver")["clock"].count == 2


def test_local_hours_follow_the_clock() -> None:
    # Vancouver: 9:00 UTC is 1:00 before the clocks go forward on 13 March 2016, 10:00 is 3:00
    at = [datetime(2016, 3, 13, hour, tzinfo=UTC).timestamp() for hour in (9, 10)]
    assert (local_hours(np.array(at, dtype=np.int64), "America/Vancouver") % 24).tolist() == [1, 3]


def test_every_kind_says_what_was_done() -> None:
    rows = [*log(3, None, -1), Row(9, "one", None, 5.0)]
    _, findings = readings(rows, unit="min", zone="UTC")
    assert all(one.told is WHAT[one.kind] for one in findings)
