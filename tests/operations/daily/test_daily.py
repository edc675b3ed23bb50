"""A day told from the tables, on both engines: every number follows from what was done by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from tests.operations.complex import NOON, Desk

from goldenbridge.operations.daily import stations, stores, traffic
from goldenbridge.operations.daily.span import Span, span_of
from goldenbridge.operations.passage import arrivals, calling, steps
from goldenbridge.operations.passage.stations import End, Start
from goldenbridge.operations.passage.tables import TASK
from goldenbridge.operations.rules import example_rules
from goldenbridge.operations.warehouse import goods, residents

ZONE = ZoneInfo("Asia/Almaty")  # five hours ahead of UTC
DAY = date(2026, 3, 2)
UNIT = "376104250021234569"
WAY = ("to-kz", "perishable")


def _through(desk: Desk, *, came_min: float, entered_min: float, left_min: float) -> None:
    """A truck booked for noon UTC; minutes count from that."""
    desk.clock.to(NOON - timedelta(hours=6))
    booking = desk.booked(desk.openings)  # type: ignore[attr-defined]
    desk.clock.to(NOON, came_min)
    visit = str(desk.do(arrivals.Arrive(booking))["visit"])
    desk.clock.to(NOON, entered_min)
    desk.do(calling.CallNext("to-kz"))
    desk.do(arrivals.EnterGate(visit))
    tasks = {t.station: t for t in desk.rows(TASK) if t.visit == visit and t.state == "todo"}
    while tasks:
        for station, task in list(tasks.items()):
            if not any(f'"{other}"' in task.needs for other in tasks):
                desk.clock.to(NOON, entered_min)
                desk.do(Start(visit, station, task.agency))
                desk.clock.to(NOON, left_min)
                desk.do(End(visit, station, task.agency, "pass"))
                del tasks[station]
    desk.do(steps.Advance(visit, "finish"))
    desk.do(steps.Advance(visit, "exit"))


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Two trucks go through in the hour from 17:00 local time, which had three places."""
    desk.openings = desk.opening(3)  # type: ignore[attr-defined]
    _through(desk, came_min=-30, entered_min=10, left_min=40)
    _through(desk, came_min=5, entered_min=20, left_min=130)
    return desk


def _span(connection: Connection, day: date = DAY) -> Span:
    return span_of(connection, day, ZONE)


def test_a_day_is_local_and_its_events_are_those_written_in_it(busy: Desk) -> None:
    with busy.ledger.reading() as view:
        span = _span(view.connection)
        assert (span.starts, span.ends) == (
            "2026-03-01T19:00:00.000000Z",
            "2026-03-02T19:00:00.000000Z",
        )
        assert span.last == view.seq
        before = _span(view.connection, DAY - timedelta(days=1))
        assert before.last == span.after > before.after == 0
        assert _span(view.connection, DAY + timedelta(days=1)).after == view.seq


def test_trucks_against_the_plan_by_the_hour(busy: Desk) -> None:
    with busy.ledger.reading() as view:
        (flow,) = traffic.flows(view.connection, _span(view.connection), ["to-kz"])
        empty = traffic.flows(view.connection, _span(view.connection, date(2026, 3, 3)), ["to-kz"])
    assert (flow.planned[17], sum(flow.planned)) == (3, 3)
    assert (flow.entered[17], sum(flow.entered)) == (2, 2)
    assert (flow.left[17], flow.left[19], sum(flow.left)) == (1, 1, 2)
    assert not sum(empty[0].planned + empty[0].entered + empty[0].left)


def test_the_promise_counts_from_the_hour_booked_where_a_truck_came_before(busy: Desk) -> None:
    with busy.ledger.reading() as view:
        span = _span(view.connection)
        # the first took 40 minutes from its hour (70 from its arrival), the second 125
        for promise, kept in ((39, 0), (40, 1), (124, 1), (125, 2)):
            (one,) = traffic.passages(view.connection, span, [WAY], {"perishable": promise})
            assert (one.through, one.kept) == (2, kept)
        (none,) = traffic.passages(view.connection, span, [WAY], {})
        states = traffic.appointments(view.connection, span)
    assert (none.promise_min, none.kept, none.median_min) == (None, 0, None)
    assert states == {"arrived": 2}


def test_waits_are_told_from_five_trucks_on() -> None:
    assert traffic.tenth([1, 2, 3, 4]) == (None, None)
    assert traffic.tenth([10] * 5) == (10, 10)
    # the median of 1..9 is 5; the quantile of rank 0.9 · (9 + 1) is 9 (Hyndman and Fan, type 6)
    assert traffic.tenth([*range(1, 10)]) == (5, 9)


def test_stations_within_their_targets(busy: Desk) -> None:
    with busy.ledger.reading() as view:
        posts = [post for post in example_rules().posts if post.station == "ak-tilek-exit"]
        (one,) = stations.services(view.connection, _span(view.connection), posts)
    # its target is 10 minutes; the work took 30 and 110, from the entry on
    assert (one.done, one.within, one.median_min) == (2, 0, None)
    assert one.work_h == pytest.approx(140 / 60)


def test_stock_is_what_the_moves_until_the_end_of_the_day_leave(desk: Desk) -> None:
    desk.clock.to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    desk.do(goods.AddLocation("A1", "A", "ambient", (), 100))
    desk.do(goods.AddLocation("B1", "B", "ambient", (), 50))
    desk.do(goods.Receive(UNIT, "r1", "A1", 40, "ambient"))
    desk.clock.to(NOON)
    desk.do(goods.MoveUnit(UNIT, "A1", "B1", 15))
    with desk.ledger.reading() as view:
        first, second = (
            stores.zones(view.connection, _span(view.connection, day))
            for day in (date(2026, 3, 1), DAY)
        )
        before = stores.zones(view.connection, _span(view.connection, date(2026, 2, 28)))
    assert [(z.zone, z.packages, z.cap, z.came, z.went) for z in first] == [
        ("A", 40, 100, 40, 0),
        ("B", 0, 50, 0, 0),
    ]
    assert [(z.packages, z.came, z.went) for z in second] == [(25, 0, 0), (15, 0, 0)]
    assert before == []


def test_residents_and_what_they_made(desk: Desk) -> None:
    desk.clock.to(NOON - timedelta(days=1))
    for plot, area in (("P1", 100), ("P2", 50)):
        desk.do(residents.AddPlot(plot, "production", area))
        desk.do(residents.LetPlot(plot, "r1", "2026-03-01", "2026-03-03"))
    desk.do(residents.Report("r1", "080810", produced_kg=1000, shipped_kg=200))
    desk.clock.to(NOON)
    desk.do(residents.Report("r1", "080810", produced_kg=50, shipped_kg=300))
    with desk.ledger.reading() as view:
        (one,) = stores.residents(view.connection, _span(view.connection))
        (volume,) = stores.volumes(view.connection, _span(view.connection))
        over = stores.residents(view.connection, _span(view.connection, date(2026, 3, 3)))
        (kept,) = stores.volumes(view.connection, _span(view.connection, date(2026, 3, 3)))
    # 2 USD a month for a square metre of a plot for production
    assert (one.plots, one.area_m2, one.fees) == (2, 150, (("USD", Decimal(300)),))
    assert (volume.produced_kg, volume.shipped_kg, volume.left_kg) == (50, 300, 550)
    assert over == []
    assert (kept.produced_kg, kept.shipped_kg, kept.left_kg) == (0, 0, 550)
