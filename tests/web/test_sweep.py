"""A hold that nobody confirms gives its place back by itself."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.operations.complex import NOON, Desk

from goldenbridge.errors import LedgerError
from goldenbridge.operations.appointments import booking as b
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.passage.arrivals import WalkIn
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.web import sweep


def test_holds_that_are_over_are_let_go_and_no_others(desk: Desk) -> None:
    opening = desk.opening(3)
    booked = desk.booked(opening)
    old = desk.do(b.Hold(opening, desk.truck(), "c1"))["booking"]
    desk.clock.to(desk.clock.now, minutes=3)
    young = desk.do(b.Hold(opening, desk.truck(), "c1"))["booking"]
    assert sweep.swept(desk.ledger) == 0
    desk.clock.to(desk.clock.now, minutes=2)
    before = desk.ledger.verify().events
    assert sweep.swept(desk.ledger) == 1
    assert {row.id: row.state for row in desk.rows(BOOKING)} == {
        booked: "booked",
        old: "lapsed",
        young: "held",
    }
    assert desk.row(OPENING, opening).used == 2
    assert sweep.swept(desk.ledger) == 0
    assert desk.ledger.verify().events == before + 1
    assert desk.replays()


def test_a_walk_in_gets_the_place_of_a_hold_that_is_over(desk: Desk) -> None:
    opening = desk.opening(1, truck_class="general")
    desk.do(b.Hold(opening, desk.truck(), "c1"))
    truck = desk.truck("c2")
    desk.clock.to(NOON - timedelta(minutes=1))
    visit = desk.do(WalkIn(truck, "to-kz", "general"))["visit"]
    assert desk.row(VISIT, visit).opening == opening
    assert desk.replays()


def test_the_server_sweeps_until_it_stops_whatever_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls = []

    def swept(_ledger: object) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise LedgerError("away")
        return 0

    async def run() -> None:
        stopping = asyncio.Event()
        asyncio.get_running_loop().call_later(0.1, stopping.set)
        await sweep.sweep(None, stopping, every_s=0.01)  # type: ignore[arg-type]

    monkeypatch.setattr(sweep, "swept", swept)
    monkeypatch.setattr(logging.getLogger("goldenbridge.web"), "propagate", True)
    with caplog.at_level(logging.WARNING), ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()
    assert len(calls) > 2
    assert "sweep: away" in caplog.text
