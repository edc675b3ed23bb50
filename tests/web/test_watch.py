"""A line of the log, and the stream of events."""

import asyncio
import json
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from goldenbridge.operations.access import accounts
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.web.api.ledger import _now, _sent
from goldenbridge.web.watch import JsonLines


def test_a_line_of_the_log_is_json_with_the_error() -> None:
    try:
        int("ё")
    except ValueError:
        record = logging.LogRecord("n", logging.ERROR, "p", 1, "told %s", ("x",), sys.exc_info())
    record.told = {"status": 500}
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["message"], line["status"]) == ("error", "told x", 500)
    assert "ValueError: " in line["error"]


def test_the_stream_sends_what_is_new_and_then_waits(tmp_path: Path) -> None:
    async def read(ledger: Ledger) -> list[str]:
        stopping = asyncio.Event()

        async def connected() -> bool:
            return False

        state = SimpleNamespace(stopping=stopping)
        request: Any = SimpleNamespace(app=SimpleNamespace(state=state), is_disconnected=connected)
        asyncio.get_running_loop().call_later(0.6, stopping.set)
        return [part async for part in _sent(request, ledger, 1)]

    with Ledger.open(f"sqlite:///{tmp_path}/l.db", ROOMS) as ledger:
        for n in range(3):
            accounts.issue_token(ledger, f"p{n}", actor="test")
        # a thread of its own: the browser tests leave a loop running in this one
        with ThreadPoolExecutor(1) as pool:
            parts = pool.submit(asyncio.run, read(ledger)).result()
        assert _now(ledger) == 3
    assert [part.partition("\n")[0] for part in parts] == ["id: 2", "id: 3"]
    assert "event: token-issued\ndata: {" in parts[0]
