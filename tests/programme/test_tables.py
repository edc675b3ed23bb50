"""CSV is read with the line of every row, and past every fault."""

import pytest

from goldenbridge.language.cells import Spec
from goldenbridge.programme.faults import Log
from goldenbridge.programme.tables import Rows, decode, read

SPECS = {
    "id": Spec("id", "", "", required=True, choices=(), refers=""),
    "note": Spec("text", "", "", required=False, choices=(), refers=""),
}


def rows(text: str) -> tuple[Rows, list[tuple[int, list[str] | None]], list[str]]:
    log = Log("x.csv", [])
    table = read(text, SPECS, log)
    body = list(table.body)
    return table, body, [str(fault) for fault in log.faults]


def test_lines_are_counted_through_quoted_newlines_and_empty_lines() -> None:
    text = 'id,note\na,"one\ntwo, ""three"""\n\n,\n  \nb,four\nc,""\n'
    _, body, faults = rows(text)
    assert body[:1] == [(2, ["a", 'one\ntwo, "three"'])]
    assert body[1:] == [(6, None), (7, ["b", "four"]), (8, ["c", ""])]
    assert faults == ["x.csv:6: found 1 cells; allowed: 2 cells, as in the header"]


@pytest.mark.parametrize(
    ("header", "columns", "missing", "told"),
    [
        ("id,note", {"id": 0, "note": 1}, (), []),
        (" note , id ", {"note": 0, "id": 1}, (), []),
        ("id", {"id": 0}, (), []),
        ("note", {"note": 0}, ("id",), ["id: found no such column in the header"]),
        ("id,note,id", {"id": 0, "note": 1}, (), ["id: found the column a second time"]),
        ("id,nota", {"id": 0}, (), ["nota: found an unknown column 'nota'"]),
        ("id;note", {}, ("id", "note"), ["found 'id"]),
        (",", {}, ("id", "note"), ["found ''"]),
        ('"id"x,note', {}, ("id", "note"), ["found ',' expected after '\"'"]),
    ],
)
def test_a_wrong_header_is_told(
    header: str, columns: dict[str, int], missing: tuple[str, ...], told: list[str]
) -> None:
    table, _, faults = rows(f"{header}\n")
    assert (table.columns, table.missing) == (columns, missing)
    assert [fault.partition(";")[0] for fault in faults] == [f"x.csv:1: {text}" for text in told]


def test_reading_goes_on_behind_a_wrong_quote() -> None:
    _, body, faults = rows('id,note\na,"x"y\nb,"open\nc,1\nd,2\n')
    assert body == [(2, None), (3, None), (4, ["c", "1"]), (5, ["d", "2"])]
    assert [fault.partition(";")[0] for fault in faults] == [
        "x.csv:2: found ',' expected after '\"'",
        "x.csv:3: found unexpected end of data",
    ]


def test_a_cell_beyond_every_measure_is_told() -> None:
    _, body, faults = rows(f"id,note\na,{'x' * 200_000}\nb,1\n")
    assert body == [(2, None), (3, ["b", "1"])]
    assert "field larger than field limit" in faults[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("ä\r\nb\rc\n".encode(), "ä\nb\nc\n"),
        ("ä\n".encode("utf-8-sig"), "ä\n"),
        ("ä\n".encode("utf-16"), "ä\n"),
        (b"\xfe\xff" + "ä\n".encode("utf-16-be"), "ä\n"),
    ],
)
def test_text_is_decoded(data: bytes, text: str) -> None:
    log = Log("x.csv", [])
    assert decode(data, log) == text
    assert not log.faults
