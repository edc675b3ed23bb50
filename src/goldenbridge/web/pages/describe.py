"""What a reader of the API wants to know of each route, from its OpenAPI document."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

EXAMPLES: Mapping[str, Any] = {
    "login": "aida",
    "password": "twelve characters or more",
    "country": "KZ",
    "plate": "123 ABC 02",
    "vin": "1M8GDM9AXKP042788",
    "direction": "to-kz",
    "truck_class": "perishable",
    "starts": "2026-03-02T12:00:00Z",
    "ends": "2026-03-02T13:00:00Z",
    "role": "officer",
    "agency": "KZ-revenue",
    "station": "scanner",
    "result": "pass",
    "calibrated_until": "2027-03-01",
    "document": "N0000000",
    "party": "KZ",
    "side": "KZ",
    "unit": "376104250021234569",
    "temperature": "ambient",
    "cause": "incident",
    "step": "finish",
    "purpose": "identity at the gate",
}
"""Values that say more than the name of their field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter or a field of a body: where it stands, and what may stand there."""

    name: str
    place: str
    required: bool
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked for."""

    id: str
    method: str
    path: str
    summary: str
    more: str
    roles: tuple[str, ...]
    signed_in: bool
    fields: tuple[Field, ...]
    done: str
    problems: tuple[str, ...]
    body: Any
    curl: str


def groups(document: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """The operations of an OpenAPI document by their tag, in its order."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            tag = told["tags"][0]
            found.setdefault(tag, []).append(_operation(document, path, method, told))
    return found


def _operation(
    document: Mapping[str, Any], path: str, method: str, told: Mapping[str, Any]
) -> Operation:
    content = told.get("requestBody", {}).get("content", {}).get("application/json")
    schema = None if content is None else _plain(document, content["schema"])
    body = None if schema is None else example(document, schema)
    parameters = told.get("parameters", [])
    given = [
        Field(
            name=one["name"].title() if one["in"] == "header" else one["name"],
            place=one["in"],
            required=bool(one.get("required")),
            form=form(document, one["schema"]),
        )
        for one in parameters
    ]
    summary, _, more = told.get("description", told["summary"]).partition("\n")
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=summary.strip(),
        more=" ".join(more.split()),
        roles=tuple(told.get("x-roles", ())),
        signed_in="security" in told,
        fields=(*given, *(() if schema is None else _fields(document, schema))),
        done=", ".join(_done(told["responses"])),
        problems=tuple(status for status in told["responses"] if status >= "400"),
        body=body,
        curl=_curl(path, method, parameters, body, signed_in="security" in told),
    )


def _done(responses: Mapping[str, Any]) -> Iterator[str]:
    for status, answer in responses.items():
        if status < "400":
            yield f"{status} ({', '.join(answer.get('content', {})) or 'no content'})"


def _fields(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Field]:
    needed = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        yield Field(name=name, place="body", required=name in needed, form=form(document, one))


def form(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What a schema allows, in words."""
    schema = _plain(document, schema)
    if "anyOf" in schema:
        return " or ".join(form(document, one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return ", ".join(map(str, schema.get("enum", [schema.get("const")])))
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        most = f", at most {schema['maxItems']}" if "maxItems" in schema else ""
        return f"list of {form(document, schema['items'])}{most}"
    if kind == "object" and "properties" in schema:
        parts = (f"{name}: {form(document, one)}" for name, one in schema["properties"].items())
        return "{" + "; ".join(parts) + "}"
    limits = [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("exclusiveMaximum", "below"))
        if key in schema
    ]
    if "maxLength" in schema:
        limits.append(f"up to {schema['maxLength']} characters")
    names = {"string": "text", "integer": "whole number", "null": "null", "object": "names to text"}
    return " ".join([names.get(kind, kind), *limits])


def example(document: Mapping[str, Any], schema: Mapping[str, Any], name: str = "") -> Any:
    """A value that the schema allows."""
    schema = _plain(document, schema)
    if "anyOf" in schema:
        return example(document, schema["anyOf"][0], name)
    kind = schema.get("type")
    if kind == "object":
        needed = schema.get("required", ())
        told = schema.get("properties", {}).items()
        return {key: example(document, one, key) for key, one in told if key in needed}
    if kind == "array":
        return [example(document, schema["items"], name)]
    if kind == "boolean":
        return True
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    return EXAMPLES.get(name, f"{name}-id")


def _plain(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with its reference followed."""
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in str(schema["$ref"]).removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _curl(path: str, method: str, parameters: list[Any], body: Any, *, signed_in: bool) -> str:
    named = [one["name"] for one in parameters]
    address = path
    for name in named:
        address = address.replace(f"{{{name}}}", str(EXAMPLES.get(name, f"{name}-id")))
    needed = [one["name"] for one in parameters if one["in"] == "query" and one.get("required")]
    query = "&".join(f"{name}=..." for name in needed)
    verb = "" if method == "get" else f"-X {method.upper()} "
    lines = [f'curl {verb}"$SERVER{address}{"?" + query if query else ""}"']
    if signed_in:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if "idempotency-key" in named:
        lines.append("-H 'Idempotency-Key: 7f3a'")
    if body is not None:
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(body)}'"]
    return " \\\n  ".join(lines)
