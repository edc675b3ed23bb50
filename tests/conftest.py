"""What ships with the package, read once; small border sites."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import settings

from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.programme.model import Ladder, Programme, Promise
from goldenbridge.site.demand import Demand, Flow, Profile
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import (
    Direction,
    Pool,
    Shift,
    Station,
    TruckClass,
    Yard,
)

# how long one example takes says more of the machine's other work than of the code
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept between runs must not come from, or go to, the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load(shipped()[DEFAULT])


@pytest.fixture(scope="session")
def promises(programme: Programme) -> tuple[Promise, ...]:
    return programme.promises


@pytest.fixture(scope="session")
def ladders(programme: Programme) -> tuple[Ladder, ...]:
    return programme.ladders


def _chain(names: Sequence[str]) -> tuple[Leg, ...]:
    return tuple(Leg(after=a, to=b) for a, b in pairwise(["in", *names, "out"]))


def make_site(
    stations: Mapping[str, Mapping[str, Any]],
    arrivals: Mapping[str, float],
    *,
    legs: Sequence[Leg] = (),
    priorities: Mapping[str, int] | None = None,
    patience: Distribution | None = None,
    profile: Profile | None = None,
    rule: str = "finish",
    pools: Mapping[str, float | tuple[Shift, ...]] | None = None,
    **site: Any,
) -> tuple[Site, Demand]:
    """A site of few words: stations by name, each with `service` and `staff`, a chain if no `legs`.

    `arrivals` are trucks a minute by class. A station may name a `pool` of `pools` instead.
    """
    staff = dict(pools or {})
    rows = []
    for name, given in stations.items():
        options = dict(given)
        service, own = options.pop("service"), options.pop("staff", None)
        if own is not None:
            staff[name] = own
        services = service if isinstance(service, tuple) else (service,)
        pool = options.pop("pool", name)
        rows.append(Station(id=name, name=name, pool=pool, services=services, **options))
    crossing = Site(
        id="x",
        name="x",
        time_zone="UTC",
        directions=(Direction(id="d", name="d"),),
        classes=tuple(
            TruckClass(
                id=name,
                name=name,
                priority=(priorities or {}).get(name, 0),
                patience=(patience,) if patience else (),
            )
            for name in arrivals
        ),
        pools=tuple(
            Pool(
                id=name,
                rule=rule,
                shifts=of
                if isinstance(of, tuple)
                else (Shift(from_h=0, to_h=24, staff=float(of)),),
            )
            for name, of in staff.items()
        ),
        stations=tuple(rows),
        routes=(Route(direction="d", legs=tuple(legs) or _chain(list(stations))),),
        **site,
    )
    flows = tuple(
        Flow(
            direction="d",
            truck_class=name,
            kind="transit",
            trucks_per_day=rate * 1440,
            profile=profile.id if profile else "",
        )
        for name, rate in arrivals.items()
    )
    return crossing, Demand(id="y", site="x", flows=flows, profiles=(profile,) if profile else ())


@pytest.fixture(scope="session")
def site_of() -> Callable[..., tuple[Site, Demand]]:
    return make_site


@pytest.fixture(scope="session")
def border_year() -> tuple[Site, Demand]:
    """Five stations, 1.16 million trucks a year, a quarter of them with priority, a yard of 250."""
    hours = (
        *(0.35, 0.30, 0.28, 0.30, 0.40, 0.60, 0.90, 1.25, 1.50, 1.60, 1.60, 1.50),
        *(1.40, 1.40, 1.45, 1.50, 1.45, 1.35, 1.20, 1.00, 0.85, 0.70, 0.55, 0.45),
    )
    names = ("gate", "weigh", "docs", "insp", "exit")
    services = (
        Service(kind="lognormal", mean_min=2.0, cv=0.5),
        Service(kind="erlang", mean_min=1.5, shape=2),
        Service(kind="lognormal", mean_min=8.0, cv=0.8),
        Service(kind="erlang", mean_min=25.0, shape=3),
        Service(kind="lognormal", mean_min=1.0, cv=0.4),
    )
    night_day = ((4, 9), (3, 6), (12, 29), (6, 14), (2, 5))
    legs = (
        *(Leg(after=a, to=b) for a, b in pairwise(["in", "gate", "weigh", "docs"])),
        Leg(after="docs", to="insp", share=0.15),
        Leg(after="docs", to="exit", share=0.85),
        Leg(after="insp", to="exit"),
        Leg(after="exit", to="out"),
    )
    return make_site(
        {
            name: {
                "service": service,
                "staff": (
                    Shift(from_h=6, to_h=22, staff=float(day)),
                    Shift(from_h=22, to_h=6, staff=float(night)),
                ),
            }
            for name, service, (night, day) in zip(names, services, night_day, strict=True)
        },
        {"priority": 0.55, "general": 1.65},
        legs=legs,
        priorities={"general": 1},
        profile=Profile(id="week", hours=hours, weekdays=(1.1, 1.15, 1.15, 1.1, 1.05, 0.8, 0.65)),
        yards=(Yard(id="yard", stations=names, trucks=250, full="balk"),),
    )
