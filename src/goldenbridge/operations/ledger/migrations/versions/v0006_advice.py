"""Advice for the next shifts, and who is on duty."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TEXTS = ("starts", "ends", "holds", "digest", "places", "duty", "expected", "assumed")
_LATER = ("decided", "decided_by", "rule", "reason", "applied", "left_out", "measured")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "advice",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        *(sa.Column(name, sa.Text) for name in _LATER),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'refused', 'expired')", name="advice_state"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_advice_state", "advice", ["state"])
    op.create_table(
        "duty",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("pool", sa.Text, nullable=False),
        sa.Column("starts", sa.Text, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("staff", sa.Integer, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("staff >= 0", name="duty_staff"),
        sqlite_strict=True,
    )
    op.create_index("duty_time", "duty", ["pool", "starts"], unique=True)
