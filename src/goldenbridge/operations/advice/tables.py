"""Proposals and the duty plan, as they stand now."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text

from goldenbridge.operations.ledger.tables import BIG, table

STATES = ("proposed", "accepted", "refused", "expired")

ADVICE = table(
    "advice",
    Column("id", Text, primary_key=True),
    Column("state", Text, nullable=False, index=True),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("holds", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("duty", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("assumed", Text, nullable=False),
    Column("decided", Text),
    Column("decided_by", Text),
    Column("rule", Text),
    Column("reason", Text),
    Column("applied", Text),
    Column("left_out", Text),
    Column("measured", Text),
    Column("version", BIG, nullable=False),
    CheckConstraint("state IN ('proposed', 'accepted', 'refused', 'expired')", name="advice_state"),
)
"""`places`, `duty`, `expected`, `assumed`, `applied`, `left_out` and `measured` hold JSON."""
DUTY = table(
    "duty",
    Column("id", Text, primary_key=True),
    Column("pool", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("staff >= 0", name="duty_staff"),
    Index("duty_time", "pool", "starts", unique=True),
)
"""Who is on duty other than by the shifts of the site: officers of a pool for some hours."""
TABLES = (ADVICE, DUTY)
