"""The service promise: how many trucks of each kind are through in which time."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from goldenbridge.errors import DesignError
from goldenbridge.site.designs import Design
from goldenbridge.site.site import Site

_HOURS = re.compile(r"(?:([^\s,]+)\s+)?(\d+(?:\.\d+)?)\s*h")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_AWAY = re.compile(r"turned[ -]away\s+(\d+(?:\.\d+)?)\s*%")


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that are promised the same time."""

    classes: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class Promise:
    """`share` of each group within its time, and at most `turned_away` of all trucks."""

    share: float
    turned_away: float
    groups: tuple[Group, ...]

    @property
    def limits(self) -> tuple[float, ...]:
        """The share over its time allowed in each group, then the share not through."""
        return (*[1 - self.share] * len(self.groups), self.turned_away)

    def scaled(self, factor: float) -> "Promise":
        """The same promise with every time multiplied."""
        groups = tuple(replace(one, minutes=one.minutes * factor) for one in self.groups)
        return replace(self, groups=groups)


def promised(design: Design, site: Site, text: str = "") -> Promise:
    """The promise of a design, changed by `text`.

    Both hold parts parted by commas: "95%" of the trucks of each kind, "4h" for every class,
    "perishable 2h" for one, "turned away 1%" at most. A class for which neither names a time keeps
    that of the site. Raises DesignError for what is none of them, or says too little.
    """
    first = _read(design.promise, site, "promise")
    then = _read(text, site, "--promise")
    times = {one.id: one.promise_min for one in site.classes} | first.minutes | then.minutes
    share = then.share if then.share is not None else first.share
    away = then.away if then.away is not None else first.away
    return _checked(share, away, times)


class _Read(NamedTuple):
    share: float | None
    away: float | None
    minutes: dict[str, float]


def _read(text: str, site: Site, where: str) -> _Read:
    """What a text promises, by class."""
    known = [one.id for one in site.classes]
    share = away = None
    every: dict[str, float] = {}
    named: dict[str, float] = {}
    for part in (part.strip() for part in text.split(",") if part.strip()):
        if found := _AWAY.fullmatch(part):
            away = float(found[1]) / 100
        elif found := _SHARE.fullmatch(part):
            share = float(found[1]) / 100
        elif (found := _HOURS.fullmatch(part)) and found[1] is None:
            every = dict.fromkeys(known, float(found[2]) * 60)
        elif found and found[1] in known:
            named[found[1]] = float(found[2]) * 60
        else:
            raise DesignError(
                f"{where}: found {part!r}; allowed: 95%, 4h, CLASS 2h or turned away 1%, parted by "
                f"commas; classes: {', '.join(known)}"
            )
    return _Read(share, away, every | named)


def _checked(share: float | None, away: float | None, minutes: dict[str, float | None]) -> Promise:
    if share is None or not 0 < share < 1:
        found = "none" if share is None else f"{share:.0%}"
        raise DesignError(f"promise: found a share of {found}; allowed: between 0 and 100 %")
    if away is None or not 0 <= away < 1:
        found = "nothing" if away is None else f"{away:.0%}"
        raise DesignError(f"promise: found {found} turned away; allowed: 0 to below 100 %")
    times = sorted({one for one in minutes.values() if one is not None})
    if not times or times[0] <= 0:
        found = "no time" if not times else f"{times[0] / 60:g}h"
        raise DesignError(f"promise: found {found}; allowed: a time above 0 for some class")
    groups = (Group(tuple(c for c, m in minutes.items() if m == time), time) for time in times)
    return Promise(share, away, tuple(groups))
