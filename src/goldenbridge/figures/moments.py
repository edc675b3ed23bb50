"""What stands on a timeline: events and deadlines as moments in lanes, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from goldenbridge.language.languages import Language
from goldenbridge.programme.model import Event

LANES = (
    ("council",),
    ("visit", "talks", "call"),
    ("multilateral",),
    ("culture", "humanitarian", "forum"),
    ("opening", "restriction"),
    ("deadline",),
)
_LONG_DAYS = 45
BEFORE_DAYS, AHEAD_DAYS = 731, 396


@dataclass(frozen=True, slots=True)
class Moment:
    """Something between two days, in a lane; `when` is its date in words.

    `coming` holds for what is still awaited, `held` for what is known to have taken place; a
    planned event whose day has passed is neither, as nobody reported on it.
    """

    lane: int
    title: str
    first: date
    last: date
    when: str
    coming: bool
    held: bool

    @property
    def long(self) -> bool:
        """Whether it is drawn as a span."""
        return (self.last - self.first).days > _LONG_DAYS

    @property
    def middle(self) -> date:
        """The day it is drawn on."""
        return self.first + (self.last - self.first) / 2


def lane_names(language: Language) -> tuple[str, ...]:
    """What the lanes are called, in their order."""
    say = language.say
    return (
        say("Councils"),
        say("Visits, talks and calls"),
        say("Meetings of many states"),
        say("Culture, forums and aid"),
        say("Openings and restrictions"),
        say("Deadlines of promises"),
    )


def moments(
    events: Sequence[Event], due: Sequence[tuple[date, str]], as_of: date, language: Language
) -> list[Moment]:
    """Dated events and deadlines in the window around `as_of`, oldest first.

    Cancelled events and those without a date are left out; deadlines of one day are one moment.
    """
    found = []
    for event in events:
        if event.start is None or event.status == "cancelled":
            continue
        first, last = event.start.start, (event.end or event.start).end
        last, begun = max(first, last), first <= as_of
        found.append(
            Moment(
                lane=_lane(event.kind),
                title=event.title,
                first=first,
                last=last,
                when=language.period(event.start),
                coming=last > as_of and not (begun and event.status == "held"),
                held=begun and event.status == "held",
            )
        )
    for day, group in groupby(sorted(due), key=lambda row: row[0]):
        titles = [title for _, title in group]
        title = titles[0]
        if len(titles) > 1:
            title = language.say("{title} (and {n} more)", title=title, n=len(titles) - 1)
        ahead = day > as_of
        found.append(Moment(len(LANES) - 1, title, day, day, language.day(day), ahead, not ahead))
    return sorted((m for m in found if _seen(m, as_of)), key=lambda m: (m.middle, m.lane, m.title))


def coming(found: Sequence[Moment]) -> list[Moment]:
    """What is still awaited, the soonest end first."""
    return sorted((m for m in found if m.coming), key=lambda m: (m.last, m.first, m.lane, m.title))


def _lane(kind: str) -> int:
    return next((n for n, kinds in enumerate(LANES) if kind in kinds), 2)


def _seen(moment: Moment, as_of: date) -> bool:
    ahead, behind = (moment.first - as_of).days, (as_of - moment.last).days
    return ahead <= AHEAD_DAYS and behind <= BEFORE_DAYS
