"""Carriers, vehicles, openings, bookings and lots, as they stand now."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, text

from goldenbridge.operations.ledger.tables import BIG, table

ACTIVE = "state IN ('held', 'booked', 'arrived')"
"""A vehicle has one such booking at most, by plate and by VIN."""

CARRIER = table(
    "carrier",
    Column("id", Text, primary_key=True),
    Column("country", Text, nullable=False),
    Column("suspended_until", Text),
    Column("version", BIG, nullable=False),
)
VEHICLE = table(
    "vehicle",
    Column("id", Text, primary_key=True),
    Column("carrier", Text, ForeignKey("carrier.id"), nullable=False),
    Column("country", Text, nullable=False),
    Column("plate", Text, nullable=False),
    Column("vin", Text, nullable=False, unique=True),
    Column("version", BIG, nullable=False),
    Index("vehicle_plate", "country", "plate", unique=True),
)
OPENING = table(
    "opening",
    Column("id", Text, primary_key=True),
    Column("direction", Text, nullable=False),
    Column("truck_class", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("bottleneck", Text, nullable=False),
    Column("planned", Integer, nullable=False),
    Column("target", Integer, nullable=False),
    Column("cap", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("slipped_min", Integer, nullable=False),
    Column("lot", Text),
    Column("version", BIG, nullable=False),
    CheckConstraint("used >= 0 AND used <= cap", name="opening_used"),
    Index("opening_way", "direction", "truck_class", "starts", unique=True),
)
BOOKING = table(
    "booking",
    Column("id", Text, primary_key=True),
    Column("opening", Text, ForeignKey("opening.id"), nullable=False),
    Column("vehicle", Text, ForeignKey("vehicle.id"), nullable=False),
    Column("carrier", Text, nullable=False, index=True),
    Column("plate", Text, nullable=False),
    Column("vin", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("expires", Text),
    Column("external_ref", Text, unique=True),
    Column("deposit", Text, nullable=False),
    Column("version", BIG, nullable=False),
    Index(
        "booking_one_per_plate",
        "plate",
        unique=True,
        sqlite_where=text(ACTIVE),
        postgresql_where=text(ACTIVE),
    ),
    Index(
        "booking_one_per_vin",
        "vin",
        unique=True,
        sqlite_where=text(ACTIVE),
        postgresql_where=text(ACTIVE),
    ),
    Index("booking_opening", "opening", "state"),
    Index(
        "booking_expires",
        "expires",
        sqlite_where=text("expires IS NOT NULL"),
        postgresql_where=text("expires IS NOT NULL"),
    ),
)
ABSENCE = table(
    "absence",
    Column("id", Text, primary_key=True),
    Column("carrier", Text, nullable=False, index=True),
    Column("due", Text, nullable=False),
    Column("version", BIG, nullable=False),
)
LOT = table(
    "lot",
    Column("id", Text, primary_key=True),
    Column("opening", Text, ForeignKey("opening.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("closes", Text),
    Column("reveal_by", Text),
    Column("commitments", Text, nullable=False),
    Column("reveals", Text, nullable=False),
    Column("entries_hash", Text),
    Column("record", Text),
    Column("version", BIG, nullable=False),
)
LOT_ENTRY = table(
    "lot_entry",
    Column("id", Text, primary_key=True),
    Column("lot", Text, ForeignKey("lot.id"), nullable=False, index=True),
    Column("vehicle", Text, nullable=False),
    Column("plate", Text, nullable=False),
    Column("vin", Text, nullable=False),
    Column("version", BIG, nullable=False),
    Index("lot_entry_plate", "lot", "plate", unique=True),
    Index("lot_entry_vin", "lot", "vin", unique=True),
)
TABLES = (CARRIER, VEHICLE, OPENING, BOOKING, ABSENCE, LOT, LOT_ENTRY)
