"""The records as tables: what the folder says, read back from each format."""

import csv
import io
from collections.abc import Mapping
from datetime import date

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from goldenbridge.errors import ExtraError
from goldenbridge.programme.folder import load, shipped
from goldenbridge.report import as_tables
from goldenbridge.report.as_tables import as_xlsx, records_as_csv, records_as_parquet
from goldenbridge.report.facts import Facts, Size, gather
from goldenbridge.report.records import Records, records

FOLDER = shipped()["kyrgyzstan-uzbekistan"]


@pytest.fixture(scope="module")
def facts() -> Facts:
    programme = load(FOLDER)
    return gather(programme, as_of=programme.latest_record, seed=1, size=Size.BRIEF)


@pytest.fixture(scope="module")
def tables(facts: Facts) -> Mapping[str, Records]:
    return {table.name: table for table in records(facts)}


def test_observations_are_the_rows_of_the_folder(tables: Mapping[str, Records]) -> None:
    own = list(csv.DictReader(io.StringIO(records_as_csv(tables["observations"]))))
    files = [f for f in sorted((FOLDER / "statistics").glob("*.csv")) if f.name != "partners.csv"]
    texts = (io.StringIO(file.read_text("utf-8")) for file in files)
    told = [row for text in texts for row in csv.DictReader(text)]
    assert len(own) == len(told) > 100
    for mine, theirs in zip(own, told, strict=True):
        assert float(mine.pop("value")) == float(theirs.pop("value"))
        assert mine == {name: (theirs.get(name) or "").strip() for name in mine}


def test_a_promise_has_its_status_beside_what_was_promised(
    tables: Mapping[str, Records], facts: Facts
) -> None:
    table = tables["commitments"]
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert {row["id"]: row["status"] for row in rows} == {
        c.id: facts.status(c.id) for c in facts.commitments
    }
    assert len(tables["evidence"].rows) == sum(len(c.evidence) for c in facts.commitments)


def test_parquet_comes_back_as_it_was(tables: Mapping[str, Records]) -> None:
    for table in tables.values():
        content = records_as_parquet(table)
        frame = pl.read_parquet(io.BytesIO(content))
        assert frame.columns == list(table.columns)
        assert frame.rows() == list(table.rows)
        assert content == records_as_parquet(table)
    types = pl.read_parquet(io.BytesIO(records_as_parquet(tables["partners"]))).schema
    assert (types["year"], types["exports"], types["partner"]) == (pl.Int64, pl.Float64, pl.String)


def test_the_workbook_comes_back_as_it_was(tables: Mapping[str, Records]) -> None:
    content = as_xlsx(tuple(tables.values()))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == list(tables)
    for table in tables.values():
        header, *rows = book.get_sheet_by_name(table.name).to_python()
        assert header == list(table.columns)
        for read, row in zip(rows, table.rows, strict=True):
            assert read == ["" if value is None else value for value in row]
    assert content == as_xlsx(tuple(tables.values()))


def test_what_came_later_is_not_in_the_tables_of_an_earlier_day(
    tables: Mapping[str, Records],
) -> None:
    programme = load(FOLDER)
    day = date(2022, 6, 1)
    earlier = records(gather(programme, as_of=day, seed=1, size=Size.BRIEF))
    by_name = {table.name: table for table in earlier}
    for name in ("observations", "commitments", "events", "documents", "evidence"):
        assert 0 < len(by_name[name].rows) < len(tables[name].rows)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    table = Records("notes", {"note": str}, (("=1+1",), ("+7 996",), ("https://e.org/a b",)))
    read = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx([table]))).get_sheet_by_index(0)
    assert read.to_python()[1:] == [["=1+1"], ["+7 996"], ["https://e.org/a b"]]


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(as_tables, "import_module", missing)
    with pytest.raises(ExtraError, match=r"goldenbridge\[tables\]"):
        records_as_parquet(Records("a", {"a": str}, ()))
