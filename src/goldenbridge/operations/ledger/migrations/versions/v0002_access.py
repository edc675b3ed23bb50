"""Accounts, grants, sessions and tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of access."""
    op.create_table(
        "staff",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("login", sa.Text, nullable=False, unique=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("active", sa.Integer, nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name="staff_active"),
        sqlite_strict=True,
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("staff", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("station", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("agency", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("ix_role_grant_staff", "role_grant", ["staff"])
    op.create_table(
        "staff_session",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("staff", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("expires", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_staff_session_staff", "staff_session", ["staff"])
    op.create_table(
        "api_token",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("expires", sa.Text, nullable=False),
        sqlite_strict=True,
    )
