"""The figures of a design."""

from goldenbridge.figures.bars import Bar, bars
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.cost_wait import Spot, cost_wait
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.grounds import Area, grounds
from goldenbridge.figures.needs import Wanted, needs
from goldenbridge.figures.peak_day import Place, peak_day
from goldenbridge.figures.site_plan import Stop, Way, site_plan
from goldenbridge.figures.staffing import Open, staffing
from goldenbridge.report.design_told import Told
from goldenbridge.report.facts import Facts
from goldenbridge.report.sections import design_growth
from goldenbridge.report.sections.design_proof import NAMES
from goldenbridge.site.designs import Post, Resource
from goldenbridge.site.traffic import traffic

_HECTARE = 10_000.0


def pictures(run: Told) -> dict[str, tuple[Figure, ...]]:
    """The figures by the id of their section; what has nothing to show is left out."""
    drawn = {
        "design": (_staffing(run), _grounds(run), _peak(run), _day(run), _needs(run)),
        "proof": (_frontier(run), _strains(run)),
    }
    return {name: tuple(f for f in found if f is not None) for name, found in drawn.items()}


def in_brief(facts: Facts) -> tuple[Figure | None, ...]:
    """What a brief shows of the design that its folder keeps."""
    if facts.design is None or facts.design.found is None:
        return ()
    run = Told(facts.programme, facts.language, facts.design.found)
    return _staffing(run), _frontier(run)


def _caption(run: Told, title: str, name: str = "") -> Caption:
    return Caption(title, run.language, name=name)


def _staffing(run: Told) -> Figure | None:
    found = run.found.plan.found
    rows = []
    for one in run.found.asked.design.resources:
        open_ = found.space.posts(found.levels, one.pool)
        pairs = [*zip(one.posts, open_, strict=True)]
        units = [sum(n for post, n in pairs if _covers(post, hour)) for hour in range(24)]
        rows.append(Open(run.name(one.pool), units))
    return staffing(rows, _caption(run, run.language.say("What is open when")))


def _covers(post: Post, hour: int) -> bool:
    if post.to_h > post.from_h:
        return post.from_h <= hour < post.to_h
    return hour >= post.from_h or hour < post.to_h


def _grounds(run: Told) -> Figure | None:
    found = run.found.plan.found
    prices = found.space.prices
    parts = [_area(run, one) for one in run.found.asked.design.resources]
    for axis, level in zip(found.space.axes, found.levels, strict=True):
        if axis.post < 0:
            ground = next(g for g in run.found.asked.design.grounds if g.yard == axis.of)
            parts.append(Area(run.name(axis.of), "yard", level, ground.area_m2))
    figures = {figure.id: figure for figure in run.programme.figures}
    let = {}
    for fee in run.design.fees:
        unit = figures[fee.quantity].unit if fee.quantity in figures else ""
        if unit in {"ha", "m²"}:
            let[fee.title] = prices[fee.quantity] * (_HECTARE if unit == "ha" else 1.0)
    parts += [Area(title, "let", 1, area) for title, area in let.items()]
    title = run.language.say("The site to scale, part by part; no plan of where they lie")
    return grounds(parts, _caption(run, title))


def _peak(run: Told) -> Figure | None:
    """The way through in the busiest month, as simulated over four weeks of it."""
    found = run.found.plan.found
    site, demand = found.space.built_at(found.levels)
    stops = {
        one.station: Stop(run.site.station(one.station).name, one.wait_min, one.share, one.queue)
        for one in run.found.busy
    }
    ways = [Way(d.name, traffic(site, demand, d.id)) for d in run.site.directions]
    title = run.language.say("A day of the busiest month: waits, and queues at their longest")
    return site_plan(ways, stops, _caption(run, title))


def _day(run: Told) -> Figure | None:
    """The day on which most come, part by part of the site."""
    peak = run.found.peak
    places = []
    for one in run.found.asked.design.resources:
        own = [station.id for station in run.site.stations if station.pool == one.pool]
        if one.area_m2 and own:
            counts = ([rows[name] for name in own] for rows in (peak.waiting, peak.working))
            waiting, working = ([sum(row) for row in zip(*rows, strict=True)] for rows in counts)
            places.append(Place(_area(run, one), waiting, working))
    title = run.language.say("The day of a simulated year on which most come, to scale")
    return peak_day(places, peak.trucks, _caption(run, title))


def _needs(run: Told) -> Figure | None:
    """The people needed in each year at low, median and high trade, by scenario."""
    found, ladder, called = run.found.needs, run.found.ladder, design_growth.names(run)
    rows = [
        Wanted(
            called.get(scenario, scenario),
            [need.rungs(ladder) for need in found if need.scenario == scenario],
        )
        for scenario in dict.fromkeys(need.scenario for need in found)
    ]
    years = list(dict.fromkeys(need.year for need in found))
    people = [run.language.number(rung.people, 0) for rung in ladder]
    title = run.language.say("How many people are needed when, as trade goes")
    return needs(rows, years, people, _caption(run, title))


def _area(run: Told, one: Resource) -> Area:
    found = run.found.plan.found
    units = max(found.space.posts(found.levels, one.pool))
    return Area(run.name(one.pool), one.kind, units, one.area_m2)


def _frontier(run: Told) -> Figure | None:
    """Designs simulated that keep the promise; the line joins those no other beats in both."""
    plan = run.found.plan
    spots = [
        Spot(one.mean_h, one.yearly / 1e6, one.levels == plan.found.levels) for one in plan.tried
    ]
    line: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.cost, s.hours)):
        if not line or spot.hours < line[-1].hours:
            line.append(spot)
    others = [spot for spot in spots if spot not in line]
    title = run.language.say("What shorter waits cost")
    return cost_wait(line, others, _caption(run, title))


def _strains(run: Told) -> Figure | None:
    """How far each strain moves the share of the promise that is tightest."""
    base, *others = run.found.strains
    n = run.found.plan.found.verdict.worst
    say, language = run.language.say, run.language
    rows = [
        Bar(
            say(NAMES[one.what]),
            f"× {language.number(one.factor, 1)}",
            base.over[n],
            one.over[n],
            language.percent(one.over[n], 1),
            "bad" if one.over[n] > base.over[n] else "good",
        )
        for one in others
    ]
    unit = say("share of trucks over the limit that is tightest")
    return bars(rows, "strains", unit, _caption(run, say("What the promise hangs on")))
