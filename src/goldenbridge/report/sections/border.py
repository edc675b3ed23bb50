"""How long does it take to cross the border, and what would change that?"""

from goldenbridge.language.messages import Listing, Message, Number, Own, Share, tell
from goldenbridge.outlook.crossings import Crossing, Way
from goldenbridge.report.facts import REPLICATIONS, Facts
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections.border_times import pair, with_interval


def section(facts: Facts) -> Section:
    """Hours from arrival to exit by scenario, load and direction."""
    say = facts.language.say
    title = say("How long does it take to cross the border?")
    if not any(c.ways for c in facts.crossings):
        answer = say("No crossing is described in the folder.")
        if facts.crossings:
            answer = say("No truck came through.")
        elif facts.programme.sites:
            answer = say("The border is described as it is known now, not as on that day.")
        return Section("border", title, answer, data={"crossings": []})
    return Section(
        id="border",
        title=title,
        answer=_answer(facts),
        tables=(_table(facts),),
        assumptions=(
            say(
                "Simulated: {n} years, each truck by itself, from border.toml, where most figures "
                "are assumed and say so; `goldenbridge simulate` shows a run in full.",
                n=REPLICATIONS[facts.size],
            ),
        ),
        data={"crossings": [_json(c, way) for c in facts.crossings for way in c.ways]},
    )


def slowest(facts: Facts) -> str:
    """The direction in which trucks take longest, of the first scenario and load with any."""
    ways = next(c.ways for c in facts.crossings if c.ways)
    return max(ways, key=lambda way: way.mean_h.value).direction


def rows(facts: Facts, direction: str, demand: str) -> list[tuple[Crossing, Way]]:
    """The scenarios under one demand, in one direction."""
    return [
        (c, way)
        for c in facts.crossings
        for way in c.ways
        if (way.direction, c.demand) == (direction, demand)
    ]


def names(facts: Facts) -> dict[str | None, str]:
    """What the site, its directions, the demands and the scenarios are called, by id."""
    site = next(s for s in facts.programme.sites if s.id == facts.crossings[0].site)
    return {
        None: facts.language.say("as it is"),
        site.id: site.name,
        **{one.id: one.name for one in site.directions},
        **{one.id: one.title for one in facts.programme.demands},
        **{one.id: one.title for one in facts.programme.border_scenarios},
    }


def _answer(facts: Facts) -> str:
    called, direction = names(facts), slowest(facts)
    demands = list(dict.fromkeys(c.demand for c in facts.crossings))
    by_demand = {demand: rows(facts, direction, demand) for demand in demands}
    busy = [demand for demand in demands if by_demand[demand]]
    told = []
    for demand in dict.fromkeys((busy[0], busy[-1])):
        found = by_demand[demand]
        fastest = min(found, key=lambda row: row[1].mean_h.value)
        hours: list[Message] = [
            tell(
                "{hours} h ({scenario})",
                hours=Number(way.mean_h.value, 1),
                scenario=Own(called[c.scenario]),
            )
            for c, way in dict.fromkeys((found[0], fastest))
        ]
        told.append(
            facts.language.say(
                "{demand}, {direction}: {hours}.",
                demand=Own(called[demand]),
                direction=Own(called[direction]),
                hours=Listing(hours),
            )
        )
    site = Own(called[facts.crossings[0].site])
    return " ".join([facts.language.say("Mean time at {site}.", site=site), *told])


def _table(facts: Facts) -> Table:
    language, say, called = facts.language, facts.language.say, names(facts)
    numeric = (
        say("trucks a day"),
        say("mean, h"),
        say("95 of 100, h"),
        say("over the promise"),
        say("lost a day"),
    )
    return Table(
        id="crossings",
        caption=say("From arrival to exit, by scenario and load; ± half of the interval"),
        columns=(say("trucks that come"), say("direction"), say("scenario"), *numeric),
        rows=tuple(
            (
                called[c.demand],
                called[way.direction],
                called[c.scenario],
                language.number(way.trucks.value, 0),
                with_interval(language, way.mean_h, 1),
                with_interval(language, way.p95_h, 1),
                language.value(Share(way.over_promise.value, 1)),
                language.number(way.lost.value, 1),
            )
            for c in facts.crossings
            for way in c.ways
        ),
        numeric=numeric,
    )


def _json(c: Crossing, way: Way) -> dict[str, object]:
    return {
        "site": c.site,
        "scenario": c.scenario,
        "demand": c.demand,
        "direction": way.direction,
        "trucks_per_day": pair(way.trucks),
        "mean_h": pair(way.mean_h),
        "p50_h": pair(way.p50_h),
        "p95_h": pair(way.p95_h),
        "over_promise": pair(way.over_promise),
        "lost_per_day": pair(way.lost),
    }
