"""The page of every route: whole, from this server alone, and with examples that fit."""

import re
import shlex
from html import unescape
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from goldenbridge.web.pages.describe import example, form, groups


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
