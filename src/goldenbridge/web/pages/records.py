"""The records under the brief, to reckon with: CSV, Parquet, and all in a workbook."""

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, Request, Response

from goldenbridge.errors import MissingError
from goldenbridge.report.as_tables import as_xlsx, records_as_csv, records_as_parquet
from goldenbridge.report.records import Records, records
from goldenbridge.web.pages.data import OPEN, not_yet, told_of
from goldenbridge.web.pages.public import AsOf

router = APIRouter(include_in_schema=False)
_KINDS: dict[str, tuple[str, Callable[[Records], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", records_as_csv),
    "parquet": ("application/vnd.apache.parquet", records_as_parquet),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/data/records.xlsx")
def workbook(request: Request, as_of: AsOf = "") -> Response:
    """All records, a sheet for each table."""
    told = told_of(request, as_of)
    if told is None:
        return not_yet()
    return _file(as_xlsx(records(told.facts)), _XLSX, "records.xlsx")


@router.get("/data/records/{name}.{form}")
def table(
    request: Request, name: str, form: Literal["csv", "parquet"], as_of: AsOf = ""
) -> Response:
    """The records of one table."""
    told = told_of(request, as_of)
    if told is None:
        return not_yet()
    tables = {one.name: one for one in records(told.facts)}
    if name not in tables:
        raise MissingError("table", repr(name), ", ".join(tables))
    kind, told_as = _KINDS[form]
    return _file(told_as(tables[name]), kind, f"{name}.{form}")


def _file(content: str | bytes, kind: str, name: str) -> Response:
    headers = OPEN | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
