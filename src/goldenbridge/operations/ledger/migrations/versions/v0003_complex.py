"""Appointments, passage and warehouse."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of the complex at work."""
    _appointments()
    _passage()
    _warehouse()


def _appointments() -> None:
    """Tables of the rules, carriers, vehicles, openings, bookings and lots."""
    op.create_table(
        "rule_set",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("ways", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "carrier",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("suspended_until", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "vehicle",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("plate", sa.Text, nullable=False),
        sa.Column("vin", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["carrier"],
            ["carrier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("vin"),
        sqlite_strict=True,
    )
    op.create_index("vehicle_plate", "vehicle", ["country", "plate"], unique=True)
    op.create_table(
        "opening",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("truck_class", sa.Text, nullable=False),
        sa.Column("starts", sa.Text, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("bottleneck", sa.Text, nullable=False),
        sa.Column("planned", sa.Integer, nullable=False),
        sa.Column("target", sa.Integer, nullable=False),
        sa.Column("cap", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("slipped_min", sa.Integer, nullable=False),
        sa.Column("lot", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("used >= 0 AND used <= cap", name="opening_used"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("opening_way", "opening", ["direction", "truck_class", "starts"], unique=True)
    op.create_table(
        "booking",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("opening", sa.Text, nullable=False),
        sa.Column("vehicle", sa.Text, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("plate", sa.Text, nullable=False),
        sa.Column("vin", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expires", sa.Text),
        sa.Column("external_ref", sa.Text),
        sa.Column("deposit", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["opening.id"],
        ),
        sa.ForeignKeyConstraint(
            ["vehicle"],
            ["vehicle.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("external_ref"),
        sqlite_strict=True,
    )
    op.create_index(
        "booking_one_per_plate",
        "booking",
        ["plate"],
        unique=True,
        sqlite_where=sa.text("state IN ('held', 'booked', 'arrived')"),
        postgresql_where=sa.text("state IN ('held', 'booked', 'arrived')"),
    )
    op.create_index(
        "booking_one_per_vin",
        "booking",
        ["vin"],
        unique=True,
        sqlite_where=sa.text("state IN ('held', 'booked', 'arrived')"),
        postgresql_where=sa.text("state IN ('held', 'booked', 'arrived')"),
    )
    op.create_index("booking_opening", "booking", ["opening", "state"])
    op.create_index("ix_booking_carrier", "booking", ["carrier"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_absence_carrier", "absence", ["carrier"])
    op.create_table(
        "lot",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("opening", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("closes", sa.Text),
        sa.Column("reveal_by", sa.Text),
        sa.Column("commitments", sa.Text, nullable=False),
        sa.Column("reveals", sa.Text, nullable=False),
        sa.Column("entries_hash", sa.Text),
        sa.Column("record", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["opening"],
            ["opening.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "lot_entry",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("lot", sa.Text, nullable=False),
        sa.Column("vehicle", sa.Text, nullable=False),
        sa.Column("plate", sa.Text, nullable=False),
        sa.Column("vin", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["lot"],
            ["lot.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_lot_entry_lot", "lot_entry", ["lot"])
    op.create_index("lot_entry_plate", "lot_entry", ["lot", "plate"], unique=True)
    op.create_index("lot_entry_vin", "lot_entry", ["lot", "vin"], unique=True)


def _passage() -> None:
    """Tables of visits, tasks, holds, weighings and seals."""
    op.create_table(
        "visit",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("booking", sa.Text),
        sa.Column("opening", sa.Text),
        sa.Column("vehicle", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("truck_class", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("due", sa.Text),
        sa.Column("arrived", sa.Text, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("missed", sa.Integer, nullable=False),
        sa.Column("jump", sa.Text, nullable=False),
        sa.Column("jump_officer", sa.Text, nullable=False),
        sa.Column("called", sa.Text),
        sa.Column("entered", sa.Text),
        sa.Column("left_at", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("open IN (0, 1)", name="visit_open"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("booking"),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_direction", "visit", ["direction"])
    op.create_index("ix_visit_state", "visit", ["state"])
    op.create_index(
        "visit_one_per_vehicle",
        "visit",
        ["vehicle"],
        unique=True,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open = 1"),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("round", sa.Text, nullable=False),
        sa.Column("jumped", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("visit", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("needs", sa.Text, nullable=False),
        sa.Column("target_min", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ready", sa.Text),
        sa.Column("started", sa.Text),
        sa.Column("ended", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("state IN ('optional', 'todo', 'doing', 'done')", name="task_state"),
        sa.ForeignKeyConstraint(
            ["visit"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_task_visit", "task", ["visit"])
    op.create_table(
        "visit_hold",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("visit", sa.Text, nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("placed_by", sa.Text, nullable=False),
        sa.Column("placed", sa.Text, nullable=False),
        sa.Column("released_by", sa.Text),
        sa.Column("released", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["visit"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_hold_visit", "visit_hold", ["visit"])
    op.create_table(
        "weighing",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("visit", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("gross_kg", sa.Integer, nullable=False),
        sa.Column("axles_kg", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("calibrated_until", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("gross_kg > 0", name="weighing_gross"),
        sa.ForeignKeyConstraint(
            ["visit"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_weighing_visit", "weighing", ["visit"])
    op.create_table(
        "seal",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("visit", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("fitted", sa.Text, nullable=False),
        sa.Column("removed", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["visit"],
            ["visit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_seal_visit", "seal", ["visit"])
    op.create_index(
        "seal_one_per_number",
        "seal",
        ["number"],
        unique=True,
        sqlite_where=sa.text("removed IS NULL"),
        postgresql_where=sa.text("removed IS NULL"),
    )


def _warehouse() -> None:
    """Tables of the warehouse, docks and residents."""
    op.create_table(
        "location",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("temperature", sa.Text, nullable=False),
        sa.Column("labels", sa.Text, nullable=False),
        sa.Column("cap", sa.Integer, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_location_zone", "location", ["zone"])
    op.create_table(
        "unit",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("visit", sa.Text),
        sa.Column("temperature", sa.Text, nullable=False),
        sa.Column("labels", sa.Text, nullable=False),
        sa.Column("food", sa.Integer, nullable=False),
        sa.Column("packages", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("held_by", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("status IN ('bonded', 'free', 'held')", name="unit_status"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "stock",
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("packages", sa.Integer, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("packages >= 0", name="stock_packages"),
        sa.ForeignKeyConstraint(
            ["location"],
            ["location.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit", "location"),
        sqlite_strict=True,
    )
    op.create_table(
        "stock_move",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("from_location", sa.Text),
        sa.Column("to_location", sa.Text),
        sa.Column("packages", sa.Integer, nullable=False),
        sa.Column("visit", sa.Text),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("packages > 0", name="stock_move_packages"),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_stock_move_unit", "stock_move", ["unit"])
    op.create_table(
        "dock",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "dock_booking",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("dock", sa.Text, nullable=False),
        sa.Column("visit", sa.Text, nullable=False),
        sa.Column("starts", sa.Text, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["dock"],
            ["dock.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("dock_booking_time", "dock_booking", ["dock", "starts"])
    op.create_table(
        "plot",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("area_m2", sa.Integer, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "lease",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("plot", sa.Text, nullable=False),
        sa.Column("resident", sa.Text, nullable=False),
        sa.Column("begins", sa.Text, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("fee", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["plot"],
            ["plot.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_lease_plot", "lease", ["plot"])
    op.create_index("ix_lease_resident", "lease", ["resident"])
    op.create_table(
        "output",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("resident", sa.Text, nullable=False),
        sa.Column("hs6", sa.Text, nullable=False),
        sa.Column("produced_kg", BIG, nullable=False),
        sa.Column("shipped_kg", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("shipped_kg >= 0 AND shipped_kg <= produced_kg", name="output_shipped"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
