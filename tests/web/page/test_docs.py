"""The page of every route: whole, from this server alone, and with examples that fit."""

import re
import shlex
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from goldenbridge.web.page.describe import example, form, groups


@pytest.fixture
def document(anyone: TestClient) -> dict[str, Any]:
    return dict(anyone.get("/openapi.json").json())


def _bodies(document: dict[str, Any]) -> dict[str, Any]:
    return {
        told["operationId"]: told["requestBody"]["content"]["application/json"]["schema"]
        for methods in document["paths"].values()
        for told in methods.values()
        if "requestBody" in told
    }


def test_every_example_is_one_that_the_route_takes(document: dict[str, Any]) -> None:
    bodies = _bodies(document)
    assert len(bodies) > 40
    for schema in bodies.values():
        whole = schema | {"components": document["components"]}
        jsonschema.validate(example(document, schema), whole)


def test_every_route_stands_on_the_page(anyone: TestClient, document: dict[str, Any]) -> None:
    answer = anyone.get("/docs")
    shown = unescape(answer.text)
    routes = [(m, p) for p, methods in document["paths"].items() for m in methods]
    for method, path in routes:
        assert f">{method.upper()} {path}<" in shown
    assert shown.count("<details") == len(routes)
    for command in re.findall(r"<pre><code>(.*?)</code></pre>", shown, re.DOTALL):
        assert shlex.split(command)[0] == "curl"


def test_the_page_loads_nothing_and_its_policy_allows_its_style_only(anyone: TestClient) -> None:
    answer = anyone.get("/docs")
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    (policy,) = answer.headers.get_list("content-security-policy")
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    loads: list[str] = []

    class Loads(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found = dict(attrs)
            if tag in {"script", "link", "img", "iframe"} or "style" in found or "src" in found:
                loads.append(tag)

    Loads().feed(answer.text)
    assert loads == []
    assert "http://" not in answer.text
    assert "https://" not in answer.text


def test_who_may_is_told(document: dict[str, Any]) -> None:
    every = {one.id: one for many in groups(document).values() for one in many}
    assert every["BookingHold"].roles == ("carrier", "gate", "manager", "scheduler")
    assert every["BookingHold"].signed_in
    assert not next(one for one in every.values() if one.path == "/health").signed_in


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9}, "whole number from 1 to 9"),
        ({"anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}]}, "text up to 9"),
        ({"type": "string", "enum": ["csv", "json"]}, "csv, json"),
        ({"type": "array", "maxItems": 3, "items": {"type": "string"}}, "list of text, at most 3"),
        ({"type": "object", "properties": {"a": {"type": "boolean"}}}, "{a: boolean}"),
    ],
)
def test_what_may_stand_in_a_field_is_said_in_words(schema: dict[str, Any], told: str) -> None:
    assert form({}, schema).startswith(told)
