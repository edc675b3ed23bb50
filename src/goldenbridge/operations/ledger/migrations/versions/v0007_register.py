"""The register of the plan of cooperation."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of plans, measures, reports, answers, deadlines and sessions."""
    op.create_table(
        "plan",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("agreement", sa.Text, nullable=False),
        sa.Column("parties", sa.Text, nullable=False),
        sa.Column("starts", sa.Text, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("reports_from", sa.Text),
        sa.Column("report_within_days", sa.Integer, nullable=False),
        sa.Column("answer_within_days", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "plan_measure",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("plan", sa.Text, sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sector", sa.Text, nullable=False),
        sa.Column("done_when", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("commitments", sa.Text, nullable=False),
        sa.Column("effects", sa.Text, nullable=False),
        sa.Column("starts", sa.Text),
        sa.Column("due", sa.Text),
        sa.Column("due_basis", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("owners", sa.Text, nullable=False),
        sa.Column("registered", sa.Text, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "plan_report",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("measure", sa.Text, sa.ForeignKey("plan_measure.id"), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("quarter", sa.Text, nullable=False),
        sa.Column("filed", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("proofs", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("done IN (0, 1)", name="plan_report_done"),
        sqlite_strict=True,
    )
    op.create_table(
        "plan_answer",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("report", sa.Text, sa.ForeignKey("plan_report.id"), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("verdict IN ('accepted', 'disputed')", name="plan_answer_verdict"),
        sqlite_strict=True,
    )
    op.create_table(
        "plan_move",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("measure", sa.Text, sa.ForeignKey("plan_measure.id"), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("proposed", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("answered", sa.Text),
        sa.Column("agreed", sa.Integer, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("agreed IN (0, 1)", name="plan_move_agreed"),
        sqlite_strict=True,
    )
    op.create_table(
        "council_session",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("on", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("minutes", sa.Text, nullable=False),
        sa.Column("agenda_fixed", sa.Text),
        sa.Column("minutes_kept", sa.Text),
        sa.Column("resolved", sa.Text),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("agenda", sa.Text, nullable=False),
        sa.Column("resolution", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_plan_report_measure", "plan_report", ["measure"])
    op.create_index("ix_plan_answer_report", "plan_answer", ["report"])
    op.create_index("ix_plan_move_measure", "plan_move", ["measure"])
