"""The call centre's log: who called when, how long it took, and what two distributions it shows."""

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goldenbridge.site.distributions import Distribution, Service

DATA = Path(__file__).parents[3] / "shared" / "data" / "border"
LOG = DATA / "call_centre" / "calls_1999-02-01_to_14.tsv"
FIRST, SECOND = date(1999, 2, 1), date(1999, 2, 8)
"""The Mondays of the week that is fitted and of the week that is scored."""
DAYS = 7
DAY = 1440.0
_AT_RISK = 100
_PATIENCES = 1000

Floats = NDArray[np.float64]


class Week(NamedTuple):
    """The callers of a week who asked for an agent; times are minutes from its first midnight."""

    first: date
    arrived: Floats
    waited: Floats  # until an agent took the call, or until the caller hung up
    talked: Floats  # 0 where the caller hung up
    hung_up: NDArray[np.bool_]
    agent: NDArray[np.str_]

    @property
    def day(self) -> NDArray[np.int64]:
        """The day of each caller, 0 to 6."""
        return (self.arrived // DAY).astype(np.int64)

    @property
    def counts(self) -> Floats:
        """Callers by hour of the week, [168]."""
        hours = (self.arrived // 60).astype(np.int64)
        return np.bincount(hours, minlength=24 * DAYS).astype(np.float64)


def read(first: date, log: Path = LOG) -> Week:
    """The week from `first`. Callers who left before they queued, and phantoms, did not ask."""
    days = {f"{first + timedelta(day):%y%m%d}": day for day in range(DAYS)}
    rows = []
    with log.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            queued, hung_up = row["q_start"] != "0:00:00", row["outcome"] == "HANG"
            if row["date"] not in days or row["outcome"] == "PHANTOM" or (hung_up and not queued):
                continue
            arrived = days[row["date"]] * DAY + _minutes(row["q_start" if queued else "vru_exit"])
            talked = 0.0 if hung_up else int(row["ser_time"]) / 60
            rows.append((arrived, int(row["q_time"]) / 60, talked, hung_up, row["server"]))
    columns = [np.array(column) for column in zip(*sorted(rows), strict=True)]
    return Week(first, *columns)


def _minutes(clock: str) -> float:
    hours, minutes, seconds = map(int, clock.split(":"))
    return hours * 60 + minutes + seconds / 60


def wrap_up(week: Week) -> float:
    """Median minutes from an agent's call to the next one, where its caller waited already."""
    gaps = []
    for calls in by_agent(week).values():
        for one, after in pairwise(calls):
            ended = week.arrived[one] + week.waited[one] + week.talked[one]
            if week.arrived[after] <= ended and week.waited[after] > 0:
                gaps.append(week.arrived[after] + week.waited[after] - ended)
    return float(np.median(gaps))


def by_agent(week: Week) -> dict[str, list[int]]:
    """The calls of each named agent, in order of their starts."""
    found: dict[str, list[int]] = {}
    for call in np.argsort(week.arrived + week.waited, kind="stable"):
        if week.agent[call] != "NO_SERVER":
            found.setdefault(str(week.agent[call]), []).append(int(call))
    return found


def service(week: Week) -> Service:
    """How long a call keeps an agent: as logged, each as likely, with the time after it."""
    held = week.talked[~week.hung_up] + wrap_up(week)
    return Service(kind="empirical", values=tuple(held.tolist()))


def patience(week: Week) -> Distribution:
    """How long callers would wait, from those who hung up and those who were answered first.

    Kaplan & Meier (1958) while 100 callers are still waiting; from there on the hazard of the
    second half of that time. A thousand equally likely values.
    """
    order = np.argsort(week.waited, kind="stable")
    waited, hung_up = week.waited[order], week.hung_up[order]
    risk = np.arange(waited.size, 0, -1)
    kept = np.cumprod(1 - hung_up / risk)
    end = waited.size - _AT_RISK
    until = waited[end]
    late = waited > until / 2
    exposure = np.minimum(waited[late], until) - until / 2
    hazard = (hung_up & late)[:end].sum() / exposure.sum()
    left = 1 - (np.arange(_PATIENCES) + 0.5) / _PATIENCES
    at = np.searchsorted(-kept[:end], -left)
    tail = until + np.log(np.maximum(kept[end - 1] / left, 1)) / hazard
    values = np.where(at < end, waited[np.minimum(at, end - 1)], tail)
    return Distribution(kind="empirical", values=tuple(values.tolist()))
