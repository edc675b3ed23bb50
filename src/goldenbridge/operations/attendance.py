"""On time, late, absent or cancelled, and what follows: nothing, when the queue itself slipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldenbridge.errors import RuleError
from goldenbridge.operations.rules import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What an absence costs a carrier; all is False and None when it is forgiven."""

    strike: bool
    deposit_kept: bool
    suspended_until: datetime | None


FORGIVEN = Consequence(strike=False, deposit_kept=False, suspended_until=None)


def arrival(due: datetime, now: datetime, *, slipped_min: float, terms: Terms) -> str:
    """The step of a visit whose truck is there: arrive, arrive-early or arrive-late.

    `slipped_min`: how far the hour runs behind, as published; it is added to what counts as late.
    """
    minutes = _minutes(due, now)
    if minutes < -terms.early_min.value:
        return "arrive-early"
    return "arrive" if minutes <= terms.late_min.value + slipped_min else "arrive-late"


def check_absent(due: datetime, now: datetime, *, slipped_min: float, terms: Terms) -> None:
    """Raises RuleError while it is too early to say that a truck has not come."""
    due_by = due + timedelta(minutes=terms.no_show_after_min.value + slipped_min)
    if now < due_by:
        raise RuleError("no-show", f"{now:%Y-%m-%d %H:%M} UTC", f"from {due_by:%Y-%m-%d %H:%M} UTC")


def counts_as_absence(due: datetime, now: datetime, *, slipped_min: float, terms: Terms) -> bool:
    """Whether a cancellation comes so late that nobody else can use the place."""
    return not slipped_min and _minutes(due, now) > -terms.free_cancel_before_min.value


def consequence(
    before: Sequence[datetime], due: datetime, *, slipped_min: float, terms: Terms
) -> Consequence:
    """What follows from an absence at `due`, given the carrier's absences `before`.

    Those of the last `no_show_days` count, this one with them. An hour that slipped forgives.
    """
    if slipped_min > 0:
        return FORGIVEN
    since = due - timedelta(days=terms.no_show_days.value)
    count = 1 + sum(since < one <= due for one in before)
    until = due + timedelta(days=terms.suspended_days.value)
    return Consequence(
        strike=True,
        deposit_kept=count >= terms.no_shows_that_keep_deposit.value,
        suspended_until=until if count >= terms.no_shows_that_suspend.value else None,
    )


def _minutes(due: datetime, now: datetime) -> float:
    return (now - due).total_seconds() / 60
