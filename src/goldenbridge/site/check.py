"""What is wrong with a site, with what comes to it, or with a scenario of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from goldenbridge.site.demand import Book, Demand, Flow, Profile
from goldenbridge.site.distributions import NEEDS, Distribution
from goldenbridge.site.routes import IN, OUT, Leg, Route
from goldenbridge.site.scenario import Scenario
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS, Closure, Pool, Station, TruckClass

Path = tuple[tuple[str, int], ...]
"""Where a block stands: its names with their places, as in (("stations", 2), ("services", 0))."""


class Flaw(NamedTuple):
    """One thing wrong: in which block and field, what was found and what is allowed."""

    path: Path
    field: str
    found: str
    allowed: str

    def __str__(self) -> str:
        place = ".".join(f"{name}[{number + 1}]" for name, number in self.path)
        field = f"{place}.{self.field}" if place else self.field
        return f"{field}: found {self.found}; allowed: {self.allowed}"


Flaws = Iterator[Flaw]


def flaws(site: Site, demand: Demand | None = None) -> tuple[Flaw, ...]:
    """Everything wrong with `site`, and with `demand` as what comes to it.

    The paths of flaws of the demand begin with its own blocks.
    """
    found = [*_structure(site)]
    if demand is not None:
        found += demand_flaws(demand, site)
    return tuple(found)


def _structure(site: Site) -> Flaws:
    for name in ("directions", "classes", "pools", "stations", "routes"):
        if not getattr(site, name):
            yield Flaw((), name, "none", f"at least one of [[sites.{name}]]")
    for name in ("directions", "classes", "pools", "stations", "yards", "closures"):
        yield from _twice(name, [row.id for row in getattr(site, name)])
    for i, truck_class in enumerate(site.classes):
        yield from _class((("classes", i),), truck_class)
    for i, pool in enumerate(site.pools):
        yield from _pool((("pools", i),), pool)
    for i, station in enumerate(site.stations):
        yield from _station((("stations", i),), station, site)
    yield from _yards(site)
    for i, route in enumerate(site.routes):
        yield from _route((("routes", i),), route, site)
    yield from _never_passed(site)
    for i, closure in enumerate(site.closures):
        yield from _closure((("closures", i),), closure, site)


def _class(here: Path, truck_class: TruckClass) -> Flaws:
    yield from _positive(here, "promise_min", truck_class.promise_min)
    yield from _at_least(here, "priority", truck_class.priority, 0)
    if len(truck_class.patience) > 1:
        yield Flaw(here, "patience", f"{len(truck_class.patience)} blocks", "one")
    for j, patience in enumerate(truck_class.patience):
        yield from distribution_flaws((*here, ("patience", j)), patience)


def demand_flaws(demand: Demand, site: Site) -> Flaws:
    """What is wrong with `demand` as what comes to `site`."""
    if not demand.flows and not demand.books:
        yield Flaw((), "flows", "none", "at least one of [[demands.flows]] or [[demands.books]]")
    if demand.site != site.id:
        yield Flaw((), "site", repr(demand.site), f"the site it is used for, {site.id}")
    yield from _twice("profiles", [profile.id for profile in demand.profiles])
    for i, profile in enumerate(demand.profiles):
        for field, count in (("hours", 24), ("weekdays", 7), ("months", 12)):
            yield from _weights((("profiles", i),), profile, field, count)
    profiles = [profile.id for profile in demand.profiles]
    for i, flow in enumerate(demand.flows):
        here = (("flows", i),)
        yield from _comes(here, flow, site)
        yield from _at_least(here, "trucks_per_day", flow.trucks_per_day, 0)
        if flow.profile:
            yield from _known(here, "profile", [flow.profile], profiles)
    for i, book in enumerate(demand.books):
        yield from _book((("books", i),), book, site)


def scenario_flaws(scenario: Scenario, site: Site) -> Flaws:
    """What is wrong with `scenario` as changes to `site`."""
    pools, stations = [p.id for p in site.pools], [s.id for s in site.stations]
    for i, shift in enumerate(scenario.staff):
        yield from _known((("staff", i),), "pool", [shift.pool], pools)
        yield from _shift((("staff", i),), shift)
    for i, service in enumerate(scenario.services):
        here = (("services", i),)
        yield from _known(here, "station", [service.station], stations)
        yield from _known(here, "classes", service.classes, [c.id for c in site.classes])
        yield from distribution_flaws(here, service)
    for i, station in enumerate(scenario.stations):
        here = (("stations", i),)
        yield from _known(here, "station", [station.station], stations)
        yield from _at_least(here, "lanes", station.lanes, 1)
        yield from _at_least(here, "places", station.places, 0)
    for i, change in enumerate(scenario.demand):
        here = (("demand", i),)
        yield from _known(
            here, "direction", _given(change.direction), [d.id for d in site.directions]
        )
        yield from _known(
            here, "truck_class", _given(change.truck_class), [c.id for c in site.classes]
        )
        yield from _at_least(here, "factor", change.factor, 0)


def distribution_flaws(here: Path, one: Distribution) -> Flaws:
    """What is wrong with a distribution."""
    needs = NEEDS.get(one.kind)
    if needs is None:
        yield Flaw(here, "kind", repr(one.kind), ", ".join(NEEDS))
        return
    for field in ("mean_min", "cv", "shape", "low", "mode", "high", "values"):
        given = getattr(one, field) not in (None, ())
        if given != (field in needs):
            found = "something" if given else "nothing"
            yield Flaw(here, field, found, f"{', '.join(needs)} for a distribution {one.kind}")
    for field in ("mean_min", "cv"):
        yield from _positive(here, field, getattr(one, field))
    yield from _at_least(here, "shape", one.shape, 1)
    yield from _at_least(here, "low", one.low, 0)
    ends = [end for end in (one.low, one.mode, one.high) if end is not None]
    if ends != sorted(ends) or (len(ends) > 1 and ends[0] == ends[-1]):
        yield Flaw(here, "high", f"{ends}", "low, mode and high in this order, low below high")
    if one.values and (min(one.values) < 0 or max(one.values) <= 0):
        yield Flaw(here, "values", f"{min(one.values):g}", "no negative value, not all 0")


def loops(legs: Sequence[Leg]) -> list[list[str]]:
    """The groups of stations that can be passed twice, by mutual reachability."""
    reach = _reach(legs)
    names = [name for name in reach if name in reach[name]]
    groups = {frozenset(n for n in names if n in reach[m] and m in reach[n]) for m in names}
    return [sorted(group) for group in sorted(groups, key=sorted)]


def _pool(here: Path, pool: Pool) -> Flaws:
    for i, shift in enumerate(pool.shifts):
        yield from _shift((*here, ("shifts", i)), shift)
    if not any(shift.staff > 0 for shift in pool.shifts):
        yield Flaw(here, "shifts", "no staff at any hour", "a shift with staff above 0")


def _shift(here: Path, shift: object) -> Flaws:
    yield from _span(here, shift)
    staff = getattr(shift, "staff")  # noqa: B009 - shifts and changes of staff
    yield from _at_least(here, "staff", staff, 0)
    if staff != int(staff):
        yield Flaw(here, "staff", f"{staff:g}", "a whole number")


def _span(here: Path, row: object) -> Flaws:
    days, from_h, to_h = (getattr(row, name) for name in ("days", "from_h", "to_h"))
    yield from _known(here, "days", days, DAYS)
    for field, hour in (("from_h", from_h), ("to_h", to_h)):
        if hour is not None and not 0 <= hour <= 24:
            yield Flaw(here, field, f"{hour:g}", "an hour from 0 to 24")


def _station(here: Path, station: Station, site: Site) -> Flaws:
    if station.id in (IN, OUT):
        yield Flaw(here, "id", repr(station.id), "another id: routes begin with in, end with out")
    yield from _known(here, "pool", [station.pool], [pool.id for pool in site.pools])
    yield from _at_least(here, "lanes", station.lanes, 1)
    yield from _at_least(here, "places", station.places, 0)
    if (station.places is None) != (not station.full):
        yield Flaw(
            here, "full", repr(station.full), "balk or block where there are places, else nothing"
        )
    yield from _at_least(here, "batch", station.batch, 2)
    if (station.batch is None) != (station.batch_wait_min is None):
        yield Flaw(here, "batch_wait_min", "one of batch and batch_wait_min", "both or neither")
    yield from _positive(here, "batch_wait_min", station.batch_wait_min)
    if station.batch and station.quotas:
        yield Flaw(here, "batch", "a convoy and quotas", "one of them")
    if not station.services:
        yield Flaw(here, "services", "none", "at least one of [[sites.stations.services]]")
    classes = [one.id for one in site.classes]
    for i, service in enumerate(station.services):
        yield from _known((*here, ("services", i)), "classes", service.classes, classes)
        yield from distribution_flaws((*here, ("services", i)), service)
    yield from _repeated(
        here, "services", [name for s in station.services for name in s.classes or ("",)]
    )
    yield from _quotas(here, station, classes)


def _quotas(here: Path, station: Station, classes: Sequence[str]) -> Flaws:
    if (station.order == "quota") != bool(station.quotas):
        yield Flaw(
            here, "order", repr(station.order), "quota where there are quotas, and only there"
        )
    if not station.quotas:
        return
    named = [name for quota in station.quotas for name in quota.classes]
    yield from _repeated(here, "quotas", named)
    missing = [name for name in classes if name not in named]
    if missing:
        yield Flaw(here, "quotas", f"none for {', '.join(missing)}", "every class in one quota")
    for i, quota in enumerate(station.quotas):
        yield from _known((*here, ("quotas", i)), "classes", quota.classes, classes)
        yield from _at_least((*here, ("quotas", i)), "weight", quota.weight, 1)
        yield from _at_least(
            (*here, ("quotas", i)), "out_of_turn_per_day", quota.out_of_turn_per_day, 1
        )


def _yards(site: Site) -> Flaws:
    known = [station.id for station in site.stations]
    for i, yard in enumerate(site.yards):
        yield from _known((("yards", i),), "stations", yard.stations, known)
        yield from _at_least((("yards", i),), "trucks", yard.trucks, 1)
    yield from _repeated((), "yards", [name for yard in site.yards for name in yard.stations])


def _route(here: Path, route: Route, site: Site) -> Flaws:
    yield from _known(here, "direction", [route.direction], [one.id for one in site.directions])
    yield from _known(here, "classes", route.classes, [one.id for one in site.classes])
    stations = [station.id for station in site.stations]
    for i, leg in enumerate(route.legs):
        yield from _known((*here, ("legs", i)), "after", [leg.after], [IN, *stations])
        yield from _known((*here, ("legs", i)), "to", [leg.to], [*stations, OUT])
        if leg.share is not None and not 0 < leg.share <= 1:
            yield Flaw((*here, ("legs", i)), "share", f"{leg.share:g}", "above 0, at most 1")
    yield from _ways(here, route)
    yield from _served(here, route, site)
    yield from _locks(here, route, site)


def _ways(here: Path, route: Route) -> Flaws:
    """Shares that do not sum to 1, and stations that lead nowhere or are never reached."""
    reach = _reach(route.legs)
    passed = dict.fromkeys(name for leg in route.legs for name in (leg.after, leg.to))
    for name in dict.fromkeys([IN, *passed]):
        shares = [
            1.0 if leg.share is None else leg.share for leg in route.legs if leg.after == name
        ]
        if name != OUT and not shares:
            yield Flaw(here, "legs", f"no leg after {name!r}", "legs from in to out")
        elif name != OUT and abs(sum(shares) - 1) > 1e-9:
            yield Flaw(here, "legs", f"shares after {name!r} that sum to {sum(shares):g}", "1")
        if name != OUT and shares and OUT not in reach.get(name, ()):
            yield Flaw(here, "legs", f"{name!r}, from which nothing leads out", "a way to out")
        if name != IN and name not in reach.get(IN, ()):
            yield Flaw(
                here, "legs", f"{name!r}, which nothing that arrives reaches", "a way from in"
            )


def _served(here: Path, route: Route, site: Site) -> Flaws:
    """Classes that a station of their route does not serve."""
    stations = {station.id: station for station in site.stations}
    names = route.classes or [
        one.id for one in site.classes if site.route(route.direction, one.id) is route
    ]
    for station in dict.fromkeys(leg.to for leg in route.legs if leg.to in stations):
        told = {name for service in stations[station].services for name in service.classes or ("",)}
        for name in names:
            if name not in told and "" not in told:
                yield Flaw(here, "legs", f"{name} at {station}, which has no service for it", "one")


def _locks(here: Path, route: Route, site: Site) -> Flaws:
    """Loops and convoys that could lock for good because everything on the way blocks."""
    stations = {station.id: station for station in site.stations}
    yards = {name for yard in site.yards if yard.full == "block" for name in yard.stations}
    blocks = {s for s, one in stations.items() if one.full == "block" or s in yards}
    for group in loops(route.legs):
        if blocks and all(name in blocks for name in group):
            found = f"a loop in which every station blocks: {', '.join(group)}"
            yield Flaw(
                here, "legs", found, "a station in it with unlimited places and no such yard"
            )
    for leg in route.legs:
        before = stations.get(leg.after)
        if before is not None and before.batch and leg.to in blocks:
            found = f"a convoy from {leg.after} to {leg.to}, which blocks"
            yield Flaw(here, "legs", found, "unlimited places or balk after a convoy")


def _never_passed(site: Site) -> Flaws:
    passed = {leg.to for route in site.routes for leg in route.legs}
    for i, station in enumerate(site.stations):
        if station.id not in passed and site.routes:
            yield Flaw(
                (("stations", i),), "id", f"{station.id!r}, on no route", "a station of a route"
            )


def _closure(here: Path, closure: Closure, site: Site) -> Flaws:
    yield from _known(here, "stations", closure.stations, [one.id for one in site.stations])
    yield from _known(here, "pools", closure.pools, [one.id for one in site.pools])
    if not closure.stations and not closure.pools:
        yield Flaw(here, "stations", "neither stations nor pools", "what it closes")
    yield from _span(here, closure)
    needs = {
        "weekly": ("from_h", "to_h"),
        "dates": ("dates",),
        "outage": ("mean_between_h", "mean_length_h"),
    }[closure.kind]
    for field in ("from_h", "to_h", "dates", "mean_between_h", "mean_length_h"):
        given = getattr(closure, field) is not None
        if given != (field in needs):
            found = "something" if given else "nothing"
            yield Flaw(here, field, found, f"{' and '.join(needs)} for a closure {closure.kind}")
    yield from _positive(here, "mean_between_h", closure.mean_between_h)
    yield from _positive(here, "mean_length_h", closure.mean_length_h)


def _comes(here: Path, row: Flow | Book, site: Site) -> Flaws:
    yield from _known(here, "direction", [row.direction], [one.id for one in site.directions])
    yield from _known(here, "truck_class", [row.truck_class], [one.id for one in site.classes])
    if site.route(row.direction, row.truck_class) is None:
        found = f"{row.truck_class} in direction {row.direction}, for which there is no route"
        yield Flaw(here, "truck_class", found, "a class with a route")


def _book(here: Path, book: Book, site: Site) -> Flaws:
    yield from _comes(here, book, site)
    yield from _span(here, book)
    for field in ("from_h", "to_h", "slots_per_h"):
        value = getattr(book, field)
        if value != int(value):
            yield Flaw(here, field, f"{value:g}", "a whole number")
    yield from _at_least(here, "slots_per_h", book.slots_per_h, 0)
    yield from _at_least(here, "spread_min", book.spread_min, 0)
    if book.no_show is not None and not 0 <= book.no_show <= 1:
        yield Flaw(here, "no_show", f"{book.no_show:g}", "a share from 0 to 1")


def _weights(here: Path, profile: Profile, field: str, count: int) -> Flaws:
    weights: tuple[float, ...] = getattr(profile, field)
    if weights and len(weights) != count:
        yield Flaw(here, field, f"{len(weights)} weights", f"{count} weights, or none")
    elif weights and (min(weights) < 0 or sum(weights) <= 0):
        yield Flaw(here, field, f"{min(weights):g}", "no negative weight, not all 0")


def _reach(legs: Sequence[Leg]) -> dict[str, set[str]]:
    """What each station can lead to."""
    reach: dict[str, set[str]] = {}
    for leg in legs:
        reach.setdefault(leg.after, set()).add(leg.to)
    grown = True
    while grown:
        grown = False
        for to in reach.values():
            more = set().union(*(reach.get(name, ()) for name in to)) - to
            to.update(more)
            grown = grown or bool(more)
    return reach


def _given(name: str) -> list[str]:
    return [name] if name else []


def _known(here: Path, field: str, names: Iterable[str], known: Sequence[str]) -> Flaws:
    for name in names:
        if name not in known:
            yield Flaw(here, field, f"{name!r}, unknown", ", ".join(known) or "there is none yet")


def _twice(field: str, names: Sequence[str]) -> Flaws:
    for i, name in enumerate(names):
        if name in names[:i]:
            yield Flaw(((field, i),), "id", f"{name!r} a second time", "once")


def _repeated(here: Path, field: str, names: Sequence[str]) -> Flaws:
    for name in dict.fromkeys(n for i, n in enumerate(names) if n in names[:i]):
        yield Flaw(here, field, f"{name or 'every class'} a second time", "once")


def _positive(here: Path, field: str, value: float | None) -> Flaws:
    if value is not None and value <= 0:
        yield Flaw(here, field, f"{value:g}", "above 0")


def _at_least(here: Path, field: str, value: float | None, least: float) -> Flaws:
    if value is not None and value < least:
        yield Flaw(here, field, f"{value:g}", f"{least:g} or more")
