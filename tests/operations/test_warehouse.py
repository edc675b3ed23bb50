"""Units, moves, docks, plots and output on the ledger, on both engines."""

from datetime import timedelta

import pytest
from tests.operations.complex import NOON, Desk

from goldenbridge.errors import RefusedError
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage import arrivals as a
from goldenbridge.operations.passage import calling, holds, steps
from goldenbridge.operations.warehouse import docks, goods, residents
from goldenbridge.operations.warehouse.tables import LEASE, MOVE, OUTPUT, STOCK, UNIT

FIRST, SECOND = "376104250021234569", "106141412345678908"


def refused(desk: Desk, command: object, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        desk.do(command)  # type: ignore[arg-type]


@pytest.fixture
def stores(desk: Desk) -> Desk:
    """Three places: two in one ambient zone, one chilled."""
    desk.do(goods.AddLocation("A1", "A", "ambient", ("3", "5.1"), 100))
    desk.do(goods.AddLocation("A2", "A", "ambient", (), 100))
    desk.do(goods.AddLocation("C1", "C", "chilled", (), 100))
    return desk


def docked(desk: Desk) -> str:
    """A visit that stands at the dock."""
    booking = desk.booked(desk.opening(1))
    desk.clock.to(NOON)
    visit = str(desk.do(a.Arrive(booking))["visit"])
    desk.do(calling.CallNext("to-kz"))
    desk.do(a.EnterGate(visit))
    desk.do(steps.Advance(visit, "dock"))
    return visit


def balances(desk: Desk) -> dict[str, int]:
    return {row.location: row.packages for row in desk.rows(STOCK)}


def test_a_unit_comes_in_moves_and_goes_out(stores: Desk) -> None:
    visit = docked(stores)
    unit = stores.do(goods.Receive(f"(00) {FIRST}", "r1", "A1", 40, "ambient", visit=visit))["unit"]
    assert unit == FIRST
    stores.do(goods.MoveUnit(unit, "A1", "A2", 15))
    assert balances(stores) == {"A1": 25, "A2": 15}
    refused(stores, goods.Ship(unit, "A2", 5, visit), "which is bonded; allowed: free")
    stores.do(goods.Ship(unit, "A2", 5, visit, transit=True))
    stores.do(goods.SetStatus(unit, "free", "KZ-revenue"))
    stores.do(goods.Ship(unit, "A2", 10, visit))
    assert balances(stores) == {"A1": 25, "A2": 0}
    moved = sum((row.to_location is not None) * row.packages for row in stores.rows(MOVE))
    assert moved - sum((r.from_location is not None) * r.packages for r in stores.rows(MOVE)) == 25
    assert stores.replays()


def test_balances_never_fall_below_nothing(stores: Desk) -> None:
    stores.do(goods.Receive(FIRST, "r1", "A1", 10, "ambient"))
    refused(stores, goods.MoveUnit(FIRST, "A1", "A2", 11), "11 from A1; allowed: 10 or fewer")
    refused(stores, goods.MoveUnit(FIRST, "A2", "A1", 1), "1 from A2; allowed: 0 or fewer")
    refused(stores, goods.MoveUnit(FIRST, "A1", "A1", 1), "another place than the source")
    refused(stores, goods.MoveUnit(FIRST, "A1", "A2", 0), "packages: found 0; allowed: 1 or more")
    refused(stores, goods.Ship(FIRST, "A1", 1, "v", transit=True), "visit: found 'v'")

    def careless(tx: object) -> dict[str, object]:
        body = {"from": "A1", "to": "A2", "packages": 11, "move": "m"}
        tx.append("unit-moved", FIRST, body)  # type: ignore[attr-defined]
        return {}

    refused(stores, careless, "packages: found 11 from A1")
    assert balances(stores) == {"A1": 10}


def test_what_may_stand_where(stores: Desk) -> None:
    refused(stores, goods.Receive("376104250021234568", "r", "A1", 1, "ambient"), "check digit")
    refused(stores, goods.Receive(FIRST, "r", "moon", 1, "ambient"), "location: found 'moon'")
    refused(stores, goods.Receive(FIRST, "r", "C1", 1, "ambient"), "which is chilled; allowed: one")
    refused(stores, goods.Receive(FIRST, "r", "A1", 101, "ambient"), "101 into A1; allowed: 100 or")
    refused(stores, goods.Receive(FIRST, "r", "A1", 1, "ambient", ("10",)), "labels: found '10'")
    stores.do(goods.Receive(FIRST, "r", "A1", 60, "ambient", ("3",)))
    refused(stores, goods.Receive(FIRST, "r", "A1", 1, "ambient"), "an id that is not yet taken")
    clash = goods.Receive(SECOND, "r", "A1", 1, "ambient", ("5.1",))
    refused(stores, clash, "location A1: found 5.1 beside 3; allowed: 5.1 apart from it")
    refused(stores, goods.MoveUnit(FIRST, "A1", "A2", 1), "fitted for no dangerous goods; allowed")
    again = goods.AddLocation("A1", "A", "ambient", (), 1)
    refused(stores, again, "location: found 'A1'; allowed: an id that is not yet taken")


def test_a_zone_is_free_again_when_the_goods_have_left(stores: Desk) -> None:
    visit = docked(stores)
    stores.do(goods.Receive(FIRST, "r", "A1", 1, "ambient", ("3",)))
    stores.do(goods.SetStatus(FIRST, "free", "KZ-revenue"))
    stores.do(goods.Ship(FIRST, "A1", 1, visit))
    stores.do(goods.Receive(SECOND, "r", "A1", 1, "ambient", ("5.1",)))
    assert stores.replays()


def test_only_who_holds_a_unit_releases_it(stores: Desk) -> None:
    stores.do(goods.Receive(FIRST, "r", "A1", 1, "ambient"))
    refused(
        stores, goods.SetStatus(FIRST, "held", "police"), "agency: found 'police'; allowed: KG-"
    )
    refused(
        stores, goods.SetStatus(FIRST, "bonded", "KZ-agro"), "status: found 'bonded'; allowed: f"
    )
    stores.do(goods.SetStatus(FIRST, "held", "KZ-agro"))
    refused(stores, goods.SetStatus(FIRST, "free", "KG-agro"), "allowed: KZ-agro only")
    stores.do(goods.SetStatus(FIRST, "free", "KZ-agro"))
    assert (stores.row(UNIT, FIRST).status, stores.row(UNIT, FIRST).held_by) == ("free", None)
    assert stores.replays()


def test_goods_come_and_go_at_the_dock_only(stores: Desk) -> None:
    visit = docked(stores)
    stores.do(steps.Advance(visit, "load"))
    late = goods.Receive(FIRST, "r", "A1", 1, "ambient", visit=visit)
    refused(stores, late, "which is loaded; allowed: at-dock or unloaded")
    stores.do(goods.Receive(FIRST, "r", "A1", 1, "ambient"))
    stores.do(goods.SetStatus(FIRST, "free", "KZ-revenue"))
    stores.do(goods.Ship(FIRST, "A1", 1, visit))


def test_a_dock_has_one_truck_at_a_time(desk: Desk) -> None:
    visit = docked(desk)
    desk.do(docks.AddDock("D1", "A"))

    def book(start: int, end: int, dock: str = "D1") -> docks.BookDock:
        times = [stamp(NOON + timedelta(minutes=minutes)) for minutes in (start, end)]
        return docks.BookDock(dock, visit, *times)

    first = desk.do(book(0, 60))["booking"]
    for start, end in ((0, 60), (59, 90), (-30, 1), (10, 20), (-5, 99)):
        refused(
            desk, book(start, end), "starts: found .*; allowed: a time not from 2026-03-02T12:00"
        )
    desk.do(book(60, 90))
    desk.do(book(-30, 0))
    refused(desk, book(9, 9), "ends: found")
    refused(desk, book(0, 1, "D9"), "dock: found 'D9'")
    refused(desk, docks.BookDock("D1", visit, "noon", "one"), "starts: found 'noon'")
    desk.do(docks.FreeDock(first))
    refused(desk, docks.FreeDock(first), "which is freed; allowed: booked")
    desk.do(book(10, 20))
    desk.do(holds.Hold(visit, "KZ-revenue", "x"))
    desk.do(holds.Refuse(visit, "KZ-revenue", "x"))
    desk.do(holds.Conclude(visit, "KZ-revenue", "turn-back"))
    refused(desk, book(200, 210), "which is turned-back; allowed: one that goes on")
    assert desk.replays()


def test_a_plot_is_let_to_one_resident_at_a_time(desk: Desk) -> None:
    assert desk.do(residents.AddPlot("P1", "production", 1000))["fee"] == "2000.00"
    refused(desk, residents.AddPlot("P1", "store", 1), "plot: found 'P1'")
    refused(desk, residents.AddPlot("P2", "palace", 1), "kind: found 'palace'")
    desk.do(residents.LetPlot("P1", "r1", "2026-03-01", "2027-03-01"))
    clash = residents.LetPlot("P1", "r2", "2027-02-28", "2028-01-01")
    refused(desk, clash, "begins: found 2027-02-28; allowed: a time not 2026-03-01 to 2027-03-01")
    desk.do(residents.LetPlot("P1", "r2", "2027-03-01", "2028-01-01"))
    refused(desk, residents.LetPlot("P1", "r3", "2029-01-01", "2029-01-01"), "ends: found")
    refused(desk, residents.LetPlot("P1", " ", "2029-01-01", "2030-01-01"), "resident: found ' '")
    refused(desk, residents.LetPlot("P1", "r", "soon", "2030-01-01"), "begins: found 'soon'")
    assert {row.fee for row in desk.rows(LEASE)} == {"2000.00"}
    assert desk.replays()


def test_nobody_ships_more_than_was_made(desk: Desk) -> None:
    refused(
        desk, residents.Report("r1", "200290", 1), "resident: found 'r1'; allowed: one with a l"
    )
    desk.do(residents.AddPlot("P1", "production", 10))
    desk.do(residents.LetPlot("P1", "r1", "2026-03-01", "2027-03-01"))
    desk.do(residents.Report("r1", "200290", produced_kg=500))
    assert desk.do(residents.Report("r1", "200290", produced_kg=100, shipped_kg=550)) == {
        "left_kg": 50
    }
    refused(desk, residents.Report("r1", "200290", shipped_kg=51), "allowed: 50 or less, what was")
    refused(desk, residents.Report("r1", "2002", 1), "hs6: found '2002'; allowed: 6 digits")
    refused(desk, residents.Report("r1", "200290", -1), "produced_kg: found -1")
    assert [(r.produced_kg, r.shipped_kg) for r in desk.rows(OUTPUT)] == [(600, 550)]
    assert desk.rows(OPENING) == []
    assert desk.replays()
