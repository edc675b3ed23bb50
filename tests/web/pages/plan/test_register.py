"""The register through pages and API: public to read, each side for itself, two at once told."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.operations.council.table import GRANTS, LANES, PLAN
from tests.web.pages.conftest import HTML

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.council.exchange import take_in
from goldenbridge.operations.council.measures import ChangeMeasure, RegisterMeasure, SetPlan
from goldenbridge.operations.council.plan import Register
from goldenbridge.operations.council.reading import register
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.programme.model import Programme

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
_HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
Person = Callable[..., TestClient]


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    """A ledger with the plan of two measures."""
    ledger.submit(SetPlan(**PLAN | {"reports_from": None}), actor="test")
    for one in (LANES, GRANTS):
        ledger.submit(RegisterMeasure(**one), actor="test")
    return ledger


@pytest.fixture
def person(kept: Ledger, anyone: TestClient) -> Person:
    """Somebody's browser, signed in with these grants."""
    number = iter(range(9))

    def made(*grants: Grant) -> TestClient:
        client = TestClient(anyone.app, headers=HTML, follow_redirects=False)
        if grants:
            login = f"p{next(number)}"
            accounts.add_staff(kept, login, PASSWORD, grants, actor="test")
            client.cookies.set("session", accounts.sign_in(kept, login, PASSWORD))
        return client

    return made


def form(text: str, **having: str) -> dict[str, str]:
    for part in text.split("<form")[1:]:
        fields = {n: unescape(v) for n, v in _HIDDEN.findall(part.split("</form>")[0])}
        if all(fields.get(name) == value for name, value in having.items()):
            return fields
    raise AssertionError(f"no form with {having} in {text}")


def shown(client: TestClient, path: str, act: str) -> dict[str, str]:
    """The hidden fields of the first form of this kind that a page leads to."""
    text = client.get(path).text
    for link in map(unescape, re.findall(r'href="([^"]*[?]write=[^"]*)"', text)):
        if f"write={act}" in link:
            return form(client.get(link).text, act=act)
    return form(text, act=act)


def send(client: TestClient, path: str, said: dict[str, str], act: str) -> Any:
    return client.post(path, data=shown(client, path, act) | said)


def test_everybody_reads_the_plan_of_the_folder(anyone: TestClient, programme: Programme) -> None:
    reader = TestClient(anyone.app, headers=HTML)
    text = unescape(reader.get("/plan").text)
    for measure in programme.plan_measures:
        assert measure.title in text
    assert 'id="figure-plan"' in text
    page = reader.get("/plan/wheat")
    assert page.status_code == 200
    assert '<form method="post" action="/plan' not in page.text
    assert reader.get("/plan/nothing").status_code == 404
    assert reader.get("/plan?as_of=soon").status_code == 422
    assert reader.get("/council").status_code in {200, 303}
    told = json.loads(anyone.get("/register").text)
    assert len(told["measures"]) == len(programme.plan_measures)


def test_a_report_goes_from_one_side_to_the_other(person: Person, kept: Ledger) -> None:
    kz, kg = person(Grant("delegate", country="KZ")), person(Grant("delegate", country="KG"))
    path = "/plan/grants"
    assert "write=report" not in kg.get(path).text
    answer = send(kz, path, {"text": "sixty\nat work", "done": "yes"}, act="report")
    assert answer.status_code == 303, answer.text
    assert "The report is filed." in kz.get(answer.headers["location"]).text
    wrong = send(kg, path, {"verdict": "disputed", "text": ""}, act="answer")
    assert wrong.status_code == 409
    assert "the position of the side that disputes" in unescape(wrong.text)
    assert send(kg, path, {"verdict": "accepted"}, act="answer").status_code == 303
    assert "Carried out" in person().get(path).text
    assert not kept.replay().differing


def test_the_officer_of_the_other_side_is_refused(person: Person, kept: Ledger) -> None:
    kz, kg = person(Grant("delegate", country="KZ")), person(Grant("delegate", country="KG"))
    mine = shown(kz, "/plan/grants", "report")
    own = shown(kg, "/plan/grants", "propose")
    stolen = mine | {name: own[name] for name in own if name not in {"act", "side"}}
    answer = kg.post("/plan/grants", data=stolen | {"text": "x"})
    assert answer.status_code == 403
    with kept.reading() as view:
        assert not register(view.connection).measures[1].reports


def test_two_secretaries_at_once(person: Person, kept: Ledger) -> None:
    first = person(Grant("secretary"))
    said = shown(first, "/plan/lanes", "change")
    kept.submit(ChangeMeasure(measure="lanes", title="Three lanes"), actor="other")
    answer = first.post("/plan/lanes", data=said | {"title": "Four", "done_when": "trucks pass"})
    assert answer.status_code == 412
    assert "Somebody else was faster" in answer.text
    assert "Three lanes" in answer.text
    again = send(first, "/plan/lanes", {"title": "Four", "done_when": "all pass"}, act="change")
    assert again.status_code == 303
    with kept.reading() as view:
        lanes = register(view.connection).measures[0]
    assert (lanes.title, lanes.owners[0].body) == ("Four", "")


def test_a_form_holds_the_words_of_the_register_in_every_language(
    anyone: TestClient, ledger: Ledger, programme: Programme
) -> None:
    own = Register(plans=programme.plans, measures=programme.plan_measures[-1:])
    with ledger.reading() as view:
        ledger.submit(take_in(view.connection, own)[0], actor="test")
    accounts.add_staff(ledger, "keeper", PASSWORD, [Grant("secretary")], actor="test")
    client = TestClient(anyone.app, headers=HTML)
    client.cookies.set("session", accounts.sign_in(ledger, "keeper", PASSWORD))
    text = client.get(f"/plan/{own.measures[0].id}?write=change&lang=ru").text
    assert f'value="{own.measures[0].title}"' in text
    assert "Провести второй межрегиональный форум</h1>" in text


def test_a_session_from_its_call_to_its_resolution(person: Person, kept: Ledger) -> None:
    keeper, reader = person(Grant("secretary")), person()
    day = f"{kept.clock():%Y-%m-%d}"
    called = {"session": "igc-14", "title": "14th session", "on": day, "place": "Bishkek"}
    assert send(keeper, "/council", called, act="convene").status_code == 303
    items = {"text": "the lanes [lanes]\nany other business"}
    assert send(keeper, "/council", items, act="agenda").status_code == 303
    assert send(keeper, "/council", {"text": "All\nspoke."}, act="minutes").status_code == 303
    wrong = send(keeper, "/council", {"text": "nonsense"}, act="resolve")
    assert wrong.status_code == 422
    assert "nonsense" in wrong.text
    points = {"text": "1. open the third lane [lanes, 2026-12]\n2. meet again"}
    assert send(keeper, "/council", points, act="resolve").status_code == 303
    with kept.reading() as view:
        session = register(view.connection).sessions[0]
    assert [one.text for one in session.agenda] == ["the lanes", "any other business"]
    assert session.agenda[0].measures == ("lanes",)
    assert (session.resolution[0].measure, str(session.resolution[0].due)) == ("lanes", "2026-12")
    shown = unescape(reader.get("/plan").text)
    assert "open the third lane" in shown
    assert "spoke." not in shown
    assert "spoke." in keeper.get("/plan").text
    assert reader.get("/council").status_code == 303


def test_the_api_asks_for_the_same(person: Person, staff: Callable[..., TestClient]) -> None:
    delegate = staff(Grant("delegate", country="KZ"))
    person(Grant("secretary"))
    body = {"side": "KZ", "quarter": "2026-Q1", "text": "sixty", "done": True}
    path = "/register/measures/grants/reports"
    first = delegate.post(path, json=body, headers={"Idempotency-Key": "a"})
    assert first.status_code == 201, first.text
    assert delegate.post(path, json=body, headers={"Idempotency-Key": "a"}).json() == first.json()
    stale = delegate.post(path, json=body)
    assert stale.status_code == 412
    assert delegate.post(path, json=body | {"side": "KG"}).status_code == 403
    answer = {"side": "KZ", "verdict": "accepted", "text": ""}
    report = first.json()["report"]
    assert delegate.post(f"/register/reports/{report}/answers", json=answer).status_code == 409
    assert delegate.post("/register/plans", json={}).status_code in {403, 422}
    secretary = staff(Grant("secretary"))
    change = {"title": "Seventy grants"}
    path = "/register/measures/grants/changes"
    assert secretary.post(path, json=change, headers={"If-Match": '"3"'}).status_code == 200
    late = secretary.post(path, json={"note": "x"}, headers={"If-Match": '"3"'})
    assert late.status_code == 412
    assert "since then title by event" in late.json()["detail"]


def test_a_delegate_speaks_for_one_side(kept: Ledger) -> None:
    with pytest.raises(Exception, match="the side a delegate speaks for"):
        accounts.add_staff(kept, "x", PASSWORD, (Grant("delegate"),), actor="test")
