"""What a planner may move: trade, transit, shares sent to a check, staff and lanes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from goldenbridge.language.messages import Message, tell
from goldenbridge.programme.model import Programme
from goldenbridge.report.simulated import Plan
from goldenbridge.site.shares import MOST, largest_share, share_sent
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Pool

TRADE, TRANSIT = "trade", "transit"
STAFF, LANES, SHARE = "staff.", "lanes.", "share."
_NEVER_BINDS = 50
"""Staff of a pool that stands for "no queue here"; nobody plans with it."""
_CHOSEN = 0.5
"""A station that at most this share is sent to is a check by choice, else a part of the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """A number on a scale: where it stands as the programme has it, and how far it goes.

    `group` gathers knobs on the page: "trade", "share", or the party whose staff it is.
    """

    id: str
    group: str
    name: str | Message
    start: float
    least: float
    most: float
    step: float
    unit: str | Message

    @property
    def digits(self) -> int:
        """Decimals it is told with."""
        return max(0, -math.floor(math.log10(self.step)))

    def near(self, value: float) -> float:
        """The value a slider can stand at that is nearest to `value`."""
        if abs(value - self.start) < self.step / 2:
            return self.start
        return round(self.least + round((value - self.least) / self.step) * self.step, 6)


def knobs(programme: Programme, plan: Plan) -> tuple[Knob, ...]:
    """What can be moved at the site of `plan`, from where it stands there.

    Names are those of `programme`, which may be told in any language; the numbers do not change.
    """
    site = next(one for one in programme.sites if one.id == plan.site.id)
    return (
        *_traffic(programme, plan),
        *_shares(site, plan),
        *_staff(programme, site, plan),
        *_lanes(site, plan),
    )


def _traffic(programme: Programme, plan: Plan) -> Iterator[Knob]:
    if not (programme.freight and plan.demand.turnover):
        return
    turnover = plan.demand.turnover
    yield Knob(
        id=TRADE,
        group="trade",
        name=tell("Trade the trucks carry"),
        start=turnover,
        least=0.5,
        most=max(5.0, math.ceil(2 * turnover)),
        step=0.1,
        unit=tell("bn USD a year"),
    )
    yield Knob(
        id=TRANSIT,
        group="trade",
        name=tell("Transit, against today"),
        start=100.0,
        least=0.0,
        most=300.0,
        step=5.0,
        unit="%",
    )


def _shares(told: Site, plan: Plan) -> Iterator[Knob]:
    for station in plan.site.stations:
        largest = largest_share(plan.site, station.id)
        if not 0 < largest <= _CHOSEN:
            continue
        share = share_sent(plan.site, plan.demand, station.id)
        start = round(share * 100, 1)
        if start > 0:
            yield Knob(
                id=SHARE + station.id,
                group="share",
                name=told.station(station.id).name,
                start=start,
                least=0.0,
                most=max(float(math.floor(min(0.5, MOST / largest * share) * 100)), start),
                step=0.1,
                unit="%",
            )


def _staff(programme: Programme, told: Site, plan: Plan) -> Iterator[Knob]:
    parties = {party.id for party in programme.parties}
    for pool in plan.site.pools:
        most = most_staff(pool)
        sides = {one.side for one in plan.site.stations if one.pool == pool.id} & parties
        if 0 < most < _NEVER_BINDS:
            yield Knob(
                id=STAFF + pool.id,
                group=min(sides, default=""),
                name=told.pool(pool.id).name or pool.id,
                start=most,
                least=1.0,
                most=max(math.ceil(2 * most), most + 3),
                step=1.0,
                unit="",
            )


def _lanes(told: Site, plan: Plan) -> Iterator[Knob]:
    for station in plan.site.stations:
        if station.lanes is not None:
            yield Knob(
                id=LANES + station.id,
                group=station.side,
                name=tell("{station}, lanes", station=told.station(station.id).name),
                start=float(station.lanes),
                least=1.0,
                most=float(max(2 * station.lanes, station.lanes + 3)),
                step=1.0,
                unit="",
            )


def most_staff(pool: Pool) -> float:
    """The staff of the strongest shift."""
    return max((shift.staff for shift in pool.shifts), default=0.0)
