"""Lists a page at a time, and single things with their version."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import JSONResponse
from sqlalchemy import ColumnElement, Table, select

from goldenbridge.errors import MissingError
from goldenbridge.operations.ledger.ledger import Ledger

Limit = Annotated[int, Query(ge=1, le=1000)]
After = Annotated[str, Query(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


def ledger_of(request: Request) -> Ledger:
    """The ledger this server works on."""
    ledger: Ledger = request.app.state.ledger
    return ledger


def page(
    request: Request, table: Table, where: ColumnElement[bool], *, after: str, limit: int
) -> JSONResponse:
    """Rows in the order of their id; `next` is what to ask `after` for the following page."""
    rows = select(table).where(where & (table.c.id > after)).order_by(table.c.id).limit(limit + 1)
    with ledger_of(request).reading() as view:
        found = [dict(row) for row in view.connection.execute(rows).mappings()]
        seq = view.seq
    following = found[limit - 1]["id"] if len(found) > limit else None
    return answered(seq, {"items": found[:limit], "next": following})


def one(request: Request, table: Table, where: ColumnElement[bool], subject: str) -> JSONResponse:
    """The row with this id and its version as ETag; MissingError where there is none."""
    with ledger_of(request).reading() as view:
        row = view.connection.execute(select(table).where(where & (table.c.id == subject))).first()
        seq = view.seq
    if row is None:
        raise MissingError(table.name, repr(subject), "the id of one that is there")
    return answered(seq, dict(row._mapping), ETag=f'"{row.version}"')  # noqa: SLF001 - its public name


def answered(seq: int, body: Mapping[str, Any], **headers: str) -> JSONResponse:
    """An answer that says which place of the ledger it is true of."""
    return JSONResponse({"seq": seq} | dict(body), headers={"Ledger-Seq": str(seq)} | headers)
