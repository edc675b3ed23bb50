"""The cases that promises elsewhere make, on one clock."""

from dataclasses import dataclass
from datetime import date

from goldenbridge.language.periods import months_between
from goldenbridge.programme.model import Promise

KEPT = ("early", "on_time")


@dataclass(frozen=True, slots=True)
class Case:
    """One promise of the class: `delay` after the deadline and `lead` before it, in months.

    `over` is False where it was still open at `delay`; `lead` is None where the announcement has
    no date.
    """

    project: str
    kind: str
    lead: float | None
    delay: float
    over: bool

    @property
    def time(self) -> float:
        """The delay on the clock of the class."""
        return on_clock(self.delay, self.lead or 0.0)

    @property
    def kept(self) -> bool:
        """Whether it was over by the deadline."""
        return self.over and self.delay <= 0

    @property
    def resolved(self) -> bool:
        """Whether its fate at the deadline is known."""
        return self.over or self.delay >= 0


def on_clock(delay: float, lead: float) -> float:
    """Months after the deadline; before it, the share of the lead still to run, negative.

    A promise made a month ahead and one made four years ahead are then alike on the day they are
    made, at -1, and on the day they are due, at 0.
    """
    if delay >= 0:
        return delay
    return max(delay / lead, -1.0) if lead else 0.0


def off_clock(time: float, lead: float) -> float:
    """The delay in months at a time of the clock."""
    return time if time >= 0 else time * lead


def read_case(promise: Promise, as_of: date = date.max) -> Case | None:
    """The case a promise makes by what was known on `as_of`; None where it tells nothing.

    Kept: over at its delay, or at the deadline where the day is not known. Late: over at its
    delay. Known as at most so late: over at the bound, which errs to the slow side. Late with no
    exact delay, missed, and opened in reduced form only ("partly"): open at the delay known or at
    the last report, at the least at the deadline. Pending: open at the last report before the
    deadline; a report after it that tells no result says nothing, nor does one of a promise
    whose announcement has no date.
    """
    unsaid = promise.announced is not None and promise.announced.start > as_of
    if unsaid or promise.due is None or promise.outcome == "none":
        return None
    due, delay, over = promise.due.end, promise.delay_months, promise.delay_bound == "at_most"
    reported = None
    if promise.last_evidence is not None:
        reported = months_between(due, promise.last_evidence.middle)
    if promise.outcome in KEPT:
        over, delay = True, min(delay or 0.0, 0.0)
    elif promise.outcome == "pending":
        if promise.announced is None or reported is None or reported >= 0:
            return None
        over, delay = False, reported
    elif delay is None:
        delay = max(reported or 0.0, 0.0)
    else:
        over = over or (promise.outcome == "late" and promise.delay_bound != "at_least")
        delay = max(delay, 0.0)
    if promise.last_evidence is not None and promise.last_evidence.start > as_of:
        over, delay = False, min(delay, months_between(due, as_of))
    lead = None
    if promise.announced is not None:
        lead = max(months_between(promise.announced.middle, due), 0.0)
    elif delay < 0 and not over:
        return None
    return Case(promise.project, promise.kind, lead, delay, over)
