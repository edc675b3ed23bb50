"""What may be proposed for the next shifts, and what of it a rule accepts without a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from goldenbridge.errors import RuleError

if TYPE_CHECKING:
    from goldenbridge.operations.rules import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Manning:
    """The fewest and the most officers of a pool that may be on duty at once."""

    pool: str
    least: int
    most: int
    basis: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A proposal is accepted at once when every change is within these numbers.

    `places` an hour of one way and `officers` of a pool are changed at most, and the trucks are
    faster by `gain_min` at least, at the slow end of the interval.
    """

    id: str
    places: int
    officers: int
    gain_min: float
    basis: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The bounds of advice; a pool without `manning` is left as it is."""

    shifts: "Term"
    block_h: "Term"
    earliest_min: "Term"
    holds_min: "Term"
    places_h: "Term"
    called_in: "Term"
    kept_share: "Term"
    gain_min: "Term"
    manning: tuple[Manning, ...]
    acceptance: tuple[Acceptance, ...]

    def pool(self, name: str) -> Manning:
        """The bounds of a pool. Raises RuleError for one whose staff is not advised on."""
        for one in self.manning:
            if one.pool == name:
                return one
        raise RuleError("pool", repr(name), ", ".join(one.pool for one in self.manning))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """Other places in an opening: from `now` to `to`; `why` is one of `REASONS`."""

    opening: str
    now: int
    to: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """Other officers of a pool from `starts` to `ends` (UTC); `why` is one of `REASONS`.

    `load`: how many officers the trucks would keep busy in the busiest of the hours.
    """

    pool: str
    starts: str
    ends: str
    now: int
    to: int
    why: str
    load: float


REASONS = ("short", "idle", "sold-out", "promise")
"""Too few officers for the work, more than it needs, places asked for, the promise in danger."""


def check_place(change: PlaceChange, *, target: int, used: int, advice: Advice) -> None:
    """Raises RuleError for a change below what is sold, beyond the bound, or of another number."""
    if change.why not in REASONS:
        raise RuleError("why", repr(change.why), ", ".join(REASONS))
    if change.now != target:
        raise RuleError("now", f"{change.now} places", f"{target}, what stands in {change.opening}")
    if change.to < used:
        raise RuleError("to", f"{change.to} places", f"{used} or more: so many are sold")
    most = int(advice.places_h.value)
    if change.to == change.now or abs(change.to - change.now) > most:
        allowed = f"1 to {most} places more or fewer than {change.now}"
        raise RuleError("to", f"{change.to} places", allowed)


def check_duty(changes: Iterable[DutyChange], advice: Advice) -> None:
    """Raises RuleError for officers outside the bounds of their pool, or too many called in."""
    added: dict[str, int] = {}
    for one in changes:
        bound = advice.pool(one.pool)
        if one.why not in REASONS:
            raise RuleError("why", repr(one.why), ", ".join(REASONS))
        if not bound.least <= one.to <= bound.most or one.to == one.now:
            allowed = f"{bound.least} to {bound.most}, other than {one.now}"
            raise RuleError("to", f"{one.to} officers of {one.pool}", allowed)
        added[one.starts] = added.get(one.starts, 0) + one.to - one.now
    most = int(advice.called_in.value)
    for starts, number in added.items():
        if number > most:
            raise RuleError("duty", f"{number} more officers from {starts}", f"{most} at most")


def check_window(starts: datetime, ends: datetime, now: datetime, advice: Advice) -> None:
    """Raises RuleError for a time that ends before it begins, or begins too soon to be changed."""
    if ends <= starts:
        raise RuleError("ends", f"{ends:%Y-%m-%d %H:%M} UTC", f"after {starts:%Y-%m-%d %H:%M} UTC")
    if too_soon(starts, now, advice):
        allowed = f"{advice.earliest_min.value:g} min after {now:%Y-%m-%d %H:%M} UTC, or later"
        raise RuleError("starts", f"{starts:%Y-%m-%d %H:%M} UTC", allowed)


def too_soon(starts: datetime, now: datetime, advice: Advice) -> bool:
    """Whether an hour begins so soon that nobody could follow a change of it."""
    return (starts - now).total_seconds() < advice.earliest_min.value * 60


def accepting(
    advice: Advice, places: Iterable[PlaceChange], duty: Iterable[DutyChange], gain_min: float
) -> Acceptance | None:
    """The first rule that accepts the changes without a person; `gain_min` is the surest gain."""
    most_places = max((abs(one.to - one.now) for one in places), default=0)
    most_officers = max((abs(one.to - one.now) for one in duty), default=0)
    for rule in advice.acceptance:
        within = most_places <= rule.places and most_officers <= rule.officers
        if within and gain_min >= rule.gain_min:
            return rule
    return None
