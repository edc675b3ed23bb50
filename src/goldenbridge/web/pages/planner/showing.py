"""What the planner shows of a scenario: tiles, times by class, stations, figures."""

from dataclasses import dataclass

from goldenbridge.border.results import BorderResult
from goldenbridge.figures.figure import Figure
from goldenbridge.language.messages import Number, Own
from goldenbridge.report.border_pictures import way_through
from goldenbridge.report.section import Table
from goldenbridge.report.sections import border_stations
from goldenbridge.report.sections.border_times import hours
from goldenbridge.web.pages.planner.columns import Column


@dataclass(frozen=True, slots=True)
class Tile:
    """A number told large, and under it what it is."""

    value: str
    meaning: str


def tiles(one: Column) -> list[Tile]:
    """The mean of each direction, the promise, and who does not come through."""
    language, result = one.run.language, one.run.result
    say, names = language.say, {d.id: d.name for d in one.run.site.directions}
    found = [
        Tile(
            say("{n}\u00a0h", n=Number(d.mean.value / 60, 1)),
            say(
                "on average {direction}; 95 of 100 within {p95} h",
                direction=Own(names[d.direction]),
                p95=Number(d.p95.value / 60, 1),
            ),
        )
        for d in result.by_direction
        if d.trucks_per_day.value > 0
    ]
    overall = result.overall
    kept = language.percent(1 - overall.over_promise.value)
    return [
        *found,
        Tile(kept, say("of the trucks as fast as promised")),
        Tile(
            language.number(lost_a_day(result), 1), say("trucks a day give up or are turned away")
        ),
    ]


def sentence(one: Column) -> str:
    """The answer in a sentence, for whoever hears the page."""
    found = "; ".join(f"{tile.value} {tile.meaning}" for tile in tiles(one))
    return f"{one.title}: {found}."


def by_class(one: Column) -> Table:
    """Times by direction and class of truck beside what was promised."""
    language, say = one.run.language, one.run.language.say
    site = one.run.site
    names = {d.id: d.name for d in site.directions}
    classes = {c.id: c for c in site.classes}
    numeric = (
        say("trucks a day"),
        say("mean, h"),
        say("95 of 100, h"),
        say("promised, h"),
        say("as promised"),
    )
    rows = []
    for d in (d for d in one.run.result.dwell if d.trucks_per_day.value > 0):
        promise = classes[d.truck_class].promise_min
        kept = language.percent(1 - d.over_promise.value) if promise else "–"
        rows.append(
            (
                names[d.direction],
                classes[d.truck_class].name,
                language.number(d.trucks_per_day.value, 0),
                hours(language, d.mean),
                hours(language, d.p95),
                language.number(promise / 60, 1) if promise else "–",
                kept,
            )
        )
    return Table(
        id="classes",
        caption=say("From arrival to exit, by direction and kind of truck; ± half of the interval"),
        columns=(say("direction"), say("kind of truck"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def drawn(one: Column) -> tuple[Figure, ...]:
    """The way through with what waits, and the times beside what was promised."""
    return tuple(figure for figure in way_through(one.run) if figure is not None)


def stations(one: Column) -> tuple[str, Table]:
    """Where trucks wait: in a sentence, and station by station."""
    section = border_stations.section(one.run)
    return section.answer, section.tables[0]


def lost_a_day(result: BorderResult) -> float:
    """Trucks a day that are turned away or give up."""
    return result.overall.turned_away_per_day.value + result.overall.gave_up_per_day.value
