"""The tables every ledger has; the same on SQLite (STRICT) and PostgreSQL."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

METADATA = MetaData()
BIG = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits; STRICT tables of SQLite have no BIGINT."""


def table(name: str, *columns: Any) -> Table:
    """A table of the schema. Columns are Text, Integer, `BIG`, REAL or LargeBinary; times are text.

    Booleans are an Integer with a check, times what `stamp` writes, identifiers UUIDv7 as text.
    """
    return Table(name, METADATA, *columns, sqlite_strict=True)


ledger = table(
    "ledger",
    Column("seq", BIG, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("station", Text),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
"""Written once, never changed: triggers refuse UPDATE, DELETE and a gap."""

idempotency = table(
    "idempotency",
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("seq", BIG, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Answers already given, found again by the key of the request; kept for a week."""

person = table(
    "person",
    Column("subject", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("document", Text, nullable=False, unique=True),
    Column("details", Text, nullable=False),
)
"""Who a subject is, outside the chain; an erased person has no row."""

identity = table(
    "vehicle_identity",
    Column("vehicle", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("plate", Text, nullable=False),
    Column("vin", Text, nullable=False),
)
"""Plate and VIN of a vehicle, outside the chain; an erased vehicle has no row."""
