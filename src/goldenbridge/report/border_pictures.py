"""The figures of a simulated crossing."""

import math

import numpy as np

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.crossing_times import Crossing, crossing_times
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.queue_week import Queue, queue_week
from goldenbridge.figures.site_plan import Stop, Way, site_plan
from goldenbridge.figures.utilisation import Busy, utilisation
from goldenbridge.report.sections.border_stations import busy
from goldenbridge.report.simulated import Simulated
from goldenbridge.site.traffic import traffic

_DAY = 24


def pictures(run: Simulated) -> dict[str, tuple[Figure, ...]]:
    """The figures by the id of their section; what has nothing to show is left out."""
    say = run.language.say
    drawn = {
        "crossing": way_through(run),
        "stations": (
            _queues(run, Caption(say("Queues through the week"), run.language)),
            _busy(run, Caption(say("How busy the stations are"), run.language)),
        ),
    }
    return {name: tuple(f for f in found if f is not None) for name, found in drawn.items()}


def way_through(run: Simulated) -> tuple[Figure | None, ...]:
    """The stations with what waits before them, and the times beside what was promised."""
    say = run.language.say
    return (
        _plan(run, Caption(say("The way through, with what waits"), run.language)),
        _times(run, Caption(say("From arrival to exit"), run.language)),
    )


def _times(run: Simulated, caption: Caption) -> Figure | None:
    directions = {d.id: d.name for d in run.site.directions}
    classes = {c.id: c for c in run.site.classes}
    rows = []
    for d in run.result.dwell:
        if d.trucks_per_day.value > 0:
            promise = classes[d.truck_class].promise_min
            rows.append(
                Crossing(
                    directions[d.direction],
                    classes[d.truck_class].name,
                    d.mean.value / 60,
                    d.p50.value / 60,
                    d.p95.value / 60,
                    promise / 60 if promise else None,
                )
            )
    return crossing_times(rows, caption)


def _queues(run: Simulated, caption: Caption) -> Figure | None:
    rows = [
        Queue(run.site.station(name).name, [float(n) for n in run.result.queue[i]])
        for i, name in enumerate(run.result.stations)
    ]
    return queue_week(rows, caption)


def _busy(run: Simulated, caption: Caption) -> Figure | None:
    rows = []
    for i, name in enumerate(run.result.stations):
        if run.result.waits[i].trucks_per_day.value > 0:
            days = run.result.utilisation[i].reshape(-1, _DAY)
            shares = [
                float(np.nanmean(hour)) if not np.isnan(hour).all() else math.nan for hour in days.T
            ]
            rows.append(Busy(run.site.station(name).name, shares))
    return utilisation(rows, caption)


def _plan(run: Simulated, caption: Caption) -> Figure | None:
    stops = {
        wait.station: Stop(
            run.site.station(wait.station).name,
            wait.mean.value,
            busy(run, i),
            float(run.result.queue[i].mean()),
        )
        for i, wait in enumerate(run.result.waits)
        if wait.trucks_per_day.value > 0
    }
    ways = [Way(d.name, traffic(run.site, run.demand, d.id)) for d in run.site.directions]
    return site_plan(ways, stops, caption)
