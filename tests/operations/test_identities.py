"""Plates and VINs stand outside the chain, are proved by it, and can be forgotten."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.operations.complex import NOON, Desk

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments import absences, lots, parties
from goldenbridge.operations.appointments import booking as b
from goldenbridge.operations.appointments.identities import EraseVehicle
from goldenbridge.operations.appointments.tables import BOOKING, LOT_ENTRY, VEHICLE
from goldenbridge.operations.ledger import transaction
from goldenbridge.operations.ledger.backup import backup, restore
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.ledger.persons import reference
from goldenbridge.operations.ledger.tables import identity
from goldenbridge.operations.ledger.tables import ledger as events
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.lot import commitment
from goldenbridge.operations.passage.arrivals import WalkIn
from goldenbridge.operations.rooms import ROOMS

PLATE, VIN = "001ABC02", "WDB96340300000001"


def _lived(desk: Desk) -> str:
    """A vehicle that was booked, gave its place back, and stands in a lot."""
    vehicle = desk.truck()
    desk.do(absences.Cancel(desk.booked(desk.opening(1), vehicle), "c1"))
    lot = desk.do(lots.OpenLot(desk.opening(1, due=NOON + timedelta(hours=3))))["lot"]
    for party in ("KG", "KZ"):
        desk.do(lots.Commit(lot, party, commitment(lot, party, "ab" * 32)))
    desk.do(lots.Enter(lot, vehicle, "c1"))
    return vehicle


def _bodies(desk: Desk) -> list[str]:
    with desk.ledger.reading() as view:
        return list(view.connection.execute(select(events.c.body)).scalars())


def test_no_event_holds_a_plate_or_a_vin_and_the_key_proves_both(desk: Desk) -> None:
    vehicle = _lived(desk)
    assert not [body for body in _bodies(desk) if PLATE in body or VIN in body]
    (kept,) = desk.rows(identity)
    assert (kept.vehicle, kept.plate, kept.vin) == (vehicle, PLATE, VIN)
    told = next(body for body in map(json.loads, _bodies(desk)) if "plate_ref" in body)
    assert told["plate_ref"] == reference(PLATE, kept.key)
    assert told["vin_ref"] == reference(VIN, kept.key)
    assert desk.row(BOOKING, desk.rows(BOOKING)[0].id).plate == f"KZ {PLATE}"
    assert desk.replays()


def test_a_vehicle_is_forgotten_and_the_chain_stays_whole(desk: Desk, tmp_path: Path) -> None:
    vehicle = _lived(desk)
    busy = desk.booked(desk.opening(1, due=NOON + timedelta(hours=6)), vehicle)
    with pytest.raises(RuleError, match=f"with booking {busy}; allowed: one without"):
        desk.ledger.forget(EraseVehicle(vehicle), actor="o1")
    desk.do(absences.Cancel(busy, "c1"))
    desk.ledger.forget(EraseVehicle(vehicle), actor="o1")
    for table in (VEHICLE, BOOKING, LOT_ENTRY):
        (gone,) = {(row.plate.removeprefix("KZ "), row.vin) for row in desk.rows(table)}
        assert gone == (f"erased {vehicle}", f"erased {vehicle}")
    assert desk.rows(identity) == []
    assert desk.ledger.verify().whole
    assert desk.replays()
    with pytest.raises(RuleError, match="erased already"):
        desk.ledger.forget(EraseVehicle(vehicle), actor="o1")
    for late in (
        b.Hold(desk.opening(1, due=NOON + timedelta(hours=9)), vehicle, "c1"),
        WalkIn(vehicle, "to-kz", "perishable"),
    ):
        with pytest.raises(RuleError, match="which was erased; allowed: one registered anew"):
            desk.do(late)
    for file in tmp_path.glob("ledger.db*"):
        assert PLATE.encode() not in file.read_bytes()
        assert VIN.encode() not in file.read_bytes()
    again = desk.do(parties.RegisterVehicle("c2", "KZ", PLATE, VIN))["vehicle"]
    assert desk.row(VEHICLE, again).plate == PLATE
    desk.do(WalkIn(again, "to-kz", "general"))
    with pytest.raises(RuleError, match="which is here; allowed: one that has left"):
        desk.ledger.forget(EraseVehicle(again), actor="o1")
    assert desk.replays()


def test_a_backup_keeps_plates(desk: Desk, tmp_path: Path) -> None:
    vehicle = _lived(desk)
    backup(desk.ledger.store, ROOMS, tmp_path / "copy")
    with Ledger.open(f"sqlite:///{tmp_path}/new.db", ROOMS) as new:
        restore(tmp_path / "copy", new.store, ROOMS)
        with new.reading() as view:
            same = VEHICLE.c.id == vehicle
            row = view.connection.execute(select(VEHICLE).where(same)).one()
    assert (row.plate, row.vin) == (PLATE, VIN)


def test_older_events_that_hold_them_are_read_as_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(tx: Transaction) -> dict[str, object]:
        body = {"carrier": "c1", "country": "KZ", "plate": PLATE, "vin": VIN}
        tx.append("vehicle-registered", "v", body)
        return {}

    monkeypatch.setattr(transaction, "PERSONAL", frozenset())
    desk.do(older)
    monkeypatch.undo()
    booking = desk.booked(desk.opening(1), "v")
    assert desk.row(BOOKING, booking).vin == VIN
    desk.do(absences.Cancel(booking, "c1"))
    with pytest.raises(RuleError, match="whose plate stands in its event"):
        desk.do(EraseVehicle("v"))
    assert desk.replays()
