"""Find the holds that are over."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the index."""
    ends = sa.text("expires IS NOT NULL")
    op.create_index(
        "booking_expires", "booking", ["expires"], sqlite_where=ends, postgresql_where=ends
    )
