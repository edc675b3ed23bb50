"""Locations, units, stock, docks, plots, leases and what residents make, as they stand now."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text

from goldenbridge.operations.ledger.tables import BIG, table

LOCATION = table(
    "location",
    Column("id", Text, primary_key=True),
    Column("zone", Text, nullable=False, index=True),
    Column("temperature", Text, nullable=False),
    Column("labels", Text, nullable=False),
    Column("cap", Integer, nullable=False),
    Column("version", BIG, nullable=False),
)
UNIT = table(
    "unit",
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("visit", Text),
    Column("temperature", Text, nullable=False),
    Column("labels", Text, nullable=False),
    Column("food", Integer, nullable=False),
    Column("packages", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("held_by", Text),
    Column("version", BIG, nullable=False),
    CheckConstraint("status IN ('bonded', 'free', 'held')", name="unit_status"),
)
"""A logistic unit; its id is the SSCC."""
STOCK = table(
    "stock",
    Column("unit", Text, ForeignKey("unit.id"), primary_key=True),
    Column("location", Text, ForeignKey("location.id"), primary_key=True),
    Column("packages", Integer, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("packages >= 0", name="stock_packages"),
)
MOVE = table(
    "stock_move",
    Column("id", Text, primary_key=True),
    Column("unit", Text, ForeignKey("unit.id"), nullable=False, index=True),
    Column("from_location", Text),
    Column("to_location", Text),
    Column("packages", Integer, nullable=False),
    Column("visit", Text),
    Column("version", BIG, nullable=False),
    CheckConstraint("packages > 0", name="stock_move_packages"),
)
DOCK = table(
    "dock",
    Column("id", Text, primary_key=True),
    Column("zone", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
DOCK_BOOKING = table(
    "dock_booking",
    Column("id", Text, primary_key=True),
    Column("dock", Text, ForeignKey("dock.id"), nullable=False),
    Column("visit", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", BIG, nullable=False),
    Index("dock_booking_time", "dock", "starts"),
)
PLOT = table(
    "plot",
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("area_m2", Integer, nullable=False),
    Column("version", BIG, nullable=False),
)
LEASE = table(
    "lease",
    Column("id", Text, primary_key=True),
    Column("plot", Text, ForeignKey("plot.id"), nullable=False, index=True),
    Column("resident", Text, nullable=False, index=True),
    Column("begins", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("fee", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
OUTPUT = table(
    "output",
    Column("id", Text, primary_key=True),
    Column("resident", Text, nullable=False),
    Column("hs6", Text, nullable=False),
    Column("produced_kg", BIG, nullable=False),
    Column("shipped_kg", BIG, nullable=False),
    Column("version", BIG, nullable=False),
    CheckConstraint("shipped_kg >= 0 AND shipped_kg <= produced_kg", name="output_shipped"),
)
"""What a resident has made and sent away of one kind of goods (six digits of the HS)."""
TABLES = (LOCATION, UNIT, STOCK, MOVE, DOCK, DOCK_BOOKING, PLOT, LEASE, OUTPUT)
