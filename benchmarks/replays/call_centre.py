"""The call centre through the engine, and through Erlang's A hour by hour."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.replays.call_log import DAYS, Floats, Week, patience, service
from benchmarks.replays.staffing import Rule, Shifts
from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import trace
from goldenbridge.border.simulation import seed_of
from goldenbridge.border.tables import Model, Visits
from goldenbridge.site.demand import Demand, Flow, Profile
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.site import Site
from goldenbridge.site.stations import DAYS as NAMES
from goldenbridge.site.stations import Direction, Pool, Station, TruckClass

_MOST = 400  # callers in an Erlang A


class Waits(NamedTuple):
    """What a week looks like, by day: callers, their mean wait in seconds, the share that left."""

    callers: Floats  # [runs, 7]
    wait: Floats  # [runs, 7]
    left: Floats  # [runs, 7]

    @property
    def mean_wait(self) -> Floats:
        """Seconds over the whole week, [runs]."""
        return (self.wait * self.callers).sum(axis=1) / self.callers.sum(axis=1)

    @property
    def share_left(self) -> Floats:
        """Share of all callers of the week, [runs]."""
        return (self.left * self.callers).sum(axis=1) / self.callers.sum(axis=1)


class Learnt(NamedTuple):
    """What the first week tells of callers and agents."""

    service: Service
    patience: Distribution
    mean_patience: float  # minutes waited for each caller who hung up: exponential patience


def learn(week: Week) -> Learnt:
    """Estimate service and patience."""
    return Learnt(service(week), patience(week), float(week.waited.sum() / week.hung_up.sum()))


def observed(week: Week) -> Waits:
    """The week as it was."""
    return _by_day([(week.arrived, week.waited, week.hung_up)])


def replay(model: Model, runs: int, seed: int = 1) -> Waits:
    """The week as the engine tells it, `runs` times."""
    visits = (trace(model, seed_of(seed, run)) for run in range(runs))
    return _by_day(_callers(one) for one in visits)


def _callers(visits: Visits) -> tuple[Floats, Floats, Floats]:
    times = visits.times
    return times[:, 0], times[:, 1] - times[:, 0], visits.outcome


def _by_day(weeks: Iterable[tuple[Floats, Floats, Floats]]) -> Waits:
    rows = []
    for arrived, waited, left in weeks:
        day = (arrived // 1440).astype(np.int64)
        callers = np.bincount(day, minlength=DAYS)
        sums = (np.bincount(day, one, DAYS) / callers for one in (waited * 60, left))
        rows.append((callers, *sums))
    return Waits(*(np.array(column) for column in zip(*rows, strict=True)))


def model_of(week: Week, learnt: Learnt, shifts: Shifts) -> Model:
    """The centre with the callers of a week and the agents of `shifts`."""
    return compile_site(centre(learnt, shifts), demand(week), days=DAYS, start=week.first)


def centre(learnt: Learnt, shifts: Shifts) -> Site:
    """One line of callers, served in the order in which they came."""
    legs = (Leg(after="in", to="desk"), Leg(after="desk", to="out"))
    callers = TruckClass(id="caller", name="caller", priority=0, patience=(learnt.patience,))
    return Site(
        id="centre",
        name="Call centre",
        time_zone="Asia/Jerusalem",
        directions=(Direction(id="in", name="in"),),
        classes=(callers,),
        pools=(Pool(id="agents", rule="finish", shifts=shifts),),
        stations=(Station(id="desk", name="desk", pool="agents", services=(learnt.service,)),),
        routes=(Route(direction="in", legs=legs),),
    )


def demand(week: Week) -> Demand:
    """A Poisson process whose rate in each hour is the number who called in it.

    A flow for each day, as the shape of the day differs (short Fridays, Saturday evenings) and one
    profile is a product of hours and weekdays.
    """
    profiles, flows = [], []
    for day, hours in enumerate(week.counts.reshape(DAYS, 24)):
        only = tuple(float(other == day) for other in range(DAYS))
        profiles.append(Profile(id=NAMES[day], hours=tuple(hours.tolist()), weekdays=only))
        on_average = {"trucks_per_day": float(hours.sum() / DAYS), "profile": NAMES[day]}
        flows.append(Flow(direction="in", truck_class="caller", kind="transit", **on_average))
    return Demand(id="week", site="centre", profiles=tuple(profiles), flows=tuple(flows))


def misfit(told: Waits, week: Waits) -> float:
    """Mean over the callers of |ln(told / observed)| of their day, of wait and of share that left.

    The daily values told are means over the runs.
    """
    off = sum(
        np.abs(np.log(getattr(told, name).mean(axis=0) / getattr(week, name)[0]))
        for name in ("wait", "left")
    )
    return float((off * week.callers[0]).sum() / week.callers.sum())


class Fit(NamedTuple):
    """How a rule fits a week: by day (`misfit`), the same of the two totals, and its mean wait."""

    rule: Rule
    days: float
    totals: float
    wait: float  # seconds


def ranked(week: Week, learnt: Learnt, rules: Sequence[Rule], runs: int) -> list[Fit]:
    """The rules by their misfit of the days of `week`, the best first."""
    truth = observed(week)
    fits = []
    for rule in rules:
        told = replay(model_of(week, learnt, rule.shifts(week)), runs)
        pairs = ((one.mean_wait.mean(), one.share_left.mean()) for one in (told, truth))
        totals = np.abs(np.log(np.divide(*pairs))).sum()
        wait = float(told.mean_wait.mean())
        fits.append(Fit(rule, misfit(told, truth), float(totals), wait))
    return sorted(fits, key=lambda fit: fit.days)


def erlang_a(rate: float, mean_service: float, agents: int, mean_patience: float) -> float:
    """Mean number waiting in M/M/c+M (Palm 1943), minutes and a rate per minute.

    The mean wait of all callers is it over `rate`, the share that leaves that over the patience.
    """
    n = np.arange(1, _MOST)
    down = np.minimum(n, agents) / mean_service + np.maximum(n - agents, 0) / mean_patience
    weights = np.append(0.0, np.cumsum(math.log(rate) - np.log(down)))
    p = np.exp(weights - weights.max())
    return float(np.maximum(np.arange(_MOST) - agents, 0) @ p / p.sum())


def stationary(week: Week, learnt: Learnt, manned: Floats) -> Waits:
    """Erlang's A in each hour on its own, [168] `manned`, between whole numbers by proportion."""
    mean, patient = learnt.service.mean, learnt.mean_patience
    waiting = np.zeros(24 * DAYS)
    for hour in np.flatnonzero(week.counts):
        rate, low = week.counts[hour] / 60, int(manned[hour])
        ends = [erlang_a(rate, mean, agents, patient) for agents in (low, low + 1)]
        waiting[hour] = np.interp(manned[hour] - low, [0, 1], ends)
    callers = week.counts.reshape(DAYS, 24).sum(axis=1)
    wait = waiting.reshape(DAYS, 24).sum(axis=1) * 60 / callers
    return Waits(callers[None], wait[None] * 60, (wait / patient)[None])
