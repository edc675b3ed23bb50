"""A proposal for the next shifts enters the ledger; a rule may accept it at once."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from goldenbridge.errors import RuleError
from goldenbridge.operations.advice.applying import apply
from goldenbridge.operations.advice.duty import bounds, on_duty
from goldenbridge.operations.advice.tables import ADVICE
from goldenbridge.operations.advising import (
    Advice,
    DutyChange,
    PlaceChange,
    accepting,
    check_duty,
    check_place,
    check_window,
)
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.complexes import complex_at
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.operations.requests import found, time_of
from goldenbridge.operations.slots import Capacity, changed


@dataclass(frozen=True, slots=True)
class Propose:
    """Propose other places and officers from `starts` to `ends`.

    `digest` is the SHA-256 of what the proposal was reckoned from; `expected` tells for each shift
    what the trucks meet now and would meet then; `gain_min` is what a truck gains at the slow end
    of the interval; `assumed` names what the ledger could not tell.
    """

    starts: str
    ends: str
    digest: str
    places: list[dict[str, Any]]
    duty: list[dict[str, Any]]
    expected: list[dict[str, Any]]
    assumed: list[str]
    gain_min: float

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `advice-proposed`, after `advice-expired` for the one it takes the place of.

        A rule that accepts it adds `advice-accepted` and what follows from that.
        """
        same = (ADVICE.c.state == "proposed") & (ADVICE.c.digest == self.digest)
        known = tx.connection.execute(select(ADVICE).where(same)).first()
        if known is not None and moment(known.holds) > tx.now:
            return {"advice": known.id, "state": known.state, "version": known.version}
        advice = bounds(tx)
        places = tuple(PlaceChange(**one) for one in self.places)
        duty = tuple(DutyChange(**one) for one in self.duty)
        starts, ends = (time_of(name, getattr(self, name)) for name in ("starts", "ends"))
        check_window(starts, ends, tx.now, advice)
        self._check(tx, advice, places, duty)
        expire(tx, "superseded", ADVICE.c.state == "proposed")
        subject = tx.new_id()
        body = {
            "state": "proposed",
            "starts": stamp(starts),
            "ends": stamp(ends),
            "holds": stamp(tx.now + timedelta(minutes=advice.holds_min.value)),
            "digest": self.digest,
            "places": [asdict(one) for one in places],
            "duty": [asdict(one) for one in duty],
            "expected": self.expected,
            "assumed": self.assumed,
        }
        event = tx.append("advice-proposed", subject, body)
        answer = {"advice": subject, "state": "proposed", "version": event.seq}
        rule = accepting(advice, places, duty, self.gain_min)
        if rule is not None and _within_bound(tx, places):
            row = found(tx.connection, ADVICE, subject, "advice")
            answer |= apply(tx, row, cause="sim", rule=rule.id)
        return answer

    def _check(
        self,
        tx: Transaction,
        advice: Advice,
        places: tuple[PlaceChange, ...],
        duty: tuple[DutyChange, ...],
    ) -> None:
        if not places and not duty:
            raise RuleError("places", "no change", "one change or more, of places or of officers")
        if len({one.opening for one in places}) < len(places):
            raise RuleError("places", "an opening twice", "each once")
        window = stamp(time_of("starts", self.starts)), stamp(time_of("ends", self.ends))
        for place in places:
            row = found(tx.connection, OPENING, place.opening, "opening")
            if row.lot is not None:
                raise RuleError("opening", f"{row.id}, drawn by lot", "one sold as trucks come")
            _inside(window, row.starts, row.ends)
            check_place(place, target=row.target, used=row.used, advice=advice)
        check_duty(duty, advice)
        for one in duty:
            _inside(window, one.starts, one.ends)
            row = on_duty(tx.connection, one.pool, one.starts, one.ends)
            if row is not None and row.staff != one.now:
                raise RuleError("now", f"{one.now} officers", f"{row.staff}, what {row.id} says")


@dataclass(frozen=True, slots=True)
class ExpireAdvice:
    """Let go of every proposal that nobody decided on in time."""

    def __call__(self, tx: Transaction) -> dict[str, Any]:
        """Event `advice-expired` for each."""
        return {"expired": expire(tx, "time", ADVICE.c.holds <= stamp(tx.now))}


def any_void(connection: Connection, now: datetime) -> bool:
    """Whether a proposal is over that nobody has let go yet."""
    void = (ADVICE.c.state == "proposed") & (ADVICE.c.holds <= stamp(now))
    return connection.execute(select(ADVICE.c.id).where(void).limit(1)).first() is not None


def expire(tx: Transaction, reason: str, which: Any) -> int:
    """End the open proposals `which`; how many."""
    open_ = (ADVICE.c.state == "proposed") & which
    rows = tx.connection.execute(select(ADVICE.c.id).where(open_).order_by(ADVICE.c.version)).all()
    for row in rows:
        tx.append("advice-expired", row.id, {"state": "expired", "reason": reason})
    return len(rows)


def _inside(window: tuple[str, str], starts: str, ends: str) -> None:
    """Raises RuleError for hours that are not all inside the window of the proposal."""
    if not window[0] <= starts < ends <= window[1]:
        raise RuleError("starts", f"{starts} to {ends}", f"hours from {window[0]} to {window[1]}")


def _within_bound(tx: Transaction, places: tuple[PlaceChange, ...]) -> bool:
    """Whether the simulation may make every change without a person."""
    bound = complex_at(tx.connection, tx.now).rules.terms.capacity_bound.value
    for one in places:
        row = found(tx.connection, OPENING, one.opening, "opening")
        try:
            now = Capacity(row.planned, row.target, row.used)
            changed(now, one.to - one.now, cause="sim", bound=bound)
        except RuleError:
            return False
    return True
