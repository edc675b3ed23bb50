"""Visits on the ledger: arrival, calls, stations, holds, seals, corrections, on both engines."""

import json
from datetime import timedelta

import pytest
from tests.operations.complex import NOON, Desk

from goldenbridge.errors import RefusedError
from goldenbridge.operations.appointments import absences
from goldenbridge.operations.appointments.offers import Slip
from goldenbridge.operations.appointments.tables import BOOKING, OPENING
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger.chain import rows
from goldenbridge.operations.passage import arrivals as a
from goldenbridge.operations.passage import calling, corrections, holds, seals, steps
from goldenbridge.operations.passage import stations as s
from goldenbridge.operations.passage.tables import HOLD, SEAL, TASK, VISIT, WEIGHING
from goldenbridge.operations.rules import example_text
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.site.site import Site

AGENCY = {
    "ak-tilek-exit": "KG-border",
    "karasu-entry": "KZ-border",
    "karasu-scales": "KZ-transport",
    "scanner": "KZ-revenue",
    "documents": "KZ-revenue",
    "plant-check": "KZ-agro",
    "inspection": "KZ-revenue",
    "sealing": "KZ-seals",
}
REQUIRED = ("ak-tilek-exit", "karasu-entry", "karasu-scales", "scanner", "documents")


def refused(desk: Desk, command: object, told: str, actor: str = "o1") -> None:
    with pytest.raises(RefusedError, match=told):
        desk.do(command, actor)  # type: ignore[arg-type]


def corrected(desk: Desk, visit: str, state: str, reason: str) -> None:
    """One person proposes, another confirms."""
    told = desk.do(corrections.ProposeCorrection(visit, state, reason))
    desk.do(corrections.Correct(visit, told["proposal"]), "o2")


def karasu_site() -> Site:
    return load(shipped()[DEFAULT]).sites[0]


def entered(desk: Desk, truck_class: str = "perishable") -> str:
    """A visit of a booked truck that has just been let in."""
    booking = desk.booked(desk.opening(1, truck_class=truck_class))
    desk.clock.to(NOON)
    visit = str(desk.do(a.Arrive(booking))["visit"])
    assert desk.do(calling.CallNext("to-kz"))["visit"] == visit
    desk.do(a.EnterGate(visit))
    return visit


def work(desk: Desk, visit: str, station: str, result: str = "pass", reason: str = "") -> None:
    desk.do(s.Start(visit, station, AGENCY[station]))
    desk.clock.to(desk.clock.now, 7)
    desk.do(s.End(visit, station, AGENCY[station], result, reason))


def task(desk: Desk, visit: str, station: str) -> object:
    return desk.row(TASK, f"{visit}:{station}")


def test_a_visit_from_arrival_to_close(desk: Desk) -> None:
    visit = entered(desk)
    for station in REQUIRED:
        work(desk, visit, station)
    for step in ("finish", "exit"):
        desk.do(steps.Advance(visit, step))
    refused(desk, steps.Advance(visit, "hand-over"), "step: found 'hand-over'; allowed: dock")
    refused(desk, steps.Advance(visit, "close"), "visit that is exited; allowed: hand-over")
    refused(desk, steps.HandOver(visit, "KG-border", "KG-7"), "allowed: KZ-agro, KZ-border")
    refused(desk, steps.HandOver(visit, "KZ-border", " "), "the number of the record of KZ")
    desk.do(steps.HandOver(visit, "KZ-border", "KZ-7"))
    desk.do(steps.Advance(visit, "close"))
    row = desk.row(VISIT, visit)
    assert (row.state, row.open) == ("closed", 0)
    assert desk.row(BOOKING, row.booking).state == "done"
    ready = {one.station: one.ready for one in desk.rows(TASK)}
    assert ready["ak-tilek-exit"] == row.entered
    assert ready["documents"] == task(desk, visit, "scanner").ended  # type: ignore[attr-defined]
    assert ready["plant-check"] is None
    assert desk.replays()


def test_early_and_late_trucks_stand_aside(desk: Desk) -> None:
    early, late, slipped = (
        desk.booked(desk.opening(1, due=NOON + timedelta(hours=n))) for n in (8, 0, 1)
    )
    desk.do(Slip(desk.row(BOOKING, slipped).opening, 90))
    desk.clock.to(NOON, 31)
    states = [desk.do(a.Arrive(one))["state"] for one in (early, late)]
    assert states == ["early", "requeued"]
    visits = {row.booking: row.id for row in desk.rows(VISIT)}
    refused(desk, a.Admit(visits[early]), "still early; allowed: 180 min before")
    assert desk.do(a.Admit(visits[late]))["state"] == "waiting"
    desk.clock.to(NOON, 61 + 90)
    assert desk.do(a.Arrive(slipped))["state"] == "waiting"
    desk.clock.to(NOON, 5 * 60)
    assert desk.do(a.Admit(visits[early]))["state"] == "waiting"
    refused(desk, a.Arrive(late), "which is arrived; allowed: booked")
    assert desk.do(calling.CallNext("to-kz"))["visit"] == visits[late]
    assert desk.replays()


def test_walk_ins_take_a_free_general_place_or_none(desk: Desk) -> None:
    opening = desk.opening(1, truck_class="general")
    desk.clock.to(NOON, -30)
    first, second = desk.truck(), desk.truck()
    desk.do(a.WalkIn(first, "to-kz", "empty"))
    desk.do(a.WalkIn(second, "to-kz", "general"))
    dues = {row.vehicle: row.due for row in desk.rows(VISIT)}
    assert dues == {first: desk.row(OPENING, opening).starts, second: None}
    assert desk.row(OPENING, opening).used == 1
    refused(desk, a.WalkIn(first, "to-kz", "empty"), "which is here; allowed: one that is not")
    refused(desk, a.WalkIn(desk.truck(), "to-kz", "bus"), "way: found to-kz bus")
    booked = desk.truck()
    desk.booked(desk.opening(1, due=NOON + timedelta(hours=3)), booked)
    refused(desk, a.WalkIn(booked, "to-kz", "general"), "one active booking")
    assert desk.replays()


def test_a_called_truck_that_does_not_come(desk: Desk) -> None:
    first, second = (desk.booked(desk.opening(1, due=NOON + timedelta(hours=n))) for n in (0, 1))
    desk.clock.to(NOON)
    visits = [desk.do(a.Arrive(one))["visit"] for one in (first, second)]
    assert desk.do(calling.CallNext("to-kz"))["visit"] == visits[0]
    assert desk.do(calling.MissCall(visits[0]))["state"] == "waiting"
    assert desk.do(calling.CallNext("to-kz"))["visit"] == visits[0]
    assert desk.do(calling.MissCall(visits[0]))["state"] == "requeued"
    assert desk.do(calling.CallNext("to-kz"))["visit"] == visits[1]
    assert desk.do(calling.CallNext("to-kz")) == {"visit": None, "rule": None}
    refused(desk, calling.MissCall(visits[0]), "step: found miss-again of a visit that is requeued")
    desk.do(a.GiveUp(visits[0]))
    assert desk.row(BOOKING, first).state == "done"
    refused(
        desk, a.GiveUp(visits[1]), "step: found cancel of a visit that is called; allowed: enter"
    )
    assert desk.replays()


def test_a_jump_names_rule_and_officer(desk: Desk) -> None:
    bookings = [
        desk.booked(desk.opening(40 if n else 1, due=NOON + timedelta(hours=n))) for n in (0, 1)
    ]
    desk.clock.to(NOON)
    visits = [desk.do(a.Arrive(one))["visit"] for one in bookings]
    refused(
        desk,
        calling.AllowJump(visits[1], "friend"),
        "jump: found 'friend'; allowed: priority, post",
    )
    desk.do(calling.AllowJump(visits[1], "priority"), "officer-7")
    assert desk.do(calling.CallNext("to-kz")) | {"version": 0} == {
        "visit": visits[1],
        "rule": "priority",
        "version": 0,
    }
    with desk.ledger.reading() as reading:
        from sqlalchemy import select

        from goldenbridge.operations.ledger.tables import ledger

        mine = select(ledger.c.body).where(ledger.c.kind == "priority-used")
        used = json.loads(reading.connection.execute(mine).scalar_one())
    assert used == {"rule": "priority", "officer": "officer-7", "rules": "2026-1"}
    refused(
        desk,
        calling.AllowJump(visits[1], "priority"),
        "which is called; allowed: one that is waiting",
    )
    assert desk.replays()


def test_a_clock_set_back_changes_no_order(desk: Desk) -> None:
    trucks = [desk.truck() for _ in range(3)]
    for vehicle, minutes in zip(trucks, (0, -59, 5), strict=True):
        desk.clock.to(NOON + timedelta(hours=2), minutes)
        desk.do(a.WalkIn(vehicle, "to-kz", "general"))
    desk.clock.to(NOON, -10)
    calls = [desk.do(calling.CallNext("to-kz"))["visit"] for _ in trucks]
    order = {row.id: row.vehicle for row in desk.rows(VISIT)}
    assert [order[visit] for visit in calls] == trucks
    assert desk.ledger.verify().whole
    assert desk.replays()


def test_a_clock_that_was_far_ahead_is_believed_again(desk: Desk) -> None:
    desk.clock.to(NOON + timedelta(days=3650))
    desk.do(a.WalkIn(desk.truck(), "to-kz", "general"))
    desk.clock.to(NOON)
    booking = desk.booked(desk.opening(1, due=NOON + timedelta(hours=1)))
    assert desk.do(a.Arrive(booking))["state"] == "waiting"
    called = desk.row(VISIT, desk.do(calling.CallNext("to-kz"))["visit"])
    assert called.booking == booking
    assert desk.replays()


def test_work_is_done_in_order_and_by_its_agency(desk: Desk) -> None:
    visit = entered(desk)
    refused(
        desk, s.Start(visit, "documents", "KZ-revenue"), "allowed: karasu-scales, scanner first"
    )
    refused(desk, s.Start(visit, "moon", "KZ-revenue"), "station: found 'moon'; allowed: ak-tilek-")
    refused(desk, s.Start(visit, "ak-tilek-exit", "KZ-border"), "found 'KZ-border'; allowed: KG-")
    refused(desk, s.Start(visit, "plant-check", "KZ-agro"), "plant-check, which is optional")
    refused(
        desk, s.End(visit, "ak-tilek-exit", "KG-border", "pass"), "which is todo; allowed: doing"
    )
    desk.do(s.Start(visit, "ak-tilek-exit", "KG-border"))
    refused(
        desk, s.End(visit, "ak-tilek-exit", "KG-border", "maybe"), "allowed: pass, hold, refuse"
    )
    refused(desk, s.End(visit, "ak-tilek-exit", "KG-border", "hold"), "reason: found nothing")
    assert task(desk, visit, "ak-tilek-exit").state == "doing"  # type: ignore[attr-defined]
    refused(desk, steps.Advance(visit, "finish"), "allowed: after ak-tilek-exit, which is doing")
    refused(desk, steps.Advance(visit, "fly"), "step: found 'fly'; allowed: dock, unload")


def test_the_other_country_s_officer_is_refused(desk: Desk) -> None:
    visit = entered(desk)
    desk.do(s.Ask(visit, "plant-check", "KZ-revenue"))
    refused(
        desk, s.Ask(visit, "inspection", "KG-border"), "found 'KG-border'; allowed: KZ-agro, KZ-"
    )
    refused(desk, s.Ask(visit, "plant-check", "KZ-agro"), "which is todo; allowed: optional")
    for station in REQUIRED:
        work(desk, visit, station)
    refused(
        desk, s.Start(visit, "plant-check", "KG-agro"), "found 'KG-agro'; allowed: KZ-agro only"
    )
    refused(
        desk,
        holds.Hold(visit, "UZ-customs", "why"),
        "agency: found 'UZ-customs'; allowed: KG-border",
    )
    work(desk, visit, "plant-check", "hold", "no certificate")
    hold = desk.rows(HOLD)[0].id
    for other in ("KG-agro", "KZ-revenue"):
        refused(desk, holds.Release(hold, other), f"found '{other}'; allowed: KZ-agro only")
    assert desk.row(VISIT, visit).state == "held"


def test_the_last_release_lets_a_truck_go_on(desk: Desk) -> None:
    visit = entered(desk)
    first = desk.do(holds.Hold(visit, "KZ-revenue", "papers"))["hold"]
    second = desk.do(holds.Hold(visit, "KZ-agro", "pests"))["hold"]
    refused(
        desk, s.Start(visit, "ak-tilek-exit", "KG-border"), "which is held; allowed: one that is"
    )
    assert desk.do(holds.Release(first, "KZ-revenue"), "o2")["state"] == "held"
    assert desk.do(holds.Release(second, "KZ-agro"))["state"] == "entered"
    refused(desk, holds.Release(second, "KZ-agro"), "hold: found .* released at")
    assert (desk.row(HOLD, first).placed_by, desk.row(HOLD, first).released_by) == ("o1", "o2")
    assert desk.replays()


@pytest.mark.parametrize(
    ("step", "state"), [("turn-back", "turned-back"), ("impound", "impounded")]
)
def test_a_refused_truck(desk: Desk, step: str, state: str) -> None:
    visit = entered(desk)
    desk.do(s.Start(visit, "ak-tilek-exit", "KG-border"))
    desk.do(s.End(visit, "ak-tilek-exit", "KG-border", "refuse", "no permit"))
    refused(desk, holds.Conclude(visit, "UZ-border", step), "agency: found 'UZ-border'")
    assert desk.do(holds.Conclude(visit, "KG-border", step))["state"] == state
    row = desk.row(VISIT, visit)
    assert (row.open, desk.row(BOOKING, row.booking).state) == (0, "done")
    refused(desk, holds.Refuse(visit, "KG-border", "again"), "allowed: none")
    assert desk.replays()


def test_weighings_are_checked(desk: Desk) -> None:
    visit = entered(desk)
    for station in REQUIRED[:2]:
        work(desk, visit, station)

    def weigh(
        gross: int, axles: tuple[int, ...] = (), device: str = "S1", until: str = "2026-12-31"
    ) -> s.Weigh:
        return s.Weigh(visit, "karasu-scales", "KZ-transport", gross, axles, device, until)

    refused(desk, weigh(30_000), "karasu-scales, weighing, which is todo; allowed: a weighing that")
    desk.do(s.Start(visit, "karasu-scales", "KZ-transport"))
    refused(desk, weigh(0), "gross_kg: found 0; allowed: 1 or more")
    refused(
        desk, weigh(9, (5, 5)), r"axles_kg: found \[5, 5\], together 10; allowed: .* together 9"
    )
    refused(desk, weigh(9, device=" "), "device: found ' '")
    refused(desk, weigh(9, until="2026-03-01"), "allowed: scales still calibrated")
    refused(desk, weigh(9, until="soon"), "calibrated_until: found 'soon'; allowed: a day such as")
    desk.do(weigh(30_000, (7_000, 11_000, 12_000)))
    assert json.loads(desk.rows(WEIGHING)[0].axles_kg) == [7_000, 11_000, 12_000]
    assert desk.replays()


def test_seals_are_on_one_truck_at_a_time(desk: Desk) -> None:
    visit = entered(desk, "general")
    for station in REQUIRED:
        work(desk, visit, station)
    desk.do(s.Ask(visit, "sealing", "KZ-revenue"))
    refused(desk, seals.Seal(visit, "KZ-seals", "N1"), "the seal, which is todo; allowed: doing")
    desk.do(s.Start(visit, "sealing", "KZ-seals"))
    refused(desk, seals.Seal(visit, "KZ-revenue", "N1"), "allowed: KZ-seals only")
    seal = desk.do(seals.Seal(visit, "KZ-seals", "n1 "))["seal"]
    refused(
        desk,
        seals.Seal(visit, "KZ-seals", "N1"),
        "number: found 'N1'; allowed: a seal that is on no",
    )
    desk.do(s.End(visit, "sealing", "KZ-seals", "pass"))
    desk.do(seals.Unseal(seal, "KZ-revenue"))
    refused(desk, seals.Unseal(seal, "KZ-revenue"), "seal: found N1, taken off at")
    assert desk.row(SEAL, seal).removed is not None
    assert desk.replays()


def test_a_way_without_seals_has_none(desk: Desk) -> None:
    refused(desk, seals.Seal(entered(desk), "KZ-seals", "N1"), "whose way has no seal")


def test_a_correction_takes_two_persons_and_keeps_what_was_written(desk: Desk) -> None:
    visit = entered(desk)
    booking = desk.row(VISIT, visit).booking
    propose = corrections.ProposeCorrection
    refused(desk, propose(visit, "booked", "mix-up"), "a state of a truck that has arrived")
    refused(desk, propose(visit, "entered", "mix-up"), "another than it has")
    refused(desk, propose(visit, "lost", "mix-up"), "state: found 'lost'; allowed: booked")
    refused(desk, propose(visit, "waiting", " "), "reason: found nothing")
    version = desk.row(VISIT, visit).version
    first = desk.do(propose(visit, "cancelled", "it never came in", version))["proposal"]
    assert desk.row(VISIT, visit).state == "entered"  # nothing has happened yet
    confirm = corrections.Correct(visit, first)
    refused(desk, confirm, "second: found 'o1'; allowed: another person than o1", "o1")
    refused(desk, corrections.Correct(visit, first - 1), "proposal: found", "o2")
    desk.do(confirm, "o2")
    refused(desk, confirm, "version: found .*, stale", "o2")
    refused(desk, propose(visit, "entered", "x", version), "version: found .*, stale")
    assert desk.row(BOOKING, booking).state == "done"
    corrected(desk, visit, "entered", "it did")
    assert (desk.row(VISIT, visit).open, desk.row(BOOKING, booking).state) == (1, "arrived")
    assert desk.replays()


def test_what_happened_since_a_proposal_ends_it(desk: Desk) -> None:
    visit = entered(desk)
    seq = desk.do(corrections.ProposeCorrection(visit, "waiting", "mix-up"))["proposal"]
    desk.do(holds.Hold(visit, "KZ-agro", "pests"))
    refused(desk, corrections.Correct(visit, seq), "version: found .*, stale", "o2")


def test_a_weighing_is_corrected_by_its_agency_with_a_reason(desk: Desk) -> None:
    visit = entered(desk)
    for station in REQUIRED[:2]:
        work(desk, visit, station)
    desk.do(s.Start(visit, "karasu-scales", "KZ-transport"))
    at = (visit, "karasu-scales", "KZ-transport")
    desk.do(s.Weigh(*at, 93_800, (), "S1", "2026-12-31"))
    weighing = desk.rows(WEIGHING)[0].id
    right = corrections.CorrectWeighing
    refused(desk, right(weighing, "KZ-border", 39_800, "x"), "KZ-transport only")
    refused(desk, right(weighing, "KZ-transport", 39_800, " "), "reason: found nothing")
    refused(desk, right(weighing, "KZ-transport", 93_800, "x"), "another weight")
    refused(desk, right(weighing, "KZ-transport", 0, "x"), "gross_kg: found 0")
    desk.do(right(weighing, "KZ-transport", 39_800, "digits changed places"))
    assert desk.row(WEIGHING, weighing).gross_kg == 39_800
    with desk.ledger.reading() as view:
        bodies = [row["body"] for row in rows(view.connection) if row["subject"] == weighing]
    assert '"gross_kg":93800' in bodies[0]  # what was written stays written
    assert '"was":93800' in bodies[1]
    assert desk.replays()


def test_another_person_releases_where_the_rules_say_so(desk: Desk) -> None:
    text = example_text().replace('version = "2026-1"', 'version = "2026-2"')
    desk.do(set_rules(karasu_site(), f'another_releases = ["KZ-agro"]\n{text}'))
    visit = entered(desk)
    ours = desk.do(holds.Hold(visit, "KZ-agro", "pests"))["hold"]
    theirs = desk.do(holds.Hold(visit, "KZ-revenue", "papers"))["hold"]
    refused(desk, holds.Release(ours, "KZ-agro"), "placed by o1; allowed: another person releases")
    desk.do(holds.Release(theirs, "KZ-revenue"))
    assert desk.do(holds.Release(ours, "KZ-agro"), "o2")["state"] == "entered"


def test_a_truck_that_is_let_in_again_keeps_its_work(desk: Desk) -> None:
    visit = entered(desk)
    work(desk, visit, "ak-tilek-exit")
    corrected(desk, visit, "waiting", "let in by mistake")
    assert desk.do(calling.CallNext("to-kz"))["visit"] == visit
    desk.do(a.EnterGate(visit))
    assert task(desk, visit, "ak-tilek-exit").state == "done"  # type: ignore[attr-defined]
    assert task(desk, visit, "karasu-entry").state == "todo"  # type: ignore[attr-defined]
    assert desk.replays()


def test_a_truck_that_never_entered_is_not_corrected_into_the_complex(desk: Desk) -> None:
    booking = desk.booked(desk.opening(1))
    desk.clock.to(NOON)
    visit = desk.do(a.Arrive(booking))["visit"]
    refused(
        desk,
        corrections.ProposeCorrection(visit, "entered", "mix-up"),
        "the truck has never entered",
    )
    refused(desk, s.Start(visit, "documents", "KZ-revenue"), "allowed: none before the truck has")
    refused(
        desk, holds.Hold(visit, "KZ-revenue", "x"), "agency: found 'KZ-revenue'; allowed: none yet"
    )
    refused(desk, a.EnterGate(visit), "step: found enter of a visit that is waiting")
    refused(desk, absences.Cancel(booking, "c1"), "which is arrived; allowed: held or booked")


def test_a_hold_stands_whatever_is_corrected(desk: Desk) -> None:
    visit = entered(desk)
    hold = desk.do(holds.Hold(visit, "KZ-agro", "pests"))["hold"]
    corrected(desk, visit, "entered", "held by mistake")
    for station in REQUIRED:
        work(desk, visit, station)
    refused(desk, steps.Advance(visit, "finish"), "allowed: after KZ-agro has released its hold")
    assert desk.do(holds.Release(hold, "KZ-agro"))["state"] == "entered"
    assert desk.do(steps.Advance(visit, "finish"))["state"] == "exit-ready"
    assert desk.replays()
