"""The Bridge of the Americas at El Paso: posted truck waits and monthly trucks, lanes unknown."""

import calendar
import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from benchmarks.replays.call_log import DATA, Floats
from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import trace
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import Model
from goldenbridge.site.demand import Demand, Flow, Profile
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS as NAMES
from goldenbridge.site.stations import Direction, Pool, Shift, Station, TruckClass

FOLDER = DATA / "el_paso_trucks"
WAITS = FOLDER / "bota_trucks_hourly_by_month_weekday.csv"
TRUCKS = FOLDER / "trucks_per_month_bota_ysleta.csv"
YEAR = 2025
HOURS = range(6, 14)
"""The hours for which nearly every weekday of every month has a wait."""
WEEKDAYS = 5
CV = 0.8
LANES = (1, 2, 4, 8)
EVEN = (1.0,) * len(HOURS)
EARLY = (1.6, 1.5, 1.3, 1.1, 0.9, 0.7, 0.5, 0.4)
NOON = (0.5, 0.7, 1.0, 1.3, 1.4, 1.3, 1.0, 0.8)
PROFILES = {"even": EVEN, "early": EARLY, "towards noon": NOON}
"""Assumed shapes of the day, trucks by hour from 6 to 13; only ratios matter."""

_CLOCK = {f"{hour}:00 AM": hour for hour in range(6, 12)} | {"Noon": 12, "1:00 PM": 13}
_MONTH = np.array([(date(YEAR, 1, 1) + timedelta(day)).month - 1 for day in range(365)])


class Bridge(NamedTuple):
    """What was recorded: posted minutes [12, 5, 8] by month, weekday and hour, trucks [12]."""

    waits: Floats
    trucks: Floats


def read(year: int = YEAR) -> Bridge:
    """Waits of the hours from 6 to 13 and trucks of each month of `year`; nan where no wait is."""
    waits = np.full((12, WEEKDAYS, len(HOURS)), np.nan)
    for row in _rows(WAITS):
        hour = _CLOCK.get(row["Time"])
        if hour is not None:
            month = list(calendar.month_name).index(row["Month"]) - 1
            day = NAMES.index(row["dow"][:3].lower())
            waits[month, day, hour - HOURS[0]] = float(row["wait"])
    trucks = np.zeros(12)
    for row in _rows(TRUCKS):
        if (row["Crossing"], int(row["Year"])) == ("Bridge of the Americas", year):
            trucks[int(row["Month"]) - 1] = float(row["Northbound Crossing"])
    return Bridge(waits, trucks)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def weekdays(year: int = YEAR) -> Floats:
    """Mondays to Fridays in each month, [12]; holidays are not left out."""
    months = (calendar.monthrange(year, month)[1] for month in range(1, 13))
    return np.array(
        [
            sum(date(year, month, day + 1).weekday() < WEEKDAYS for day in range(days))
            for month, days in enumerate(months, start=1)
        ],
        dtype=np.float64,
    )


def model(trucks: Floats, lanes: int, minutes: float, shape: Sequence[float] = EVEN) -> Model:
    """One station with `lanes`, `minutes` a truck; lanes stay until all who came are through."""
    per_day = trucks / weekdays()
    hours = np.zeros(24)
    hours[HOURS[0] : HOURS[-1] + 1] = shape
    profile = Profile(
        id="open",
        hours=tuple(hours.tolist()),
        weekdays=(1.0,) * WEEKDAYS + (0.0,) * 2,
        months=tuple(per_day.tolist()),
    )
    flow = Flow(
        direction="north",
        truck_class="truck",
        kind="bilateral",
        trucks_per_day=float(per_day.mean()) * WEEKDAYS / 7,
        profile="open",
    )
    service = Service(kind="gamma", mean_min=minutes, cv=CV)
    legs = (Leg(after="in", to="primary"), Leg(after="primary", to="out"))
    site = Site(
        id="bridge",
        name="Bridge of the Americas",
        time_zone="America/Denver",
        directions=(Direction(id="north", name="north"),),
        classes=(TruckClass(id="truck", name="truck", priority=0),),
        pools=(
            Pool(
                id="officers", rule="finish", shifts=(Shift(from_h=HOURS[0], to_h=24, staff=lanes),)
            ),
        ),
        stations=(Station(id="primary", name="primary", pool="officers", services=(service,)),),
        routes=(Route(direction="north", legs=legs),),
    )
    demand = Demand(id="year", site="bridge", profiles=(profile,), flows=(flow,))
    return compile_site(site, demand, days=365, start=date(YEAR, 1, 1))


def simulated(one: Model, runs: int, seed: int = 1) -> Floats:
    """Mean minutes waited by month, weekday and hour of arrival, [runs, 12, 5, 8]."""
    cells = 12 * WEEKDAYS * len(HOURS)
    first = date(YEAR, 1, 1).weekday()
    found = []
    for run in range(runs):
        times = trace(one, seed_of(seed, run)).times
        day, hour = (times[:, 0] // 1440).astype(int), (times[:, 0] % 1440 // 60).astype(int)
        cell = (_MONTH[day] * WEEKDAYS + (day + first) % 7) * len(HOURS) + hour - HOURS[0]
        waits = np.bincount(cell, times[:, 1] - times[:, 0], cells)
        found.append(waits / np.bincount(cell, minlength=cells))
    return np.array(found).reshape(runs, 12, WEEKDAYS, len(HOURS))


def ridge(bridge: Bridge, lanes: int, shape: Sequence[float] = EVEN, *, seed: int = 1) -> float:
    """The minutes a truck at which `lanes` give the posted mean over the cells that have one."""
    seen = ~np.isnan(bridge.waits)
    goal = bridge.waits[seen].mean()
    full = lanes * len(HOURS) * 60 / (bridge.trucks.sum() / weekdays().sum())

    def excess(minutes: float) -> float:
        told = simulated(model(bridge.trucks, lanes, minutes, shape), 1, seed)[0]
        return float(told[seen].mean() - goal)

    return float(brentq(excess, 0.3 * full, 1.3 * full, xtol=1e-3 * full))
