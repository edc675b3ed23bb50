"""Which plate and VIN a vehicle has, kept outside the chain so that they can be forgotten.

They identify a natural person where the driver owns the truck. A vehicle has a random key; its
event holds HMACs of plate and VIN with that key, which prove them while the key exists and say
nothing once it is destroyed. The tables take plate and VIN from here, or a mark in their place.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.places import TAKES
from goldenbridge.operations.appointments.tables import BOOKING, VEHICLE
from goldenbridge.operations.ledger.persons import reference
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.tables import idempotency, identity
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import VISIT
from goldenbridge.operations.requests import found

_KEEP = Prepared(insert(identity))
_KEPT = Prepared(select(identity).where(identity.c.vehicle == bindparam("of_vehicle")))


def keep(tx: Transaction, vehicle: str, plate: str, vin: str) -> dict[str, str]:
    """Note plate and VIN of a new vehicle; what its event may hold of them."""
    key = secrets.token_bytes(32).hex()
    _KEEP(tx.connection, {"vehicle": vehicle, "key": key, "plate": plate, "vin": vin})
    return {"plate_ref": reference(plate, key), "vin_ref": reference(vin, key)}


def plate_and_vin(connection: Connection, vehicle: str) -> tuple[str, str]:
    """What is known of a vehicle, or marks that no other vehicle has."""
    row = _KEPT(connection, {"of_vehicle": vehicle}).first()
    return mark(vehicle) if row is None else (row.plate, row.vin)


def mark(vehicle: str) -> tuple[str, str]:
    """What stands in the place of the plate and the VIN of a vehicle that was erased."""
    return f"erased {vehicle}", f"erased {vehicle}"


def check_known(vehicle: Row[Any]) -> None:
    """Raises RuleError for a vehicle that was erased."""
    if vehicle.plate == mark(vehicle.id)[0]:
        raise RuleError("vehicle", f"{vehicle.id}, which was erased", "one registered anew")


@dataclass(frozen=True, slots=True)
class EraseVehicle:
    """Forget plate and VIN of a vehicle that has no booking and is not here; its key goes too."""

    vehicle: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `vehicle-erased`."""
        db = tx.connection
        found(db, VEHICLE, self.vehicle, "vehicle")
        active = (BOOKING.c.vehicle == self.vehicle) & BOOKING.c.state.in_(TAKES)
        if booking := db.execute(select(BOOKING.c.id).where(active)).scalar():
            raise RuleError("vehicle", f"{self.vehicle} with booking {booking}", "one without")
        here = (VISIT.c.vehicle == self.vehicle) & (VISIT.c.open == 1)
        if db.execute(select(VISIT.c.id).where(here)).first():
            raise RuleError("vehicle", f"{self.vehicle}, which is here", "one that has left")
        forgotten = db.execute(delete(identity).where(identity.c.vehicle == self.vehicle))
        if forgotten.rowcount == 0:
            told = f"{self.vehicle}, whose plate stands in its event or is erased already"
            raise RuleError("vehicle", told, "one registered by this version or a later one")
        # the answer to its registration names them
        db.execute(delete(idempotency).where(idempotency.c.body.contains(self.vehicle)))
        tx.append("vehicle-erased", self.vehicle, {})
        return {"vehicle": self.vehicle}
