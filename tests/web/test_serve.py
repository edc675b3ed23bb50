"""goldenbridge serve and load, as processes and threads of their own."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError, OutputError
from goldenbridge.operations.access import accounts
from goldenbridge.operations.appointments.offers import publish
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.rooms import ROOMS
from goldenbridge.operations.slots import openings
from goldenbridge.web import load, opening, serve
from goldenbridge.web.pages.reckoning import Reckoning

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _post(port: int, path: str, cookie: str = "", **body: Any) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        headers = {"Content-Type": "application/json", "Cookie": cookie}
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("set-cookie", "")


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


def test_a_server_starts_bare_makes_its_administrator_and_stops_gracefully(tmp_path: Path) -> None:
    port, url = _free_port(), f"sqlite:///{tmp_path}/c.db"
    command = [sys.executable, "-m", "goldenbridge", "serve", "--ledger", url, "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        told = server.stdout.readline()
        token = told.rpartition(" ")[2].strip()
        assert told.startswith("Set-up token, valid until the server stops: ")
        _wait_for(port)
        made = _post(port, "/setup", token=token, login="chief", password=PASSWORD)
        assert made[0] == 201
        status, cookie = _post(port, "/sessions", login="chief", password=PASSWORD)
        assert status == 201
        stream = HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Cookie": cookie.partition(";")[0], "Last-Event-ID": "0"}
        stream.request("GET", "/events/stream", headers=headers)
        lines = [stream.getresponse().readline() for _ in range(1)]
        assert lines == [b"id: 1\n"]
        server.send_signal(signal.SIGTERM)
        _, errors = server.communicate(timeout=20)
        stream.close()
    finally:
        server.kill()
        server.wait()
    assert server.returncode in {0, -signal.SIGTERM}, errors
    records = [json.loads(line) for line in errors.splitlines()]
    assert {"method": "POST", "path": "/setup", "status": 201}.items() <= next(
        record for record in records if record.get("path") == "/setup"
    ).items()
    assert PASSWORD not in errors
    with Ledger.open(url, ROOMS, new=False) as ledger:
        assert ledger.verify().events == 3
        assert ledger.replay().differing == ()


def test_only_a_ledger_without_accounts_gets_a_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped = []

    def run(server: serve.Server) -> None:
        app: Any = server.config.app
        app.state.stopping = asyncio.Event()
        server.handle_exit(signal.SIGTERM, None)
        stopped.append(app.state.stopping.is_set())

    monkeypatch.setattr(serve.Server, "run", run)
    monkeypatch.setattr(serve, "log_to_stderr", lambda: None)
    monkeypatch.setattr(Reckoning, "day", lambda _: None)
    with Ledger.open(f"sqlite:///{tmp_path}/l.db", ROOMS) as ledger:
        serve.serve(ledger, host="127.0.0.1", port=1)
        assert capsys.readouterr().out.startswith("Set-up token, valid until the server stops: ")
        accounts.set_up(ledger, "chief", PASSWORD)
        serve.serve(ledger, host="127.0.0.1", port=1)
        assert capsys.readouterr().out == "Pages: http://127.0.0.1:1/\n"
    assert stopped == [True, True]


def test_a_day_of_the_complex_passes_and_the_ledger_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def few(ledger: Ledger, *given: Any, actor: str) -> list[str]:
        offered = [one for one in openings(*given) if one.starts.hour in {6, 7}][:12]
        return list(ledger.submit(publish(tuple(offered)), actor=actor).body["openings"])

    monkeypatch.setattr(load, "offer", few)
    site, demand = opening.site_of(None, "")
    clock = load.FastClock(datetime.now(UTC))
    ledger = opening.new_complex(f"sqlite:///{tmp_path}/l.db", None, "", clock=clock)
    seen: list[tuple[int, int]] = []
    day = load.a_day(
        ledger,
        clock,
        site,
        demand,
        seconds=8,
        seed=1,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert day.booked == 24
    assert 0 < day.exited == seen[-1][0] <= seen[-1][1] == 24
    assert set(day.statuses) <= {200, 201, 409}
    assert day.whole


def test_load_tells_the_day_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    day = load.Driven(576, 570, {200: 90, 409: 10}, 61.2, 3.24, 28.4, 9860, whole=True)
    monkeypatch.setattr(load, "a_day", lambda ledger, *_, **__: (ledger.close(), day)[1])
    told = CliRunner().invoke(cli.app, ["load"], catch_exceptions=False).stdout
    assert told == (
        "576 trucks booked, 570 through, in 61 s; 100 answers, by status 200: 90, 409: 10; "
        "median 3.2 ms, 99 % within 28 ms; 9860 events, chain whole, replay equal\n"
    )


def test_a_site_the_programme_lacks_and_missing_rules_are_told(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match="site: found atlantis; allowed: karasu, kordai"):
        opening.site_of(None, "atlantis")
    with (
        Ledger.open(f"sqlite:///{tmp_path}/l.db", ROOMS) as ledger,
        pytest.raises(OutputError, match="found no file; allowed: the rules"),
    ):
        opening.rules_held(ledger, tmp_path, "")


def test_rules_are_set_once(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/l.db", ROOMS) as ledger:
        opening.rules_held(ledger, None, "")
        opening.rules_held(ledger, None, "")
        assert ledger.verify().events == 1
