"""The register as rows: what was said stays, each thing in a row of its own."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text

from goldenbridge.operations.ledger.tables import BIG, table

PLAN = table(
    "plan",
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("agreement", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("reports_from", Text),
    Column("report_within_days", Integer, nullable=False),
    Column("answer_within_days", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
MEASURE = table(
    "plan_measure",
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plan.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("done_when", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("commitments", Text, nullable=False),
    Column("effects", Text, nullable=False),
    Column("starts", Text),
    Column("due", Text),
    Column("due_basis", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("owners", Text, nullable=False),
    Column("registered", Text, nullable=False),
    Column("place", BIG, nullable=False),
    Column("version", BIG, nullable=False),
)
"""`place` is the event it came in with, which orders the register; `due` is the first deadline."""
REPORT = table(
    "plan_report",
    Column("id", Text, primary_key=True),
    Column("measure", Text, ForeignKey("plan_measure.id"), nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("filed", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("proofs", Text, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("done IN (0, 1)", name="plan_report_done"),
)
ANSWER = table(
    "plan_answer",
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("plan_report.id"), nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("on", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("verdict IN ('accepted', 'disputed')", name="plan_answer_verdict"),
)
MOVE = table(
    "plan_move",
    Column("id", Text, primary_key=True),
    Column("measure", Text, ForeignKey("plan_measure.id"), nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("answered", Text),
    Column("agreed", Integer, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("agreed IN (0, 1)", name="plan_move_agreed"),
)
SESSION = table(
    "council_session",
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("on", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("minutes", Text, nullable=False),
    Column("agenda_fixed", Text),
    Column("minutes_kept", Text),
    Column("resolved", Text),
    Column("sources", Text, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("resolution", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
TABLES = (PLAN, MEASURE, REPORT, ANSWER, MOVE, SESSION)
