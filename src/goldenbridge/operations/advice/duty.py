"""The duty plan: officers of a pool for some hours, where it differs from the site's shifts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.advice.tables import DUTY
from goldenbridge.operations.advising import Advice
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import check_version, time_of


@dataclass(frozen=True, slots=True)
class SetDuty:
    """Let so many officers of a pool be on duty for some hours, whatever the shifts of the site."""

    pool: str
    starts: str
    ends: str
    staff: int
    version: int | None = None

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `duty-set`."""
        starts, ends = (stamp(time_of(n, getattr(self, n))) for n in ("starts", "ends"))
        if ends <= starts:
            raise RuleError("ends", ends, f"later than {starts}")
        if ends <= stamp(tx.now):
            raise RuleError("ends", ends, f"hours that are not over at {stamp(tx.now)}")
        bound = bounds(tx).pool(self.pool)
        if not bound.least <= self.staff <= bound.most:
            allowed = f"{bound.least} to {bound.most} of {self.pool}"
            raise RuleError("staff", f"{self.staff} officers", allowed)
        row = on_duty(tx.connection, self.pool, starts, ends)
        if row is not None:
            check_version(row, self.version)
            if (row.starts, row.ends) != (starts, ends):
                allowed = f"{row.starts} to {row.ends}, which is planned already, or other hours"
                raise RuleError("starts", f"{starts} to {ends}", allowed)
        body = {"pool": self.pool, "starts": starts, "ends": ends, "staff": self.staff}
        event = tx.append("duty-set", f"{self.pool}:{starts}", body)
        return {"duty": event.subject, "version": event.seq}


def bounds(tx: Transaction) -> Advice:
    """The bounds of advice that hold now. Raises RuleError where the rules give none."""
    rules = complex_at(tx.connection, tx.now).rules
    if rules.advice is None:
        raise RuleError("advice", f"none in the rules {rules.version}", "rules with [advice]")
    return rules.advice


def on_duty(connection: Connection, pool: str, starts: str, ends: str) -> Any:
    """The row of the duty plan that shares hours with these; None where the shifts hold."""
    shares = (DUTY.c.pool == pool) & (DUTY.c.starts < ends) & (DUTY.c.ends > starts)
    return connection.execute(select(DUTY).where(shares).order_by(DUTY.c.starts)).first()
