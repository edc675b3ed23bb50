"""Visits, their tasks, holds, weighings and seals, as they stand now."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, text

from goldenbridge.operations.ledger.tables import BIG, table

VISIT = table(
    "visit",
    Column("id", Text, primary_key=True),
    Column("booking", Text, unique=True),
    Column("opening", Text),
    Column("vehicle", Text, nullable=False),
    Column("direction", Text, nullable=False, index=True),
    Column("truck_class", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("open", Integer, nullable=False),
    Column("due", Text),
    Column("arrived", Text, nullable=False),
    Column("place", BIG, nullable=False),
    Column("missed", Integer, nullable=False),
    Column("jump", Text, nullable=False),
    Column("jump_officer", Text, nullable=False),
    Column("called", Text),
    Column("entered", Text),
    Column("left_at", Text),
    Column("version", BIG, nullable=False),
    CheckConstraint("open IN (0, 1)", name="visit_open"),
    Index(
        "visit_one_per_vehicle",
        "vehicle",
        unique=True,
        sqlite_where=text("open = 1"),
        postgresql_where=text("open = 1"),
    ),
)
"""`place` is the sequence of the ledger that gives a truck its place among those that wait."""
TURN = table(
    "turn",
    Column("id", Text, primary_key=True),
    Column("round", Text, nullable=False),
    Column("jumped", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
"""Where the calls of a direction stand on a day; the id is direction and local day."""
TASK = table(
    "task",
    Column("id", Text, primary_key=True),
    Column("visit", Text, ForeignKey("visit.id"), nullable=False, index=True),
    Column("station", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("needs", Text, nullable=False),
    Column("target_min", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("ready", Text),
    Column("started", Text),
    Column("ended", Text),
    Column("result", Text),
    Column("version", BIG, nullable=False),
    CheckConstraint("state IN ('optional', 'todo', 'doing', 'done')", name="task_state"),
)
HOLD = table(
    "visit_hold",
    Column("id", Text, primary_key=True),
    Column("visit", Text, ForeignKey("visit.id"), nullable=False, index=True),
    Column("agency", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("placed_by", Text, nullable=False),
    Column("placed", Text, nullable=False),
    Column("released_by", Text),
    Column("released", Text),
    Column("version", BIG, nullable=False),
)
WEIGHING = table(
    "weighing",
    Column("id", Text, primary_key=True),
    Column("visit", Text, ForeignKey("visit.id"), nullable=False, index=True),
    Column("station", Text, nullable=False),
    Column("gross_kg", Integer, nullable=False),
    Column("axles_kg", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("calibrated_until", Text, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("gross_kg > 0", name="weighing_gross"),
)
SEAL = table(
    "seal",
    Column("id", Text, primary_key=True),
    Column("visit", Text, ForeignKey("visit.id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("fitted", Text, nullable=False),
    Column("removed", Text),
    Column("version", BIG, nullable=False),
    Index(
        "seal_one_per_number",
        "number",
        unique=True,
        sqlite_where=text("removed IS NULL"),
        postgresql_where=text("removed IS NULL"),
    ),
)
TABLES = (VISIT, TURN, TASK, HOLD, WEIGHING, SEAL)
