"""Plates and VINs outside the chain."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table; what older events tell of plates stays in them."""
    op.create_table(
        "vehicle_identity",
        sa.Column("vehicle", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("plate", sa.Text, nullable=False),
        sa.Column("vin", sa.Text, nullable=False),
        sqlite_strict=True,
    )
