"""The page of the planner: all of the design that the folder keeps, or why there is none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.designs import show_design
from tests.web.pages.conftest import HTML

from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.programme.model import Programme
from goldenbridge.report.design_kept import kept
from goldenbridge.report.designed import told
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.served import Served


@pytest.fixture(scope="module")
def served(programme: Programme) -> Served:
    none: Any = ()
    fields = ("sites", "demands", "border_scenarios", "basins", "scenarios")
    served = Served()
    served.programme = replace(programme, **dict.fromkeys(fields, none))
    return served


@pytest.fixture(scope="module")
def client(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    with TestClient(create_app(ledger, served), headers=HTML) as client:
        yield client


def _text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_it_shows_all_that_the_folder_keeps(
    client: TestClient, served: Served, programme: Programme
) -> None:
    show_design(served, programme)
    page = client.get("/design")
    assert page.status_code == 200
    own = kept(programme)
    assert own is not None
    assert own.found is not None
    said = _text(page.text)
    for section in told(programme, own.found).sections:
        assert section.answer in said
        for table in section.tables:
            assert table.caption in said
    for figure in ("staffing", "grounds", "site-plan", "peak-day", "needs", "cost-wait", "strains"):
        assert f'id="figure-{figure}"' in page.text
    assert "style=" not in page.text
    assert page.text.count('class="pause"') == 1
    assert "обещание" in _text(client.get("/design?lang=ru").text)


def test_the_overview_leads_to_it(client: TestClient, served: Served, programme: Programme) -> None:
    show_design(served, programme)
    assert 'href="/design"' in client.get("/").text.split('class="questions"')[1]


def test_without_one_it_says_how_to_find_it(client: TestClient, served: Served) -> None:
    day = served.reckoning.day("2024-05-01")
    assert day.future is not None
    day.future.result()
    said = _text(client.get("/design?as_of=2024-05-01&lang=en").text)
    assert "described as it is known now, not as on that day" in said
