"""A truck from its appointment to its exit, over HTTP; and what may go wrong on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from tests.operations.complex import Clock

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.complexes import set_rules
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage.tables import TASK
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.rules import example_text
from goldenbridge.programme.model import Programme
from goldenbridge.site.visits import from_csv, from_parquet

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VIN = "WDB963403{:08}"


@dataclass
class Site:
    """A complex with rules, and the people who work there."""

    ledger: Ledger
    clock: Clock
    staff: Callable[..., TestClient]
    anyone: TestClient
    manager: TestClient = field(init=False)
    gate: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.manager, self.gate = self.staff(Grant("manager")), self.staff(Grant("gate"))

    def carrier(self, name: str) -> TestClient:
        self.do(self.manager, "/carriers", carrier=name, country="KZ")
        _, token = accounts.issue_token(self.ledger, name, actor="test")
        return TestClient(self.anyone.app, headers={"Authorization": f"Bearer {token}"})

    @staticmethod
    def do(client: TestClient, path: str, **body: Any) -> dict[str, Any]:
        answer = client.post(path, json=body) if body else client.post(path)
        assert answer.status_code in {200, 201}, answer.text
        assert answer.headers["Ledger-Seq"] == str(answer.json()["seq"])
        return dict(answer.json())

    def opening(self, cap: int = 2, truck_class: str = "perishable") -> str:
        row = {
            "direction": "to-kz",
            "truck_class": truck_class,
            "cap": cap,
            "bottleneck": "scanner",
        }
        row |= {"starts": NOON.isoformat(), "ends": (NOON + timedelta(hours=1)).isoformat()}
        return str(self.do(self.manager, "/openings", openings=[row])["openings"][0])

    def truck(self, carrier: TestClient, number: int) -> str:
        body = {"country": "KZ", "plate": f"{number:03} ABC 02", "vin": VIN.format(number)}
        return str(self.do(carrier, "/vehicles", **body)["vehicle"])


@pytest.fixture
def ledger(url: str, clock: Clock) -> Ledger:
    """On each engine in turn."""
    return Ledger.open(url, ROOMS, clock=clock)


@pytest.fixture
def site(
    ledger: Ledger,
    clock: Clock,
    staff: Callable[..., TestClient],
    anyone: TestClient,
    programme: Programme,
) -> Site:
    clock.to(NOON - timedelta(hours=6))
    ledger.submit(set_rules(programme.sites[0], example_text()), actor="test")
    return Site(ledger, clock, staff, anyone)


def test_a_truck_from_its_appointment_to_its_exit(site: Site) -> None:
    silk = site.carrier("silk-road")
    opening, truck = site.opening(), site.truck(silk, 1)
    booking = site.do(silk, "/bookings", opening=opening, vehicle=truck)["booking"]
    site.do(silk, f"/bookings/{booking}/confirm", external_ref="CGR-1")
    site.clock.to(NOON)
    visit = site.do(site.gate, f"/bookings/{booking}/arrive")["visit"]
    assert site.do(site.gate, "/directions/to-kz/call")["visit"] == visit
    site.do(site.gate, f"/visits/{visit}/enter")
    with site.ledger.reading() as view:
        tasks = view.connection.execute(select(TASK).where(TASK.c.state == "todo")).all()
    left = {task.station: task.agency for task in tasks}
    served = 0
    while left:
        for station, agency in list(left.items()):
            officer = site.staff(Grant("officer", station, agency=agency))
            if officer.post(f"/visits/{visit}/stations/{station}/start").status_code == 200:
                site.clock.to(site.clock.now, minutes=5)
                ended = f"/visits/{visit}/stations/{station}/end"
                site.do(officer, ended, result="pass")
                del left[station]
                served += 1
    rows = site.manager.get("/station-visits").json()["items"]
    assert len(rows) == served == len(tasks)
    assert {row["outcome"] for row in rows} == {"pass"}
    assert all(row["arrived"] <= row["started"] < row["ended"] for row in rows)
    lines = site.manager.get("/station-visits", params={"form": "csv"}).text.splitlines()
    assert lines[0] == "visit,site,station,direction,truck_class,arrived,started,ended,outcome"
    assert len(lines) == served + 1
    _same_in_every_form(site.manager, served)
    for step in ("finish", "exit"):
        site.do(site.gate, f"/visits/{visit}/advance", step=step)
    assert site.manager.get(f"/visits/{visit}").json()["state"] == "exited"
    assert site.ledger.replay().differing == ()
    assert site.ledger.verify().whole


def _same_in_every_form(manager: TestClient, served: int) -> None:
    whole = from_csv(manager.get("/station-visits", params={"form": "csv"}).text)
    assert {visit.site for visit in whole} == {"karasu"}
    files, following = [], "/station-visits?form=parquet&limit=2"
    while following:
        answer = manager.get(following)
        files += from_parquet(answer.content)
        assert manager.get(following).content == answer.content
        following = answer.headers.get("link", "").partition("<")[2].partition(">")[0]
    assert files == whole
    assert len(whole) == served > 4


def test_two_carriers_on_one_place(site: Site) -> None:
    first, second = site.carrier("a"), site.carrier("b")
    opening = site.opening(cap=1)
    site.do(first, "/bookings", opening=opening, vehicle=site.truck(first, 1))
    body = {"opening": opening, "vehicle": site.truck(second, 2)}
    refused = second.post("/bookings", json=body)
    assert refused.status_code == 409
    assert "with 1 of 1 places taken" in refused.json()["detail"]


def test_a_carrier_acts_for_itself_only(site: Site) -> None:
    first, second = site.carrier("a"), site.carrier("b")
    opening, truck = site.opening(), site.truck(first, 1)
    body = {"opening": opening, "vehicle": truck}
    booking = site.do(first, "/bookings", **body)["booking"]
    assert second.get(f"/bookings/{booking}").status_code == 404
    assert second.post(f"/bookings/{booking}/cancel").status_code == 404
    assert second.post("/bookings", json=body | {"carrier": "a"}).status_code == 403
    assert second.post("/bookings", json=body).status_code == 409
    assert second.get("/bookings").json()["items"] == []
    assert [row["id"] for row in first.get("/bookings").json()["items"]] == [booking]
    assert site.manager.post("/bookings", json=body).status_code == 409
    for path in ("/visits", "/units", "/events", "/dock-bookings", "/stations/x/tasks"):
        assert first.get(path).status_code == 403


def test_the_same_key_books_once(site: Site) -> None:
    carrier = site.carrier("a")
    body = {"opening": site.opening(), "vehicle": site.truck(carrier, 1)}
    key = {"Idempotency-Key": "7f3a"}
    first, again = (carrier.post("/bookings", json=body, headers=key) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    other = carrier.post("/bookings", json=body | {"vehicle": "x"}, headers=key)
    assert (other.status_code, other.json()["title"]) == (422, "Key used before")


def test_a_stale_version_is_refused(site: Site) -> None:
    opening = site.opening()
    seen = site.manager.get(f"/openings/{opening}")
    tag = {"If-Match": seen.headers["etag"]}
    change = {"delta": 1, "cause": "manual"}
    path = f"/openings/{opening}/capacity"
    assert site.manager.post(path, json=change, headers=tag).status_code == 200
    assert site.manager.post(path, json=change, headers=tag).status_code == 412
    assert site.manager.post(path, json=change, headers={"If-Match": "x"}).status_code == 422


def test_plates_with_look_alikes_are_one_and_a_wrong_vin_is_told(site: Site) -> None:
    carrier = site.carrier("a")
    made = {"country": "KZ", "plate": "123 АВС 02", "vin": VIN.format(1)}  # noqa: RUF001 - the case
    assert site.do(carrier, "/vehicles", **made)["plate"] == "123ABC02"
    again = carrier.post("/vehicles", json=made | {"plate": "123 ABC 02", "vin": VIN.format(2)})
    assert again.status_code == 409
    wrong = carrier.post(
        "/vehicles", json=made | {"plate": "124 ABC 02", "vin": "1M8GDM9A5KP042788"}
    )
    assert (wrong.status_code, wrong.json()["field"]) == (409, "vin")


def test_the_other_country_s_officer_and_an_unknown_station(site: Site) -> None:
    silk = site.carrier("silk-road")
    booking = site.do(silk, "/bookings", opening=site.opening(), vehicle=site.truck(silk, 1))[
        "booking"
    ]
    site.do(silk, f"/bookings/{booking}/confirm")
    site.clock.to(NOON)
    visit = site.do(site.gate, f"/bookings/{booking}/arrive")["visit"]
    site.do(site.gate, "/directions/to-kz/call")
    site.do(site.gate, f"/visits/{visit}/enter")
    there = site.staff(Grant("officer", agency="KG-tax"))
    answer = there.post(f"/visits/{visit}/stations/documents/start")
    assert (answer.status_code, answer.json()["field"]) == (409, "agency")
    here = site.staff(Grant("officer", agency="KZ-revenue"))
    assert here.post(f"/visits/{visit}/stations/nowhere/start").status_code in {404, 409}
    elsewhere = site.staff(Grant("officer", "scanner", agency="KZ-revenue"))
    assert elsewhere.post(f"/visits/{visit}/stations/documents/start").status_code == 403


def test_pages_of_openings_follow_each_other(site: Site) -> None:
    made = {site.opening(truck_class=one) for one in ("perishable", "animal", "general")}
    seen, after = set(), ""
    while after is not None:
        answer = site.gate.get("/openings", params={"after": after, "limit": 2}).json()
        seen |= {row["id"] for row in answer["items"]}
        after = answer["next"]
    assert seen == made
    assert site.gate.get("/openings", params={"direction": "to-kg"}).json()["items"] == []
