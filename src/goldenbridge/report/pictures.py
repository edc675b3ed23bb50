"""Which figures stand in which section of the brief."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from goldenbridge.figures.bars import Bar, bars
from goldenbridge.figures.caption import Caption, look
from goldenbridge.figures.crossing_times import Crossing, crossing_times
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.ladder import ladder
from goldenbridge.figures.land import land
from goldenbridge.figures.map import region_map
from goldenbridge.figures.mirror_gap import mirror_gap
from goldenbridge.figures.panel import Row, Target
from goldenbridge.figures.probabilities import probabilities
from goldenbridge.figures.reliability import reliability
from goldenbridge.figures.scores import scores
from goldenbridge.figures.statuses import statuses
from goldenbridge.figures.timeline import timeline
from goldenbridge.figures.turnover import scenario_fans, turnover
from goldenbridge.figures.years_reached import years_reached
from goldenbridge.outlook.ladders import stand
from goldenbridge.outlook.record import replay
from goldenbridge.report.design_pictures import in_brief
from goldenbridge.report.facts import Facts
from goldenbridge.report.loop import Loop
from goldenbridge.report.schedules import schedule
from goldenbridge.report.sections import border, outlook_tables
from goldenbridge.statistics.mirror import mirror
from goldenbridge.statistics.units import convert


def pictures(facts: Facts) -> dict[str, tuple[Figure, ...]]:
    """The figures of a brief by the id of their section; what has nothing to show is left out."""
    drawn: dict[str, tuple[Figure | None, ...]] = {
        "trade": _trade(facts),
        "mirror": _mirror(facts),
        "promises": (_statuses(facts),),
        "works": (_map(facts),),
        "border": (_crossings(facts),),
        "design": in_brief(facts),
        "outlook": outlook_pictures(facts),
        "documents": (_ladder(facts),),
        "calendar": (_timeline(facts),),
        "record": _record(facts),
        "exchange": (_exchange(facts),),
    }
    return {name: tuple(f for f in found if f is not None) for name, found in drawn.items()}


def _exchange(facts: Facts) -> Figure | None:
    """The schedule of the basin where an agreement brings most."""
    best = max(facts.bargains, key=lambda one: one.gain_musd, default=None)
    if best is None or best.gain_musd <= 0:
        return None
    basin = next(basin for basin in facts.programme.basins if basin.id == best.basin)
    return schedule(basin, best.schedule, facts.language)


def _caption(facts: Facts, title: str, sources: Iterable[str]) -> Caption:
    used = set(sources)
    return Caption(
        title,
        facts.language,
        {s.id: s.publisher for s in facts.programme.sources if s.id in used},
    )


def _trade(facts: Facts) -> tuple[Figure | None, ...]:
    attained = [a for a in facts.attained if a.commitment == facts.programme.headline]
    followed = [a for a in attained if a.reporter]
    if not followed:
        return ()
    first = followed[0]
    names = {a.reporter: facts.side(a.reporter) for a in followed}
    series = [facts.series[facts.indicator, reporter] for reporter in names]
    draws = [facts.draws[key] for r in names if (key := (facts.indicator, r)) in facts.draws]
    title = next(i.title for i in facts.programme.indicators if i.id == facts.indicator)
    sources = {source for one in series for point in one.points for source in point.sources}
    target = None
    if first.target is not None:
        target = Target(first.target, first.deadline.year if first.deadline else None)
    chance = facts.language.say("Chance of the target, by whose statistics")
    reached = facts.language.say("Chance that the target was met by each year")
    return (
        turnover(series, draws, names, target, _caption(facts, title, sources)),
        probabilities(followed, names, _caption(facts, chance, sources)),
        years_reached(followed, names, _caption(facts, reached, sources)),
    )


def _mirror(facts: Facts) -> tuple[Figure | None, ...]:
    found = []
    title = facts.language.say("How far the two sides are apart")
    for first, second in combinations(facts.programme.reporters, 2):
        pair = [facts.series.get((facts.indicator, r.id)) for r in (first, second)]
        if pair[0] and pair[1] and (rows := mirror(pair[0], pair[1])):
            sources = {s for row in rows for p in (row.first, row.second) for s in p.sources}
            caption = _caption(facts, title, sources)
            sides = facts.side(first.id), facts.side(second.id)
            name = f"mirror-{first.id}-{second.id}"
            caption = Caption(caption.title, caption.language, caption.sources, name)
            found.append(mirror_gap(rows, sides, pair[0].unit, caption))
    return tuple(found)


def _statuses(facts: Facts) -> Figure | None:
    counts = Counter((c.sector, facts.status(c.id)) for c in facts.commitments)
    sectors = {s.id: s.title for s in facts.programme.sectors}
    return statuses(counts, sectors, _caption(facts, facts.language.say("Promises by sector"), ()))


def _map(facts: Facts) -> Figure | None:
    places = facts.programme.places
    sources = {source for place in places for source in place.sources}
    caption = _caption(facts, facts.language.say("The two states and their border"), sources)
    return region_map(facts.programme.parties, places, land(), caption)


def _crossings(facts: Facts) -> Figure | None:
    if not any(c.ways for c in facts.crossings):
        return None
    direction, called = border.slowest(facts), border.names(facts)
    drawn = [
        Crossing(
            called[c.demand],
            called[c.scenario],
            way.mean_h.value,
            way.p50_h.value,
            way.p95_h.value,
        )
        for demand in dict.fromkeys(c.demand for c in facts.crossings)
        for c, way in border.rows(facts, direction, demand)
    ]
    title = facts.language.say("From arrival to exit, {direction}", direction=called[direction])
    return crossing_times(drawn, _caption(facts, title, ()))


def outlook_pictures(facts: Facts) -> tuple[Figure | None, ...]:
    """Chance by scenario, what each measure adds, which numbers move the chance, and the fans.

    Contributions and fans are drawn in the full size only: they would make the brief heavy.
    """
    if facts.loop is None:
        return ()
    language, say, called = facts.language, facts.language.say, outlook_tables.names(facts)
    looks = {r.id: look(n) for n, r in enumerate(facts.programme.reporters)}
    chances = [
        Bar(
            facts.side(o.reporter),
            called[f"scenario:{o.scenario}"],
            0.0,
            o.probability,
            language.chance(o.probability),
            looks[o.reporter],
        )
        for o in facts.loop.outcomes
    ]
    added = [
        Bar(facts.side(r), called[m], 0.0, share, outlook_tables.points(language, share), looks[r])
        for r, shares in facts.loop.contributions.items()
        for m, share in sorted(shares.items(), key=lambda pair: -pair[1])
    ]
    moved = [
        Bar(
            facts.side(r),
            called.get(s.name, s.name),
            s.low,
            s.high,
            say(
                "{low} → {high}",
                low=language.chance(s.low),
                high=language.chance(s.high),
            ),
            looks[r],
        )
        for r, rows in facts.loop.swings.items()
        for s in outlook_tables.by_worth(rows)
    ]
    used = {s for m in facts.programme.measures for s in m.sources}
    heads = (
        say("Chance of the target under each scenario"),
        say("What each measure adds to the chance, in points"),
        say("How far each unknown number moves the chance"),
    )
    captions = [_caption(facts, head, used if n == 0 else ()) for n, head in enumerate(heads)]
    return (
        bars(chances, "scenario-chances", say("chance"), captions[0]),
        bars(added, "contributions", say("percentage points"), captions[1]),
        bars(moved, "swings", say("chance"), captions[2]),
        *(_fans(facts, facts.loop) if added else ()),
    )


def _fans(facts: Facts, loop: Loop) -> Iterable[Figure | None]:
    """Turnover under each scenario, a figure for each office."""
    called = outlook_tables.names(facts)
    for n, reporter in enumerate(dict.fromkeys(o.reporter for o in loop.outcomes)):
        series = facts.series[facts.indicator, reporter]
        unit = convert(1.0, series.unit, "USD")
        rows = [
            Row(
                series,
                {year: [value / unit for value in told] for year, told in o.fan},
                called[f"scenario:{o.scenario}"],
                look(n),
            )
            for o in loop.outcomes
            if o.reporter == reporter
        ]
        title = facts.language.say(
            "Turnover under each scenario, {side} figures", side=facts.side(reporter)
        )
        caption = _caption(facts, title, {s for p in series.points for s in p.sources})
        caption = Caption(caption.title, caption.language, caption.sources, f"fans-{reporter}")
        yield scenario_fans(rows, Target(loop.target_usd / unit, loop.year), caption)


def _ladder(facts: Facts) -> Figure | None:
    parties = {p.id: p.name for p in facts.programme.parties}
    ladders = facts.programme.ladders
    standing = [
        (d, stand(d, parties=parties, ladders=ladders, as_of=facts.as_of)) for d in facts.documents
    ]
    title = facts.language.say("How far the documents have come")
    return ladder(standing, parties, facts.as_of, _caption(facts, title, ()))


def _timeline(facts: Facts) -> Figure | None:
    due = [(day, c.title) for c in facts.commitments if (day := facts.due[c.id])]
    title = facts.language.say("Meetings, culture and what comes next")
    return timeline(facts.events, due, facts.as_of, _caption(facts, title, ()))


def _record(facts: Facts) -> tuple[Figure | None, ...]:
    tables = [table for (name, _), table in facts.tables.items() if name == facts.indicator]
    records = [(record, table) for table in tables if (record := replay(table)) is not None]
    if not records:
        return ()
    best, table = max(records, key=lambda pair: pair[0].forecasts)
    sources = {source for point in table.points for source in point.sources}
    said = facts.language.say("What was said, and what came")
    scored = facts.language.say("Scores against two simple forecasts")
    return (
        reliability(best, _caption(facts, said, sources)),
        scores(best, _caption(facts, scored, sources)),
    )
