"""What became of promises like this one: the chance that a work or an act is done by its date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from goldenbridge.language.messages import Message, tell
from goldenbridge.language.periods import months_between
from goldenbridge.outlook.cases import Case, off_clock, on_clock, read_case
from goldenbridge.outlook.survival import ENOUGH, Curve, Odds, later
from goldenbridge.programme.model import Commitment, Promise

Shares = NDArray[np.float64]

OTHER_KINDS = ("treaty", "trade_target")
LEADS = (3.0, 12.0, 36.0)
"""Months of lead at which one class of lead ends and the next begins."""

EVENTS = (
    (tell("done by the deadline"), 0.0),
    (tell("done within 12 months after it"), 12.0),
    (tell("done within 24 months after it"), 24.0),
)
"""What the class is scored on, with the months after the deadline."""

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 1.01)
"""Limits of the reliability table, the lower ones inside."""

SUREST = (0.01, 0.99)
"""No surer than this in the log score, which one sure miss would make infinite."""

KIND_BY_SECTOR_AND_WORD = (
    ("transport", "rail", "rail"),
    ("transport", "checkpoint", "checkpoint"),
    ("transport", "point", "checkpoint"),
    ("transport", "round the clock", "checkpoint"),
    ("transport", "road", "road"),
    ("transport", "bridge", "road"),
    ("digital", "checkpoint", "checkpoint"),
    ("digital", "queue", "checkpoint"),
    ("industry", "bridge", "road"),
    ("industry", "", "hub"),
    ("logistics", "", "hub"),
    ("energy", "", "energy"),
    ("water", "", "water"),
    ("culture", "", "culture"),
    ("education", "", "culture"),
    ("humanitarian", "", "culture"),
)
"""Sector, a word in the title, and the kind of the class it stands for; the first match counts."""


def kind_of(commitment: Commitment) -> str | None:
    """The kind of the reference class a commitment belongs to; None for the whole class."""
    title = commitment.title.lower()
    for sector, word, kind in KIND_BY_SECTOR_AND_WORD:
        if commitment.sector == sector and word in title:
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Chance:
    """When a promise not kept by `as_of` will be, judged by what became of promises like it.

    `by_due` is None without a deadline and once it has passed; the next two run from `as_of`.
    `median` and `range80` (from the 10 % to the 90 % point) are None where too few of the class
    were ever finished. `kind_n` counts the cases of the same kind whose fate at their deadline is
    known; with fewer than ENOUGH of them, or of all, the figure is `shown_as` a range and no more.
    """

    by_due: Odds | None
    within_12: Odds
    within_24: Odds
    median: date | None
    range80: tuple[date | None, date | None]
    kind_n: int
    shown_as: Literal["probability", "range"]

    @property
    def cases(self) -> int:
        """How many cases decide the first of the odds."""
        return (self.by_due or self.within_12).n


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Promises whose fate is known, to judge another by.

    A case weighs 1, times 1 + `like_kind` where its kind is that of the promise judged, times
    1 + `like_lead` where its lead is of the same class of LEADS. Of 0, 0.5, 1, 2 and 4 for each,
    these two have the best log score on the shipped class (`calibration`, mean over EVENTS): 0.601
    against 0.603 with neither.
    """

    cases: tuple[Case, ...]
    like_kind: float = 1.0
    like_lead: float = 0.5

    @classmethod
    def of(cls, promises: Iterable[Promise], as_of: date = date.max) -> Self:
        """The class of first promises of works, openings and acts, as it stood on `as_of`."""
        chosen = (p for p in promises if p.first and p.kind not in OTHER_KINDS)
        return cls(tuple(case for p in chosen if (case := read_case(p, as_of))))

    @property
    def kept(self) -> int:
        """How many were kept by the deadline."""
        return sum(case.kept for case in self.cases)

    @property
    def resolved(self) -> int:
        """Of how many the fate at the deadline is known."""
        return sum(case.resolved for case in self.cases)

    def without(self, project: str) -> Self:
        """The class without a project: every case whose name begins with the same word.

        Leaving out a namesake costs little; keeping another stage of the same project would let
        it be judged by itself.
        """
        left = tuple(c for c in self.cases if _first_word(c.project) != _first_word(project))
        return replace(self, cases=left)

    def curve(self, kind: str | None, lead: float | None, *, from_deadline: bool = True) -> Curve:
        """Survival of the months from the deadline, or else from the announcement."""
        cases = [c for c in self.cases if from_deadline or c.lead is not None]
        weights = [
            (1 + self.like_kind * (c.kind == kind))
            * (1 + self.like_lead * (lead is not None and _lead_class(c.lead) == _lead_class(lead)))
            for c in cases
        ]
        times = [c.time if from_deadline else c.delay + (c.lead or 0.0) for c in cases]
        return Curve.fit(times, [c.over for c in cases], weights)

    def chance(self, kind: str | None, *, made_on: date, due: date | None, as_of: date) -> Chance:
        """The chance of a promise of a kind made on `made_on` and not kept by `as_of`.

        The clock runs from the deadline; without one from the announcement, which flatters it,
        as the promises of the class all had a deadline.
        """
        past = months_between(due or made_on, as_of)
        lead = max(months_between(made_on, due), 0.0) if due else 0.0
        now = on_clock(past, lead)
        curve = self.curve(kind, lead, from_deadline=due is not None)
        by_due = curve.by(0, after=now) if due and as_of < due else None
        within_12, within_24 = (
            curve.by(on_clock(past + months, lead), after=now) for months in (12, 24)
        )
        low, median, high = (
            None if time is None else later(due or made_on, off_clock(time, lead))
            for time in (curve.quantile(q, after=now) for q in (0.1, 0.5, 0.9))
        )
        kind_n = sum(c.kind == kind and c.resolved for c in self.cases)
        few = kind is not None and kind_n < ENOUGH
        shown_as = "range" if few else (by_due or within_12).shown_as
        return Chance(by_due, within_12, within_24, median, (low, high), kind_n, shown_as)


def _first_word(project: str) -> str:
    return project.split(maxsplit=1)[0].strip(",")


def _lead_class(lead: float | None) -> int | None:
    return None if lead is None else int(np.searchsorted(LEADS, lead, side="right"))


@dataclass(frozen=True, slots=True)
class Bin:
    """Promises given similar chances: the mean chance said, the share that came, their number."""

    said: float
    came: float
    n: int


@dataclass(frozen=True, slots=True)
class Score:
    """How well an event was foretold.

    `brier` and `log_score` are means, less is better; `brier_base` is that of giving every
    promise the share of the rest of the class. `n` counts the promises whose result is known.
    """

    event: Message
    brier: float
    brier_base: float
    log_score: float
    n: int
    reliability: tuple[Bin, ...]


def calibration(reference: ReferenceClass) -> tuple[Score, ...]:
    """Score the class on itself, leaving out one project at a time, on each of EVENTS.

    Each promise is judged as on the day of its announcement. One lost from sight before the
    event counts nothing, and those still seen count for it (`Curve.known`). An
    event that no promise tells of has no score.
    """
    flat = replace(reference, like_kind=0.0, like_lead=0.0)
    said = np.empty((2, len(EVENTS), len(reference.cases)))
    for n, case in enumerate(reference.cases):
        curves = (
            one.without(case.project).curve(case.kind, case.lead) for one in (reference, flat)
        )
        for which, curve in enumerate(curves):
            said[which, :, n] = [curve.by(t).probability or 0.0 for _, t in EVENTS]
    whole = flat.curve(None, None)
    return tuple(
        _score(whole, *event, *said[:, k])
        for k, event in enumerate(EVENTS)
        if whole.known(event[1]).any()
    )


def _score(curve: Curve, event: Message, months: float, said: Shares, base: Shares) -> Score:
    weights = curve.known(months)
    came = 1.0 * (curve.over & (curve.times <= months))
    sure = np.clip(said, *SUREST)
    reliability = []
    for low, high in pairwise(BINS):
        inside = weights * ((said >= low) & (said < high))
        if inside.any():
            said_here, came_here = (float(np.average(x, weights=inside)) for x in (said, came))
            reliability.append(Bin(said_here, came_here, int((inside > 0).sum())))
    return Score(
        event=event,
        brier=float(np.average((said - came) ** 2, weights=weights)),
        brier_base=float(np.average((base - came) ** 2, weights=weights)),
        log_score=-float(np.average(np.log(np.where(came, sure, 1 - sure)), weights=weights)),
        n=int((weights > 0).sum()),
        reliability=tuple(reliability),
    )
