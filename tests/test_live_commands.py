"""The command as a person and a program meet it."""

import csv
import gzip
import json
import math
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ChoiceError, GoldenBridgeError, LogError
from goldenbridge.operations.ledger.ledger import utc_now
from goldenbridge.operations.passage import arrivals, calling, stations
from goldenbridge.outlook.advice import reckon, terminal
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.web.opening import new_complex
from tests.operations.complex import desk_at
from tests.outlook.live.queues import daily


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks of one queue in the plain form, with an empty cell and a row twice."""
    file = tmp_path_factory.mktemp("logs") / "waits.csv"
    one = daily(14)
    rows = [
        (datetime.fromtimestamp(int(at), UTC).isoformat(), "karasu", f"{value:.1f}")
        for at, value in zip(one.at, one.value, strict=True)
    ]
    rows[50] = (*rows[50][:2], "")
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("at", "series", "wait_min"), *rows, rows[-1]])
    return file


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(cli.app, ["live", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_scores_say_every_method_and_what_was_wrong_in_the_log(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "scores.json"
    said = run("score", log, "--until", "2026-06-11", "--json", file)
    assert "empty: 1 in 1 series" in said
    assert "duplicate: 1 in 1 series" in said
    told = json.loads(file.read_text("utf-8"))
    assert [one["horizon_h"] for one in told["horizons"]] == [0, 1, 3, 6, 24]
    assert "too short a past to learn, or to prove: 168 h" in said
    assert told["horizons"][0]["methods"]["combined"]["n"] == 3 * 24
    assert told["log"]["series"]["karasu"]["readings"] == 14 * 24 - 1


def test_forecasts_are_kept_and_judged_when_their_time_comes(log: Path, tmp_path: Path) -> None:
    record, file = tmp_path / "record.jsonl", tmp_path / "now.json"
    run("forecast", log, "--at", "2026-06-13T00:00", "--record", record)
    # what is said of now is judged by the reading of this very moment, which it does not look at
    assert len(record.read_text("utf-8").splitlines()) == 6
    said = run("forecast", log, "--record", record, "--json", file)
    kinds = [json.loads(line)["kind"] for line in record.read_text("utf-8").splitlines()]
    assert kinds == ["forecast"] * 5 + ["outcome"] + ["forecast"] * 5 + ["outcome"] * 4
    assert "record, 24 h: 1 judged" in said
    told = json.loads(file.read_text("utf-8"))
    assert {one["target"] for one in told["forecasts"]} >= {"2026-06-15T02:00:01Z"}
    assert told["record"]["3"]["n"] == 1


def test_other_files_of_the_same_log_say_the_same(log: Path, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="needs the extra `tables`")
    packed, table = tmp_path / "waits.csv.gz", tmp_path / "waits.parquet"
    packed.write_bytes(gzip.compress(log.read_bytes()))
    polars.read_csv(log, infer_schema=False).write_parquet(table)
    from goldenbridge.live_commands.logs import read_log

    (_, (plain,), _), *others = (read_log(file) for file in (log, packed, table))
    for _, (one,), findings in others:
        assert one.value.tolist() == plain.value.tolist()
        assert {finding.kind for finding in findings} == {"duplicate", "empty", "new"}


def visited(file: Path) -> Path:
    """Four weeks of trucks at one gate, the clock of Almaty; one ends before it starts."""
    rng = np.random.default_rng(1)
    came = np.sort(rng.uniform(0, 28 * 86_400, 3000)).round()
    start = datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Almaty"))
    lines = ["visit,station,direction,class,arrived,started,ended,outcome"]
    for n, (at, took) in enumerate(zip(came, rng.gamma(4, 90, 3000), strict=True)):
        here, gone = (start + timedelta(seconds=s) for s in (at, at + (took if n else -60)))
        lines.append(
            f"v{n},gate,to-kz,general,{here.isoformat()},{here.isoformat()},{gone.isoformat()},done"
        )
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_a_log_of_visits_is_fitted_from_either_kind_of_file(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="needs the extra `tables`")
    plain, table = visited(tmp_path / "visits.csv"), tmp_path / "visits.parquet"
    typed = polars.read_csv(plain, try_parse_dates=True)
    assert typed["arrived"].dtype == polars.Datetime("us", "UTC")
    typed.write_parquet(table)
    told = []
    for file in (plain, table):
        out = tmp_path / f"{file.name}.json"
        said = run("fit", file, "--zone", "Asia/Almaty", "--json", out)
        assert "starts or ends before it can: 1 visits; left out" in said
        told.append(json.loads(out.read_text("utf-8")))
    assert told[0] == told[1]
    service = told[0]["services"]["gate"]
    assert service["kind"] in ("gamma", "erlang")
    # gamma of shape 4 and mean 6 minutes: its standard deviation is 3
    assert abs(service["mean_min"] - 6) < 4 * 3 / math.sqrt(service["n"])
    assert abs(told[0]["arrivals"][0]["trucks_per_day"] - 3000 / 28) < 1


def test_a_complex_is_fitted_from_its_ledger(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="needs the extra `tables`")
    site = next(one for one in load(shipped()[DEFAULT]).sites if one.id == "karasu")
    url, file, station = f"sqlite:///{tmp_path}/l.db", tmp_path / "fit.json", "ak-tilek-exit"
    with desk_at(url, site) as desk:
        start = desk.clock.now
        for n in range(40):
            desk.clock.to(start, 300 * n)
            visit = desk.do(arrivals.WalkIn(desk.truck(), "to-kz", "perishable"))["visit"]
            desk.do(calling.CallNext("to-kz"))
            desk.do(arrivals.EnterGate(visit))
            desk.do(stations.Start(visit, station, "KG-border"))
            desk.clock.to(start, 300 * n + 4 + n % 3)
            desk.do(stations.End(visit, station, "KG-border", "pass", ""))
    run("fit", "--ledger", url, "--json", file)
    service = json.loads(file.read_text("utf-8"))["services"][station]
    # 14 of 4 minutes, 13 of 5 and 13 of 6
    assert service["n"] == 40
    assert service["mean_min"] == pytest.approx((14 * 4 + 13 * 5 + 13 * 6) / 40)


def test_a_fit_is_of_a_log_or_of_a_ledger(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="needs the extra `tables`")
    url = f"sqlite:///{tmp_path}/l.db"
    for words, found in (
        ((), "found not one source; allowed: a LOG or --ledger URL"),
        (("--ledger", url, "--zone", "UTC"), "--zone: found it with --ledger"),
    ):
        with pytest.raises(ChoiceError, match=found):
            run("fit", *words)
    new_complex(url, None, "karasu", clock=utc_now).close()
    with pytest.raises(LogError, match="found no truck that was served"):
        run("fit", "--ledger", url)


def test_a_log_of_visits_that_cannot_be_fitted_is_said(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="needs the extra `tables`")
    file = visited(tmp_path / "visits.csv")
    with pytest.raises(LogError, match=r"--zone: found 'Mars'; allowed: an IANA name"):
        run("fit", file, "--zone", "Mars")
    lines = file.read_text("utf-8").splitlines()
    for text, found in (
        ("a,b\n1,2\n", "found the columns a, b; allowed: visit, "),
        (f"{lines[0]}\nv,gate,d,c,x,y,z,done\n", "found no time of arrival"),
        ("\n".join(lines[:10]), "found 8; allowed: 30"),
        ("", "found no table"),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(LogError, match=found):
            run("fit", file, "--zone", "UTC")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "found the columns"),
        (b"a,b\n1,2\n", "found the columns a, b"),
        (b"at,series,wait_min\n", "found no reading"),
        (b"at,series,wait_min\nx,one,\n", "found no reading"),
        (b"at,series,wait_min\n\xff\xfe,one,3\n", "allowed: UTF-8"),
    ],
)
def test_a_log_that_cannot_be_used_is_said(content: bytes, found: str, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(content)
    with pytest.raises(LogError, match=found):
        run("score", file, "--until", "2026-06-11")


@pytest.mark.parametrize("name", ["log.csv.gz", "log.parquet"])
def test_a_file_that_is_not_what_its_name_says_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"plain text")
    with pytest.raises(LogError, match=name):
        run("score", tmp_path / name, "--until", "2026-06-11")


def test_a_calendar_without_dates_is_said(log: Path, tmp_path: Path) -> None:
    days = tmp_path / "days.csv"
    for content, found in (("Day\nx\n", "no column Date"), ("Date\nx\n", "days.csv:2: Date")):
        days.write_text(content, "utf-8")
        with pytest.raises(LogError, match=found):
            run("forecast", log, "--holidays", days)


def test_advice_from_the_programme_alone_and_from_a_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "advise", partial(reckon.advise, replications=2))
    file, url = tmp_path / "advice.json", f"sqlite:///{tmp_path}/l.db"
    said = run("advise", "--at", "2026-03-02T06:00", "--json", file)
    assert said.startswith("Karasu – Ak-Tilek, 2026-03-02 11:00 (Asia/Almaty)\n")
    assert "2026-03-02 20:00 to 2026-03-03 08:00: " in said
    assert "assumed: every free place is sold" in said
    told = json.loads(file.read_text("utf-8"))
    assert told["assumed"] == ["besides", "no-show", "sold", "empty"]
    assert (told["site"], told["advice"], len(told["expected"])) == ("karasu", None, 3)
    new_complex(url, None, "karasu", clock=utc_now).close()
    said = run("advise", "--ledger", url, "--propose", "--measure", "--json", file)
    made = json.loads(file.read_text("utf-8"))
    assert made["state"] in {"proposed", "accepted"}
    assert f"proposal {made['advice']}: {made['state']}" in said
    assert made["measured"] == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--propose",), "--propose, --measure: found no ledger; allowed: with --ledger URL"),
        (("--site", "moon"), "site: found moon; allowed: karasu"),
        (("--ledger", "sqlite:///none.db"), "found no ledger"),
        (("--ledger", "sqlite:///none.db", "--site", "karasu"), "allowed: without a ledger"),
    ],
)
def test_advice_that_cannot_be_given(words: tuple[str, ...], told: str) -> None:
    done = CliRunner().invoke(cli.app, ["live", "advise", *words])
    assert isinstance(done.exception, GoldenBridgeError)
    assert told in str(done.exception)


def test_a_complex_is_forecast_from_its_ledger(tmp_path: Path) -> None:
    site = next(one for one in load(shipped()[DEFAULT]).sites if one.id == "karasu")
    url, record, file = f"sqlite:///{tmp_path}/l.db", tmp_path / "r.jsonl", tmp_path / "now.json"
    with desk_at(url, site):
        pass
    said = run("forecast", "--ledger", url, "--record", record, "--json", file)
    assert "assumed: trucks without booking, from the programme" in said
    told = json.loads(file.read_text("utf-8"))
    assert told["assumed"] == ["besides", "no-show", "sold"]
    made = told["forecasts"]
    assert {one["horizon_h"] for one in made} == {0, 1, 3, 6, 24, 168}
    assert all(0 <= one["low80"] <= one["median"] <= one["high80"] for one in made)
    assert len(record.read_text("utf-8").splitlines()) == len(made)


def test_a_forecast_is_of_a_log_or_of_a_ledger(log: Path) -> None:
    for words, found in (
        ((), "found not one source; allowed: a LOG or --ledger URL"),
        ((log, "--ledger", "sqlite:///x.db"), "found not one source"),
        (("--ledger", "sqlite:///x.db", "--at", "2026-06-13T00:00"), "allowed: with a log"),
        ((log, "--programme", "x"), "--programme: found it without --ledger"),
    ):
        with pytest.raises(ChoiceError, match=found):
            run("forecast", *words)
