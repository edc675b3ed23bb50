"""TOML is read with the line of every key, and past every fault."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import Fault
from goldenbridge.programme.faults import Log
from goldenbridge.programme.toml import UNREAD, Table, read

SOUND = '''
title = "a # b"   # a "comment"
many = [
    "x]",  # ]
    'y[',
]
long = """
one = 1
[[no]]
"quoted" \\""" end""""
raw = \'\'\'
[x]\'\'\'
a.b.c = 1
a.b.d = 2
inline = {x = [1, 2], "y z" = {w = true}}

[[blocks]]  # first
id = 1
rows = [
    {on = 1979-05-27, n = 1},

    {on = 1979-05-27T07:32:00Z, n = [{deep = 1}]},
]

  [[blocks.inner]]
  id = 2

[[blocks]]
[[blocks.inner]]
id = 3
[blocks.one.two]
id = 4
["quoted name".'x']
id = 5
'''


def parse(text: str) -> tuple[Table, list[Fault]]:
    faults: list[Fault] = []
    return read(text, Log("x.toml", faults)), faults


def plain(value: Any) -> Any:
    """A table as `tomllib` gives it."""
    if isinstance(value, Table):
        return {name: plain(inner) for name, inner in value.values.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def told(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.field, fault.found) for fault in parse(text)[1]]


def test_sound_toml_is_what_tomllib_reads() -> None:
    table, faults = parse(SOUND)
    assert not faults
    assert plain(table) == tomllib.loads(SOUND)


def test_every_key_has_its_line() -> None:
    table, _ = parse(SOUND)
    lines = SOUND.split("\n")
    assert {name: lines[line - 1].split()[0] for name, line in table.lines.items()} == {
        "title": "title",
        "many": "many",
        "long": "long",
        "raw": "raw",
        "a": "a.b.c",
        "inline": "inline",
        "blocks": "[[blocks]]",
        "quoted name": '["quoted',
    }
    first, second = table.values["blocks"]
    assert [lines[row.line - 1].strip()[:13] for row in first.values["rows"]] == [
        "{on = 1979-05"
    ] * 2
    assert lines[first.values["rows"][1].at("n") - 1].endswith("{deep = 1}]},")
    assert lines[second.values["inner"][0].at("id") - 1] == "id = 3"
    assert second.at("no such key") == second.line


scalars = st.one_of(
    st.integers(-(2**60), 2**60), st.booleans(), st.text(alphabet="ab[]{}#=,'\"\n\\é", max_size=12)
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
tables = st.dictionaries(st.text(alphabet="ab-_1", min_size=1, max_size=4), values, max_size=4)


@given(top=tables, blocks=st.lists(tables, max_size=4), wide=st.booleans())
def test_any_document_is_what_tomllib_reads(
    top: dict[str, Any], blocks: list[dict[str, Any]], *, wide: bool
) -> None:
    indent = 1 if wide else None
    pairs = [
        [
            f"{name} = {json.dumps(value, ensure_ascii=False, indent=indent)}"
            for name, value in table.items()
        ]
        for table in (top, *blocks)
    ]
    text = "\n[[blocks.x]]\n".join("\n".join(lines) for lines in pairs)
    table, faults = parse(text)
    assert not faults
    assert plain(table) == tomllib.loads(text)


def test_every_fault_is_told_and_the_rest_is_read() -> None:
    text = """id = example
title = "a"
list = ["x", "y"
next = 1
[[blocks
name = "kept"
[[blocks]]
name = 'open
many = [1,
    2 3]
other = 1
other = 2
[[]]
lost = 1
"""
    table, faults = parse(text)
    assert [(fault.line, fault.field) for fault in faults] == [
        (1, "id"),
        (3, "list"),
        (5, ""),
        (8, "name"),
        (10, "many"),
        (12, "other"),
        (13, ""),
    ]
    assert faults[0].found == "'id = example' (Invalid value)"
    assert faults[1].found == '\'list = ["x", "y"\' (Unclosed array)'
    assert faults[4].found == "'2 3]' (Unclosed array)"
    assert table.values["id"] is table.values["list"] is UNREAD
    assert table.values["title"] == "a"
    assert table.values["next"] == 1
    first, second = table.values["blocks"]
    assert first.values == {"name": "kept"}
    assert second.values == {"name": UNREAD, "many": UNREAD, "other": 1}


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("a = 1\n[[a]]\nb = 1", 2, "a"),
        ("a = 1\n[a]\nb = 1", 2, "a"),
        ("a = 1\n[a.b.c]\nd = 1", 2, "a.b.c"),
        ("[[a]]\nb = 1\n[a]\nc = 1", 3, "a"),
        ("[a]\nb = 1\n[a]\nc = 1", 3, ""),
        ("a = {b = 1}\na = {c = 1}", 2, ""),
        ("a = [{b = 1}]\n[[a]]\nb = 2", 2, ""),
    ],
)
def test_a_name_used_twice_is_a_fault(text: str, line: int, field: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    ((found_line, found_field, _),) = told(text)
    assert found_field == field
    assert found_line == line


@pytest.mark.parametrize(
    "text",
    ['a = """x\nb = 1', "a = '''x\nb = 1", "a = [1\nb = 1", "a = {c = [\nb = 1", 'a = "x\nb = 1'],
)
def test_what_is_never_closed_ends_with_its_line(text: str) -> None:
    table, faults = parse(text)
    assert [(fault.line, fault.field) for fault in faults] == [(1, "a")]
    assert table.values["b"] == 1


def test_what_no_statement_shows_is_left_to_tomllib() -> None:
    assert told("a = 1\n# \x01\nb = 2") == [(2, "", "'# \\x01' (Found invalid character '\\x01')")]


def test_nesting_without_end_is_a_fault() -> None:
    assert told("a = " + "[" * 5000 + "]" * 5000)[0][:2] == (1, "a")
    assert told("a" + ".a" * 5000 + " = 1")[0][0] == 1
