"""Gate, stations and docks through their pages."""

import pytest
from tests.web.pages.complex.conftest import NOON, Screens

from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.passage.arrivals import Arrive
from goldenbridge.operations.passage.holds import Hold
from goldenbridge.operations.passage.stations import End, Start
from goldenbridge.operations.passage.tables import HOLD, TASK, VISIT
from goldenbridge.operations.rules import example_text
from goldenbridge.operations.warehouse.docks import AddDock
from goldenbridge.programme.model import Programme

PLATE = "001 авс 02"  # typed in Cyrillic


def test_a_truck_goes_through_the_gate(screens: Screens, booked: str) -> None:
    gate = screens.person(Grant("gate"))
    for step in ("arrive", "call", "enter"):
        text = gate.get("/complex/gate", params={"find": PLATE}).text
        answer = gate.post("/complex/gate", data=screens.form(text, act=step))
        assert answer.status_code == 303, answer.text
        assert gate.get(answer.headers["location"]).status_code == 200
    assert screens.kinds()[-3:] == ["arrived", "called", "entered"]
    # a truck whose stations are open may not leave, and the page says which
    text = gate.get("/complex/gate", params={"find": booked}).text
    refused = gate.post("/complex/gate", data=screens.form(text, act="finish"))
    assert refused.status_code == 409
    assert "which is todo" in refused.text


def test_a_truck_without_booking_is_made_known_and_arrives(screens: Screens) -> None:
    screens.desk.opening(3, truck_class="general")
    gate = screens.person(Grant("gate"))
    text = gate.get("/complex/gate?find=123ABC02").text
    fields = screens.form(text, act="register") | {"plate": "123 ABC 02", "country": "KZ"}
    wrong = gate.post("/complex/gate", data=fields | {"vin": "1", "carrier": "c1"})
    assert wrong.status_code == 409
    assert 'id="error-vin"' in wrong.text
    right = fields | {"vin": "WDB96340300000077", "carrier": "c1"}
    assert gate.post("/complex/gate", data=right).status_code == 303
    text = gate.get("/complex/gate?find=123ABC02").text
    fields = screens.form(text, act="walk-in") | {"direction": "to-kz", "truck_class": "general"}
    assert gate.post("/complex/gate", data=fields).status_code == 303
    assert screens.kinds()[-2:] == ["vehicle-registered", "arrived"]


def test_the_gate_needs_the_role_of_the_gate(screens: Screens, booked: str) -> None:
    assert booked
    officer = screens.person(Grant("officer", agency="KZ-revenue"))
    assert officer.get("/complex/gate").status_code == 403
    away = screens.browser().get("/complex/gate")
    assert away.headers["location"] == "/sign-in?next=/complex/gate"
    auditor = screens.person(Grant("auditor"))
    assert auditor.get("/complex/stations").status_code == 403


def test_a_form_sent_twice_acts_once(screens: Screens, booked: str) -> None:
    assert booked
    gate = screens.person(Grant("gate"))
    text = gate.get("/complex/gate", params={"find": PLATE}).text
    fields = screens.form(text, act="arrive")
    assert [gate.post("/complex/gate", data=fields).status_code for _ in range(2)] == [303, 303]
    assert screens.kinds().count("arrived") == 1


def test_an_officer_holds_and_only_the_same_agency_releases(screens: Screens, entered: str) -> None:
    path = f"/complex/stations/ak-tilek-exit/{entered}"
    border = screens.person(Grant("officer", agency="KG-border"))
    other = screens.person(Grant("officer", agency="KZ-border"))
    assert border.get("/complex/stations/ak-tilek-exit?find=001ABC02").headers["location"] == path
    start = screens.form(border.get(path).text, act="start")
    assert border.post(path, data=start).status_code == 303
    hold = screens.form(border.get(path).text, act="hold", of="task")
    assert border.post(path, data=hold).status_code == 422
    assert border.post(path, data=hold | {"reason": "seal is broken"}).status_code == 303
    page = border.get(path).text
    assert "seal is broken" in page
    release = screens.form(page, act="release")
    theirs = other.get(path).text
    assert "Only KG-border can release it." in theirs
    elsewhere = f"/complex/stations/karasu-entry/{entered}"
    token = screens.forms(theirs)[0]["form-token"]
    answer = other.post(elsewhere, data=release | {"form-token": token, "form-key": "x"})
    assert answer.status_code == 409
    assert screens.desk.rows(HOLD)[0].released is None
    assert border.post(path, data=release).status_code == 303
    assert screens.desk.row(VISIT, entered).state == "entered"


def test_two_officers_at_once(screens: Screens, entered: str) -> None:
    path = f"/complex/stations/ak-tilek-exit/{entered}"
    first, second = (screens.person(Grant("officer", agency="KG-border")) for _ in range(2))
    forms = [screens.form(one.get(path).text, act="start") for one in (first, second)]
    assert first.post(path, data=forms[0]).status_code == 303
    late = second.post(path, data=forms[1])
    assert late.status_code == 412
    assert "Somebody else was faster" in late.text
    assert 'value="pass"' in late.text  # what is to be done now
    assert screens.kinds().count("task-started") == 1


def test_a_refused_truck_is_sent_back(screens: Screens, entered: str) -> None:
    path = f"/complex/stations/ak-tilek-exit/{entered}"
    officer = screens.person(Grant("officer", agency="KG-border"))
    for having, more in (
        ({"act": "start"}, {}),
        ({"act": "refuse", "of": "task"}, {"reason": "no papers"}),
        ({"act": "turn-back"}, {}),
    ):
        fields = screens.form(officer.get(path).text, **having)
        answer = officer.post(path, data=fields | more)
        assert answer.status_code == 303, answer.text
    assert screens.desk.row(VISIT, entered).state == "turned-back"


def test_a_truck_is_weighed_and_sealed(screens: Screens) -> None:
    entered = screens.enter("general")
    with_scales = {"gross_kg": "39800", "device": "S1", "calibrated_until": "2027-01-01"}
    done = {"karasu-scales": with_scales, "sealing": {"number": "nav 7"}}
    tasks = {one.station: one for one in screens.desk.rows(TASK)}
    order = ["ak-tilek-exit", "karasu-entry", "karasu-scales", "scanner", "documents", "sealing"]
    for station in (one for one in order if one in tasks):
        officer = screens.person(Grant("officer", agency=tasks[station].agency))
        path = f"/complex/stations/{station}/{entered}"
        text = officer.get(path).text
        if tasks[station].state == "optional":
            asking = screens.person(Grant("officer", agency="KZ-revenue"))
            at = f"/complex/stations/documents/{entered}"
            asked = screens.form(asking.get(at).text, act="ask", station=station)
            assert asking.post(at, data=asked).status_code == 303
            text = officer.get(path).text
        assert officer.post(path, data=screens.form(text, act="start")).status_code == 303
        for more in filter(None, [done.get(station)]):
            act = "weigh" if "gross_kg" in more else "seal"
            fields = screens.form(officer.get(path).text, act=act)
            wrong = officer.post(path, data=fields | dict.fromkeys(more, ""))
            assert wrong.status_code == 422
            fields = screens.form(officer.get(path).text, act=act)
            assert officer.post(path, data=fields | more).status_code == 303
        fields = screens.form(officer.get(path).text, act="pass", of="task")
        assert officer.post(path, data=fields).status_code == 303
    assert {"weighed", "sealed"} <= set(screens.kinds())
    _put_right(screens, entered)
    assert screens.desk.replays()


def _put_right(screens: Screens, visit: str) -> None:
    """The weight is corrected by its agency, and the seal taken off by one on the way."""
    scales = f"/complex/stations/karasu-scales/{visit}"
    weigher = screens.person(Grant("officer", agency="KZ-transport"))
    fields = screens.form(weigher.get(scales).text, act="reweigh")
    wrong = weigher.post(scales, data=fields | {"gross_kg": "38900", "reason": ""})
    assert wrong.status_code == 422
    right = fields | {"gross_kg": "38900", "reason": "digits changed places"}
    assert weigher.post(scales, data=right).status_code == 303
    text = weigher.get(scales).text
    assert "Before: 39,800 kg. digits changed places" in text
    assert "<h2>38,900 kg</h2>" in text
    elsewhere = f"/complex/stations/documents/{visit}"
    officer = screens.person(Grant("officer", agency="KZ-revenue"))
    assert 'value="reweigh"' not in officer.get(elsewhere).text
    fields = screens.form(officer.get(elsewhere).text, act="unseal")
    assert officer.post(elsewhere, data=fields).status_code == 303
    assert officer.post(elsewhere, data=fields | {"form-key": "again"}).status_code == 412
    assert {"weighing-corrected", "unsealed"} <= set(screens.kinds())


def test_a_dock_is_kept_used_and_freed(screens: Screens, entered: str) -> None:
    screens.desk.do(AddDock("D1", "z"))
    store = screens.person(Grant("warehouse"))
    at, find = "/complex/docks", {"find": PLATE}
    book = screens.form(store.get(at, params=find).text, act="book") | {"dock": "D1", "hours": "2"}
    assert store.post(at, data=book).status_code == 303
    taken = store.post(at, data=book)
    assert taken.status_code == 409
    for step in ("dock", "unload"):
        fields = screens.form(store.get(at, params=find).text, act=step)
        assert store.post(at, data=fields).status_code == 303
    assert store.post(at, data=fields | {"form-key": "again"}).status_code == 412
    free = screens.form(store.get(at).text, act="free")
    assert store.post(at, data=free).status_code == 303
    assert screens.desk.row(VISIT, entered).state == "unloaded"


def test_a_truck_that_left_is_taken_over_and_closed(screens: Screens, entered: str) -> None:
    for task in screens.desk.rows(TASK):
        if task.state == "todo":
            screens.desk.do(Start(entered, task.station, task.agency))
            screens.desk.do(End(entered, task.station, task.agency, "pass"))
    gate = screens.person(Grant("gate"))
    for step in ("finish", "exit"):
        text = gate.get("/complex/gate", params={"find": PLATE}).text
        assert gate.post("/complex/gate", data=screens.form(text, act=step)).status_code == 303
    leaving = screens.person(Grant("officer", agency="KG-border"))
    at = f"/complex/stations/ak-tilek-exit/{entered}"
    assert 'value="hand-over"' not in leaving.get(at).text  # it has left for the other side
    receiving = screens.person(Grant("officer", agency="KZ-revenue"))
    path = f"/complex/stations/documents/{entered}"
    over = screens.form(receiving.get(path).text, act="hand-over")
    assert receiving.post(path, data=over).status_code == 422
    assert receiving.post(path, data=over | {"record": "KZ-77"}).status_code == 303
    text = gate.get("/complex/gate", params={"find": PLATE}).text
    assert gate.post("/complex/gate", data=screens.form(text, act="close")).status_code == 303
    assert screens.desk.row(VISIT, entered).state == "closed"


def test_the_gate_lets_a_truck_go_out_of_turn(screens: Screens, booked: str) -> None:
    screens.desk.do(Arrive(booked))
    gate = screens.person(Grant("gate"))
    text = gate.get("/complex/gate", params={"find": PLATE}).text
    jump = screens.form(text, act="jump")
    assert gate.post("/complex/gate", data=jump).status_code == 422
    assert gate.post("/complex/gate", data=jump | {"ground": "post"}).status_code == 303
    assert "Goes out of turn: post." in gate.get("/complex/gate", params={"find": PLATE}).text
    assert screens.kinds()[-1] == "jump-allowed"


def test_who_placed_a_hold_does_not_release_it_where_the_rules_say_so(
    screens: Screens, programme: Programme
) -> None:
    text = example_text().replace('version = "2026-1"', 'version = "2026-2"')
    screens.desk.do(set_rules(programme.sites[0], f'another_releases = ["KG-border"]\n{text}'))
    path = f"/complex/stations/ak-tilek-exit/{screens.enter()}"
    first, second = (screens.person(Grant("officer", agency="KG-border")) for _ in range(2))
    start = screens.form(first.get(path).text, act="start")
    assert first.post(path, data=start).status_code == 303
    hold = screens.form(first.get(path).text, act="hold") | {"reason": "seal is broken"}
    assert first.post(path, data=hold).status_code == 303
    assert "another officer of KG-border has to release it" in first.get(path).text
    release = screens.form(second.get(path).text, act="release")
    token = screens.forms(first.get(path).text)[0]["form-token"]
    assert first.post(path, data=release | {"form-token": token}).status_code == 409
    assert second.post(path, data=release).status_code == 303


@pytest.mark.parametrize("path", ["gate", "docks", "stations"])
def test_before_rules_are_set_the_page_says_so(screens: Screens, path: str) -> None:
    grants = (Grant("gate"), Grant("warehouse"), Grant("officer", agency="KZ-revenue"))
    person = screens.person(*grants)
    screens.clock.to(NOON.replace(month=2))  # the rules begin in March
    assert "have not been set" in person.get(f"/complex/{path}").text


def test_a_grant_for_one_station_offers_nothing_that_concerns_all(
    screens: Screens, entered: str
) -> None:
    path = f"/complex/stations/ak-tilek-exit/{entered}"
    screens.desk.do(Hold(entered, "KG-border", "why"))
    here = screens.person(Grant("officer", "ak-tilek-exit", agency="KG-border"))
    assert 'value="release"' not in here.get(path).text
    everywhere = screens.person(Grant("officer", agency="KG-border"))
    assert 'value="release"' in everywhere.get(path).text
