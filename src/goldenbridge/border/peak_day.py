"""The day on which most trucks come in a simulated year, from the record of every visit."""

from typing import NamedTuple

import numpy as np

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import trace
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import Floats
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

STEP_MIN = 10
_DAY_MIN = 1440


class PeakDay(NamedTuple):
    """Trucks by station every STEP_MIN minutes from midnight; `trucks` come that day."""

    trucks: int
    waiting: dict[str, tuple[int, ...]]
    working: dict[str, tuple[int, ...]]


def peak_day(site: Site, demand: Demand, *, seed: int, days: int = 365) -> PeakDay:
    """Where trucks stand on the day, of `days` simulated once, on which most come.

    A truck that is done and cannot go on counts as at work. Raises SiteError as `simulate` does.
    """
    model = compile_site(site, demand, days=days)
    visits = trace(model, seed_of(seed, 0))
    arrived, started, _, left = visits.times.T
    order = np.argsort(arrived, kind="stable")
    first = order[np.unique(visits.truck[order], return_index=True)[1]]
    coming = np.bincount((arrived[first] // _DAY_MIN).astype(np.int64), minlength=days)[:days]
    day = int(np.argmax(coming))
    moments = day * _DAY_MIN + np.arange(0.0, _DAY_MIN, STEP_MIN)
    begun = np.where(visits.outcome == 1, left, started)
    waiting, working = {}, {}
    for i, name in enumerate(model.stations):
        mine = visits.station == i
        waiting[name] = _there(arrived[mine], begun[mine], moments)
        working[name] = _there(begun[mine], left[mine], moments)
    return PeakDay(int(coming[day]), waiting, working)


def _there(start: Floats, end: Floats, moments: Floats) -> tuple[int, ...]:
    """How many of the spans from `start` to `end` hold each moment."""
    begun, over = (np.searchsorted(np.sort(times), moments, "right") for times in (start, end))
    return tuple((begun - over).tolist())
