"""Tables of visits where clocks change: hours by the local clock, lengths by the true time."""

from datetime import date

import pytest

from goldenbridge.border.fit.logs import COLUMNS, visits
from goldenbridge.border.fit.visits import StationVisits

polars = pytest.importorskip("polars", reason="needs the extra `tables`")


def read(*times: tuple[str, str, str]) -> StationVisits:
    rows = [(f"v{n}", "gate", "in", "a", *row, "done") for n, row in enumerate(times)]
    return visits(polars.DataFrame(rows, schema=COLUMNS, orient="row"), "log", "Europe/Warsaw")


def test_an_hour_that_comes_twice_is_one_hour_of_the_day_and_two_of_waiting() -> None:
    """On 25 October 2026 clocks went from 03:00 summer time back to 02:00."""
    found = read(
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-25T02:40+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00", "2026-10-25T03:10+01:00"),
    )
    assert found.first == date(2026, 10, 25)
    assert found.arrived.tolist() == [150, 150]
    assert (found.started - found.arrived).tolist() == [60, 30]
    assert (found.ended - found.started).tolist() == [10, 10]
    # without a zone it is UTC: the second of the two
    bare = read(("2026-10-25T01:30", "2026-10-25T02:00", "2026-10-25T02:10"))
    assert (bare.arrived[0], bare.started[0]) == (150, 180)


def test_an_hour_that_never_comes_is_nobody_s_wait() -> None:
    """On 29 March 2026 clocks went from 02:00 to 03:00 summer time."""
    found = read(("2026-03-29T01:50+01:00", "2026-03-29T03:10+02:00", "2026-03-29T03:30+02:00"))
    assert found.arrived.tolist() == [110]
    assert (found.started - found.arrived).tolist() == [20]
    assert (found.ended - found.started).tolist() == [20]
