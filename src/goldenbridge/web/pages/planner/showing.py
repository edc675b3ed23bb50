"""What the planner shows of its scenarios: tiles, times by class, a comparison, figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenbridge.border.results import BorderResult, Dwell
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.crossing_times import Crossing, crossing_times
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Message, Number, Own, tell_many
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.border_pictures import way_through
from goldenbridge.report.section import Table
from goldenbridge.report.sections import border_stations
from goldenbridge.report.sections.border_times import hours, with_interval
from goldenbridge.report.simulated import Plan, Simulated
from goldenbridge.web.pages.planner.knobs import TRADE, TRANSIT, Knob
from goldenbridge.web.pages.planner.settings import Settings


@dataclass(frozen=True, slots=True)
class Column:
    """One scenario: its settings, what it is called, what was moved, and what came of it."""

    settings: Settings
    title: str
    moved: tuple[tuple[str, str, str], ...]
    run: Simulated


@dataclass(frozen=True, slots=True)
class Tile:
    """A number told large, and under it what it is."""

    value: str
    meaning: str


def column(  # noqa: PLR0913 - a scenario, what came of it, and who reads it
    programme: Programme,
    settings: Settings,
    plan: Plan,
    result: BorderResult,
    offered: Sequence[Knob],
    language: Language,
) -> Column:
    """A scenario as it is told; `programme` and the names of `offered` are in `language`."""
    said = translations(programme, language.code)
    site = translated(plan.site, said)
    demand, values = translated(plan.demand, said), dict(settings.moved)
    if {TRADE, TRANSIT} & values.keys():
        told_values = [
            amount(language, one, values.get(one.id, one.start))
            for one in offered
            if one.id in (TRADE, TRANSIT)
        ]
        title = language.say(
            "trade of {trade}, transit at {transit} of today's",
            trade=told_values[0],
            transit=told_values[1],
        )
        demand = replace(demand, title=title)
    run = Simulated(programme, site, demand, plan.scenario, result, language)
    moved = tuple(
        (told(language, one.name), amount(language, one, one.start), amount(language, one, value))
        for one in offered
        if (value := values.get(one.id)) is not None
    )
    start = translated(plan.scenario, said).title if plan.scenario else site.name
    title = settings.name or start
    if moved and not settings.name:
        count = language.say(
            tell_many("{count} setting moved", "{count} settings moved", len(moved))
        )
        title = f"{start}, {count}"
    return Column(settings, title, moved, run)


def told(language: Language, text: str | Message) -> str:
    """A message in the language; a name as it is."""
    return language.say(text) if isinstance(text, Message) else text


def amount(language: Language, one: Knob, value: float) -> str:
    """A value of a knob with its unit."""
    number = language.number(value, one.digits)
    return f"{number} {told(language, one.unit)}".strip()


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


def lost_a_day(result: BorderResult) -> float:
    """Trucks a day that are turned away or give up."""
    return result.overall.turned_away_per_day.value + result.overall.gave_up_per_day.value


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
