"""The planner: an answer for each setting, scenarios side by side, all in the address."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.pages.conftest import HTML

from goldenbridge.border.simulation import simulate
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.programme.model import Programme
from goldenbridge.report.brief import SEED
from goldenbridge.report.kept import DAYS, WARMUP_DAYS
from goldenbridge.report.simulated import choose
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.served import Served

LARGEST = 100_000
BESIDE = {"from": "karasu/modernised", "name": "Ours", "a": "from=karasu&staff.scanners=2"}


@pytest.fixture(scope="module")
def client(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    served = Served()
    served.programme = programme
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    with TestClient(create_app(ledger, served), headers=HTML) as client:
        yield client


def _tiles(answer: Any) -> list[str]:
    return re.findall(r'<p class="tile"><b>(.*?)</b>', answer.text)


def test_the_page_says_what_the_simulation_says(client: TestClient, programme: Programme) -> None:
    plan = choose(programme)
    year = simulate(
        plan.site, plan.demand, days=DAYS, warmup_days=WARMUP_DAYS, replications=1, seed=SEED
    )
    page = client.get("/planner")
    assert page.status_code == 200
    means = [f"{way.mean.value / 60:.1f}\u00a0h" for way in year.by_direction]
    kept = f"{1 - year.overall.over_promise.value:.0%}"
    lost = year.overall.turned_away_per_day.value + year.overall.gave_up_per_day.value
    assert _tiles(page) == [*means, kept, f"{lost:.1f}"]


def test_a_page_is_small_and_so_is_what_a_slider_asks_for(client: TestClient) -> None:
    assert len(gzip.compress(client.get("/planner", params=BESIDE).content)) < LARGEST
    assert len(gzip.compress(client.get("/planner/answer").content)) < LARGEST / 5


def test_a_slider_gets_the_answer_the_page_shows(client: TestClient) -> None:
    asked = {"from": "karasu", "staff.scanners": "2", "trade": "2.0"}
    moved, page = (client.get(path, params=asked) for path in ("/planner/answer", "/planner"))
    assert "<html" not in moved.text
    assert 'hx-swap-oob="true"' in moved.text
    assert _tiles(moved) == _tiles(page) != _tiles(client.get("/planner"))
    assert 'value="2.0"' in page.text


def test_a_link_shows_the_same_page_again(client: TestClient) -> None:
    page = client.get("/planner", params=BESIDE | {"transit": "150"})
    link = unescape(re.findall(r'id="link" href="([^"]+)"', page.text)[0])
    again = client.get(link)
    # what stands above holds links to this address, with its parameters in the order they came
    assert again.text.partition("<main")[2] == page.text.partition("<main")[2]


def test_scenarios_stand_side_by_side_and_can_be_taken_away(client: TestClient) -> None:
    page = client.get("/planner", params=BESIDE)
    heads = re.findall(r'<th scope="col" class="number">(.*?)</th>', page.text)
    assert heads[:2] == ["Ours", "Karasu – Ak-Tilek, 1 setting moved"]
    links = {
        text: unescape(to) for to, text in re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', page.text)
    }
    assert _tiles(client.get(links["Go on from this"])) == _tiles(
        client.get("/planner?from=karasu&staff.scanners=2")
    )
    assert "compared-table" not in client.get(links["Take away"]).text
    kept = client.get(links["Keep beside"])
    assert len(re.findall(r'name="[abc]" value=', kept.text)) == 4  # both forms carry both
    full = client.get("/planner", params=BESIDE | {"b": "from=karasu", "c": "from=kordai"})
    assert "Keep beside" not in full.text


def test_a_name_is_told_and_not_obeyed(client: TestClient) -> None:
    page = client.get("/planner", params={"name": "<script>x</script>"})
    assert "<script>x" not in page.text
    assert "&lt;script&gt;x" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_each_language(client: TestClient, language: str) -> None:
    page = client.get("/planner", params=BESIDE | {"lang": language})
    assert page.headers["content-language"] == language
    assert ("Share of the trucks sent to" in page.text) == (language == "en")


@pytest.mark.parametrize("query", ["from=x", "trade=99", "staff.x=1", "a=from%3Dx"])
def test_what_cannot_be_asked_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"/planner?{query}").status_code == 422


def test_a_folder_without_sites_has_nothing_to_plan(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    served = Served()
    served.programme = replace(programme, sites=(), demands=(), border_scenarios=())
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    with TestClient(create_app(ledger, served), headers=HTML) as client:
        assert client.get("/planner").status_code == 404
