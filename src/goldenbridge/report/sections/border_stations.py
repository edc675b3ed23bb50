"""Where do trucks wait?"""

import math
from typing import TYPE_CHECKING

import numpy as np

from goldenbridge.language.messages import Number, Own, Share
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections.border_times import pair, with_interval

if TYPE_CHECKING:
    from goldenbridge.report.simulated import Simulated


def section(run: "Simulated") -> Section:
    """Waits, queues and use of lanes, station by station."""
    say = run.language.say
    return Section(
        id="stations",
        title=say("Where do trucks wait?"),
        answer=_answer(run),
        tables=(_table(run),),
        data={
            "stations": [
                {
                    "station": wait.station,
                    "trucks_per_day": pair(wait.trucks_per_day),
                    "wait_mean_min": pair(wait.mean),
                    "wait_p50_min": pair(wait.p50),
                    "wait_p90_min": pair(wait.p90),
                    "wait_p95_min": pair(wait.p95),
                    "wait_p99_min": pair(wait.p99),
                    "utilisation": None if math.isnan(busy(run, n)) else busy(run, n),
                    "queue_by_hour_of_week": [float(q) for q in run.result.queue[n]],
                }
                for n, wait in enumerate(run.result.waits)
            ]
        },
    )


def busy(run: "Simulated", station: int) -> float:
    """Share of the manned lanes of a station in use, over the week; nan where none is manned."""
    shares = run.result.utilisation[station]
    return float(np.nanmean(shares)) if not np.isnan(shares).all() else math.nan


def _answer(run: "Simulated") -> str:
    say = run.language.say
    passed = [(n, wait) for n, wait in enumerate(run.result.waits) if wait.trucks_per_day.value > 0]
    if not passed:
        return say("No truck passed any station.")
    n, longest = max(passed, key=lambda pair: pair[1].mean.value)
    return say(
        "Longest at {station}: {mean} min on average, {busy} of its manned lanes in use.",
        station=Own(run.site.station(longest.station).name),
        mean=Number(longest.mean.value, 0),
        busy=Share(busy(run, n)),
    )


def _table(run: "Simulated") -> Table:
    language, say = run.language, run.language.say
    numeric = (
        say("trucks a day"),
        say("wait, min"),
        say("95 of 100 wait at most, min"),
        say("queue at its longest"),
        say("lanes in use"),
        say("lanes held by trucks that cannot go on"),
    )
    rows = []
    for n, wait in enumerate(run.result.waits):
        if wait.trucks_per_day.value > 0:
            share = busy(run, n)
            rows.append(
                (
                    run.site.station(wait.station).name,
                    language.number(wait.trucks_per_day.value, 0),
                    with_interval(language, wait.mean, 1),
                    with_interval(language, wait.p95, 1),
                    language.number(float(run.result.queue[n].max()), 1),
                    "–" if math.isnan(share) else language.percent(share),
                    language.number(float(run.result.held[n].mean()), 2),
                )
            )
    return Table(
        id="stations",
        caption=say("Station by station"),
        columns=(say("station"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )
