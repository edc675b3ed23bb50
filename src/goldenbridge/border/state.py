"""A site as it stands at a moment: who is there, who is expected, who is on duty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goldenbridge.errors import SiteError
from goldenbridge.site.routes import Route
from goldenbridge.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A truck at a station: it `came` to the site, stands there `since`, its work has `started`.

    All three are times with a zone; `started` is None while it waits. A truck whose work is done
    stands at the station that comes next.
    """

    direction: str
    truck_class: str
    station: str
    came: datetime
    since: datetime
    started: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A truck that is booked for `due` and has not come yet, or with a `chance` will be booked."""

    direction: str
    truck_class: str
    due: datetime
    chance: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is known of a site at the moment `at`.

    `standing` in the order of each line. Slots before `booked_until` bring those of `due` and no
    others; where it is None, the books of the demand fill every slot from `at` on. `staff` on duty
    by pool holds until the pool's next change of shift; pools not named keep to their shifts.
    """

    at: datetime
    standing: tuple[Standing, ...] = ()
    due: tuple[Due, ...] = ()
    booked_until: datetime | None = None
    staff: Mapping[str, int] = field(default_factory=dict)


def check_state(state: State, site: Site) -> None:
    """Raises SiteError with everything in `state` that `site` cannot be in."""
    wrong = tuple(_flaws(state, site))
    if wrong:
        raise SiteError(site.id, wrong)


def _flaws(state: State, site: Site) -> Iterator[str]:
    if state.at.tzinfo is None:
        yield f"state.at: found {state.at}; allowed: a time with its zone"
        return
    for i, truck in enumerate(state.standing, start=1):
        route = site.route(truck.direction, truck.truck_class)
        if route is None or truck.station not in _stations(route):
            found = f"{truck.direction}, {truck.truck_class} at {truck.station}"
            yield f"state.standing[{i}]: found {found}; allowed: a station on the way of the truck"
        times = [truck.came, truck.since, truck.started or truck.since, state.at]
        if any(time.tzinfo is None for time in times) or times != sorted(times):
            told = ", ".join(map(str, times))
            yield f"state.standing[{i}]: found {told}; allowed: came, since, started, now in order"
    for i, one in enumerate(state.due, start=1):
        if site.route(one.direction, one.truck_class) is None or one.due.tzinfo is None:
            found = f"{one.direction}, {one.truck_class}, {one.due}"
            yield f"state.due[{i}]: found {found}; allowed: a way of the site, a time with its zone"
    pools = [pool.id for pool in site.pools]
    for pool, number in state.staff.items():
        if pool not in pools or number < 0:
            allowed = f"0 or more in one of {', '.join(pools)}"
            yield f"state.staff: found {number} in {pool}; allowed: {allowed}"


def _stations(route: Route) -> set[str]:
    return {leg.to for leg in route.legs}
