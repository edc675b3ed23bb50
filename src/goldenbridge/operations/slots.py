"""How many appointments an hour can hold: what the narrowest station of the site lets through."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldenbridge.errors import RuleError
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS, Closure
from goldenbridge.site.traffic import along, entering_per_day

Way = tuple[str, str]
"""A direction and a class of truck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Places for trucks of one class in one direction that are due in one hour."""

    direction: str
    truck_class: str
    starts: datetime
    ends: datetime
    cap: int
    bottleneck: str
    """What sets the number: `station` or `pool`, its id, and the vehicles an hour it lets by."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """One station or pool: minutes of its work an average truck of the mix takes."""

    name: str
    pool: str
    stations: tuple[str, ...]
    lanes: int | None
    minutes: float


def openings(site: Site, demand: Demand, day: date) -> tuple[Opening, ...]:
    """The openings of the local `day`, every hour, way by way; none where nothing passes.

    All ways share staff, so the hour is filled with the mix of `demand`: if an average truck takes
    w minutes of a station, m of its lanes or officers let 60 m / w trucks by in an hour, and the
    least of these over stations and pools is the capacity (the bottleneck law of operational
    analysis, Denning & Buzen 1978). It is shared out by the mix, each whole truck to the way that
    is owed most, so that rare classes get their turn during the day. Hours that are shut in part
    count in part; outages at random do not count.
    """
    mix = _mix(site, demand)
    limits = _limits(site, mix)
    credit = dict.fromkeys(mix, 0.0)
    found = []
    for starts in _hours(site, day):
        least = min(((_capacity(site, one, starts), one.name) for one in limits), default=None)
        if least is None:
            continue
        told = f"{least[1]}: {least[0]:.1f} vehicles an hour"
        caps = _shared(int(least[0] + 1e-9), mix, credit)
        found += [
            Opening(
                direction=way[0],
                truck_class=way[1],
                starts=starts,
                ends=starts + timedelta(hours=1),
                cap=cap,
                bottleneck=told,
            )
            for way, cap in caps.items()
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Capacity:
    """The places of an opening: planned by the site, wanted now, and taken."""

    planned: int
    target: int
    used: int

    @property
    def cap(self) -> int:
        """What may be taken: a place once sold stays, whatever is wanted now."""
        return max(self.target, self.used)

    @property
    def to_move(self) -> int:
        """Bookings beyond what can be served: none is cancelled, each is offered a move."""
        return max(self.used - self.target, 0)


def changed(now: Capacity, delta: int, *, cause: str, bound: float) -> Capacity:
    """The opening with `delta` places more; fewer stop the sale and take nobody's place.

    A change the simulation proposes (cause `sim`) stays within `bound` of the plan; a person's
    (`manual`) and an `incident` may go down to nothing. Raises RuleError.
    """
    if cause not in ("sim", "manual", "incident"):
        raise RuleError("cause", repr(cause), "sim, manual or incident")
    target = now.target + delta
    if target < 0:
        raise RuleError("delta", str(delta), f"{-now.target} or more")
    if cause == "sim" and abs(target - now.planned) > now.planned * bound + 1e-9:
        allowed = f"a capacity within {bound:.0%} of the {now.planned} planned"
        raise RuleError("delta", f"{delta}, to {target}", allowed)
    return replace(now, target=target)


def _mix(site: Site, demand: Demand) -> dict[Way, float]:
    """The share of each way among the trucks that come."""
    trucks = {
        (direction.id, one.id): entering_per_day(demand, direction.id, one.id)
        for direction in site.directions
        for one in site.classes
        if site.route(direction.id, one.id) is not None
    }
    total = sum(trucks.values())
    return {way: number / total for way, number in trucks.items() if number > 0}


def _limits(site: Site, mix: dict[Way, float]) -> list[_Limit]:
    work = dict.fromkeys((station.id for station in site.stations), 0.0)
    for (direction, name), share in mix.items():
        route = site.route(direction, name)
        for (_, to), passes in along(route, share).items() if route else ():
            if to in work:
                work[to] += passes * site.station(to).service(name).mean / _together(site, to)
    limits = [
        _Limit(f"station {one.id}", one.pool, (one.id,), one.lanes, work[one.id])
        for one in site.stations
    ]
    for pool in site.pools:
        of = tuple(station.id for station in site.stations if station.pool == pool.id)
        if len(of) > 1:
            limits.append(_Limit(f"pool {pool.id}", pool.id, of, None, sum(work[s] for s in of)))
    return [limit for limit in limits if limit.minutes > 0]


def _together(site: Site, station: str) -> int:
    return site.station(station).batch or 1


def _capacity(site: Site, limit: _Limit, starts: datetime) -> float:
    """Vehicles an hour that `limit` lets by in the hour from `starts`."""
    local = starts.astimezone(ZoneInfo(site.time_zone))
    open_share = 1.0
    if len(limit.stations) == 1:
        open_share -= _shut(site, limit.stations[0], "stations", local)
    staff = _staff(site, limit.pool, local)
    lanes = staff if limit.lanes is None else min(staff, limit.lanes)
    return 60 * lanes * open_share / limit.minutes


def _staff(site: Site, pool: str, local: datetime) -> float:
    staff = sum(
        shift.staff * _covered(shift.days, shift.from_h, shift.to_h, local)
        for shift in site.pool(pool).shifts
    )
    return staff * (1 - _shut(site, pool, "pools", local))


def _shut(site: Site, name: str, kind: str, local: datetime) -> float:
    """The share of the hour in which a closure by plan shuts a station or pool."""
    return max(
        (_closed(one, local) for one in site.closures if name in getattr(one, kind)), default=0.0
    )


def _closed(closure: Closure, local: datetime) -> float:
    if closure.dates is not None:
        return float(closure.dates.start <= local.date() <= closure.dates.end)
    if closure.from_h is None or closure.to_h is None:
        return 0.0
    return _covered(closure.days, closure.from_h, closure.to_h, local)


def _covered(days: tuple[str, ...], from_h: float, to_h: float, local: datetime) -> float:
    """The share of the hour from `local` inside the hours `from_h` to `to_h` of `days`."""
    end = to_h if to_h > from_h else to_h + 24
    covered = 0.0
    for back in (0, 1):
        weekday = DAYS[(local.weekday() - back) % 7]
        hour = local.hour + local.minute / 60 + 24 * back
        if not days or weekday in days:
            covered += max(0.0, min(end, hour + 1) - max(from_h, hour))
    return covered


def _hours(site: Site, day: date) -> Iterator[datetime]:
    """The hours of the local day in UTC; 23 or 25 where the clocks change."""
    zone = ZoneInfo(site.time_zone)
    now = datetime.combine(day, time(), zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    while now < end:
        yield now
        now += timedelta(hours=1)


def _shared(trucks: int, mix: dict[Way, float], credit: dict[Way, float]) -> dict[Way, int]:
    """Whole trucks for each way; what a way is owed by the hours before is in `credit`."""
    caps = dict.fromkeys(mix, 0)
    for way, share in mix.items():
        credit[way] += trucks * share
    for _ in range(trucks):
        way = max(credit, key=credit.__getitem__)
        caps[way] += 1
        credit[way] -= 1
    return caps
