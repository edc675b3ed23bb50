"""From what stands to who comes, hour by hour, and to the work that makes for each pool."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from goldenbridge.border.coming import MOST_GROUPS, Coming, Group, Way
from goldenbridge.border.design.queues import Floats, offered_load
from goldenbridge.border.design.staffing import second
from goldenbridge.border.tables import WEEK_H, Ints
from goldenbridge.outlook.advice.run import Run
from goldenbridge.outlook.advice.standing import HOUR, Standing
from goldenbridge.site.routes import OUT
from goldenbridge.site.traffic import along


class Work(NamedTuple):
    """What a pool has to do: trucks an hour by hour of the day, minutes each, how they vary."""

    an_hour: Floats  # [24]
    minutes: float
    scv: float

    @property
    def busy(self) -> Floats:
        """Officers kept busy in each hour of the day, were there no limit, [24]."""
        if not self.minutes:
            return np.zeros(24)
        return offered_load(self.an_hour / 60, self.minutes, self.scv)


def coming(standing: Standing, targets: Mapping[str, int]) -> Coming:
    """Who comes when the openings have `targets` places (as now where it names none)."""
    habits, run = standing.habits, standing.run
    due: dict[Way, Ints] = defaultdict(lambda: np.zeros(WEEK_H, np.int64))
    free: dict[Way, Ints] = defaultdict(lambda: np.zeros(WEEK_H, np.int64))
    for one in standing.hours:
        at = run.hour_of_week(run.hour(one.starts))
        due[one.way][at] += one.due
        free[one.way][at] += max(targets.get(one.opening, one.target) - one.used, 0)
    kept = 1 - habits.no_show
    groups = [
        Group(way, slots, share, habits.late_min, habits.spread_min)
        for found, share in ((due, habits.no_show), (free, 1 - habits.sold * kept))
        for way, slots in found.items()
        if slots.any()
    ]
    return Coming(
        (*run.as_they_came(MOST_GROUPS - len(groups)), *groups),
        {way: _besides(run, standing.now, hours) for way, hours in habits.besides},
    )


def works(standing: Standing) -> dict[str, Work]:
    """The work of each pool in the hours of the shifts, from the traffic equations (Jackson 1957).

    Hours of the day outside of the shifts count as the mean of the others.
    """
    rows: dict[str, list[tuple[Floats, float, float]]] = defaultdict(list)
    for way, an_hour in _expected(standing).items():
        route = standing.site.route(*way)
        for (_, to), passes in along(route, 1.0).items() if route else ():
            if to != OUT:
                station = standing.site.station(to)
                service = station.service(way[1])
                rows[station.pool].append((an_hour * passes, service.mean, second(service)))
    return {pool: _joined(of) for pool, of in rows.items()}


def _joined(rows: Iterable[tuple[Floats, float, float]]) -> Work:
    rows = list(rows)
    an_hour = np.asarray(np.sum([row[0] for row in rows], axis=0))
    each = np.array([row[0].sum() for row in rows])
    if not each.sum():
        return Work(an_hour, 0.0, 0.0)
    weight = each / each.sum()
    mean = float(weight @ [row[1] for row in rows])
    square = float(weight @ [row[2] for row in rows])
    return Work(an_hour, mean, max(square / mean**2 - 1, 0.0) if mean else 0.0)


def _expected(standing: Standing) -> dict[Way, Floats]:
    """Trucks that come an hour, by hour of the day, [24] each."""
    habits, (first, last) = standing.habits, (standing.shifts[0][0], standing.shifts[-1][1])
    found: dict[Way, Floats] = {way: np.array(hours) for way, hours in habits.besides}
    booked: dict[Way, Floats] = defaultdict(lambda: np.zeros(24))
    for one in standing.hours:
        if first <= one.starts < last:
            trucks = one.due + max(one.target - one.used, 0) * habits.sold
            at = one.starts.astimezone(standing.zone).hour
            booked[one.way][at] += trucks * (1 - habits.no_show)
    inside = np.zeros(24, bool)
    for n in range((last - first) // HOUR):
        inside[(first + timedelta(hours=n)).astimezone(standing.zone).hour] = True
    for way, hours in booked.items():
        hours[~inside] = hours[inside].mean()
        found[way] = found.get(way, np.zeros(24)) + hours
    return found


def _besides(run: Run, now: datetime, by_hour: Iterable[float]) -> Floats:
    """Trucks without booking an hour, [168], from now to the end of the run."""
    hours, found = tuple(by_hour), np.zeros(WEEK_H)
    for hour in range(run.hour(now), run.days * 24):
        found[run.hour_of_week(hour)] = hours[hour % 24]
    return found
