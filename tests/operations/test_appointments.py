"""Holds, bookings, moves, cancellations, absences, lots and calendar files, on both engines."""

# ruff: noqa: RUF001 - look-alikes are what is tested

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update
from tests.operations.complex import NOON, Desk

from goldenbridge.errors import RefusedError, RuleError
from goldenbridge.operations import lot as rule
from goldenbridge.operations.appointments import absences, lots, parties, places
from goldenbridge.operations.appointments import booking as b
from goldenbridge.operations.appointments.calendar import calendar
from goldenbridge.operations.appointments.offers import ChangeCapacity, Publish, Slip, publish
from goldenbridge.operations.appointments.tables import ABSENCE, BOOKING, CARRIER, LOT, OPENING
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger import transaction
from goldenbridge.operations.rules import example_text
from goldenbridge.operations.slots import openings
from goldenbridge.programme.model import Programme

BEFORE = NOON - timedelta(days=1)


def refused(desk: Desk, command: object, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        desk.do(command)  # type: ignore[arg-type]


def test_a_place_is_held_booked_and_counted(desk: Desk) -> None:
    opening = desk.opening(2)
    booking = desk.booked(opening)
    assert desk.row(OPENING, opening).used == 1
    assert desk.row(BOOKING, booking).state == "booked"
    desk.booked(opening, carrier="c2")
    refused(
        desk, b.Hold(opening, desk.truck(), "c1"), "with 2 of 2 places taken; allowed: one with"
    )
    assert desk.replays()


def test_two_people_on_one_place(desk: Desk) -> None:
    opening = desk.opening(1)
    trucks = [desk.truck() for _ in range(12)]

    def ask(vehicle: str) -> bool:
        try:
            desk.do(b.Hold(opening, vehicle, "c1"))
        except RuleError:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(ask, trucks)) == 1
    assert desk.row(OPENING, opening).used == 1


def test_the_statement_itself_refuses_a_place_too_many(desk: Desk) -> None:
    opening, vehicle = desk.opening(1), desk.truck()
    desk.booked(opening)

    def careless(tx: object) -> dict[str, object]:
        row = parties.check_eligible(tx.connection, vehicle, "c1", tx.now)  # type: ignore[attr-defined]
        tx.append("held", "x", places.row_of(opening, row, "held", None))  # type: ignore[attr-defined]
        return {}

    refused(desk, careless, "which is full")


def test_one_active_booking_by_plate_and_by_vin(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # in the form of older events, which hold plate and VIN themselves
    monkeypatch.setattr(transaction, "PERSONAL", frozenset())
    opening, vehicle = desk.opening(5), desk.truck()
    desk.booked(opening, vehicle)
    refused(desk, b.Hold(opening, vehicle, "c1"), "KZ 001ABC02 with booking .* one active booking")

    def twin(**change: str) -> object:
        def careless(tx: object) -> dict[str, object]:
            row = parties.check_eligible(tx.connection, vehicle, "c1", tx.now)  # type: ignore[attr-defined]
            body = places.row_of(opening, row, "held", None) | change
            tx.append("held", "x", body)  # type: ignore[attr-defined]
            return {}

        return careless

    refused(desk, twin(vin="other"), "does not go with what stands already")
    refused(desk, twin(plate="other"), "does not go with what stands already")
    desk.do(twin(plate="other", vin="other"))  # type: ignore[arg-type]


def test_plates_are_one_in_any_alphabet_and_never_change(desk: Desk) -> None:
    desk.do(parties.RegisterVehicle("c1", "kz", "777 АВС 02", "WDB9634031L738593"))
    again = parties.RegisterVehicle("c2", "KZ", "777-abc-О2", "WDB9634031L738594")
    refused(desk, again, "plate: found KZ 777ABC02, which is registered")
    same_vin = parties.RegisterVehicle("c2", "KZ", "778 ABC 02", "wdb9634031l738593")
    refused(desk, same_vin, "vin: found WDB9634031L738593, which is registered")
    wrong = parties.RegisterVehicle("c1", "KZ", "779 ABC 02", "1M8GDM9A1KP042788")
    refused(desk, wrong, r"check digit .* is 1; allowed: X there")
    refused(
        desk, parties.RegisterVehicle("c9", "KZ", "779 ABC 02", "W" * 17), "carrier: found 'c9'"
    )
    refused(
        desk, parties.RegisterCarrier("c1", "KZ"), "carrier: found 'c1'; allowed: an id that is not"
    )
    refused(desk, parties.RegisterCarrier(" ", "KZ"), "carrier: found ' '; allowed: an id")


def test_a_hold_lapses_and_its_place_is_sold_again(desk: Desk) -> None:
    opening, slow = desk.opening(1), desk.truck()
    held = desk.do(b.Hold(opening, slow, "c1"))
    desk.clock.to(desk.clock.now, 5)
    refused(desk, b.Confirm(held["booking"], "c1"), "which is lapsed; allowed: one that is held")
    desk.booked(opening)
    assert desk.row(BOOKING, held["booking"]).state == "lapsed"
    assert desk.replays()


def test_a_hold_that_is_over_does_not_keep_its_vehicle(desk: Desk) -> None:
    first, second = desk.opening(1), desk.opening(1, due=NOON + timedelta(hours=1))
    vehicle = desk.truck()
    held = desk.do(b.Hold(first, vehicle, "c1"))["booking"]
    desk.clock.to(desk.clock.now, 5)
    desk.booked(second, vehicle)
    assert desk.row(BOOKING, held).state == "lapsed"
    assert desk.row(OPENING, first).used == 0
    assert desk.replays()


def test_a_clock_set_back_sells_nothing_twice(desk: Desk) -> None:
    opening = desk.opening(1)
    held = desk.do(b.Hold(opening, desk.truck(), "c1"))
    desk.clock.to(desk.clock.now, -600)
    refused(desk, b.Hold(opening, desk.truck(), "c1"), "places taken")
    desk.do(b.Confirm(held["booking"], "c1"))
    assert desk.ledger.verify().whole
    assert desk.replays()


def test_who_may_hold(desk: Desk) -> None:
    opening, vehicle = desk.opening(2), desk.truck()
    refused(desk, b.Hold(opening, vehicle, "c2"), "carrier: found 'c2'; allowed: the carrier of")
    refused(desk, b.Hold("moon", vehicle, "c1"), "opening: found 'moon'")
    refused(desk, b.Hold(opening, "ghost", "c1"), "vehicle: found 'ghost'")
    desk.clock.to(NOON)
    refused(
        desk, b.Hold(opening, vehicle, "c1"), "allowed: from 2026-02-16T12:00.* until 2026-03-02"
    )
    booking_of_another = desk.opening(1, due=NOON + timedelta(days=2))
    booking = desk.booked(booking_of_another)
    refused(desk, absences.Cancel(booking, "c2"), "booking: found ''")


def test_general_openings_keep_places_for_walk_ins(desk: Desk) -> None:
    opening = desk.opening(10, truck_class="general")
    for _ in range(9):
        desk.booked(opening)
    refused(desk, b.Hold(opening, desk.truck(), "c1"), "9 of 10 places taken, 1 kept for trucks")


def test_fewer_places_stop_the_sale_and_nobody_loses_one(desk: Desk) -> None:
    opening, other = desk.opening(3), desk.opening(3, due=NOON + timedelta(hours=1))
    bookings = [desk.booked(opening) for _ in range(3)]
    refused(desk, b.Move(bookings[0], "c1", other), "lost capacity or runs behind")
    done = desk.do(ChangeCapacity(opening, -2, "incident"))
    assert (done["cap"], done["to_move"]) == (3, 2)
    desk.do(b.Move(bookings[0], "c1", other))
    assert (desk.row(OPENING, opening).cap, desk.row(OPENING, opening).used) == (2, 2)
    assert desk.row(OPENING, other).used == 1
    refused(desk, b.Hold(opening, desk.truck(), "c1"), "places taken")
    refused(desk, ChangeCapacity(opening, 1, "sim"), "within 20% of the 3 planned")
    other_way = desk.opening(3, way="to-kg")
    refused(desk, b.Move(bookings[1], "c1", other_way), "allowed: an opening to-kz for perishable")
    refused(desk, b.Move(bookings[1], "c1", opening), "another opening than now")
    assert desk.replays()


def test_a_stale_version_is_refused(desk: Desk) -> None:
    opening = desk.opening(3)
    version = desk.row(OPENING, opening).version
    desk.do(ChangeCapacity(opening, 1, "manual", version))
    refused(desk, ChangeCapacity(opening, 1, "manual", version), f"version: found {version}, stale")
    booking = desk.booked(opening)
    old = desk.row(BOOKING, booking).version
    desk.do(b.ImportNumber(booking, "c1", "CGR-7", old))
    refused(desk, absences.Cancel(booking, "c1", old), "version: found .*, stale")


def test_numbers_of_the_state_s_own_queue(desk: Desk) -> None:
    opening = desk.opening(3)
    first, second = desk.booked(opening), desk.booked(opening)
    desk.do(b.ImportNumber(first, "c1", "CGR-7"))
    desk.do(b.ImportNumber(first, "c1", "CGR-7"))
    refused(desk, b.ImportNumber(second, "c1", "CGR-7"), "a number of one booking only")
    desk.do(absences.Cancel(second, "c1"))
    refused(
        desk, b.ImportNumber(second, "c1", "CGR-8"), "which is cancelled; allowed: held, booked"
    )


def test_cancelling_in_time_is_free_and_late_is_an_absence(desk: Desk) -> None:
    opening = desk.opening(5)
    early = desk.booked(opening)
    assert desk.do(absences.Cancel(early, "c1"))["deposit"] == "returned"
    late, slipped = (
        desk.booked(opening),
        desk.booked(desk.opening(1, due=NOON + timedelta(hours=1))),
    )
    desk.clock.to(NOON, -60)
    desk.do(Slip(desk.row(BOOKING, slipped).opening, 90))
    desk.do(absences.Cancel(slipped, "c1"))
    assert desk.rows(ABSENCE) == []
    desk.do(absences.Cancel(late, "c1"))
    assert [row.carrier for row in desk.rows(ABSENCE)] == ["c1"]
    refused(desk, absences.Cancel(late, "c1"), "which is cancelled; allowed: held or booked")
    assert desk.row(OPENING, opening).used == 0
    assert desk.replays()


def test_the_third_absence_suspends(desk: Desk) -> None:
    hours = [NOON + timedelta(hours=n) for n in range(4)]
    bookings = [desk.booked(desk.opening(1, due=due)) for due in hours]
    vehicle = desk.truck()
    later = desk.opening(1, due=NOON + timedelta(days=3))
    refused(desk, absences.MarkAbsent(bookings[0]), "allowed: from 2026-03-02 16:00 UTC")
    desk.clock.to(NOON + timedelta(days=1))
    deposits = [desk.do(absences.MarkAbsent(booking))["deposit"] for booking in bookings[:3]]
    assert deposits == ["returned", "kept", "kept"]
    assert desk.row(CARRIER, "c1").suspended_until == "2026-04-01T14:00:00.000000Z"
    refused(
        desk, b.Hold(later, vehicle, "c1"), "carrier: found c1, suspended; allowed: from 2026-04"
    )
    refused(desk, absences.MarkAbsent(bookings[0]), "which is no-show")
    desk.do(Slip(desk.row(BOOKING, bookings[3]).opening, 30))
    assert desk.do(absences.MarkAbsent(bookings[3]))["absence"] is None
    assert desk.replays()


def test_openings_are_checked_when_published(desk: Desk, programme: Programme) -> None:
    site, demand = programme.sites[0], programme.demands[0]
    found = openings(site, demand, NOON.date() + timedelta(days=1))
    ids = desk.do(publish(found))["openings"]
    assert len(ids) == len(found)
    assert sum(row.cap for row in desk.rows(OPENING)) == sum(one.cap for one in found)
    refused(desk, publish(found[:1]), "an hour of this way not yet published")
    row = publish(found[:1]).openings[0]
    for change, told in (
        ({"truck_class": "bus"}, "way: found to-kz bus"),
        ({"cap": -1}, "cap: found -1"),
        ({"starts": "noon"}, "starts: found 'noon'; allowed: a time with its zone"),
        ({"ends": row["starts"], "starts": row["ends"]}, "ends: found"),
    ):
        refused(desk, Publish([row | change]), told)
    refused(desk, Slip(ids[0], -1), "minutes: found -1; allowed: 0 or more")


def test_rules_are_set_once_a_version(desk: Desk, programme: Programme) -> None:
    refused(desk, set_rules(programme.sites[0], example_text()), "version: found '2026-1'")
    desk.clock.to(NOON - timedelta(days=30))
    refused(desk, parties.RegisterVehicle("c1", "KZ", "1", "2"), "rules: found none on 2026-01-31")


def test_a_calendar_file_for_the_carrier(desk: Desk) -> None:
    booking = desk.booked(desk.opening(1))

    def event() -> object:
        with desk.ledger.reading() as reading:
            text = calendar(reading.connection, booking, "c1", place="Karasu")
        return Calendar.from_ical(text).walk("VEVENT")[0]

    assert "description" not in event()  # type: ignore[operator]
    desk.do(b.ImportNumber(booking, "c1", "CGR-7"))
    first = event()
    assert first["dtstart"].dt == NOON  # type: ignore[index]
    assert (first["status"], first["description"]) == ("CONFIRMED", "CGR-7")  # type: ignore[index]
    desk.do(absences.Cancel(booking, "c1"))
    second = event()
    assert second["uid"] == first["uid"]  # type: ignore[index]
    assert second["status"] == "CANCELLED"  # type: ignore[index]
    assert second["sequence"] > first["sequence"]  # type: ignore[index]


NUMBERS = {"KZ": hashlib.sha256(b"kz").hexdigest(), "KG": hashlib.sha256(b"kg").hexdigest()}


def _lot(desk: Desk, cap: int, trucks: int) -> tuple[str, list[str]]:
    opening = desk.opening(cap)
    name = desk.do(lots.OpenLot(opening))["lot"]
    for party, number in NUMBERS.items():
        desk.do(lots.Commit(name, party, rule.commitment(name, party, number)))
    vehicles = [desk.truck() for _ in range(trucks)]
    for vehicle in vehicles:
        desk.do(lots.Enter(name, vehicle, "c1"))
    return name, vehicles


def test_a_lot_from_commitment_to_bookings(desk: Desk) -> None:
    name, vehicles = _lot(desk, 3, 8)
    refused(desk, lots.Enter(name, vehicles[0], "c1"), "which is entered; allowed: one entry")
    refused(desk, lots.Freeze(name), "allowed: from 2026")
    refused(desk, lots.Reveal(name, "KZ", NUMBERS["KZ"]), "which is entering; allowed: one that is")
    opening = desk.row(LOT, name).opening
    refused(desk, b.Hold(opening, desk.truck(), "c1"), "drawn by lot; allowed: an entry in lot")
    elsewhere = desk.booked(desk.opening(1, due=NOON + timedelta(hours=5)), vehicles[0])
    desk.clock.to(desk.clock.now, 10)
    refused(desk, lots.Enter(name, desk.truck(), "c1"), "allowed: entries before")
    desk.do(lots.Freeze(name))
    refused(desk, lots.Draw(name), "not revealed by both")
    refused(desk, lots.Reveal(name, "KZ", NUMBERS["KG"]), "the number behind")
    for party, number in NUMBERS.items():
        desk.do(lots.Reveal(name, party, number))
    drawn = desk.do(lots.Draw(name))
    assert len(drawn["won"]) == 3
    winners = {row.vehicle for row in desk.rows(BOOKING) if row.id in drawn["won"]}
    assert vehicles[0] not in winners
    assert len(winners) == 3
    assert desk.row(OPENING, opening).used == 3
    record = json.loads(desk.row(LOT, name).record)
    assert rule.wrong(record) == ()
    assert elsewhere not in drawn["won"]
    refused(desk, lots.Draw(name), "which is drawn; allowed: one that is frozen")
    assert desk.replays()


@pytest.mark.parametrize("silent", [1, 2])
def test_sides_that_stay_silent(desk: Desk, silent: int) -> None:
    name, _ = _lot(desk, 1, 2)
    desk.clock.to(desk.clock.now, 10)
    desk.do(lots.Freeze(name))
    if silent == 1:
        desk.do(lots.Reveal(name, "KG", NUMBERS["KG"]))
    desk.clock.to(desk.clock.now, 30)
    refused(desk, lots.Reveal(name, "KZ", NUMBERS["KZ"]), "allowed: before")
    drawn = desk.do(lots.Draw(name))
    assert drawn["void"] is (silent == 2)
    opening = desk.row(LOT, name).opening
    assert desk.row(OPENING, opening).used == 2 - silent
    if silent == 2:
        desk.booked(opening)
    assert desk.replays()


def test_a_lot_begins_in_order(desk: Desk) -> None:
    opening = desk.opening(2)
    desk.booked(opening)
    refused(desk, lots.OpenLot(opening), "in sale; allowed: one of which no place is sold")
    name = desk.do(lots.OpenLot(desk.opening(1, due=NOON + timedelta(hours=2))))["lot"]
    right = rule.commitment(name, "KZ", NUMBERS["KZ"])
    refused(desk, lots.Enter(name, desk.truck(), "c1"), "which is opened; allowed: one that is")
    refused(desk, lots.Commit(name, "UZ", right), "party: found 'UZ'; allowed: KG, KZ")
    refused(desk, lots.Commit(name, "KZ", "7"), "commitment: found '7'; allowed: 64 digits")
    desk.do(lots.Commit(name, "KZ", right))
    refused(desk, lots.Commit(name, "KZ", right), "party: found KZ a second time")


def test_a_full_opening_cannot_be_written_past_the_check(desk: Desk) -> None:
    opening = desk.opening(1)

    def careless(tx: object) -> dict[str, object]:
        tx.connection.execute(update(OPENING).values(used=2))  # type: ignore[attr-defined]
        return {}

    refused(desk, careless, "does not go with what stands already")
    assert desk.row(OPENING, opening).used == 0
