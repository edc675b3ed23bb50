"""The lot on the ledger: opened, committed to, entered, frozen, revealed, drawn.

The order of `operations.lot` is kept by the states of a lot: both states commit themselves while it
is `opened`, entries come while it is `entering`, and numbers are shown only once it is `frozen`.
"""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from goldenbridge.errors import RuleError
from goldenbridge.operations import lot as rule
from goldenbridge.operations.appointments.parties import check_eligible
from goldenbridge.operations.appointments.places import (
    BOOKED,
    check_no_booking,
    check_sold,
    lapse,
    row_of,
)
from goldenbridge.operations.appointments.tables import BOOKING, LOT, LOT_ENTRY, OPENING, VEHICLE
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import found

_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class OpenLot:
    """Let the places of an opening be drawn by lot instead of sold first come first served."""

    opening: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `lot-opened`."""
        row = found(tx.connection, OPENING, self.opening, "opening")
        check_sold(row, complex_at(tx.connection, tx.now), tx.now)
        lapse(tx, BOOKING.c.opening == self.opening)
        if found(tx.connection, OPENING, self.opening, "opening").used:
            raise RuleError("opening", f"{self.opening}, in sale", "one of which no place is sold")
        name = tx.new_id()
        body = {"opening": self.opening, "state": "opened", "commitments": {}, "reveals": {}}
        tx.append("lot-opened", name, body)
        return {"lot": name}


@dataclass(frozen=True, slots=True)
class Commit:
    """The commitment of one state; with the second the window for entries begins."""

    lot: str
    party: str
    commitment: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `lot-committed`."""
        row = _in_state(tx.connection, self.lot, "opened")
        known = json.loads(row.commitments)
        now = complex_at(tx.connection, tx.now)
        sides = sorted({task.side for tasks in now.ways.values() for task in tasks})
        if self.party not in sides:
            raise RuleError("party", repr(self.party), ", ".join(sides))
        if self.party in known:
            raise RuleError("party", f"{self.party} a second time", "once, for good")
        if len(self.commitment) != 64 or set(self.commitment) - _HEX:
            raise RuleError("commitment", repr(self.commitment), "64 digits 0-9 and a-f")
        body: dict[str, Any] = {"commitments": known | {self.party: self.commitment}}
        if len(body["commitments"]) == 2:
            window = now.rules.terms.entry_window_min.value
            body |= {"state": "entering", "closes": stamp(tx.now + timedelta(minutes=window))}
        tx.append("lot-committed", self.lot, body)
        return {"lot": self.lot, "closes": body.get("closes")}


@dataclass(frozen=True, slots=True)
class Enter:
    """Enter a vehicle; it is checked as for a hold, and may stand in a lot once."""

    lot: str
    vehicle: str
    carrier: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `lot-entered`."""
        row = _in_state(tx.connection, self.lot, "entering")
        if tx.now >= moment(row.closes):
            raise RuleError("lot", f"{self.lot} at {stamp(tx.now)}", f"entries before {row.closes}")
        vehicle = check_eligible(tx.connection, self.vehicle, self.carrier, tx.now)
        check_no_booking(tx, vehicle)
        plate = f"{vehicle.country} {vehicle.plate}"
        same = (LOT_ENTRY.c.plate == plate) | (LOT_ENTRY.c.vin == vehicle.vin)
        mine = select(LOT_ENTRY.c.id).where(LOT_ENTRY.c.lot == self.lot, same)
        if tx.connection.execute(mine).first():
            raise RuleError("vehicle", f"{plate}, which is entered", "one entry a vehicle")
        entry = tx.new_id()
        body = {"lot": self.lot, "vehicle": vehicle.id}
        tx.append("lot-entered", entry, body)
        return {"entry": entry}


@dataclass(frozen=True, slots=True)
class Freeze:
    """Close the list of entries and publish its hash; both states may reveal from now on."""

    lot: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `lot-frozen`."""
        row = _in_state(tx.connection, self.lot, "entering")
        if tx.now < moment(row.closes):
            raise RuleError("lot", f"{self.lot} at {stamp(tx.now)}", f"from {row.closes}")
        listed = rule.frozen(self.lot, [entry.id for entry in _entries(tx.connection, self.lot)])
        minutes = complex_at(tx.connection, tx.now).rules.terms.reveal_within_min.value
        by = stamp(tx.now + timedelta(minutes=minutes))
        body = {"state": "frozen", "entries_hash": listed, "reveal_by": by}
        tx.append("lot-frozen", self.lot, body)
        return {"entries_hash": listed, "reveal_by": by}


@dataclass(frozen=True, slots=True)
class Reveal:
    """The number behind a commitment."""

    lot: str
    party: str
    number: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `lot-revealed`."""
        row = _in_state(tx.connection, self.lot, "frozen")
        if tx.now >= moment(row.reveal_by):
            raise RuleError("lot", f"{self.lot} at {stamp(tx.now)}", f"before {row.reveal_by}")
        rule.check_reveal(self.lot, self.party, self.number, json.loads(row.commitments))
        reveals = json.loads(row.reveals) | {self.party: self.number}
        tx.append("lot-revealed", self.lot, {"reveals": reveals})
        return {"lot": self.lot}


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw, once both states have revealed or the time for it is over; void when none has.

    A winner whose vehicle has got a place elsewhere meanwhile, or whose carrier is suspended,
    makes room for the next in the order drawn.
    """

    lot: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Events `lot-drawn` and a `lot-won` for each winner, or `lot-void`."""
        row = _in_state(tx.connection, self.lot, "frozen")
        reveals = json.loads(row.reveals)
        if len(reveals) < 2 and tx.now < moment(row.reveal_by):
            raise RuleError("lot", f"{self.lot}, not revealed by both", f"from {row.reveal_by}")
        if not reveals:
            tx.append("lot-void", self.lot, {"state": "void"})
            return {"lot": self.lot, "void": True}
        opening = found(tx.connection, OPENING, row.opening, "opening")
        entries = {entry.id: entry for entry in _entries(tx.connection, self.lot)}
        commitments = json.loads(row.commitments)
        record = rule.draw(self.lot, opening.cap, list(entries), commitments, reveals)
        tx.append("lot-drawn", self.lot, {"state": "drawn", "record": asdict(record)})
        won: list[str] = []
        for entry in record.order:
            if len(won) < opening.cap and self._wins(tx, opening.id, entries[entry]):
                won.append(entry)
        return {"lot": self.lot, "void": False, "won": won}

    def _wins(self, tx: Transaction, opening: str, entry: Row[Any]) -> bool:
        """Book for an entry, unless it may not book now."""
        vehicle = found(tx.connection, VEHICLE, entry.vehicle, "vehicle")
        try:
            check_eligible(tx.connection, vehicle.id, vehicle.carrier, tx.now)
            check_no_booking(tx, vehicle)
        except RuleError:
            return False
        tx.append("lot-won", entry.id, row_of(opening, vehicle, BOOKED, None))
        return True


def _in_state(connection: Connection, lot: str, state: str) -> Row[Any]:
    row = found(connection, LOT, lot, "lot")
    if row.state != state:
        raise RuleError("lot", f"{lot}, which is {row.state}", f"one that is {state}")
    return row


def _entries(connection: Connection, lot: str) -> list[Row[Any]]:
    mine = select(LOT_ENTRY).where(LOT_ENTRY.c.lot == lot).order_by(LOT_ENTRY.c.version)
    return list(connection.execute(mine))
