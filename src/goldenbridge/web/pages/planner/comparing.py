"""Scenarios side by side, as a table and as a figure."""

from collections.abc import Sequence

from goldenbridge.border.results import BorderResult, Dwell
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.crossing_times import Crossing, crossing_times
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Own
from goldenbridge.report.section import Table
from goldenbridge.report.sections.border_times import hours, with_interval
from goldenbridge.web.pages.planner.columns import Column
from goldenbridge.web.pages.planner.showing import lost_a_day


def compared(columns: Sequence[Column]) -> Table:
    """The scenarios side by side, a row for each number."""
    language = columns[0].run.language
    say = language.say
    rows = []
    for way in columns[0].run.site.directions:
        told_ways = [_told_way(language, _way(one.run.result, way.id)) for one in columns]
        names = (say("trucks a day"), say("mean, h"), say("95 of 100, h"), say("as promised"))
        for n, name in enumerate(names):
            label = say("{direction}: {number}", direction=Own(way.name), number=name)
            rows.append((label, *(told_way[n] for told_way in told_ways)))
    lost = [lost_a_day(one.run.result) for one in columns]
    rows.append((say("give up or are turned away a day"), *(language.number(n, 1) for n in lost)))
    titles = tuple(one.title for one in columns)
    return Table(
        id="compared",
        caption=say("Side by side"),
        columns=(say("number"), *titles),
        rows=tuple(rows),
        numeric=titles,
    )


def beside(columns: Sequence[Column]) -> Figure | None:
    """The times of the scenarios side by side, direction by direction."""
    language = columns[0].run.language
    rows = [
        Crossing(way.name, one.title, d.mean.value / 60, d.p50.value / 60, d.p95.value / 60)
        for way in columns[0].run.site.directions
        for one in columns
        if (d := _way(one.run.result, way.id)) and d.trucks_per_day.value > 0
    ]
    return crossing_times(rows, Caption(language.say("Side by side"), language, name="side"))


def _way(result: BorderResult, direction: str) -> Dwell | None:
    return next((d for d in result.by_direction if d.direction == direction), None)


def _told_way(language: Language, d: Dwell | None) -> tuple[str, str, str, str]:
    """Trucks, mean, the 95th percentile and the promise; dashes where no truck goes that way."""
    if d is None:
        return ("–", "–", "–", "–")
    return (
        with_interval(language, d.trucks_per_day, 0),
        hours(language, d.mean),
        hours(language, d.p95),
        language.percent(1 - d.over_promise.value),
    )
