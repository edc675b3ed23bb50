"""A site for some days of which is known, hour by hour, who is due and how many come besides."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import FIXED, WEEK_H, Bookings, Floats, Ints, Model
from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand, Flow
from goldenbridge.site.site import Site

Way = tuple[str, str]
MOST_GROUPS = 255
_BOOKINGS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Trucks of one way (direction and class) that are due, and how they keep their hours.

    `slots` [168] are trucks due in each hour of the week, Monday's first hour first, evenly
    spaced; `no_show` never come, the others come `late_min` after, with a standard deviation of
    `spread_min` (normal, cut at four).
    """

    way: Way
    slots: Ints
    no_show: float = 0.0
    late_min: float = 0.0
    spread_min: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """Who is due, and trucks an hour that come besides, by way, [168] each (a Poisson process)."""

    groups: tuple[Group, ...]
    besides: Mapping[Way, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """What replications of the same trucks met, [replications, rows] by time of arrival.

    `trucks` came through, `minutes` is their time from arrival to out together; `missed` took
    longer than promised or were turned away, and `lost` are those of them turned away.
    """

    trucks: Floats
    minutes: Floats
    missed: Floats
    lost: Floats

    def mean_min(self, rows: slice) -> Floats:
        """Minutes a truck took, [replications]; nan where none came through."""
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = self.minutes[:, rows].sum(axis=1) / self.trucks[:, rows].sum(axis=1)
        return np.asarray(mean)

    def kept(self, rows: slice) -> Floats:
        """Share through in the time promised, [replications]; nan where none came."""
        came = (self.trucks + self.lost)[:, rows].sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(1 - self.missed[:, rows].sum(axis=1) / came)


def model_of(site: Site, coming: Coming, *, start: date, days: int, rows: int) -> Model:
    """The tables of `site` for `days` (at most 7) from the midnight of `start`, in `rows` rows.

    Raises SiteError as `compile_site` does, and for more than 255 groups or 7 days.
    """
    if not 1 <= days <= 7 or len(coming.groups) > MOST_GROUPS:
        found = f"found {days} days and {len(coming.groups)} groups"
        raise SiteError(site.id, (f"{found}; allowed: 1 to 7 days, at most {MOST_GROUPS} groups",))
    ways = [
        (direction.id, one.id)
        for direction in site.directions
        for one in site.classes
        if site.route(direction.id, one.id) is not None
    ]
    flows = tuple(
        Flow(direction=d, truck_class=c, kind="transit", trucks_per_day=1.0) for d, c in ways
    )
    demand = Demand(id="coming", site=site.id, flows=flows)
    model = compile_site(site, demand, days=days, rows=rows, start=start)
    rates = np.zeros((1, WEEK_H, len(model.types)))
    for way, an_hour in coming.besides.items():
        rates[0, :, model.types.index(way)] = np.asarray(an_hour) / 60.0
    total = rates.sum(axis=2)
    with np.errstate(invalid="ignore"):
        mix = np.where(total[:, :, None] > 0, rates.cumsum(axis=2) / total[:, :, None], 1.0)
    mix[:, :, -1] = 1.0
    net = model.net._replace(rates=total, mix=mix, month=np.zeros_like(model.net.month))
    features = list(model.features)
    features[_BOOKINGS] = _bookings(coming.groups, model.types)
    return model._replace(net=net, features=tuple(features), plain=False)


def times(model: Model, *, replications: int, seed: int) -> Times:
    """Run replications; the same seed gives the same trucks under any staff (common numbers)."""

    def work(number: int) -> Floats:
        counts = run_one(model, seed_of(seed, number))
        lost = (counts.lost + counts.left).sum(axis=(1, 2))
        return np.array(
            [
                counts.dwell.sum(axis=(1, 2)),
                counts.dwell_sum.sum(axis=1) / FIXED,
                counts.over.sum(axis=1) + lost,
                lost,
            ],
            np.float64,
        )

    with ThreadPoolExecutor(2) as pool:
        found = np.array(list(pool.map(work, range(replications))))
    return Times(*(found[:, i] for i in range(4)))


def _bookings(groups: Sequence[Group], types: Sequence[Way]) -> Bookings:
    late = np.array([one.late_min for one in groups], np.float64)
    spread = np.array([one.spread_min for one in groups], np.float64)
    slots = np.array([one.slots for one in groups], np.int64).reshape(-1, WEEK_H)
    ahead = float((4 * spread - late).max(initial=0.0))
    hours = int(np.ceil((ahead + float((4 * spread + late).max(initial=0.0))) / 60)) + 2
    return Bookings(
        type=np.array([types.index(one.way) for one in groups], np.int64),
        slots=slots,
        no_show=np.array([one.no_show for one in groups], np.float64),
        late=late,
        spread=spread,
        ahead=ahead,
        most=hours * int(slots.sum(axis=0).max(initial=0)) + 1,
    )
