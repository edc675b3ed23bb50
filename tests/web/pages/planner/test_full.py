"""The full answer: reckoned in the background, told as it goes, let go when nobody waits."""

import asyncio
import json
import re
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.pages.conftest import HTML

from goldenbridge.border.simulation import simulate
from goldenbridge.errors import LimitError
from goldenbridge.language.languages import ENGLISH
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.outlook.exchanges import Bargain, Schedule
from goldenbridge.outlook.spans import Span
from goldenbridge.programme.model import Programme
from goldenbridge.report.brief import SEED
from goldenbridge.report.kept import DAYS, WARMUP_DAYS
from goldenbridge.report.plan_trade import Outlook
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.planner import brought
from goldenbridge.web.pages.planner import work as works
from goldenbridge.web.pages.planner.asking import question
from goldenbridge.web.pages.planner.full import YEARS, Full
from goldenbridge.web.pages.planner.settings import read
from goldenbridge.web.pages.planner.work import Question, Work, progress
from goldenbridge.web.pages.served import Served

SMALL = {"from": "aukhatty"}


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """What `work` gives, on a thread: where browser tests ran before, this one has a loop."""
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, work).result()


@pytest.fixture
def desk() -> Iterator[Full]:
    made = Full(lambda: None)
    yield made
    made.close()


def _asked(programme: Programme, **given: str) -> Question:
    return question(replace(programme, basins=()), read(programme, SMALL | given))


def _done(desk: Full, asked: Question) -> Work:
    work = desk.work(asked)
    assert work.future is not None
    work.future.result()
    return work


def test_a_question_holds_what_was_moved_and_nothing_else(programme: Programme) -> None:
    given = {"growth": "2.5", "swap.kg-kz": "1.1", "transit": "150", "trade": "3"}
    asked = question(programme, read(programme, given))
    assert (asked.growth, asked.transit) == (0.025, 1.5)
    assert asked.basin is not None
    assert {swap.id: swap.coefficient for swap in asked.basin.swaps} == {"kg-kz": 1.1, "kg-uz": 1.0}
    # trade finds its own load: only transit changes the trucks it begins with
    still = question(programme, read(programme, {"transit": "150"}))
    assert asked.at_base == still.at_base == still.plan.demand != asked.plan.demand
    assert question(programme, read(programme, SMALL)).at_base is None


def test_the_years_are_those_of_the_command(desk: Full, programme: Programme) -> None:
    asked = _asked(programme)
    work = _done(desk, asked)
    own = simulate(
        asked.plan.site,
        asked.plan.demand,
        days=DAYS,
        warmup_days=WARMUP_DAYS,
        replications=YEARS,
        seed=SEED,
    )
    assert work.years is not None
    assert work.years.dwell == own.dwell
    assert (work.done, work.trade, work.water, work.troubles) == (work.of, None, None, [])
    assert desk.work(asked) is work


def test_what_nobody_waits_for_is_let_go(
    desk: Full, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(works, "_PATIENCE_S", -1.0)
        left = _done(desk, _asked(programme))
    assert left.years is None
    again = _done(desk, _asked(programme))
    assert again is not left
    assert again.years is not None


def test_only_so_many_wait(desk: Full, programme: Programme) -> None:
    gate = Event()
    desk._worker.submit(gate.wait)
    try:
        for n in range(6):
            desk.work(_asked(programme, trade=str(1 + n / 10)))
        with pytest.raises(LimitError):
            desk.work(_asked(programme, trade="4"))
        desk.work(_asked(programme, trade="1"))
        desk.close()
    finally:
        gate.set()


def test_events_tell_how_far_it_is_and_end(desk: Full, programme: Programme) -> None:
    work = _done(desk, _asked(programme))

    async def heard() -> list[str]:
        return [event async for event in progress(work, asyncio.Event())]

    first, last = _run(heard())
    assert json.loads(first.partition("data: ")[2]) == {"done": YEARS, "of": YEARS, "parts": 1}
    assert last == "event: ready\ndata: {}\n\n"


def test_the_last_who_leaves_lets_the_work_go(desk: Full, programme: Programme) -> None:
    gate = Event()
    desk._worker.submit(gate.wait)
    work = desk.work(_asked(programme))

    async def left() -> None:
        stopping = asyncio.Event()
        first, second = progress(work, stopping), progress(work, stopping)
        await anext(first)
        await anext(second)
        await first.aclose()
        assert work.heard > 0
        await second.aclose()
        assert work.heard < 0

    _run(left())
    gate.set()
    assert work.future is not None
    work.future.result()
    assert work.years is None
    assert desk.work(_asked(programme)) is not work


def test_events_end_when_the_server_stops(desk: Full, programme: Programme) -> None:
    gate = Event()
    desk._worker.submit(gate.wait)
    work = desk.work(_asked(programme))

    async def heard() -> list[str]:
        stopping, found = asyncio.Event(), []
        async for event in progress(work, stopping):
            found.append(event)
            stopping.set()
        return found

    assert len(_run(heard())) == 1
    gate.set()


def test_the_page_tells_how_far_it_is_and_then_the_answer(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    served = Served()
    served.programme = replace(programme, basins=(), scenarios=())
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.db", ROOMS)
    asked = SMALL | {"full": "yes"}
    with TestClient(create_app(ledger, served), headers=HTML) as client:
        page = client.get("/planner", params=asked)
        assert (
            'data-events="/planner/events?from=aukhatty"' in page.text
            or "full-classes" in page.text
        )
        stream = client.get("/planner/events", params=asked)
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.text.endswith("event: ready\ndata: {}\n\n")
        page, part = (client.get(path, params=asked) for path in ("/planner", "/planner/full"))
        assert "8 simulated years" in page.text
        assert "<html" not in part.text
        assert part.text.strip() in page.text
        assert "data-events" not in part.text
        assert 'name="full" value="yes"' in page.text
        assert "/planner/full" not in client.get("/planner", params=SMALL).text


def test_the_outlook_is_told_by_each_office(programme: Programme) -> None:
    span = Span(1.5e9, 1e9, 2e9)
    found = tuple(
        Outlook(one.id, 2030, 3e9, 0.2, 0.35, span, span, Span(0.1e9, 0.0, 0.2e9))
        for one in programme.reporters
    )
    told = brought.trade(programme, found, ENGLISH)
    assert told.title == "Chance of $3 bn in 2030"
    assert told.answer.startswith("Kazakh figures: 20% as it is, 35% as planned; Kyrgyz figures")
    assert told.table.rows[0] == (
        "Kazakh", "20%", "35%", "1.50 (1.00 – 2.00)", "1.50 (1.00 – 2.00)", "0.10 (0.00 – 0.20)",
    )  # fmt: skip
    assert told.figure is not None


@pytest.mark.parametrize(("gain", "said"), [(12.5, "gain 12.5 mn USD"), (0.0, "Nothing is gained")])
def test_a_year_of_water_is_told_month_by_month(
    programme: Programme, gain: float, said: str
) -> None:
    basin = next(one for one in programme.basins if one.swaps)
    line: list[Any] = [float(n) for n in range(12)]
    year = Schedule(
        basin.reservoirs[0].id, list(range(1, 13)), line, line, {}, [], [7.0] * 12, [9.0] * 12
    )
    cash = {"KG": 1.0, "KZ": -1.0}
    told = brought.water(
        programme, basin, Bargain(basin.id, gain, 1, 1, 84, 108, cash, {}, year), ENGLISH
    )
    assert said in told.answer
    assert re.search(r"\d+ of its \d+ figures are assumed", told.answer)
    assert told.table.rows[2] == ("Mar", "2", "2", "7", "9")
