"""A language model is believed only where its words stand in the sentence and read as it says."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.errors import ReadingError
from goldenbridge.reading.model_says import with_model
from goldenbridge.reading.read import read

TEXT = "Somebody whispered trade of $4 billion around 2031."
DAY = date(2025, 8, 4)


def said(**entry: Any) -> str:
    whole = {"kind": "target", "quote": "$4 billion", "value": 4e9, "when": "2031"} | entry
    return json.dumps({"entries": [whole]})


def bare() -> Any:
    """The sentence as if the rules had found nothing."""
    from dataclasses import replace

    found = read(TEXT, day=DAY)
    return replace(found, noted=tuple(replace(one, proposals=()) for one in found.noted))


def test_a_verbatim_quote_that_reads_as_said_is_proposed() -> None:
    found = with_model(bare(), lambda *_: said(), "m", day=DAY)
    (one,) = found.proposals
    assert one.says == {
        "indicator": "turnover",
        "value": "4",
        "unit": "USD bn",
        "deadline": "2031",
    }
    assert (one.by, one.quote, found.refused) == ("m", "$4 billion", ())


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (said(quote="$5 billion", value=5e9), "not in the sentence"),
        (said(value=4e6), "is not what"),
        (said(when="2035"), "not in the sentence"),
        (said(when="Somebody"), "does not read as one"),
        (said(quote="whispered"), "is not what"),
        (said(kind="song"), "schema"),
        (said(value="four"), "schema"),
        ("no JSON", "schema"),
        ("[1]", "schema"),
    ],
)
def test_what_is_not_so_is_refused(answer: str, why: str) -> None:
    found = with_model(bare(), lambda *_: answer, "m", day=DAY)
    assert not found.proposals
    assert why in found.refused[0]


class Fake(BaseHTTPRequestHandler):
    answer = ""
    asked: ClassVar[list[Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
        choice = {"message": {"content": self.answer}}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"choices": [choice]}).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Fake) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_endpoint_is_asked_with_a_schema(endpoint: str, tmp_path: Path) -> None:
    Fake.answer = json.dumps(
        {"entries": [{"kind": "project", "quote": "fountain", "value": 0, "when": "2027"}]}
    )
    out = tmp_path / "o.json"
    done = CliRunner().invoke(
        cli.app,
        ["read", "-", "--json", str(out), "--model", f"http://secret@{endpoint}/v1#tiny"],
        input="Some fountain in 2027.",
    )
    assert done.exit_code == 0, done.output
    (path, key, body), *_ = Fake.asked
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer secret", "tiny")
    assert body["response_format"]["json_schema"]["strict"] is True
    (sentence,) = json.loads(out.read_text("utf-8"))["sentences"]
    (one,) = sentence["proposals"]
    assert (one["by"], one["says"]) == ("tiny", {"name": "fountain", "deadline": "2027"})


@pytest.mark.parametrize("setting", ["http://127.0.0.1:1/v1#m", "ftp://x#m", "http://x/v1"])
def test_no_answer_is_a_message(setting: str) -> None:
    with pytest.raises(ReadingError, match="found no"):
        CliRunner().invoke(
            cli.app,
            ["read", "-", "--model", setting],
            input="Some fountain in 2027.",
            catch_exceptions=False,
        )
