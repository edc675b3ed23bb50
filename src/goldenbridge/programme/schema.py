"""The table of fields as JSON Schema for editors, and as Markdown for people."""

import json
from typing import TYPE_CHECKING, Any

from goldenbridge.language.cells import KINDS, Spec, specs
from goldenbridge.programme.layout import STRUCTURED, TABLES, nested

if TYPE_CHECKING:
    from collections.abc import Callable

_ID = "[A-Za-z0-9][A-Za-z0-9._-]*"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_PERIOD = f"[0-9]{{4}}(-Q[1-4]|-{_MONTH}(-{_DAY})?)?"
_SPAN = f"{_PERIOD}(/{_PERIOD})?"

# kind of field -> JSON type and, for text, its pattern
_TYPES = {
    "text": ("string", ""),
    "id": ("string", _ID),
    "ids": ("string", _ID),
    "texts": ("string", ""),
    "number": ("number", ""),
    "figure": (["number", "string"], ""),
    "numbers": ("number", ""),
    "whole": ("integer", ""),
    "period": ("string", _SPAN),
    "yes_no": ("boolean", ""),
    "choice": ("string", ""),
    "url": ("string", "https?://[^ ]+"),
    "dated": ("string", f"{_ID}: *{_SPAN}"),
    "moment": ("string", f"{_ID}(\\+[0-9]{{1,3}}[ym])?"),
}


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the TOML files of a folder.

    Each is a definition of its own, such as `programme`; a file must match one of them.
    """
    definitions = {
        file.removesuffix(".toml"): _table(record) for file, record in STRUCTURED.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Golden Bridge programme folder",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in definitions],
        "$defs": definitions,
    }


def csv_columns() -> dict[str, tuple[str, ...]]:
    """The columns of each CSV file of a folder, in order."""
    return {file: tuple(specs(part.record)) for file, part in TABLES.items()}


def example_value(spec: Spec) -> Any:
    """The example of a field as a TOML or JSON value."""
    if KINDS[spec.kind].many:
        text = spec.example
        return json.loads(text) if text.startswith("[") else text.split(";")
    readers: dict[str, Callable[[str], Any]] = {
        "number": float,
        "figure": float,
        "whole": int,
        "yes_no": "yes".__eq__,
    }
    return readers.get(spec.kind, str)(spec.example)


def markdown(record: type) -> str:
    """The fields of `record` as a Markdown table."""
    rows = [
        "| field | kind | required | what it tells | example |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, spec in specs(record).items():
        tells = f"{spec.tells}: {', '.join(spec.choices)}" if spec.choices else spec.tells
        tells = f"{tells} (an id of a {spec.refers})" if spec.refers else tells
        shown = f"`{spec.example}`" if spec.example else ""
        required = "yes" if spec.required else ""
        rows.append(f"| `{name}` | {spec.kind} | {required} | {tells} | {shown} |")
    return "\n".join(rows) + "\n"


def _table(record: type) -> dict[str, Any]:
    fields = specs(record)
    blocks = {
        name: {"type": "array", "description": summary(child), "items": _table(child)}
        for name, child in nested(record).items()
    }
    return {
        "type": "object",
        "description": summary(record),
        "properties": {name: _field(spec) for name, spec in fields.items()} | blocks,
        "required": [name for name, spec in fields.items() if spec.required],
        "additionalProperties": False,
    }


def _field(spec: Spec) -> dict[str, Any]:
    of, pattern = _TYPES[spec.kind]
    one: dict[str, Any] = {"type": of}
    if pattern:
        one["pattern"] = f"^{pattern}$"
    if spec.choices:
        one["enum"] = list(spec.choices)
    if KINDS[spec.kind].many:
        one = {"type": "array", "items": one}
        if spec.required:
            one["minItems"] = 1
    elif spec.required and of == "string":
        one["minLength"] = 1
    one["description"] = spec.tells
    return one | ({"examples": [example_value(spec)]} if spec.example else {})


def summary(record: type) -> str:
    """What a record is, in one line."""
    return (record.__doc__ or "").partition("\n")[0]
