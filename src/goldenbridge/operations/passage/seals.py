"""Navigation seals: fitted at the seal station, on one truck at a time, taken off again."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from goldenbridge.errors import RuleError
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.passage.tables import SEAL, VISIT
from goldenbridge.operations.passage.tasks import check_here, tasks_of_visit
from goldenbridge.operations.requests import check_agency, found


@dataclass(frozen=True, slots=True)
class Seal:
    """Fit a navigation seal; its number is on one truck at a time."""

    visit: str
    agency: str
    number: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `sealed`."""
        row = found(tx.connection, VISIT, self.visit, "visit")
        kinds = {one.kind: one for one in tasks_of_visit(tx.connection, self.visit)}
        if "seal" not in kinds:
            raise RuleError("visit", f"{self.visit}, whose way has no seal", "one with a seal")
        check_agency(self.agency, kinds["seal"].agency)
        if kinds["seal"].state != "doing" or row.state != "entered":
            raise RuleError("task", f"the seal, which is {kinds['seal'].state}", "doing")
        number = self.number.strip().upper()
        fitted = select(SEAL.c.visit).where(SEAL.c.number == number, SEAL.c.removed.is_(None))
        if not number or tx.connection.execute(fitted).first():
            raise RuleError("number", repr(self.number), "a seal that is on no truck")
        body = {"visit": self.visit, "number": number, "fitted": stamp(tx.now)}
        seal = tx.new_id()
        tx.append("sealed", seal, body)
        return {"seal": seal}


@dataclass(frozen=True, slots=True)
class Unseal:
    """Take a navigation seal off."""

    seal: str
    agency: str

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `unsealed`; any agency with a station on the way of the truck may."""
        row = found(tx.connection, SEAL, self.seal, "seal")
        check_here(tx.connection, row.visit, self.agency)
        if row.removed is not None:
            raise RuleError("seal", f"{row.number}, taken off at {row.removed}", "one still fitted")
        tx.append("unsealed", self.seal, {"removed": stamp(tx.now)})
        return {"seal": self.seal}
