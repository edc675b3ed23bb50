"""One block of `design.toml` designed: every choice of appointments, the cheapest of all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from goldenbridge.border.compile import compile_site
from goldenbridge.border.design.costs import Prices
from goldenbridge.border.design.frontier import Point, Tried, frontier, tried
from goldenbridge.border.design.promise import Promise
from goldenbridge.border.design.search import Found, Search
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.design.strain import more
from goldenbridge.border.design.verdicts import SCALES, Judge, Row, groups, measured
from goldenbridge.border.samples import Job, Mapper
from goldenbridge.border.simulation import seed_of
from goldenbridge.errors import PromiseError
from goldenbridge.site.demand import Demand
from goldenbridge.site.designs import Design
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift
from goldenbridge.site.traffic import along

Known = Mapping[tuple[int, ...], dict[Levels, list[Row]]]
"""Years that were simulated before, by appointments and design."""
Told = Callable[[tuple[int, ...], Levels, list[Row]], None]
UNLIMITED = 200


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What was found for a design, how sure it is, and what it took.

    `tried` are designs with the appointments of the one found. `confidence` is at least how
    probably every verdict is right; `space_size` the designs there are, over all choices of
    appointments.
    """

    found: Found
    judge: Judge
    promise: Promise
    frontier: tuple[Point, ...]
    tried: tuple[Tried, ...]
    confidence: float
    designs: int
    years: float
    trucks: int
    space_size: int
    complete: bool


def plan(  # noqa: PLR0913 - what is designed, by which promise and means
    design: Design,
    site: Site,
    demand: Demand,
    prices: Prices,
    promise: Promise,
    *,
    budget: float | None = None,
    days: int = 365,
    seed: int = 2025,
    mapper: Mapper | None = None,
    known: Known | None = None,
    told: Told = lambda _slots, _levels, _rows: None,
) -> Plan:
    """The cheapest design that keeps `promise`, over all choices of appointments.

    Raises PromiseError where none does, with the station that stands in the way, DesignError where
    none within `budget` USD does, SiteError as `simulate` does. Ctrl-C gives what there is, once
    there is a design.
    """
    choices = [tuple(int(c) for c in one.choices) for one in design.slots]
    judges: list[Judge] = []
    best: Found | None = None
    size = 0
    complete = True
    for slots in product(*choices):
        space = Space(design, site, demand, prices, slots)
        size += space.size
        judge = Judge(
            space, promise, days=days, seed=seed, mapper=mapper,
            told=partial(told, slots),
            rows=dict((known or {}).get(slots, {})),
        )  # fmt: skip
        judges.append(judge)
        bound = best.space.yearly(best.levels) if best else None
        try:
            found = Search(space, judge, budget=budget, bound=bound).run()
        except KeyboardInterrupt:
            if best is None:
                raise
            complete = False
            break
        if found is None and bound is None:
            raise impossible(judge)
        if found is not None:
            if best is None or found.space.yearly(found.levels) < best.space.yearly(best.levels):
                best = found
            if not found.proven:
                complete = False
                break
    if best is None:
        raise impossible(judges[0])
    chosen = next(judge for judge in judges if judge.space is best.space)
    wrong = sum(1 - judge.confidence for judge in judges)
    return Plan(
        found=best, judge=chosen, promise=promise, frontier=tuple(frontier(chosen)),
        tried=tuple(tried(chosen)),
        confidence=max(1 - wrong, 0.0), designs=sum(len(judge.rows) for judge in judges),
        years=sum(judge.years for judge in judges), trucks=sum(judge.trucks for judge in judges),
        space_size=size, complete=complete,
    )  # fmt: skip


def phase(of: Plan, share: float, within: Levels, *, mapper: Mapper | None = None) -> Levels:
    """What of the design found is needed while `share` of its trucks come, step by step.

    No part of it is larger than in `within`, a later phase, so that it can grow into that; none
    could be a step smaller by itself.
    """
    whole = of.found.space
    space = replace(whole, demand=more(whole.demand, share), slots=(0,) * len(whole.slots))
    judge = Judge(space, of.promise, days=of.judge.days, seed=of.judge.seed, mapper=mapper)
    search = Search(space, judge)
    return search.smaller(within) if search.keeps(within) else within


def impossible(judge: Judge) -> PromiseError:
    """Why even the largest design breaks the promise: the work itself, or too little of a pool."""
    space, promise = judge.space, judge.promise
    verdict = judge(space.most)
    if verdict.worst == len(promise.groups):
        what = f"{verdict.over:.1%} of the trucks are not through"
        limit = f"at most {promise.turned_away:.1%}"
        names = tuple(one.id for one in space.site.classes)
    else:
        group = promise.groups[verdict.worst]
        names = group.classes
        what = f"{verdict.over:.1%} of {', '.join(names)} take over {group.minutes / 60:g} h"
        limit = f"at most {1 - promise.share:.1%}"
    pools = [one.pool for one in space.design.resources]
    if _share(judge, pools, verdict.worst) > promise.limits[verdict.worst]:
        station, minutes = _longest(space, names)
        return PromiseError(
            f"promise: found that {what} even where nobody waits: the work alone takes too long, "
            f"most of it at {station} ({minutes:.0f} min a truck); allowed: {limit}, with a longer "
            "time or less work",
            station,
        )
    shares = {pool: _share(judge, [pool], verdict.worst) for pool in pools}
    pool = min(shares, key=shares.__getitem__)
    stations = [one.id for one in space.site.stations if one.pool == pool]
    return PromiseError(
        f"promise: found that {what} with the most of everything that may be built; most of it for "
        f"want of {pool} (stations {', '.join(stations)}): without limit there {shares[pool]:.1%}; "
        f"allowed: {limit}, with more `most` in design.toml",
        stations[0] if stations else "",
    )


def _share(judge: Judge, pools: list[str], limit: int) -> float:
    """The share over a limit with as many as one likes in `pools`, one year."""
    site, demand = judge.space.built_at(judge.space.most)
    for pool in pools:
        shift = Shift(from_h=0, to_h=24, staff=UNLIMITED)
        site = site.with_pool(replace(site.pool(pool), shifts=(shift,)))
    if len(pools) > 1:
        stations = tuple(replace(one, places=None, full="") for one in site.stations)
        site = replace(site, yards=(), stations=stations)
    model = compile_site(site, demand, days=judge.days)
    row = measured(Job(model, seed_of(judge.seed, 0)), groups(model, judge.promise))
    return row.shares[SCALES.index(1.0)][limit]


def _longest(space: Space, names: tuple[str, ...]) -> tuple[str, float]:
    """The station with the most work on a truck of `names`, on average over those that pass."""
    found: dict[str, float] = {}
    for direction in space.site.directions:
        for name in names:
            route = space.site.route(direction.id, name)
            if route is None:
                continue
            for (_, to), share in along(route, 1.0).items():
                station = next((one for one in space.site.stations if one.id == to), None)
                if station is not None and share > 0.05:
                    found[to] = max(found.get(to, 0.0), station.service(name).mean)
    longest = max(found, key=found.__getitem__)
    return longest, found[longest]
