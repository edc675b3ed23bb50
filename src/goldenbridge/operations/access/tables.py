"""Accounts, sessions and tokens; outside the chain, which only tells that they changed."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text

from goldenbridge.operations.ledger.tables import table

staff = table(
    "staff",
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("active", Integer, nullable=False),
    CheckConstraint("active IN (0, 1)", name="staff_active"),
)

role_grant = table(
    "role_grant",
    Column("id", Text, primary_key=True),
    Column("staff", Text, ForeignKey("staff.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("station", Text),
    Column("country", Text),
    Column("agency", Text),
)

staff_session = table(
    "staff_session",
    Column("hash", Text, primary_key=True),
    Column("staff", Text, ForeignKey("staff.id"), nullable=False, index=True),
    Column("expires", Text, nullable=False),
)

api_token = table(
    "api_token",
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("party", Text, nullable=False),
    Column("expires", Text, nullable=False),
)
