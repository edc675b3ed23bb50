"""The schema for editors allows what the loader allows."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from goldenbridge.errors import CellError
from goldenbridge.language.cells import KINDS, read_cell, specs
from goldenbridge.programme.folder import shipped
from goldenbridge.programme.layout import REQUIRED, STRUCTURED, TABLES, nested
from goldenbridge.programme.model import Commitment
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.programme.schema import _TYPES, csv_columns, example_value, json_schema, markdown

RECORDS = dict.fromkeys(
    [
        record
        for top in STRUCTURED.values()
        for first in (top, *nested(top).values())
        for record in (first, *nested(first).values())
    ]
    + [part.record for part in TABLES.values()]
)


def errors(document: Any) -> list[str]:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(document)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schema") / "example"
    scaffold(folder)
    return folder


@pytest.mark.parametrize("file", STRUCTURED)
def test_a_new_folder_matches(folder: Path, file: str) -> None:
    assert not errors(tomllib.loads((folder / file).read_text("utf-8")))


@pytest.mark.parametrize("file", STRUCTURED)
@pytest.mark.parametrize("name", shipped())
def test_a_shipped_folder_matches(name: str, file: str) -> None:
    path = shipped()[name] / file
    if path.exists() or file in REQUIRED:
        assert not errors(tomllib.loads(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("horizon = 2035", "horizom = 2035"),
        ("horizon = 2035", 'horizon = "2035"'),
        ('languages = ["en"]', "languages = []"),
        ('id = "NL"', 'id = ""'),
        ('id = "NL"', 'id = "N L"'),
        ('adjective = "Southlandic"', ""),
    ],
)
def test_a_wrong_file_does_not_match(folder: Path, old: str, new: str) -> None:
    text = (folder / "programme.toml").read_text("utf-8")
    assert old in text
    assert errors(tomllib.loads(text.replace(old, new)))


def test_it_is_json_and_describes_every_field() -> None:
    schema = json.loads(json.dumps(json_schema()))
    fields = schema["$defs"]["commitments"]["properties"]["commitments"]["items"]["properties"]
    assert fields["kind"] == {
        "type": "string",
        "enum": ["level", "milestone", "act"],
        "description": specs(Commitment)["kind"].tells,
        "minLength": 1,
        "examples": ["level"],
    }
    assert fields["sources"]["items"]["type"] == "string"
    assert fields["sources"]["minItems"] == 1


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_example_is_one(record: type) -> None:
    for spec in specs(record).values():
        if spec.example:
            assert read_cell(example_value(spec), spec) is not None


def test_every_kind_has_a_type() -> None:
    assert set(_TYPES) == set(KINDS)


@pytest.mark.parametrize("kind", ["id", "period", "moment", "url"])
@pytest.mark.parametrize(
    "text",
    [
        *("2030", "2025-08", "2025-08-22", "2027-Q1", "2025-01/2025-08", "2027-Q5", "2025-13"),
        *(
            "2025-08-32",
            "2025/",
            "/2025",
            "20250822",
            "a-b",
            "a b",
            "-a",
            "opening+3y",
            "opening+3",
        ),
        *("http://x", "https://x y", "ftp://x", "https://x.org/a?b=1"),
    ],
)
def test_patterns_allow_what_cells_allow(kind: str, text: str) -> None:
    try:
        KINDS[kind].read(text)
        allowed = True
    except CellError:
        allowed = False
    assert bool(re.fullmatch(_TYPES[kind][1], text)) == allowed


def test_columns_are_the_fields_of_the_records() -> None:
    assert csv_columns()["sources.csv"][:3] == ("id", "url", "publisher")
    assert csv_columns().keys() == TABLES.keys()


def test_markdown_has_a_row_for_every_field() -> None:
    for record in RECORDS:
        rows = markdown(record).strip().split("\n")
        assert len(rows) == 2 + len(specs(record))
        assert {row.replace(r"\|", "").count("|") for row in rows} == {6}
