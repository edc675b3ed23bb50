"""Carriers and their vehicles: who is known, and who may book."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.appointments.identities import check_known, keep
from goldenbridge.operations.appointments.tables import CARRIER, VEHICLE
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.identifiers import normal_vin
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.ledger.prepared import Prepared
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.plates import normal_plate
from goldenbridge.operations.requests import check_new, found

_WITH_CARRIER = Prepared(
    select(VEHICLE, CARRIER.c.suspended_until)
    .join(CARRIER)
    .where(VEHICLE.c.id == bindparam("subject"))
)


@dataclass(frozen=True, slots=True)
class RegisterCarrier:
    """Let a carrier be known; what is known of persons stands elsewhere."""

    carrier: str
    country: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `carrier-registered`."""
        check_new(tx.connection, CARRIER, self.carrier, "carrier")
        tx.append("carrier-registered", self.carrier, {"country": self.country})
        return {"carrier": self.carrier}


@dataclass(frozen=True, slots=True)
class RegisterVehicle:
    """Let a vehicle be known by its plate and VIN, which nobody can change later."""

    carrier: str
    country: str
    plate: str
    vin: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `vehicle-registered`."""
        forms = complex_at(tx.connection, tx.now).rules.plates
        found(tx.connection, CARRIER, self.carrier, "carrier")
        country = self.country.strip().upper()
        plate = normal_plate(self.plate, country, forms.get(country, ()))
        vin = normal_vin(self.vin)
        same = (VEHICLE.c.country == country) & (VEHICLE.c.plate == plate)
        _check_unknown(tx.connection, same, "plate", f"{country} {plate}")
        _check_unknown(tx.connection, VEHICLE.c.vin == vin, "vin", vin)
        vehicle = tx.new_id()
        body = {"carrier": self.carrier, "country": country} | keep(tx, vehicle, plate, vin)
        tx.append("vehicle-registered", vehicle, body)
        return {"vehicle": vehicle, "plate": plate, "vin": vin}


def check_eligible(connection: Connection, vehicle: str, carrier: str, now: datetime) -> Row[Any]:
    """The vehicle, when its carrier asks and is not suspended. Raises RuleError."""
    row: Row[Any] | None = _WITH_CARRIER(connection, {"subject": vehicle}).first()
    if row is None:
        return found(connection, VEHICLE, vehicle, "vehicle")
    check_known(row)
    if row.carrier != carrier:
        raise RuleError("carrier", repr(carrier), f"the carrier of the vehicle {vehicle}")
    if row.suspended_until is not None and moment(row.suspended_until) > now:
        raise RuleError("carrier", f"{carrier}, suspended", f"from {row.suspended_until}")
    return row


def _check_unknown(connection: Connection, same: Any, field: str, told: str) -> None:
    if connection.execute(select(VEHICLE.c.id).where(same)).first():
        raise RuleError(field, f"{told}, which is registered", "a vehicle that is not yet")
