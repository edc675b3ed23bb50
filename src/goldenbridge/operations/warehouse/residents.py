"""Residents of the complex: plots, leases, and what is made and sent away."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from goldenbridge.errors import RuleError
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_new, check_whole, day_of, found
from goldenbridge.operations.storage import check_lease, monthly_fee
from goldenbridge.operations.warehouse.tables import LEASE, OUTPUT, PLOT

_HS6 = re.compile(r"\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AddPlot:
    """A plot to produce on, or a store."""

    plot: str
    kind: str
    area_m2: int

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `plot-added`."""
        check_new(tx.connection, PLOT, self.plot, "plot")
        rules = complex_at(tx.connection, tx.now).rules
        fee, currency = monthly_fee(rules, self.kind, self.area_m2)
        tx.append("plot-added", self.plot, {"kind": self.kind, "area_m2": self.area_m2})
        return {"plot": self.plot, "fee": str(fee), "currency": currency}


@dataclass(frozen=True, slots=True)
class LetPlot:
    """Let a plot to a resident, from a day until the day before another, at the fee of today."""

    plot: str
    resident: str
    begins: str
    ends: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `plot-let`; the monthly fee is written down with it."""
        plot = found(tx.connection, PLOT, self.plot, "plot")
        begins, ends = day_of("begins", self.begins), day_of("ends", self.ends)
        check_lease(begins, ends)
        if not self.resident.strip():
            raise RuleError("resident", repr(self.resident), "an id")
        mine = (LEASE.c.plot == self.plot) & (LEASE.c.begins < ends.isoformat())
        clash = select(LEASE).where(mine, LEASE.c.ends > begins.isoformat())
        if row := tx.connection.execute(clash).first():
            raise RuleError("begins", self.begins, f"a time not {row.begins} to {row.ends}")
        rules = complex_at(tx.connection, tx.now).rules
        fee, currency = monthly_fee(rules, plot.kind, plot.area_m2)
        lease = tx.new_id()
        body = {
            "plot": self.plot,
            "resident": self.resident,
            "begins": begins.isoformat(),
            "ends": ends.isoformat(),
            "fee": str(fee),
            "currency": currency,
        }
        tx.append("plot-let", lease, body)
        return {"lease": lease, "fee": str(fee), "currency": currency}


@dataclass(frozen=True, slots=True)
class Report:
    """What a resident has made or sent away since the last report, kilograms of one kind of goods.

    `hs6`: six digits of the Harmonized System. Nobody sends away more than was made.
    """

    resident: str
    hs6: str
    produced_kg: int = 0
    shipped_kg: int = 0

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `output-reported`."""
        if not _HS6.fullmatch(self.hs6):
            raise RuleError("hs6", repr(self.hs6), "6 digits of the Harmonized System")
        check_whole("produced_kg", self.produced_kg, least=0)
        check_whole("shipped_kg", self.shipped_kg, least=0)
        day = complex_at(tx.connection, tx.now)
        today = tx.now.astimezone(day.zone).date().isoformat()
        lease = select(LEASE.c.id).where(
            LEASE.c.resident == self.resident, LEASE.c.begins <= today, LEASE.c.ends > today
        )
        if tx.connection.execute(lease).first() is None:
            raise RuleError("resident", repr(self.resident), "one with a lease today")
        row_id = f"{self.resident}:{self.hs6}"
        row = tx.connection.execute(select(OUTPUT).where(OUTPUT.c.id == row_id)).first()
        left = (row.produced_kg - row.shipped_kg if row else 0) + self.produced_kg
        if self.shipped_kg > left:
            raise RuleError("shipped_kg", str(self.shipped_kg), f"{left} or less, what was made")
        body = {
            "resident": self.resident,
            "hs6": self.hs6,
            "produced_kg": self.produced_kg,
            "shipped_kg": self.shipped_kg,
        }
        tx.append("output-reported", row_id, body)
        return {"left_kg": left - self.shipped_kg}
